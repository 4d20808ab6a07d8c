import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { openCaller } from '../http/caller.ts';
import { startShop } from '../http/processes.ts';
import type { Options } from '../options.ts';
import { drain, fillCarts } from '../purchase.ts';
import type { Row } from '../report.ts';
import { openShop, stockUp, UNCAPPED } from '../shop.ts';
import { median, type Sample, summarize } from '../stats.ts';
import type { FromShop, ToShop } from './shop-process.ts';
import { type SyncTrace, syncTrace } from './trace.ts';

const CLIENTS = [1, 16];
const MOST = Math.max(...CLIENTS);
/** Fewer than one for four completed checkouts, where 16 clients buy at once. */
const GOAL = 0.25;
const SECTION = 'What a completed checkout asks of the disk, its jobs included';

interface Counted {
  sample: Sample;
  purchases: number;
  commits?: number;
  syncs?: number | undefined;
}

/** Commits and calls of fsync a purchase: in a process that only buys, and in the server over HTTP. */
export async function measureSyncs(
  dir: string,
  options: Options,
  progress: (text: string) => void,
): Promise<Row[]> {
  const rows: Row[] = [];
  const add = (where: string, clients: number, runs: readonly Counted[]): void => {
    const per = (pick: (run: Counted) => number | undefined): number | undefined =>
      runs.every((run) => pick(run) !== undefined)
        ? median(runs.map((run) => pick(run)! / run.purchases))
        : undefined;
    const syncs = per((run) => run.syncs);
    const commits = per((run) => run.commits);
    rows.push({
      section: SECTION,
      name: `${where}, ${clients} at once`,
      ours: summarize(runs.map((run) => run.sample)),
      note: [
        syncs === undefined ? 'fsyncs not counted: there is no strace' : `${syncs.toFixed(3)} fsyncs`,
        commits !== undefined && `${commits.toFixed(3)} commits`,
      ]
        .filter(Boolean)
        .join(', '),
      ...(clients === MOST && { cost: { value: syncs ?? commits, below: GOAL } }),
    });
  };
  await inProcess(join(dir, 'syncs'), options, progress, add);
  await overHttp(join(dir, 'syncs'), options, progress, add);
  return rows;
}

type Add = (where: string, clients: number, runs: readonly Counted[]) => void;

const countFor = ({ ms }: Options, clients: number): number =>
  Math.ceil((ms / 1500) * (clients === 1 ? 50 : 400));

async function inProcess(
  dataDir: string,
  options: Options,
  progress: (text: string) => void,
  add: Add,
): Promise<void> {
  const trace = syncTrace(`${dataDir}-in-process.trace`);
  const program = join(import.meta.dirname, 'shop-process.ts');
  const line = [...(trace?.command ?? []), process.execPath, program, dataDir];
  const child = spawn(line[0]!, line.slice(1), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
  const ask = async (order: ToShop): Promise<FromShop> => {
    child.send(order);
    const [answer] = (await once(child, 'message')) as [FromShop];
    return answer;
  };
  for (const clients of CLIENTS) {
    progress(`commits and fsyncs of purchases in process, ${clients} at once`);
    const runs: Counted[] = [];
    for (let run = 0; run < options.runs; run += 1) {
      const purchases = countFor(options, clients);
      await ask({ fill: purchases });
      const before = await trace?.count();
      const answer = await ask({ buy: clients });
      if (!('bought' in answer)) throw new Error('the shop answered something else');
      runs.push({
        sample: answer.bought,
        purchases,
        commits: answer.commits,
        syncs: await since(trace, before),
      });
    }
    add('in process', clients, runs);
  }
  const exited = once(child, 'exit');
  child.disconnect();
  await exited;
}

async function overHttp(
  dataDir: string,
  options: Options,
  progress: (text: string) => void,
  add: Add,
): Promise<void> {
  const trace = syncTrace(`${dataDir}-http.trace`);
  if (!trace) return;
  const shop = await openShop(dataDir);
  const variants = await stockUp(shop, 16);
  await shop.close();
  const server = await startShop(dataDir, UNCAPPED, trace.command);
  const callers = await Promise.all(Array.from({ length: MOST }, () => openCaller(server.port, options.era)));
  try {
    const everyone = callers.map(({ call }) => call);
    for (const clients of CLIENTS) {
      progress(`fsyncs of purchases over HTTP, ${clients} at once`);
      const runs: Counted[] = [];
      for (let run = 0; run < options.runs; run += 1) {
        const carts = await fillCarts(everyone, variants, countFor(options, clients));
        const before = await trace.count();
        const sample = await drain(everyone.slice(0, clients), carts);
        runs.push({ sample, purchases: carts.length, syncs: await since(trace, before) });
      }
      add('MCP over HTTP', clients, runs);
    }
  } finally {
    for (const caller of callers) caller.close();
    await server.stop();
  }
}

const since = async (
  trace: SyncTrace | undefined,
  before: number | undefined,
): Promise<number | undefined> =>
  trace && before !== undefined ? (await trace.count()) - before : undefined;
