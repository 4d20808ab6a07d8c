import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { jobsContract } from '../../../../test/contract/jobs-contract.ts';
import { ManualClock } from '../../clock.ts';
import { SequentialIds } from '../../ids.ts';
import { openSqliteStore } from '../../store/sqlite/store.ts';
import { jobRows } from '../model.ts';
import { backoffMs } from './backoff.ts';
import { createEmbeddedJobs } from './jobs.ts';

const openStore = (clock: ManualClock) =>
  openSqliteStore({ path: ':memory:', clock, collections: [jobRows] });

jobsContract('The embedded queue', async (clock) => {
  const store = await openStore(clock);
  return { store, worker: (options) => createEmbeddedJobs({ store, ...options }) };
});

describe('the backoff', () => {
  it('grows with each failure, is never the whole of the next step, and ends at an hour', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (failures, random) => {
          const wait = backoffMs(failures, random);
          expect(wait).toBeGreaterThanOrEqual(1000);
          expect(wait).toBeLessThanOrEqual(3_600_000);
          if (failures < 7)
            expect(backoffMs(failures + 1, 0)).toBeGreaterThan(backoffMs(failures, 0.999) - 1);
        },
      ),
    );
  });
});

describe('a started queue', () => {
  afterEach(() => void vi.useRealTimers());

  it('wakes when a later job is due, also when an earlier one comes meanwhile', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const clock = new ManualClock();
    const store = await openStore(clock);
    const jobs = createEmbeddedJobs({ store, clock, ids: new SequentialIds() });
    const ran: string[] = [];
    let tell = () => {};
    const next = () => new Promise<void>((resolve) => (tell = resolve));
    jobs.handle('note', async (job) => {
      ran.push(String(job.payload.text));
      tell();
    });
    jobs.start();
    const enqueue = (text: string, delay: number) =>
      store.transaction((tx) =>
        jobs.enqueue(tx, { kind: 'note', payload: { text }, runAt: clock.now() + delay }),
      );
    const pass = (ms: number) => {
      clock.advance(ms);
      vi.advanceTimersByTime(ms);
    };
    await enqueue('30 s', 30_000);
    await enqueue('10 s', 10_000);
    await new Promise(setImmediate);
    const first = next();
    pass(10_000);
    await first;
    for (let turn = 0; turn < 5; turn += 1) await new Promise(setImmediate);
    const second = next();
    pass(20_000);
    await second;
    expect(ran).toEqual(['10 s', '30 s']);
    await jobs.stop(0);
    await store.close();
  });

  it('keeps the lease of a job that takes long', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
    const clock = new ManualClock();
    const store = await openStore(clock);
    const jobs = createEmbeddedJobs({ store, clock, ids: new SequentialIds(), leaseMs: 30_000 });
    const { promise: begun, resolve: begin } = Promise.withResolvers<void>();
    const { promise: working, resolve: finish } = Promise.withResolvers<void>();
    jobs.handle('long', async () => {
      begin();
      await working;
    });
    jobs.start();
    await store.transaction((tx) => jobs.enqueue(tx, { kind: 'long', payload: {} }));
    await begun;
    const rival = createEmbeddedJobs({ store, clock, ids: { next: (prefix) => `${prefix}_rival` } });
    rival.handle('long', async () => expect.unreachable('the lease was lost'));
    for (let n = 0; n < 10; n += 1) {
      clock.advance(10_000);
      vi.advanceTimersByTime(10_000);
      await new Promise(setImmediate);
      await new Promise(setImmediate);
      await rival.drain();
    }
    finish();
    await jobs.stop(1000);
    expect(await jobs.list('done')).toMatchObject([{ attempts: 1 }]);
    await store.close();
  });

  it('works through a long backlog of one partition without slowing down as it grows', async () => {
    const clock = new ManualClock();
    const store = await openStore(clock);
    const jobs = createEmbeddedJobs({ store, clock, ids: new SequentialIds() });
    const ran: number[] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    jobs.handle('n', async (job) => {
      ran.push(Number(job.payload.n));
      if (ran.length === 3000) resolve();
    });
    for (let n = 0; n < 3000; n += 500) {
      await store.transaction(async (tx) => {
        for (let m = n; m < n + 500; m += 1) {
          await jobs.enqueue(tx, { kind: 'n', partition: m % 3 ? 'lane' : `own ${m}`, payload: { n: m } });
        }
      });
    }
    jobs.start();
    await promise;
    await jobs.stop(1000);
    const lane = ran.filter((n) => n % 3);
    expect(lane).toEqual([...lane].sort((a, b) => a - b));
    expect(new Set(ran).size).toBe(3000);
    expect(await jobs.list('waiting')).toEqual([]);
    await store.close();
  });
});
