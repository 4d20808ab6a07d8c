import { join } from 'node:path';
import { openCaller } from './http/caller.ts';
import { startShop } from './http/processes.ts';
import type { Options } from './options.ts';
import { drain, fillCarts } from './purchase.ts';
import { rawCommits } from './raw-commits.ts';
import type { Row } from './report.ts';
import { openShop, stockUp, UNCAPPED } from './shop.ts';
import { median, type Sample, summarize } from './stats.ts';
import { measureSyncs } from './syncs/measure.ts';

const CLIENTS = [1, 16];
const MOST = Math.max(...CLIENTS);
const SECTION = 'create_checkout + complete_checkout beside commits of node:sqlite (500-byte rows)';

/** Purchases a second in this process and over HTTP, beside what SQLite alone commits on the same disk. */
export async function measurePurchases(
  dir: string,
  options: Options,
  progress: (text: string) => void,
): Promise<Row[]> {
  const dataDir = join(dir, 'purchases');
  const rows: Row[] = [];
  const shop = await openShop(dataDir);
  const variants = await stockUp(shop, 16);
  for (const clients of CLIENTS) {
    progress(`purchases in process, ${clients} at once`);
    const calls = Array.from({ length: clients }, () => shop.call);
    const row = await beside(dir, options, clients, async () => {
      const carts = await fillCarts(Array(MOST).fill(shop.call), variants, countFor(options, clients));
      await shop.store.flush();
      return drain(calls, carts);
    });
    rows.push({ ...row, name: `in process, ${clients} at once` });
  }
  await shop.close();

  const server = await startShop(dataDir, UNCAPPED);
  try {
    const callers = await Promise.all(
      Array.from({ length: MOST }, () => openCaller(server.port, options.era)),
    );
    const everyone = callers.map(({ call }) => call);
    for (const clients of CLIENTS) {
      progress(`purchases over HTTP, ${clients} client${clients === 1 ? '' : 's'}`);
      const calls = everyone.slice(0, clients);
      const row = await beside(dir, options, clients, async () => {
        const carts = await fillCarts(everyone, variants, countFor(options, clients));
        const before = server.cpu();
        const sample = await drain(calls, carts);
        const after = server.cpu();
        const cpu = before === undefined || after === undefined ? undefined : (after - before) / carts.length;
        return { ...sample, cpu };
      });
      rows.push({ ...row, name: `MCP over HTTP, ${clients} client${clients === 1 ? '' : 's'}` });
    }
    for (const caller of callers) caller.close();
  } finally {
    await server.stop();
  }
  rows.push(...(await measureSyncs(dir, options, progress)));
  return rows;
}

/** About as many as take the length of a run. */
const countFor = ({ ms }: Options, clients: number): number =>
  Math.ceil((ms / 1500) * (clients === 1 ? 100 : 300));

async function beside(
  dir: string,
  options: Options,
  clients: number,
  run: () => Promise<Sample>,
): Promise<Omit<Row, 'name'>> {
  const ours: Sample[] = [];
  const raw: Sample[] = [];
  for (let turn = 0; turn < options.runs; turn += 1) {
    raw.push(rawCommits(dir, options.ms / 2, clients));
    ours.push(await run());
  }
  return {
    section: SECTION,
    ours: summarize(ours),
    reference: {
      name: clients === 1 ? '1 row a commit' : `${clients} rows a commit`,
      sample: summarize(raw),
    },
    ratio: median(ours.map((sample, index) => sample.rate / raw[index]!.rate)),
  };
}
