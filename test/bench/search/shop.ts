import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TYPOS } from '../../relevance/typos.ts';
import type { LoadResult } from '../http/load.ts';
import { startLoad, startShop } from '../http/processes.ts';
import { encodeCall } from '../http/requests.ts';
import type { Order } from './engine.ts';
import { type Figure, figure } from './figures.ts';
import { fillShop } from './fill.ts';

const LOAD_MS = 3_000;
const WARM_UP_MS = 3_000;
const ERA = '2026-07-28';
const MOST_HITS = 20;

/** The whole server with so many products: starts without and with a snapshot, and the search tool over HTTP. */
export async function measureShopAt({
  originals,
  texts,
  products,
  runs,
  progress,
}: Order): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'search-shop-'));
  try {
    await fillShop(folder, originals, products, progress);
    const snapshot = join(folder, 'search.snapshot');
    if (!existsSync(snapshot)) throw new Error('the shop wrote no snapshot');
    const loaded: number[] = [];
    const built: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      progress('starting with a snapshot and without', run, runs);
      loaded.push(await start(folder, products));
      rmSync(snapshot);
      built.push(await start(folder, products));
    }
    progress('calling the search tool', 0, 1);
    const { repeated, fresh } = await callTool(folder, texts, runs);
    return [
      figure('shop: index at a start without snapshot, s', built),
      figure('shop: index at a start from the snapshot, s', loaded, 2),
      ...callFigures('search tool over HTTP', fresh),
      ...callFigures('search tool over HTTP, answer kept from before', repeated),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns seconds until the index is there, of a server that opens the store of `folder` */
async function start(folder: string, products: number): Promise<number> {
  const { createShopwright } = await import('../../../server/app.ts');
  const { loadConfig } = await import('../../../server/config.ts');
  const { createLogger } = await import('../../../server/platform/telemetry/logger.ts');
  const config = loadConfig({}, { dataDir: folder, environment: 'development', logLevel: 'silent' });
  const shop = await createShopwright({ config, logger: createLogger(config) });
  const from = performance.now();
  await shop.services.search.build();
  const ms = performance.now() - from;
  const { size } = shop.services.search;
  await shop.close();
  if (size < products) throw new Error(`only ${size} products are in the index`);
  return ms / 1000;
}

interface Call extends Pick<LoadResult, 'p50' | 'p99'> {
  /** Processor milliseconds of the server for one; undefined where the machine does not tell. */
  readonly cpu: number | undefined;
}

function callFigures(name: string, calls: readonly Call[]): Figure[] {
  const cpu = calls.flatMap((call) => call.cpu ?? []);
  return [
    figure(
      `shop: ${name} p50, ms`,
      calls.map(({ p50 }) => p50),
      5,
    ),
    figure(
      `shop: ${name} p99, ms`,
      calls.map(({ p99 }) => p99),
      20,
    ),
    ...(cpu.length > 0 ? [figure(`shop: ${name}, processor of the server for one, ms`, cpu)] : []),
  ];
}

/** The same queries over and over, and more of them than the server keeps the answers of. */
async function callTool(
  folder: string,
  texts: readonly string[],
  runs: number,
): Promise<{ repeated: Call[]; fresh: Call[] }> {
  const server = await startShop(folder);
  const load = startLoad();
  const request = (query: string, limit?: number): string =>
    encodeCall(server.port, ERA, 'search_catalog', { query, limit }).toString('base64');
  const call = async (requests: readonly string[], warmUpMs: number): Promise<Call> => {
    const before = server.cpu();
    const order = { port: server.port, ms: LOAD_MS, warmUpMs, clients: [requests] };
    const { p50, p99, allCalls } = await load.run(order);
    const after = server.cpu();
    return {
      p50,
      p99,
      cpu: before === undefined || after === undefined ? undefined : (after - before) / allCalls,
    };
  };
  const many = [...new Set([...texts, ...texts.map(TYPOS.transposed!)])].flatMap((query) =>
    Array.from({ length: MOST_HITS }, (_, i) => request(query, i + 1)),
  );
  const few = texts.map((query) => request(query));
  const repeated: Call[] = [];
  const fresh: Call[] = [];
  try {
    await call(few, WARM_UP_MS);
    for (let run = 0; run < runs; run += 1) {
      repeated.push(await call(few, 0));
      fresh.push(await call(many, 0));
    }
    return { repeated, fresh };
  } finally {
    await Promise.all([server.stop(), load.stop()]);
  }
}
