/**
 * Trains the models that read messages; see --help. The same texts make the same files.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import type { Turn } from '../server/agent/reading/model.ts';
import { listOf } from '../server/agent/reading/train/align.ts';
import { aboutAnother, coinedName, roughened } from '../server/agent/reading/train/augment.ts';
import { readPatterns, turnOf } from '../server/agent/reading/train/patterns.ts';
import {
  CLASSES,
  type Judged,
  trainReader,
  type WeightedTurn,
} from '../server/agent/reading/train/train-reader.ts';
import { encodeReader } from '../server/agent/reading/weights-file.ts';
import { logistic } from '../server/text-model/sparse-model.ts';

const HELP = `npm run train:intents -- [LANGUAGE...] [options]

Trains the models that read messages on the labelled turns and the patterns of each language, and writes their weights.

  LANGUAGE       en, de, es, pt, fr (default: all)
  --folds N      parts of the turns that are judged by models of the others (default: 2)
  --may N        share of answered readings that may be wrong on turns that were not seen (default: 0.01)
  --check        judge only, write nothing
  --doubtful N   list N turns whose label the models doubt most
  --help         show this
`;
const LANGUAGES = ['en', 'de', 'es', 'pt', 'fr'];
const folder = resolve(import.meta.dirname, '../server/agent/reading');
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    folds: { type: 'string', default: '2' },
    may: { type: 'string', default: '0.01' },
    check: { type: 'boolean', default: false },
    doubtful: { type: 'string', default: '0' },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}

for (const language of positionals.length > 0 ? positionals : LANGUAGES) {
  const turns = turnsOf(language);
  if (turns.length === 0) {
    console.error(`train: no turns in ${language}`);
    continue;
  }
  const begun = performance.now();
  const { models, judged } = trainReader({
    language,
    turns,
    varied: (own, random) => variedOf(own, random),
    more: patternTurns(language),
    folds: Number(values.folds),
    seeded,
    mayBeWrong: Number(values.may),
    progress: (what) => console.error(what),
  });
  report(language, judged, models.calibration, (performance.now() - begun) / 1000);
  if (values.check) continue;
  const file = encodeReader(models);
  mkdirSync(join(folder, 'weights'), { recursive: true });
  writeFileSync(join(folder, 'weights', `${language}.gz`), file);
  console.log(`${language}: ${(file.length / 1e6).toFixed(2)} MB of weights, threshold ${models.threshold}`);
}

function turnsOf(language: string): Turn[] {
  const files = [
    join(folder, 'training', `${language}.jsonl`),
    join(folder, '../intents/training', `${language}.jsonl`),
  ];
  return files.filter(existsSync).flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => line.trim() !== '')
      .map((line) => JSON.parse(line) as Turn),
  );
}

function variedOf(own: readonly Turn[], random: () => number): WeightedTurn[] {
  const products = own.flatMap((turn) => listOf(turn.entities.product).map(String));
  return own.flatMap((turn) => {
    const coined = random() < 0.5 ? [coinedName(random)] : products;
    const other = aboutAnother(turn, coined, random);
    return [{ turn: roughened(turn, random), weight: 0.3 }, ...(other ? [{ turn: other, weight: 0.4 }] : [])];
  });
}

function patternTurns(language: string): WeightedTurn[] {
  const file = join(folder, 'patterns', `${language}.txt`);
  if (!existsSync(file)) return [];
  const random = seeded();
  const { patterns, lists } = readPatterns(readFileSync(file, 'utf8'));
  const coined = Array.from({ length: 150 }, () => coinedName(random));
  const all = new Map(lists);
  all.set('product', [...(lists.get('product') ?? []), ...coined]);
  return patterns.flatMap((pattern) => {
    const found = new Map<string, Turn>();
    const choices = (pattern.text.match(/[|{$]/g) ?? []).length;
    const tries = Math.min(9, 2 + choices) * Math.min(2, pattern.asked.length);
    for (let at = 0; at < tries; at += 1) {
      const turn = turnOf(pattern, all, language, random);
      found.set(`${turn.text} ${turn.asked}`, turn);
    }
    return [...found.values()].map((turn, at) => ({
      turn: at % 5 === 4 ? roughened(turn, random) : turn,
      weight: 0.7,
    }));
  });
}

function report(
  language: string,
  judged: readonly Judged[],
  calibration: readonly number[],
  seconds: number,
): void {
  const percent = (part: number, of: number): string => `${((100 * part) / Math.max(1, of)).toFixed(1)} %`;
  const inside = judged.filter(({ turn }) => turn.scope === 'in');
  const intents = judged.filter(({ intentsRight }) => intentsRight).length;
  const right = judged.filter((one) => one.right).length;
  const entities = inside.filter((one) => one.intentsRight && one.differ.length === 0).length;
  console.log(
    `${language}: ${judged.length} turns judged by models that had not seen them: intents right ${percent(intents, judged.length)}, ` +
      `all right ${percent(right, judged.length)}, entities right where the intents are ${percent(entities, inside.filter((one) => one.intentsRight).length)} (${seconds.toFixed(0)} s)`,
  );
  const sorted = judged
    .map((one) => ({
      one,
      confidence: logistic(one.features.reduce((sum, value, at) => sum + value * calibration[at]!, 0)),
    }))
    .sort((a, b) => b.confidence - a.confidence);
  const shares = [0.01, 0.02, 0.05].map((limit) => {
    let [wrong, most] = [0, 0];
    sorted.forEach(({ one }, at) => {
      if (!one.right) wrong += 1;
      if (wrong <= limit * (at + 1)) most = at + 1;
    });
    return `${percent(most, judged.length)} at ${100 * limit} % wrong`;
  });
  console.log(`${language}: answered ${shares.join(', ')}`);
  const doubted = judged
    .filter((one) => !one.intentsRight)
    .sort((a, b) => b.choice.likelihood - a.choice.likelihood)
    .slice(0, Number(values.doubtful));
  for (const { turn, choice } of doubted)
    console.log(
      `  ${choice.likelihood.toFixed(2)} ${JSON.stringify(turn.text)} ${turn.asked ?? '-'}: labelled ${turn.intents.join(' ') || 'out'}, ` +
        `read ${choice.candidate.classes.map((one) => CLASSES[one]).join(' ')}`,
    );
}

/** The same order each time. */
function seeded(): () => number {
  let state = 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}
