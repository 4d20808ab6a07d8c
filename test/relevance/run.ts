import { existsSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ablations } from './ablation.ts';
import { readDocuments, readJudgements } from './electronics.ts';
import { confidence, folds, halves } from './folds.ts';
import { goal } from './goals.ts';
import { engineOf, latency, quality, searchOf } from './measure.ts';
import { ndcg, ndcgOfRated } from './ndcg.ts';
import { PlainBm25f } from './reference.ts';
import { gain, type Report, written } from './report.ts';
import { TYPOS } from './typos.ts';

const DATA = new URL('../../../shared/data/electronics', import.meta.url).pathname;
const HELP = `npm run relevance -- [FOLDER] [options]

Measures search on rated queries beside a plain BM25F in the same run: NDCG@10 and recall@50, on halves and folds with
weights tuned on the other queries, slips of the key, latency, memory. Ends with 1 when a goal is missed. It takes about
a minute. Progress goes to standard error.

  FOLDER       holds products.jsonl, queries.jsonl and ratings.jsonl (default: the electronics beside the project)
  --queries    print each query's NDCG beside the plain BM25F's, worst first
  --ablation   print what each sign of relevance is worth
  --seeds N    shuffle the queries into two parts so many times (default 5)
  --fast       leave halves and folds out
  --json       write JSON instead of a table
  --help       show this
`;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    queries: { type: 'boolean', default: false },
    ablation: { type: 'boolean', default: false },
    seeds: { type: 'string', default: '5' },
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
const seeds = Number(values.seeds);
if (!existsSync(folder) || !Number.isInteger(seeds) || seeds < 0 || seeds > 100) {
  console.error('relevance: give the folder of the ratings, and 0 to 100 seeds; see --help.');
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
const each = queries.flatMap(({ id, text }) => {
  const rated = ratings.get(id) ?? new Map<string, number>();
  const [ours, plain] = [search(text), plainly(text)];
  const all = ndcg(ours, rated);
  if (all === undefined) return [];
  const ofRated = ndcgOfRated(ours, rated)!;
  return [{ text, all, ofRated, plain: ndcg(plain, rated)!, plainOfRated: ndcgOfRated(plain, rated)! }];
});
const ours = quality(search, queries, judgements);
const plain = quality(plainly, queries, judgements);
const typos = Object.fromEntries(
  Object.entries(TYPOS).map(([name, slip]) => [name, quality(search, queries, judgements, slip)]),
);

const { segment } = engine;
const material = segment && !values.fast ? { segment, judgements, plainly } : undefined;
if (material) progress('tuning on one half and judging on the other');
const half = material ? halves(material) : [];
if (material) progress(`the same with ${seeds} other ways to cut the queries`);
const cuts = material
  ? folds(
      material,
      2,
      Array.from({ length: seeds }, (_, i) => i + 1),
    )
  : [];
if (values.ablation) progress('leaving out one sign after the other');
const left = values.ablation && segment ? ablations(segment, judgements) : [];

progress('timing');
const texts = queries.map((query) => query.text);
const times = { plain: latency(engine, texts), transposed: latency(engine, texts.map(TYPOS.transposed!)) };

const MORE = 0.03;
const PART = 0.92;
const more = gain({ ours, plain });
const part = (name: string): number => typos[name]!.ndcg / ours.ndcg;
const report: Report = {
  products: documents.length,
  buildMs,
  bytesPerProduct: bytes / documents.length,
  goals: [
    goal(1, 'NDCG@10, unrated as 0: more than plain BM25F', MORE, more.ndcg),
    goal(1, 'NDCG@10, unrated removed: more than plain BM25F', MORE, more.ndcgOfRated),
    goal(1, 'recall@50: no less than plain BM25F', 0, more.recall),
    ...half.flatMap((fold) => [
      goal(1, `${fold.name}: NDCG@10, unrated as 0`, MORE, gain(fold).ndcg),
      goal(1, `${fold.name}: NDCG@10, unrated removed`, MORE, gain(fold).ndcgOfRated),
    ]),
    goal(3, 'letters transposed: part of the untyped NDCG@10', PART, part('transposed')),
    goal(3, 'letters dropped: part of the untyped NDCG@10', PART, part('dropped')),
    goal(3, 'letters doubled: part of the untyped NDCG@10', PART, part('doubled')),
  ],
  ours,
  plain,
  confidence: [
    confidence(each.map((query) => query.all - query.plain)),
    confidence(each.map((query) => query.ofRated - query.plainOfRated)),
  ],
  typos,
  halves: half,
  folds: cuts,
  ablations: left,
  times,
};

if (values.json) console.log(JSON.stringify({ ...report, queries: each }, undefined, 2));
else {
  if (values.queries) {
    for (const query of each.toSorted((a, b) => a.all - b.all)) {
      const { text, ...figures } = query;
      const columns = Object.values(figures).map((value) => value.toFixed(3).padStart(7));
      console.log(`${columns.join('')}  ${text}`);
    }
    console.log('NDCG@10 and of rated alone, then the same of plain BM25F\n');
  }
  console.log(written(report));
}
process.exitCode = report.goals.every(({ ok }) => ok) ? 0 : 1;
