/**
 * Trains the models that tell small talk from claims, a few seconds a language. `--check` only says how well they would do;
 * `--without-corpora` leaves out the corpora of test/grounding, so that they can judge.
 */
import { globSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { gzipSync } from 'node:zlib';
import {
  crossValidated,
  type Sentences,
  thresholdFor,
  trainClaims,
  trainingText,
} from '../server/grounding/claims/train-claims.ts';
import { encodeModel } from '../server/text-model/linear-model.ts';
import { corpora } from '../test/grounding/corpus/corpora.ts';
import { sentencesOf } from '../test/grounding/corpus/sentences.ts';

const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'];
const FOLDS = 5;
/** So many harmless sentences may be taken for claims: each costs a sentence of small talk, each claim that is missed may cost trust. */
const MAY_BE_REFUSED = 0.05;

const folder = resolve(import.meta.dirname, '../server/grounding/claims');
const { values } = parseArgs({
  options: {
    check: { type: 'boolean', default: false },
    'without-corpora': { type: 'boolean', default: false },
  },
});

for (const language of LANGUAGES) {
  const sentences = read(language);
  const { claims, harmless } = crossValidated(sentences, FOLDS, seeded());
  const threshold = thresholdFor(harmless, MAY_BE_REFUSED);
  const missed = claims.filter((likelihood) => likelihood < threshold).length / claims.length;
  console.log(
    `${language}: ${sentences.claims.length} claims, ${sentences.harmless.length} harmless sentences; judged by models that have not seen them: ` +
      `${(100 * missed).toFixed(1)} % of the claims missed where ${100 * MAY_BE_REFUSED} % of the harmless are refused (threshold ${threshold.toFixed(3)})`,
  );
  if (values.check) continue;
  const model = trainClaims(sentences, seeded());
  const head = JSON.stringify({ threshold, known: [...model.known].sort() });
  const bytes = Buffer.concat([Buffer.from(`${head}\n`), encodeModel(model.linear)]);
  writeFileSync(join(folder, 'weights', `${language}.gz`), gzipSync(bytes, { level: 9 }));
}

/** The sentences that were written for it, and those of the corpora that the verifier is tried with, unless these are to judge. */
function read(language: string): Sentences {
  const own = corpora.find((corpus) => corpus.language === language);
  const more = own && !values['without-corpora'] ? sentencesOf(own) : { claims: [], harmless: [] };
  const lines = (kind: 'claims' | 'harmless'): string[] => {
    const files = globSync(`${language}.${kind}*.txt`, { cwd: join(folder, 'sentences') });
    const written = files.flatMap((file) =>
      readFileSync(join(folder, 'sentences', file), 'utf8').split('\n'),
    );
    return [...new Set([...written, ...more[kind]].map(trainingText).filter((line) => line !== ''))];
  };
  return { claims: lines('claims'), harmless: lines('harmless') };
}

/** The same order each time, so that the same sentences make the same files. */
function seeded(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
