/** Trains the models that tell small talk from claims, a few seconds a language. `--check` only says how well they would do. */
import { readFileSync, writeFileSync } from 'node:fs';
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

const LANGUAGES = ['en', 'es', 'pt', 'de', 'fr'];
const FOLDS = 5;
/** So many harmless sentences may be taken for claims: each costs a sentence of small talk, each claim that is missed may cost trust. */
const MAY_BE_REFUSED = 0.05;

const folder = resolve(import.meta.dirname, '../server/grounding/claims');
const { values } = parseArgs({ options: { check: { type: 'boolean', default: false } } });

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

function read(language: string): Sentences {
  const lines = (kind: string): string[] => [
    ...new Set(
      readFileSync(join(folder, 'sentences', `${language}.${kind}.txt`), 'utf8')
        .split('\n')
        .map(trainingText)
        .filter((line) => line !== ''),
    ),
  ];
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
