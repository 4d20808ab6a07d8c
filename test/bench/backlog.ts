/** `node test/bench/backlog.ts --help` says what it measures. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { SingleBar } from 'cli-progress';
import { jobRows } from '../../server/platform/jobs/model.ts';
import { queries } from './http/requests.ts';
import { machine } from './report.ts';
import { openShop } from './shop.ts';
import { percentile } from './stats.ts';

const HELP = `node test/bench/backlog.ts [options]

Gives a serving shop a backlog of jobs at once, in lanes whose jobs must run in order, and searches beside it: how fast the
backlog goes, whether the order in each lane is kept, how much memory it takes, and how long a search takes meanwhile.
A hundred thousand jobs take about a minute. Progress goes to standard error. Exit code 1: order or memory is not as promised.

  --jobs N    how many (default: 100000)
  --lanes N   partitions (default: 500)
  --json      write JSON instead of text
  --help      show this
`;

const MIB = 2 ** 20;
const CHUNK = 1000;
const SEARCH_EVERY_MS = 20;
/** Mebibytes that a backlog may add to the living objects, however long it is. */
const GOAL_MIB = 32;

interface Figures {
  jobs: number;
  lanes: number;
  enqueuedPerSecond: number;
  donePerSecond: number;
  outOfOrder: number;
  lost: number;
  /** Mebibytes of living objects: before, with the whole backlog waiting, and the most seen while it was worked off. */
  heap: { before: number; waiting: number; most: number };
  /** Milliseconds of a search tool call: with nothing else to do, and beside the backlog. */
  search: Record<'alone' | 'beside', { p50: number; p99: number }>;
}

async function measure(jobs: number, lanes: number, bar: SingleBar): Promise<Figures> {
  const dir = mkdtempSync(join(tmpdir(), 'shopwright-backlog-'));
  const shop = await openShop(dir);
  const words = queries();
  const heap = (): number => {
    globalThis.gc!();
    return process.memoryUsage().heapUsed / MIB;
  };
  const search = async (until: () => boolean) => {
    const times: number[] = [];
    for (let n = 0; !until(); n += 1) {
      const start = performance.now();
      await shop.call('search_catalog', { query: `${words[n % words.length]} ${n}` });
      const took = performance.now() - start;
      times.push(took);
      await new Promise((resolve) => setTimeout(resolve, Math.max(0, SEARCH_EVERY_MS - took)));
    }
    return { p50: percentile(times, 0.5), p99: percentile(times, 0.99) };
  };
  try {
    const { promise: all, resolve: allDone } = Promise.withResolvers<void>();
    const reached = new Int32Array(lanes);
    let done = 0;
    let outOfOrder = 0;
    let hold = true;
    const begun = Promise.withResolvers<void>();
    const held = Promise.withResolvers<void>();
    shop.jobs.handle('bench.step', async (job) => {
      begun.resolve();
      if (hold) await held.promise;
      const { lane, step } = job.payload as { lane: number; step: number };
      if (reached[lane] !== step) outOfOrder += 1;
      reached[lane] = step + 1;
      done += 1;
      if (done === jobs) allDone();
    });
    let n = 0;
    const alone = await search(() => ++n > 200);
    const before = heap();

    bar.start(jobs, 0, { what: 'enqueueing' });
    const from = performance.now();
    for (let start = 0; start < jobs; start += CHUNK) {
      await shop.store.transaction(async (tx) => {
        for (let job = start; job < Math.min(jobs, start + CHUNK); job += 1) {
          const lane = job % lanes;
          const payload = { lane, step: Math.floor(job / lanes) };
          await shop.jobs.enqueue(tx, { kind: 'bench.step', payload, partition: `lane ${lane}` });
        }
      });
      bar.update(start + CHUNK);
    }
    const enqueued = performance.now();
    await begun.promise;
    const waiting = heap();

    bar.start(jobs, 0, { what: 'working off' });
    let most = waiting;
    const timer = setInterval(() => {
      bar.update(done);
      most = Math.max(most, heap());
    }, 2000);
    let over = false;
    const beside = search(() => over);
    const released = performance.now();
    hold = false;
    held.resolve();
    await all;
    const ended = performance.now();
    over = true;
    clearInterval(timer);
    const besideFigures = await beside;
    await shop.store.flush();
    const finished = async (): Promise<number> =>
      shop.store.count(jobRows, { status: 'done', endedAt: { gt: 0 } });
    while ((await shop.jobs.list('running', 1)).length > 0)
      await new Promise((resolve) => setTimeout(resolve, 10));
    return {
      jobs,
      lanes,
      enqueuedPerSecond: jobs / ((enqueued - from) / 1000),
      donePerSecond: jobs / ((ended - released) / 1000),
      outOfOrder,
      lost: jobs - (await finished()),
      heap: { before, waiting, most },
      search: { alone, beside: besideFigures },
    };
  } finally {
    bar.stop();
    await shop.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

const ms = ({ p50, p99 }: { p50: number; p99: number }): string =>
  `p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(1)} ms`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      jobs: { type: 'string', default: '100000' },
      lanes: { type: 'string', default: '500' },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) return console.log(HELP);
  const [jobs, lanes] = [Number(values.jobs), Number(values.lanes)];
  if (!Number.isInteger(jobs) || jobs < 1) throw new TypeError('--jobs: not a whole number above 0');
  if (!Number.isInteger(lanes) || lanes < 1) throw new TypeError('--lanes: not a whole number above 0');
  setFlagsFromString('--expose-gc');
  globalThis.gc = runInNewContext('gc') as NonNullable<typeof globalThis.gc>;
  const bar = new SingleBar({ format: '{what} {bar} {percentage}% | {eta_formatted} left', fps: 2 });
  const figures = await measure(jobs, lanes, bar);
  const { heap, search } = figures;
  const added = heap.most - heap.before;
  const ok = figures.outOfOrder === 0 && figures.lost === 0 && added <= GOAL_MIB;
  if (values.json) console.log(JSON.stringify({ machine: machine(), ...figures, ok }, null, 2));
  else
    console.log(
      [
        `${jobs} jobs in ${lanes} lanes: enqueued ${Math.round(figures.enqueuedPerSecond)} a second, worked off ${Math.round(figures.donePerSecond)} a second`,
        `out of order ${figures.outOfOrder}, lost ${figures.lost}`,
        `living objects: ${heap.before.toFixed(0)} MiB before, ${heap.waiting.toFixed(0)} with the backlog waiting, ${heap.most.toFixed(0)} at most while it was worked off (goal: at most ${GOAL_MIB} more)`,
        `search alone: ${ms(search.alone)}; beside the backlog: ${ms(search.beside)}`,
        ok ? 'ok' : 'missed',
      ].join('\n'),
    );
  if (!ok) process.exitCode = 1;
}

try {
  await main();
} catch (error) {
  console.error(error instanceof TypeError ? `${error.message}. See --help.` : error);
  process.exitCode = 1;
}
