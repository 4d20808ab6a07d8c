import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../../server/platform/clock.ts';
import { type Ids, SequentialIds } from '../../server/platform/ids.ts';
import type { Job, JobRequest, Jobs } from '../../server/platform/jobs/port.ts';
import type { Store } from '../../server/platform/store/port.ts';

export interface JobsBench {
  store: Store;
  /** A queue over that store; each call is another worker. */
  worker(options: { clock: ManualClock; ids: Ids }): Jobs;
}

const HOUR = 3_600_000;

/** Everything the port of jobs promises, on whatever `open` makes. Call it from a test file of the adapter. */
export function jobsContract(name: string, open: (clock: ManualClock) => Promise<JobsBench>): void {
  describe(`${name} keeps the contract of jobs`, () => {
    let clock: ManualClock;
    let bench: JobsBench;
    let jobs: Jobs;
    let ran: string[];

    beforeEach(async () => {
      clock = new ManualClock();
      bench = await open(clock);
      jobs = bench.worker({ clock, ids: new SequentialIds() });
      ran = [];
      jobs.handle('note', async (job) => void ran.push(String(job.payload.text)));
      jobs.handle('fail', async (job) => {
        ran.push(`${job.payload.text}#${job.attempt}`);
        throw new Error('the provider is away');
      });
    });
    afterEach(async () => {
      await jobs.stop(0);
      await bench.store.close();
    });
    const enqueue = (request: Partial<JobRequest> & { text?: string }, queue = jobs) => {
      const { text = 'x', kind = 'note', ...rest } = request;
      return bench.store.transaction((tx) => queue.enqueue(tx, { kind, payload: { text }, ...rest }));
    };

    it('runs a job once, with its payload and attempt', async () => {
      const seen: Job[] = [];
      jobs.handle('look', async (job) => void seen.push(job));
      await enqueue({ kind: 'look', text: 'hello' });
      await jobs.drain();
      await jobs.drain();
      expect(seen).toEqual([
        { id: expect.any(String), kind: 'look', payload: { text: 'hello' }, attempt: 1 },
      ]);
      expect(await jobs.list('done')).toMatchObject([{ kind: 'look', attempts: 1 }]);
    });

    it('withdraws a job that waits, and lets its lane and its key go on', async () => {
      await enqueue({ key: 'k', partition: 'lane', text: 'first' });
      await enqueue({ partition: 'lane', text: 'second' });
      await bench.store.transaction((tx) => jobs.cancel(tx, { kind: 'note', key: 'k' }));
      await bench.store.transaction((tx) => jobs.cancel(tx, { kind: 'note', key: 'unknown' }));
      await jobs.drain();
      expect(ran).toEqual(['second']);
      await enqueue({ key: 'k', text: 'third' });
      await jobs.drain();
      expect(ran).toEqual(['second', 'third']);
      await bench.store.transaction((tx) => jobs.cancel(tx, { kind: 'note', key: 'k' }));
      expect(await jobs.list('done')).toHaveLength(2);
    });

    it('knows a job if, and only if, its transaction was committed', async () => {
      const failing = bench.store.transaction(async (tx) => {
        await jobs.enqueue(tx, { kind: 'note', payload: { text: 'lost' } });
        throw new Error('no');
      });
      await expect(failing).rejects.toThrow('no');
      await enqueue({ text: 'kept' });
      await jobs.drain();
      expect(ran).toEqual(['kept']);
    });

    it('waits until a job is due', async () => {
      await enqueue({ text: 'later', runAt: clock.now() + HOUR });
      await enqueue({ text: 'now' });
      await jobs.drain();
      expect(ran).toEqual(['now']);
      expect(await jobs.list('waiting')).toMatchObject([{ status: 'waiting', runAt: clock.now() + HOUR }]);
      clock.advance(HOUR);
      await jobs.drain();
      expect(ran).toEqual(['now', 'later']);
    });

    it('drains what jobs enqueue, too', async () => {
      jobs.handle('chain', async (job) => {
        const left = Number(job.payload.left);
        ran.push(`chain ${left}`);
        if (left > 0) {
          const next = { kind: 'chain', payload: { left: left - 1 } };
          await bench.store.transaction((tx) => jobs.enqueue(tx, next));
        }
      });
      await bench.store.transaction((tx) => jobs.enqueue(tx, { kind: 'chain', payload: { left: 3 } }));
      await jobs.drain();
      expect(ran).toEqual(['chain 3', 'chain 2', 'chain 1', 'chain 0']);
    });

    it('enqueues one key once, and again a day after it ended', async () => {
      await enqueue({ key: 'order_1' });
      await enqueue({ key: 'order_1' });
      await enqueue({ key: 'order_1', kind: 'fail', maxAttempts: 1 });
      await jobs.drain();
      await enqueue({ key: 'order_1' });
      clock.advance(24 * HOUR - 1);
      await enqueue({ key: 'order_1' });
      await jobs.drain();
      expect(ran).toEqual(['x', 'x#1']);
      clock.advance(1);
      await jobs.drain();
      await enqueue({ key: 'order_1' });
      await jobs.drain();
      expect(ran).toEqual(['x', 'x#1', 'x']);
    });

    it('tries again, later and later, and keeps what never succeeds as a dead letter', async () => {
      await enqueue({ kind: 'fail', text: 'f', maxAttempts: 4 });
      const waits: number[] = [];
      for (let n = 1; n < 4; n += 1) {
        await jobs.drain();
        const [job] = await jobs.list('waiting');
        expect(job).toMatchObject({
          attempts: n,
          lastError: expect.stringContaining('the provider is away'),
        });
        waits.push(job!.runAt - clock.now());
        clock.advance(job!.runAt - clock.now() - 1);
        await jobs.drain();
        expect(ran).toHaveLength(n);
        clock.advance(1);
      }
      await jobs.drain();
      expect(ran).toEqual(['f#1', 'f#2', 'f#3', 'f#4']);
      expect(waits[1]).toBeGreaterThan(waits[0]!);
      expect(waits[2]).toBeGreaterThan(waits[1]!);
      expect(await jobs.list('waiting')).toEqual([]);
      expect(await jobs.list('dead')).toMatchObject([{ attempts: 4, status: 'dead', kind: 'fail' }]);
    });

    it('puts a dead letter back on request, with all its tries', async () => {
      let away = true;
      jobs.handle('mended', async (job) => {
        if (away) throw new Error('away');
        ran.push(`mended#${job.attempt}`);
      });
      await enqueue({ kind: 'mended', maxAttempts: 1 });
      await jobs.drain();
      const [dead] = await jobs.list('dead');
      away = false;
      expect(await jobs.retry(dead!.id)).toBe(true);
      expect(await jobs.retry(dead!.id)).toBe(false);
      expect(await jobs.retry('nobody')).toBe(false);
      await jobs.drain();
      expect(ran).toEqual(['mended#1']);
      expect(await jobs.list('dead')).toEqual([]);
    });

    it('says which kind has no handler', async () => {
      await enqueue({ kind: 'unheard', maxAttempts: 1 });
      await jobs.drain();
      expect((await jobs.list('dead'))[0]?.lastError).toMatch(/no handler.*"unheard"/);
    });

    it('refuses a payload of more than 64 KiB', async () => {
      await expect(enqueue({ text: 'x'.repeat(65_600) })).rejects.toThrow(/name a document instead/);
      expect(await jobs.list('waiting')).toEqual([]);
    });

    it('runs the jobs of a partition in order, past a failure and its wait', async () => {
      await enqueue({ kind: 'fail', text: 'first', partition: 'c1', maxAttempts: 2 });
      await enqueue({ text: 'second', partition: 'c1' });
      await enqueue({ text: 'reminder', partition: 'c1', runAt: clock.now() + 1 });
      await enqueue({ text: 'elsewhere', partition: 'c2' });
      await jobs.drain();
      expect(ran).toEqual(['first#1', 'elsewhere']);
      clock.advance(HOUR);
      await enqueue({ text: 'third', partition: 'c1' });
      await jobs.drain();
      expect(ran).toEqual(['first#1', 'elsewhere', 'first#2', 'second', 'reminder', 'third']);
    });

    it('lets a job that is not due yet hold nobody up', async () => {
      await enqueue({ text: 'in an hour', partition: 'c1', runAt: clock.now() + HOUR });
      await enqueue({ text: 'now', partition: 'c1' });
      await jobs.drain();
      expect(ran).toEqual(['now']);
      clock.advance(HOUR);
      await jobs.drain();
      expect(ran).toEqual(['now', 'in an hour']);
    });

    it('runs partitions side by side, and each one at a time', async () => {
      let now = 0;
      let most = 0;
      const busy = new Set<string>();
      const { promise: allDone, resolve } = Promise.withResolvers<void>();
      jobs.handle('step', async (job) => {
        const lane = String(job.payload.lane);
        expect(busy.has(lane)).toBe(false);
        busy.add(lane);
        now += 1;
        most = Math.max(most, now);
        for (let turn = 0; turn < 3; turn += 1) await new Promise(setImmediate);
        busy.delete(lane);
        now -= 1;
        ran.push(`${lane}${job.payload.n}`);
        if (ran.length === 40) resolve();
      });
      jobs.start();
      await bench.store.transaction(async (tx) => {
        for (let n = 0; n < 10; n += 1) {
          for (const lane of ['a', 'b', 'c', 'd']) {
            await jobs.enqueue(tx, { kind: 'step', partition: lane, payload: { lane, n } });
          }
        }
      });
      await allDone;
      expect(most).toBe(4);
      for (const lane of ['a', 'b', 'c', 'd']) {
        expect(ran.filter((entry) => entry.startsWith(lane))).toEqual(
          Array.from({ length: 10 }, (_, n) => `${lane}${n}`),
        );
      }
    });

    it('runs at once what is committed after it was started', async () => {
      jobs.start();
      const { promise, resolve } = Promise.withResolvers<Job>();
      jobs.handle('soon', async (job) => resolve(job));
      await enqueue({ kind: 'soon', text: 'hello' });
      expect((await promise).payload).toEqual({ text: 'hello' });
    });

    it('stops: waits for what ends in time, and gives back the rest as if it had not begun', async () => {
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      const { promise: never } = Promise.withResolvers<void>();
      let aborted: unknown;
      let starts = 0;
      jobs.handle('slow', async (_, signal) => {
        signal.addEventListener('abort', () => {
          aborted = signal.reason;
        });
        starts += 1;
        if (starts === 2) begin();
        await never;
      });
      jobs.handle('quick', async () => {
        starts += 1;
        if (starts === 2) begin();
        await new Promise(setImmediate);
        ran.push('quick');
      });
      jobs.start();
      await enqueue({ kind: 'slow' });
      await enqueue({ kind: 'quick' });
      await begun;
      await jobs.stop(20);
      expect(ran).toEqual(['quick']);
      expect(aborted).toBeInstanceOf(Error);
      expect(await jobs.list('waiting')).toMatchObject([{ kind: 'slow', attempts: 0 }]);
      await enqueue({ text: 'after the stop' });
      expect(await jobs.list('waiting')).toHaveLength(2);
    });

    it('runs only so many of a slow kind at once, and others past however many of them wait', async () => {
      const { promise: released, resolve: release } = Promise.withResolvers<void>();
      const { promise: quick, resolve: quickRan } = Promise.withResolvers<void>();
      const { promise: all, resolve: allRan } = Promise.withResolvers<void>();
      let running = 0;
      let most = 0;
      let ended = 0;
      jobs.handle(
        'slow',
        async () => {
          running += 1;
          most = Math.max(most, running);
          await released;
          running -= 1;
          ended += 1;
          if (ended === 200) allRan();
        },
        { atOnce: 2 },
      );
      jobs.handle('quick', async () => quickRan());
      for (let n = 0; n < 200; n += 1) await enqueue({ kind: 'slow' });
      await enqueue({ kind: 'quick' });
      jobs.start();
      await quick;
      expect(running).toBe(2);
      release();
      await all;
      expect(most).toBe(2);
    });

    it('takes a job from a worker that crashed, when its lease is over, and ignores that worker from then on', async () => {
      const crashed = bench.worker({ clock, ids: { next: (prefix) => `${prefix}_other` } });
      const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
      const { promise: asleep, resolve: wake } = Promise.withResolvers<void>();
      crashed.handle('note', async () => {
        begin();
        await asleep;
      });
      await enqueue({ text: 'taken over', partition: 'c1' });
      await enqueue({ text: 'next', partition: 'c1' });
      const draining = crashed.drain();
      await begun;
      await jobs.drain();
      expect(ran).toEqual([]);
      clock.advance(HOUR);
      await jobs.drain();
      expect(ran).toEqual(['taken over', 'next']);
      wake();
      await draining;
      expect(await jobs.list('done')).toHaveLength(2);
      expect((await jobs.list('done')).map((job) => job.attempts).sort()).toEqual([1, 2]);
    });

    it('makes a job that crashes its worker each time a dead letter in the end', async () => {
      await enqueue({ text: 'poison', maxAttempts: 2 });
      for (let n = 0; n < 2; n += 1) {
        const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
        const doomed = bench.worker({ clock, ids: { next: (prefix) => `${prefix}_doomed${n}` } });
        doomed.handle('note', () => {
          begin();
          return new Promise(() => {});
        });
        void doomed.drain();
        await begun;
        clock.advance(HOUR);
      }
      await jobs.drain();
      expect(ran).toEqual([]);
      expect(await jobs.list('dead')).toMatchObject([
        { attempts: 2, lastError: expect.stringContaining('worker stopped') },
      ]);
    });
  });
}
