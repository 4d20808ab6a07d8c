/** `node test/bench/search-scale.ts --help` says what it measures. Figures are no test: it exits with 0 when it could measure. */
import { existsSync } from 'node:fs';
import { loadavg } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SingleBar } from 'cli-progress';
import { readDocuments, readJudgements } from '../relevance/electronics.ts';
import { machine } from './report.ts';
import { MANY, measureEngineAt } from './search/engine.ts';
import { type Figure, type Progress, renderFigures, verdict } from './search/figures.ts';

const HELP = `node test/bench/search-scale.ts [FOLDER] [options]

Measures search with many products: those of FOLDER (products.jsonl and queries.jsonl; default ../shared/data/electronics)
and copies of them with other ids, titles and model numbers. The engine alone: time to index, memory a product, latency of
the queries as typed and with two letters swapped in each longer word, how soon a change is found while a merge runs, and
the start from a snapshot. The whole shop: its start with and without snapshot, and the search tool over HTTP.
Figures are medians of the runs, beside the goal where there is one. On a machine that does other work too, the times of
the processor say more than those of the clock; the load is printed before and after.
Takes about four minutes at 43,000 products, a quarter of an hour and 4 GB at 1,000,000. Progress goes to standard error.

  --products N   how many (default: 43000)
  --runs N       how often each is measured (default: 5; above 100,000 products the index is built once)
  --only PART    engine or shop (default: both; above 100,000 products the engine)
  --json         write JSON instead of a table
  --help         show this
`;

function progressBar(): { progress: Progress; stop: () => void } {
  const bar = new SingleBar({
    format: '{what} {bar} {percentage}% | {eta_formatted} left',
    noTTYOutput: false,
  });
  let last = '';
  bar.start(1, 0, { what: '' });
  return {
    progress: (what, done, of) => {
      if (what !== last && !process.stderr.isTTY) process.stderr.write(`  ${what}\n`);
      last = what;
      bar.setTotal(of);
      bar.update(done, { what });
    },
    stop: () => bar.stop(),
  };
}

function whole(text: string, option: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1) throw new TypeError(`${option}: not a whole number above 0`);
  return value;
}

/** Of the last 1, 5 and 15 minutes. */
const load = (): string =>
  loadavg()
    .map((value) => value.toFixed(2))
    .join(' ');

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      products: { type: 'string', default: '43000' },
      runs: { type: 'string', default: '5' },
      only: { type: 'string' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const products = whole(values.products, '--products');
  const runs = whole(values.runs, '--runs');
  const only = values.only ?? (products > MANY ? 'engine' : undefined);
  if (only !== undefined && only !== 'engine' && only !== 'shop')
    throw new TypeError('--only: neither engine nor shop');
  const folder = positionals[0] ?? resolve(import.meta.dirname, '../../../shared/data/electronics');
  if (!existsSync(join(folder, 'products.jsonl'))) throw new TypeError(`${folder} has no products.jsonl`);
  // What memory a product takes can be told only after the garbage is collected.
  setFlagsFromString('--expose-gc');
  globalThis.gc = runInNewContext('gc') as NonNullable<typeof globalThis.gc>;
  const originals = readDocuments(folder);
  const texts = readJudgements(folder).queries.map(({ text }) => text);
  const { progress, stop } = progressBar();
  const figures: Figure[] = [];
  const order = { originals, texts, products, runs, progress };
  const before = load();
  try {
    if (only !== 'shop') figures.push(...(await measureEngineAt(order)));
    if (only !== 'engine') {
      // Later: the server's code would count as memory of the engine.
      const { measureShopAt } = await import('./search/shop.ts');
      figures.push(...(await measureShopAt(order)));
    }
  } finally {
    stop();
  }
  const setting = { ...machine(), load_before: before, load_after: load(), products, runs };
  if (values.json) {
    const judged = figures.map((figure) => ({ ...figure, verdict: verdict(figure) }));
    console.log(JSON.stringify({ machine: setting, figures: judged }, null, 2));
  } else {
    const line = Object.entries(setting).map(([name, value]) => `${name}: ${value}`);
    console.log(`${line.join('; ')}\n\n${renderFigures(figures)}`);
  }
}

try {
  await main();
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}. See --help.` : error);
  process.exitCode = 1;
}
