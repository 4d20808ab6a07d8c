/** `node test/evals/planted/run.ts --help` says what it does. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { SingleBar } from 'cli-progress';
import { LANGUAGES, type Language } from '../../../evals/contract.ts';
import { openCatalogue } from '../../fixtures/chatbots/catalogue.ts';
import { CLASSES, examplesOf, type Half } from './examples.ts';
import { grader } from './grader.ts';
import { type Example, type Judge, type PlantedClass, verdictOf } from './judge.ts';
import { printed } from './print.ts';
import { type JudgedRow, summaryOf } from './summary.ts';
import { barOf, countsOf, reaches } from './tally.ts';
import { openVerifier } from './verifier.ts';

const HELP = `npm run evals:planted -- [options]

Plants lies, and true sentences that look like them, in replies about the sample shop, an invented shop, and the electronics and
retail data sets; has the grounding grader of the evals and the verifier of the server read each; and tells recall and precision by
class and language, and where the two disagree. Exit code 1: the grader is under the bar of a class (99 %; 90 % for free wording of
features).

  --data DIR       folder with electronics/ and retail/ (default: ../shared/data); without it their part is left out, and said so
  --count N        lies of each class, language and catalogue, and as many near-misses (default: 40)
  --seed N         (default: 1)
  --language L     only this one: ${LANGUAGES.join(', ')}
  --kind K         only this class: ${CLASSES.join(', ')}
  --mistakes N     show N mistakes of the grader, and N disagreements, of each class
  --half H         only the sentences of one half: open, whose mistakes were read while the grader was improved, or sealed (docs/evals.md)
  --no-verifier    the grader alone
  --json           write JSON instead of tables
  --help           show this
`;

const { values } = parseArgs({
  allowNegative: true,
  options: {
    data: { type: 'string', default: resolve(import.meta.dirname, '../../../../shared/data') },
    count: { type: 'string', default: '40' },
    seed: { type: 'string', default: '1' },
    language: { type: 'string' },
    kind: { type: 'string' },
    mistakes: { type: 'string', default: '0' },
    half: { type: 'string' },
    verifier: { type: 'boolean', default: true },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});

function oneOf<T extends string>(
  name: string,
  value: string | undefined,
  known: readonly T[],
): T | undefined {
  const found = known.find((one) => one === value);
  if (value !== undefined && found === undefined)
    throw new Error(`--${name} must be one of ${known.join(', ')}, not ${value}`);
  return found;
}
function whole(name: string, value: string, least: number): number {
  if (!/^\d+$/.test(value) || Number(value) < least)
    throw new Error(`--${name} must be a whole number from ${least}, not ${value}`);
  return Number(value);
}

async function main(): Promise<void> {
  const language = oneOf<Language>('language', values.language, LANGUAGES);
  const name = oneOf<PlantedClass>('kind', values.kind, CLASSES);
  const half = oneOf<Half>('half', values.half, ['open', 'sealed']);
  const mistakes = whole('mistakes', values.mistakes, 0);
  const absent: string[] = [];
  const paths = ['sample', 'north-quay'];
  for (const set of ['electronics', 'retail']) {
    const folder = join(values.data, set);
    if (existsSync(folder)) paths.push(folder);
    else absent.push(folder);
  }
  for (const folder of absent) process.stderr.write(`${folder} is not there: its lies are left out\n`);
  const examples = paths.flatMap((path) =>
    examplesOf(openCatalogue(path), {
      count: whole('count', values.count, 1),
      seed: whole('seed', values.seed, 0),
      ...(language && { languages: [language] }),
      ...(name && { classes: [name] }),
      ...(half && { half }),
    }),
  );
  const rows = await judged(examples);
  if (values.json) console.log(JSON.stringify({ absent, ...summaryOf(rows) }, undefined, 2));
  else console.log(printed(rows, mistakes));
  process.exitCode = CLASSES.every((one) =>
    reaches(
      countsOf(
        rows.filter((row) => row.class === one),
        'grader',
      ),
      barOf(one),
    ),
  )
    ? 0
    : 1;
}

async function judged(examples: readonly Example[]): Promise<JudgedRow[]> {
  const verifier: Judge | undefined = values.verifier ? openVerifier() : undefined;
  const bar = new SingleBar({ format: '{bar} {value}/{total} replies | {eta_formatted} left' });
  if (process.stderr.isTTY) bar.start(examples.length, 0);
  const rows: JudgedRow[] = [];
  try {
    for (const example of examples) {
      const { planted, catalogue } = example;
      rows.push({
        class: example.class,
        language: planted.context.language,
        catalogue: catalogue.name.split('/').at(-1)!,
        faithful: planted.faithful,
        planted,
        grader: verdictOf(planted, await grader.marks(example)),
        verifier: verifier && verdictOf(planted, await verifier.marks(example)),
      });
      bar.increment();
    }
  } finally {
    bar.stop();
    await verifier?.close();
  }
  return rows;
}

try {
  if (values.help) console.log(HELP);
  else await main();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
