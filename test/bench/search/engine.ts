import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { buildInWorkers } from '../../../server/search/index/background-build.ts';
import type { Segment } from '../../../server/search/index/segment.ts';
import { readSnapshot } from '../../../server/search/index/snapshot.ts';
import { type SearchDocument, SearchEngine } from '../../../server/search/search-engine.ts';
import { TYPOS } from '../../relevance/typos.ts';
import { median, percentile } from '../stats.ts';
import { copies } from './copies.ts';
import type { Figure, Progress } from './figures.ts';

const BATCH = 500;
const QUERY_MS = 10_000;

const collect = (): void => {
  globalThis.gc?.();
  globalThis.gc?.();
};
/** Heap and array buffers of this thread. What a worker made and shares is counted in none. */
const used = (): number => {
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
};

/** Bytes of all arrays in a value. */
function arrayBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.buffer.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + arrayBytes(part), 0);
}
/** Milliseconds that this thread has worked. */
const worked = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
};

interface Latency {
  readonly p50: number;
  readonly p99: number;
  /** p99 over the queries, each at the median of its runs: what others do on the machine counts less. */
  readonly medianP99: number;
}

function timedSearches(engine: SearchEngine, texts: readonly string[]): Latency {
  const search = (text: string): void =>
    void engine.search({ text, market: 'us', filters: {}, sort: 'relevance', limit: 10 });
  const times: number[] = [];
  const ofQuery = texts.map((): number[] => []);
  for (const text of [...texts, ...texts]) search(text);
  const until = performance.now() + QUERY_MS;
  for (let i = 0; performance.now() < until || i % texts.length !== 0; i += 1) {
    const start = performance.now();
    search(texts[i % texts.length]!);
    const ms = performance.now() - start;
    times.push(ms);
    ofQuery[i % texts.length]!.push(ms);
  }
  return {
    p50: percentile(times, 0.5),
    p99: percentile(times, 0.99),
    medianP99: percentile(ofQuery.map(median), 0.99),
  };
}

/** The engine without a shop: memory, latency, changes while merging, snapshot. */
export async function measureEngineAt(
  originals: readonly SearchDocument[],
  texts: readonly string[],
  products: number,
  progress: Progress,
): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'search-scale-'));
  try {
    collect();
    const before = used();
    const rss = process.memoryUsage.rss();
    const cpu = process.cpuUsage();
    const cpuBefore = worked();
    const { segment, ms, making } = await build(originals, products, progress);
    const engine = new SearchEngine({ manual: true, segment });
    const mainCpu = worked() - cpuBefore;
    const allCpu = process.cpuUsage(cpu);
    collect();
    const shared = arrayBytes(engine.segment);
    const bytes = (used() + shared - before) / products;
    progress('searches', 0, 1);
    const plain = timedSearches(engine, texts);
    const mistyped = timedSearches(engine, texts.map(TYPOS.transposed!));
    collect();
    const searched = (used() + shared - before) / products;
    const resident = (process.memoryUsage.rss() - rss) / products;
    const { visible, pause, merged } = await changeWhileMerging(engine, originals, products, folder);
    const snapshot = join(folder, 'snapshot');
    const start = performance.now();
    const loaded = await readSnapshot(snapshot, 'bench');
    const again = new SearchEngine({ segment: loaded?.segment });
    again.search({ text: texts[0]!, market: 'us', filters: {}, sort: 'relevance', limit: 10 });
    const load = performance.now() - start;
    const large = products > 100_000;
    return [
      {
        name: 'engine: indexed, s',
        value: ms / 1000,
        goal: large ? undefined : 5,
      },
      {
        name: 'engine: of that waiting for copies to be made, s',
        value: making / 1000,
      },
      {
        name: 'engine: CPU of the main thread for that, s',
        value: mainCpu / 1000,
      },
      { name: 'engine: CPU of all threads for that, s', value: (allCpu.user + allCpu.system) / 1e6 },
      { name: 'engine: bytes a product, indexed', value: bytes, goal: 450 },
      { name: 'engine: bytes a product, after searches', value: searched, goal: 450 },
      { name: 'engine: resident memory a product, after searches', value: resident },
      { name: 'engine: search p50, ms', value: plain.p50 },
      { name: 'engine: search p99, ms', value: plain.p99, goal: 10 },
      { name: 'engine: search p99 over queries at their medians, ms', value: plain.medianP99 },
      { name: 'engine: mistyped search p50, ms', value: mistyped.p50 },
      { name: 'engine: mistyped search p99, ms', value: mistyped.p99, goal: 25 },
      { name: 'engine: mistyped search p99 over queries at their medians, ms', value: mistyped.medianP99 },
      { name: 'engine: change visible while merging, longest, ms', value: visible, goal: 1000 },
      { name: 'engine: longest turn of the main thread for a merge, CPU ms', value: pause },
      { name: 'engine: merge in the background, s', value: merged / 1000 },
      { name: 'engine: snapshot, MB', value: statSync(snapshot).size / 1e6 },
      { name: 'engine: start from the snapshot, s', value: load / 1000, goal: large ? undefined : 2 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Indexes the copies as the server does at its start. */
async function build(
  originals: readonly SearchDocument[],
  products: number,
  progress: Progress,
): Promise<{ segment: Segment; ms: number; making: number }> {
  // Few enough are made before the clock starts.
  const source =
    products <= 100_000 ? [...copies(originals, products)].values() : copies(originals, products);
  let making = 0;
  function* batches(): Generator<SearchDocument[]> {
    for (let done = 0; done < products; done += BATCH) {
      const from = performance.now();
      const batch = Array.from({ length: Math.min(BATCH, products - done) }, () => source.next().value!);
      making += performance.now() - from;
      yield batch;
    }
  }
  const start = performance.now();
  const { segment, written } = await buildInWorkers(batches(), {
    onProgress: (done) => progress('indexing', done, products),
  });
  const ms = performance.now() - start;
  await written;
  return { segment, ms, making };
}

/** Changes and searches one product after the other while a merge and a snapshot are under way. */
async function changeWhileMerging(
  engine: SearchEngine,
  originals: readonly SearchDocument[],
  products: number,
  folder: string,
): Promise<{ visible: number; pause: number; merged: number }> {
  let visible = 0;
  let pause = 0;
  let done = false;
  const start = performance.now();
  const origin = { analysis: 'bench', meta: {} };
  const merging = engine
    .mergeInBackground({ snapshot: { path: join(folder, 'snapshot'), origin } })
    .then(async ({ written }) => {
      const merged = performance.now() - start;
      await written;
      done = true;
      return merged;
    });
  for (let i = 0; !done || i < 100; i += 1) {
    const from = performance.now();
    const document = originals[(i * 7919) % originals.length]!;
    engine.upsert([{ ...document, title: { en: `${document.title.en} freshword${i}x` } }]);
    const { total } = engine.search({
      text: `freshword${i}x`,
      market: 'us',
      filters: {},
      sort: 'relevance',
      limit: 5,
    });
    if (total !== 1) throw new Error(`a change is found ${total} times among ${products}`);
    visible = Math.max(visible, performance.now() - from);
    const busy = worked();
    await nextTurn();
    pause = Math.max(pause, worked() - busy);
  }
  const merged = await merging;
  return { visible, pause, merged };
}
