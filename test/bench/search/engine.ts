import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildInWorkers } from '../../../server/search/index/background-build.ts';
import type { Segment } from '../../../server/search/index/segment.ts';
import { readSnapshot } from '../../../server/search/index/snapshot.ts';
import { type SearchDocument, SearchEngine } from '../../../server/search/search-engine.ts';
import { TYPOS } from '../../relevance/typos.ts';
import { type Changes, changeWhileMerging } from './changes.ts';
import { copies } from './copies.ts';
import { type Figure, figure, type Progress } from './figures.ts';
import { latencyFigures } from './latency.ts';
import { indexBytes, resident, used, worked } from './memory.ts';

const BATCH = 500;
const WARM_UP = 2_000;
/** More are indexed once only, and are not all made before the clock starts. */
export const MANY = 100_000;

export interface Order {
  readonly originals: readonly SearchDocument[];
  readonly texts: readonly string[];
  readonly products: number;
  readonly runs: number;
  readonly progress: Progress;
}

/** The engine without a shop: time to index, memory, latency, changes while merging, snapshot. */
export async function measureEngineAt(order: Order): Promise<Figure[]> {
  const { originals, texts, products, runs, progress } = order;
  const folder = mkdtempSync(join(tmpdir(), 'search-scale-'));
  try {
    warmUp(originals, texts);
    const before = used();
    const residentBefore = await resident();
    // The engine alone holds the segment: a merge lets go of it.
    const { engine, figures: built } = await buildFigures(order);
    const indexed = indexBytes(engine.segment, before) / products;
    progress('searching', 0, 1);
    const plain = latencyFigures(engine, texts, runs, { name: 'search', goal: 10 });
    progress('searching with typos', 0, 1);
    const mistyped = texts.map(TYPOS.transposed!);
    const typos = latencyFigures(engine, mistyped, runs, { name: 'mistyped search', goal: 25 });
    const searched = indexBytes(engine.segment, before) / products;
    const residentSearched = (await resident()) - residentBefore;
    const snapshot = join(folder, 'snapshot');
    const changes: Changes[] = [];
    for (let run = 0; run < runs; run += 1) {
      progress('changing while merging', run, runs);
      changes.push(await changeWhileMerging(engine, originals, snapshot, run));
    }
    const residentMerged = (await resident()) - residentBefore;
    const loads: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      progress('loading the snapshot', run, runs);
      loads.push(await load(snapshot, texts[0]!));
    }
    return [
      ...built,
      figure('engine: bytes a product, indexed', [indexed], 450),
      figure('engine: bytes a product, after searches', [searched], 450),
      figure('engine: resident bytes a product, after searches', [residentSearched / products]),
      figure('engine: resident bytes a product, after merges', [residentMerged / products]),
      figure('engine: resident memory, after merges, MB', [residentMerged / 1e6]),
      ...plain,
      ...typos,
      figure(
        'engine: change visible while merging, longest, ms',
        changes.map(({ visible }) => visible),
        1000,
      ),
      figure(
        'engine: longest turn of the main thread for a merge, processor ms',
        changes.map(({ turn }) => turn),
        10,
      ),
      figure(
        'engine: merge in the background, s',
        changes.map(({ merged }) => merged / 1000),
      ),
      figure('engine: snapshot, MB', [statSync(snapshot).size / 1e6]),
      figure('engine: start from the snapshot, s', loads, products > MANY ? undefined : 2),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** What is compiled and looked up once is no memory of the products. */
function warmUp(originals: readonly SearchDocument[], texts: readonly string[]): void {
  const engine = new SearchEngine({ manual: true });
  engine.upsert(originals.slice(0, WARM_UP));
  engine.merge();
  for (const text of texts) engine.search({ text, market: 'us', filters: {}, sort: 'relevance', limit: 10 });
}

/** Seconds until the first answer of an engine from a snapshot. */
async function load(snapshot: string, text: string): Promise<number> {
  const start = performance.now();
  const loaded = await readSnapshot(snapshot, 'bench');
  const engine = new SearchEngine({ segment: loaded?.segment });
  engine.search({ text, market: 'us', filters: {}, sort: 'relevance', limit: 10 });
  return (performance.now() - start) / 1000;
}

/** Indexes the copies as the server does at its start. */
async function buildFigures(order: Order): Promise<{ engine: SearchEngine; figures: Figure[] }> {
  const { originals, products, progress } = order;
  const isLarge = products > MANY;
  // Few enough are made before the clock starts.
  let made: SearchDocument[] | undefined = isLarge ? undefined : [...copies(originals, products)];
  const seconds: number[] = [];
  const waiting: number[] = [];
  const mainCpu: number[] = [];
  const allCpu: number[] = [];
  let segment: Segment | undefined;
  for (let run = 0; run < (isLarge ? 1 : order.runs); run += 1) {
    segment = undefined;
    let making = 0;
    const source = made?.values() ?? copies(originals, products);
    function* batches(): Generator<SearchDocument[]> {
      for (let done = 0; done < products; done += BATCH) {
        const from = performance.now();
        const batch = Array.from({ length: Math.min(BATCH, products - done) }, () => source.next().value!);
        making += performance.now() - from;
        yield batch;
      }
    }
    const cpu = process.cpuUsage();
    const cpuBefore = worked();
    const start = performance.now();
    const built = await buildInWorkers(batches(), {
      onProgress: (done) => progress(`indexing, run ${run + 1}`, done, products),
    });
    seconds.push((performance.now() - start) / 1000);
    await built.written;
    const { user, system } = process.cpuUsage(cpu);
    waiting.push(making / 1000);
    mainCpu.push((worked() - cpuBefore) / 1000);
    allCpu.push((user + system) / 1e6);
    segment = built.segment;
  }
  made = undefined;
  return {
    engine: new SearchEngine({ manual: true, segment }),
    figures: [
      figure('engine: indexed, s', seconds, isLarge ? undefined : 5),
      ...(isLarge ? [figure('engine: of that waiting for copies to be made, s', waiting)] : []),
      figure('engine: processor of the main thread for that, s', mainCpu),
      figure('engine: processor of all threads for that, s', allCpu),
    ],
  };
}
