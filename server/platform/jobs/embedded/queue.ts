import type { Clock } from '../../clock.ts';
import type { Ids } from '../../ids.ts';
import type { Store, Transaction } from '../../store/port.ts';
import { type JobRow, type JobStatus, jobRows } from '../model.ts';
import type { JobRequest, JobView } from '../port.ts';
import { backoffMs } from './backoff.ts';
import { advance, isFirst, statusOnEntry } from './lane.ts';

const MAX_ATTEMPTS = 8;
const MAX_PAYLOAD_BYTES = 64 * 1024;
const MAX_ERROR_LENGTH = 500;
const KEEP_ENDED_MS = 24 * 3_600_000;
const SEARCH_ROWS = 64;
/** So far a search looks past jobs whose kind has no room: far enough to find others in any backlog but a huge one. */
const SEARCH_PAGES = 32;
const PURGE_ROWS = 500;

export interface QueueOptions {
  store: Store;
  clock: Clock;
  ids: Ids;
  /** Tells the leases of this worker from those of others. */
  worker: string;
  leaseMs: number;
  /** In [0, 1). */
  random: () => number;
}

/** The jobs as rows of the store: every step of a job's life is one transaction here. */
export class Queue {
  readonly #options: QueueOptions;
  #sequence = 0;
  /** Whether the steps of jobs may wait for a commit that others cause. */
  patient = false;

  constructor(options: QueueOptions) {
    this.#options = options;
  }

  async enqueue(tx: Transaction, request: JobRequest): Promise<void> {
    const { kind, key, payload, partition, maxAttempts = MAX_ATTEMPTS } = request;
    const bytes = Buffer.byteLength(JSON.stringify(payload));
    if (bytes > MAX_PAYLOAD_BYTES) {
      throw new Error(
        `the payload of job "${kind}" has ${bytes} bytes, more than ${MAX_PAYLOAD_BYTES}: name a document instead`,
      );
    }
    if (key !== undefined && (await tx.count(jobRows, { key, kind })) > 0) return;
    const now = this.#options.clock.now();
    const runAt = Math.max(now, request.runAt ?? now);
    await tx.insert(jobRows, {
      _id: this.#nextId(now),
      kind,
      payload,
      ...(key !== undefined && { key }),
      ...(partition !== undefined && { partition }),
      status: runAt > now ? 'waiting' : await statusOnEntry(tx, partition, now),
      dueAt: runAt,
      runAt,
      attempts: 0,
      maxAttempts,
    });
  }

  async cancel(tx: Transaction, { kind, key }: { kind: string; key: string }): Promise<void> {
    const [row] = await tx.find(jobRows, { where: { key, kind }, limit: 1 });
    if (row?.status !== 'waiting' && row?.status !== 'parked') return;
    await tx.delete(jobRows, row._id, row.version);
    if (row.status === 'waiting') await advance(tx, row.partition);
  }

  /**
   * Takes up to `limit` jobs that are due. `more`: the search ended early, so look again. `passedOver`: there are some whose
   * kind has no room.
   * @param take whether there is room for one more of a kind; it is taken when the answer is true
   */
  async claim(
    limit: number,
    take: (kind: string) => boolean = () => true,
  ): Promise<{ claimed: JobRow[]; more: boolean; passedOver: boolean }> {
    return this.#step(async (tx) => {
      const now = this.#options.clock.now();
      const claimed: JobRow[] = [];
      let parked = 0;
      let passedOver = false;
      const due = { where: { status: 'waiting', runAt: { lte: now } }, limit: SEARCH_ROWS } as const;
      let after: { value: number; _id: string } | undefined;
      for (let page = 0; page < SEARCH_PAGES; page += 1) {
        const sort = { field: 'runAt', direction: 'asc' } as const;
        const found = await tx.find(jobRows, { ...due, sort, ...(after && { after }) });
        const before = parked;
        const skipped = await this.#claimFrom(tx, found, claimed, limit, take, now);
        parked += skipped.parked;
        passedOver ||= skipped.passedOver;
        const last = found.at(-1);
        const rest = found.length === SEARCH_ROWS && claimed.length < limit;
        if (!last || !rest || !skipped.passedOver || parked > before) break;
        after = { value: last.runAt, _id: last._id };
      }
      return { claimed, more: claimed.length < limit && parked > 0, passedOver };
    });
  }

  async #claimFrom(
    tx: Transaction,
    found: readonly JobRow[],
    claimed: JobRow[],
    limit: number,
    take: (kind: string) => boolean,
    now: number,
  ): Promise<{ parked: number; passedOver: boolean }> {
    const { worker, leaseMs } = this.#options;
    let parked = 0;
    let passedOver = false;
    for (const row of found) {
      if (claimed.length >= limit) break;
      if (await isFirst(tx, row, now)) {
        if (!take(row.kind)) {
          passedOver = true;
          continue;
        }
        const lease = {
          status: 'running' as const,
          worker,
          leaseUntil: now + leaseMs,
          attempts: row.attempts + 1,
        };
        claimed.push(await tx.replace(jobRows, { ...row, ...lease }));
      } else {
        await tx.replace(jobRows, { ...row, status: 'parked' });
        parked += 1;
      }
    }
    return { parked, passedOver };
  }

  /** Ends one try. A worker that has lost its lease changes nothing. @returns whether the lease was still held */
  async settle(row: JobRow, error?: unknown): Promise<boolean> {
    return this.#step(async (tx) => {
      const current = await this.#held(tx, row);
      if (!current) return false;
      if (error === undefined) await this.#end(tx, current, 'done');
      else
        await this.#fail(tx, current, describe(error), backoffMs(current.attempts, this.#options.random()));
      return true;
    });
  }

  /** Gives back jobs that were not finished, as if they had not been tried. */
  async release(rows: readonly JobRow[]): Promise<void> {
    await this.#options.store.transaction(async (tx) => {
      for (const row of rows) {
        const current = await this.#held(tx, row);
        if (!current) continue;
        const runAt = this.#options.clock.now();
        await tx.replace(jobRows, {
          ...withoutLease(current),
          status: 'waiting',
          runAt,
          attempts: current.attempts - 1,
        });
      }
    });
  }

  /** @returns those of the rows whose lease was lost */
  async renew(rows: readonly JobRow[]): Promise<JobRow[]> {
    const { clock, leaseMs } = this.#options;
    return this.#step(async (tx) => {
      const lost: JobRow[] = [];
      for (const row of rows) {
        const current = await this.#held(tx, row);
        if (current) await tx.replace(jobRows, { ...current, leaseUntil: clock.now() + leaseMs });
        else lost.push(row);
      }
      return lost;
    });
  }

  /** Takes jobs from workers that have not renewed their lease in time. `mine`: those that do run here, only late. */
  async takeBackExpired(mine: ReadonlySet<string>): Promise<void> {
    const { store, clock, worker, leaseMs } = this.#options;
    const where = { leaseUntil: { lte: clock.now() } };
    if ((await store.count(jobRows, where)) === 0) return;
    await this.#step(async (tx) => {
      const expired = await tx.find(jobRows, { where, sort: { field: 'leaseUntil', direction: 'asc' } });
      for (const row of expired) {
        if (row.worker !== worker || !mine.has(row._id)) {
          await this.#fail(tx, row, 'the worker stopped before the job ended', 0);
        } else {
          await tx.replace(jobRows, { ...row, leaseUntil: clock.now() + leaseMs });
        }
      }
    });
  }

  /**
   * When the next job that waits is due or the next lease ends; undefined when there is neither. UTC milliseconds.
   * @param after only jobs that are due later
   */
  async nextEvent(after = -1): Promise<number | undefined> {
    const { store } = this.#options;
    const [waiting] = await store.find(jobRows, {
      where: { status: 'waiting', runAt: { gt: after } },
      sort: { field: 'runAt', direction: 'asc' },
      limit: 1,
    });
    const [leased] = await store.find(jobRows, {
      where: { leaseUntil: { gt: 0 } },
      sort: { field: 'leaseUntil', direction: 'asc' },
      limit: 1,
    });
    const times = [waiting?.runAt, leased?.leaseUntil].filter((time) => time !== undefined);
    return times.length > 0 ? Math.min(...times) : undefined;
  }

  /** Forgets what ended well more than a day ago, and with it its key. Dead letters stay. */
  async purge(): Promise<void> {
    const { store, clock } = this.#options;
    const where = { status: 'done', endedAt: { lte: clock.now() - KEEP_ENDED_MS } };
    const sort = { field: 'endedAt', direction: 'asc' } as const;
    while ((await store.find(jobRows, { where, sort, limit: 1 })).length > 0) {
      await this.#step(async (tx) => {
        const rows = await tx.find(jobRows, { where, sort, limit: PURGE_ROWS });
        for (const row of rows) await tx.delete(jobRows, row._id, row.version);
      });
    }
  }

  async list(status: JobView['status'], limit: number): Promise<JobView[]> {
    const statuses: JobStatus[] = status === 'waiting' ? ['waiting', 'parked'] : [status];
    const ended = status === 'done' || status === 'dead';
    const sort = ended
      ? ({ field: 'endedAt', direction: 'desc' } as const)
      : ({ field: 'runAt', direction: 'asc' } as const);
    const rows: JobRow[] = [];
    for (const each of statuses) {
      rows.push(...(await this.#options.store.find(jobRows, { where: { status: each }, sort, limit })));
    }
    if (!ended) rows.sort((a, b) => a.runAt - b.runAt || (a._id < b._id ? -1 : 1));
    return rows.slice(0, limit).map((row) => view(row, status));
  }

  async retry(id: string): Promise<boolean> {
    return this.#options.store.transaction(async (tx) => {
      const row = await tx.get(jobRows, id);
      if (row?.status !== 'dead') return false;
      const { endedAt: _, ...rest } = row;
      const now = this.#options.clock.now();
      const status = await statusOnEntry(tx, row.partition, now);
      await tx.replace(jobRows, { ...rest, status, attempts: 0, dueAt: now, runAt: now });
      return true;
    });
  }

  async #fail(tx: Transaction, row: JobRow, lastError: string, delayMs: number): Promise<void> {
    if (row.attempts >= row.maxAttempts) return this.#end(tx, { ...row, lastError }, 'dead');
    const runAt = this.#options.clock.now() + delayMs;
    await tx.replace(jobRows, { ...withoutLease(row), status: 'waiting', runAt, lastError });
  }

  async #end(tx: Transaction, row: JobRow, status: Extract<JobStatus, 'done' | 'dead'>): Promise<void> {
    await tx.replace(jobRows, { ...withoutLease(row), status, endedAt: this.#options.clock.now() });
    await advance(tx, row.partition);
  }

  async #held(tx: Transaction, row: JobRow): Promise<JobRow | undefined> {
    const current = await tx.get(jobRows, row._id);
    const held =
      current?.status === 'running' && current.worker === row.worker && current.attempts === row.attempts;
    return held ? current : undefined;
  }

  #step<R>(work: (tx: Transaction) => Promise<R>): Promise<R> {
    return this.#options.store.transaction(work, { patient: this.patient });
  }

  /** Ids that sort as they were enqueued, also within one millisecond. */
  #nextId(now: number): string {
    this.#sequence = Math.max(this.#sequence + 1, now * 1000);
    return this.#options.ids.next(`job_${this.#sequence.toString(36).padStart(11, '0')}`);
  }
}

function withoutLease({ worker: _, leaseUntil: __, ...row }: JobRow): JobRow {
  return row;
}

const describe = (error: unknown): string =>
  (error instanceof Error ? `${error.name}: ${error.message}` : String(error)).slice(0, MAX_ERROR_LENGTH);

const view = (row: JobRow, status: JobView['status']): JobView => ({
  id: row._id,
  kind: row.kind,
  status,
  attempts: row.attempts,
  runAt: row.runAt,
  ...(row.lastError !== undefined && { lastError: row.lastError }),
});
