import { SearchEngine } from '../../server/search/search-engine.ts';
import { readDocuments, readJudgements } from './electronics.ts';
import { ndcg, percentile, transposed } from './ndcg.ts';

/**
 * Measures search on rated queries.
 * Usage: node --expose-gc test/relevance/run.ts FOLDER [--queries]
 * `--expose-gc` makes the memory figure true. FOLDER holds products.jsonl, queries.jsonl and ratings.jsonl; `--queries` prints each query's figure.
 */
const folder = process.argv[2];
if (!folder) {
  console.error('usage: node test/relevance/run.ts FOLDER [--queries]');
  process.exit(2);
}
const documents = readDocuments(folder);
const { queries, ratings } = readJudgements(folder);

const { gc } = globalThis;
gc?.();
const heapBefore = process.memoryUsage();
const engine = new SearchEngine();
const started = performance.now();
engine.upsert(documents);
const buildMs = performance.now() - started;
gc?.();
const memory = process.memoryUsage();
const bytes = memory.heapUsed + memory.arrayBuffers - heapBefore.heapUsed - heapBefore.arrayBuffers;

const search = (text: string): string[] =>
  engine
    .search({ text, market: 'us', filters: {}, sort: 'relevance', limit: 10 })
    .hits.map((hit) => hit.productId);

function meanNdcg(rewrite: (text: string) => string): { mean: number; of: [string, number][] } {
  const of: [string, number][] = [];
  for (const query of queries) {
    const value = ndcg(search(rewrite(query.text)), ratings.get(query.id) ?? new Map());
    if (value !== undefined) of.push([query.text, value]);
  }
  return { mean: of.reduce((sum, [, value]) => sum + value, 0) / of.length, of };
}

function latency(texts: readonly string[]): string {
  const times: number[] = [];
  for (let round = 0; round < 60; round += 1) {
    for (const text of texts) {
      const start = performance.now();
      search(text);
      if (round >= 10) times.push(performance.now() - start);
    }
  }
  return `p50 ${percentile(times, 0.5).toFixed(3)} ms, p99 ${percentile(times, 0.99).toFixed(3)} ms`;
}

const plain = meanNdcg((text) => text);
const mistyped = (text: string): string => text.split(' ').map(transposed).join(' ');
const typos = meanNdcg(mistyped);
if (process.argv.includes('--queries')) {
  for (const [text, value] of plain.of.sort((a, b) => a[1] - b[1])) console.log(value.toFixed(3), text);
}
console.log(
  `products           ${engine.size}, indexed in ${(buildMs / 1000).toFixed(2)} s, about ${(bytes / engine.size).toFixed(0)} bytes each`,
);
console.log(`NDCG@10            ${plain.mean.toFixed(4)} over ${plain.of.length} queries`);
console.log(`NDCG@10, mistyped  ${typos.mean.toFixed(4)} (two letters swapped in words of five or more)`);
console.log(`latency            ${latency(queries.map((query) => query.text))}`);
console.log(`latency, mistyped  ${latency(queries.map((query) => mistyped(query.text)))}`);
