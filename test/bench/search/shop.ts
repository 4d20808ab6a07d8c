import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SearchDocument } from '../../../server/search/search-engine.ts';
import { startLoad, startShop } from '../http/processes.ts';
import { encodeCall } from '../http/requests.ts';
import type { Figure, Progress } from './figures.ts';
import { fillShop } from './fill.ts';

const LOAD_MS = 10_000;
const WARM_UP_MS = 3_000;
const ERA = '2026-07-28';

/** The whole server with so many products: starts without and with a snapshot, and the search tool over HTTP. */
export async function measureShopAt(
  originals: readonly SearchDocument[],
  texts: readonly string[],
  products: number,
  progress: Progress,
): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'search-shop-'));
  try {
    await fillShop(folder, originals, products, progress);
    const snapshot = join(folder, 'search.snapshot');
    if (!existsSync(snapshot)) throw new Error('the shop wrote no snapshot');
    progress('starting from the snapshot', 0, 1);
    const loaded = await start(folder, products);
    rmSync(snapshot);
    progress('starting without a snapshot', 0, 1);
    const built = await start(folder, products);
    progress('calling the search tool', 0, 1);
    const { p50, p99 } = await callTool(folder, texts);
    return [
      { name: 'shop: index at a start without snapshot, s', value: built / 1000 },
      { name: 'shop: index at a start from the snapshot, s', value: loaded / 1000, goal: 2 },
      { name: 'shop: search tool over HTTP p50, ms', value: p50, goal: 5 },
      { name: 'shop: search tool over HTTP p99, ms', value: p99, goal: 20 },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @returns milliseconds until the index is there, of a server that opens the store of `folder` */
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
  return ms;
}

async function callTool(folder: string, texts: readonly string[]): Promise<{ p50: number; p99: number }> {
  const server = await startShop(folder);
  const load = startLoad();
  try {
    const requests = texts.map((query) =>
      encodeCall(server.port, ERA, 'search_catalog', { query }).toString('base64'),
    );
    return await load.run({ port: server.port, ms: LOAD_MS, warmUpMs: WARM_UP_MS, clients: [requests] });
  } finally {
    await Promise.all([server.stop(), load.stop()]);
  }
}
