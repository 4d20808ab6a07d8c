import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { readDocuments, readJudgements } from './electronics.ts';
import {
  engineOf,
  type Latency,
  latency,
  type Quality,
  quality,
  searchOf,
  tuned,
  withRanking,
} from './measure.ts';
import { ndcg, ndcgOfRated } from './ndcg.ts';
import { PlainBm25f } from './reference.ts';
import { TYPOS } from './typos.ts';

const DATA = new URL('../../../shared/data/electronics', import.meta.url).pathname;
const HELP = `npm run relevance -- [FOLDER] [options]

Measures search on rated queries beside a plain BM25F in the same run: NDCG@10 and recall@50, 2-fold tuning, slips of
the key, latency, memory. It takes about a minute. Progress goes to standard error.

  FOLDER       holds products.jsonl, queries.jsonl and ratings.jsonl (default: the electronics beside the project)
  --queries    print each query's NDCG, worst first
  --fast       leave the 2-fold tuning out
  --json       write JSON instead of a table
  --help       show this
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    queries: { type: 'boolean', default: false },
    fast: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  process.stdout.write(HELP);
  process.exit(0);
}
const folder = positionals[0] ?? DATA;
if (!existsSync(folder)) {
  console.error(`relevance: there is no folder ${folder}. Give the folder of the ratings; see --help.`);
  process.exit(2);
}
const progress = (text: string): void => console.error(`relevance: ${text}`);

progress('reading');
const documents = readDocuments(folder);
const judgements = readJudgements(folder);
const { queries, ratings } = judgements;

progress(`indexing ${documents.length} products`);
const { gc } = globalThis;
const used = (): number => {
  gc?.();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};
const before = used();
const started = performance.now();
const engine = engineOf(documents);
const buildMs = performance.now() - started;
const bytes = used() - before;
const search = searchOf(engine);
const reference = new PlainBm25f(documents);
const plainly = (text: string): string[] => reference.search(text, 500);

progress('rating');
const ours = quality(search, queries, judgements);
const plain = quality(plainly, queries, judgements);
const typos = Object.fromEntries(
  Object.entries(TYPOS).map(([name, slip]) => [name, quality(search, queries, judgements, slip)]),
);

interface Fold {
  /** The half that the weights were tuned on. */
  readonly tunedOn: string;
  readonly ours: Quality;
  readonly plain: Quality;
}
const folds: Fold[] = [];
const segment = engine.segment;
if (!values.fast && segment) {
  const halves = { A: queries.filter((_, i) => i % 2 === 0), B: queries.filter((_, i) => i % 2 === 1) };
  for (const [tunedOn, other] of [['A', 'B'] as const, ['B', 'A'] as const]) {
    progress(`tuning on half ${tunedOn}, judging on half ${other}`);
    const ranking = tuned(segment, halves[tunedOn], judgements);
    const folded = searchOf(withRanking(segment, ranking));
    folds.push({
      tunedOn,
      ours: quality(folded, halves[other], judgements),
      plain: quality(plainly, halves[other], judgements),
    });
  }
}

progress('timing');
const texts = queries.map((query) => query.text);
const times = { plain: latency(engine, texts), transposed: latency(engine, texts.map(TYPOS.transposed!)) };

if (values.json) {
  const figures = {
    products: documents.length,
    buildMs,
    bytesPerProduct: bytes / documents.length,
    ours,
    plain,
    typos,
    folds,
    times,
  };
  console.log(JSON.stringify(figures, undefined, 2));
} else {
  if (values.queries) {
    const rows = queries.map(({ id, text }) => {
      const found = search(text);
      const rated = ratings.get(id) ?? new Map();
      return [ndcg(found, rated), ndcgOfRated(found, rated), text] as const;
    });
    for (const [all, rated, text] of rows.toSorted((a, b) => (a[0] ?? 0) - (b[0] ?? 0)))
      if (all !== undefined) console.log(`${all.toFixed(3)}  ${rated!.toFixed(3)}  ${text}`);
  }
  const figures = (q: Quality): string =>
    [q.ndcg, q.ndcgOfRated, q.recall].map((value) => value.toFixed(4).padStart(15)).join('');
  const difference = (a: Quality, b: Quality): string =>
    figures({
      ndcg: a.ndcg - b.ndcg,
      ndcgOfRated: a.ndcgOfRated - b.ndcgOfRated,
      recall: a.recall - b.recall,
    });
  const row = (name: string, text: string): void => console.log(name.padEnd(26) + text);
  row('', ['NDCG@10', 'of rated', 'recall@50'].map((name) => name.padStart(15)).join(''));
  row('plain BM25F', figures(plain));
  row('Shopwright', figures(ours));
  row('  more than plain', difference(ours, plain));
  for (const [name, value] of Object.entries(typos)) {
    row(`letters ${name}`, figures(value));
    row('  part of untyped', `${(value.ndcg / ours.ndcg).toFixed(4).padStart(15)}`);
  }
  for (const fold of folds) {
    row(`tuned on ${fold.tunedOn}, other half`, figures(fold.ours));
    row('  more than plain', difference(fold.ours, fold.plain));
  }
  const ms = ({ p50, p99, slowest }: Latency): string =>
    `p50 ${p50.toFixed(3)} ms, p99 ${p99.toFixed(3)} ms, slowest query ${slowest.toFixed(3)} ms`;
  row('latency', ms(times.plain));
  row('latency, transposed', ms(times.transposed));
  const each = (bytes / documents.length).toFixed(0);
  row('index', `${documents.length} products in ${(buildMs / 1000).toFixed(2)} s, about ${each} bytes each`);
}
