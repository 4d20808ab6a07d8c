import type { Clock } from '../../clock.ts';
import { crashPoint } from '../../crash-point.ts';
import type { Ids } from '../../ids.ts';
import { type Log, silentLog } from '../../log.ts';
import type { Change, Store, Transaction } from '../../store/port.ts';
import { type JobRow, jobRows } from '../model.ts';
import type { JobHandler, JobRequest, Jobs, JobView } from '../port.ts';
import { Queue } from './queue.ts';

export interface EmbeddedJobsOptions {
  /** Opened with the collection `jobRows`. */
  store: Store;
  clock: Clock;
  ids: Ids;
  logger?: Log;
  /** How many jobs run at once; 16 when absent. */
  concurrency?: number;
  /** A worker that does not renew its lease for so long has crashed; 30 s when absent. */
  leaseMs?: number;
  /** In [0, 1), for the jitter of the backoff. */
  random?: () => number;
}

const MAX_SLEEP_MS = 60_000;
const AFTER_TROUBLE_MS = 1000;
const PURGE_EVERY_MS = 600_000;

/**
 * Jobs kept in the store itself, run by this process. Only as many as run at once are in memory, whatever waits.
 *
 * @example
 * const jobs = createEmbeddedJobs({ store, clock, ids });
 * jobs.handle('order.confirm', async (job) => sendConfirmation(job.payload.orderId));
 * jobs.start();
 * await store.transaction((tx) => jobs.enqueue(tx, { kind: 'order.confirm', key: order._id, payload: { orderId: order._id } }));
 */
export function createEmbeddedJobs(options: EmbeddedJobsOptions): Jobs {
  return new EmbeddedJobs(options);
}

interface Running {
  row: JobRow;
  controller: AbortController;
  /** Given back to the queue: what its handler still does counts for nothing. */
  released: boolean;
  ended: Promise<void>;
}

class EmbeddedJobs implements Jobs {
  readonly #store: Store;
  readonly #clock: Clock;
  readonly #log: Log;
  readonly #queue: Queue;
  readonly #concurrency: number;
  readonly #leaseMs: number;
  readonly #handlers = new Map<string, JobHandler>();
  /** How many of a kind may run at once, where that is not as many as run. */
  readonly #limits = new Map<string, number>();
  readonly #running = new Map<string, Running>();
  /** Whose handler is done, while that is being stored. */
  readonly #ending = new Map<string, Running>();
  #started = false;
  #looking: Promise<void> | undefined;
  #lookAgain = false;
  #timer: NodeJS.Timeout | undefined;
  #timerAt = Number.POSITIVE_INFINITY;
  #renewal: NodeJS.Timeout | undefined;
  #stopListening: () => void = () => {};
  #purgedAt = Number.NEGATIVE_INFINITY;

  constructor(options: EmbeddedJobsOptions) {
    const {
      store,
      clock,
      ids,
      logger = silentLog,
      concurrency = 16,
      leaseMs = 30_000,
      random = Math.random,
    } = options;
    this.#store = store;
    this.#clock = clock;
    this.#log = logger;
    this.#concurrency = concurrency;
    this.#leaseMs = leaseMs;
    this.#queue = new Queue({ store, clock, ids, worker: ids.next('worker'), leaseMs, random });
  }

  enqueue(tx: Transaction, request: JobRequest): Promise<void> {
    return this.#queue.enqueue(tx, request);
  }

  cancel(tx: Transaction, job: { kind: string; key: string }): Promise<void> {
    return this.#queue.cancel(tx, job);
  }

  handle(kind: string, handler: JobHandler, { atOnce }: { atOnce?: number } = {}): void {
    if (this.#handlers.has(kind)) throw new Error(`there is a handler for "${kind}" already`);
    this.#handlers.set(kind, handler);
    if (atOnce !== undefined) this.#limits.set(kind, atOnce);
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#queue.patient = true;
    this.#stopListening = this.#store.onCommit((changes) => this.#heed(changes));
    this.#renewal = setInterval(() => void this.#renew(), this.#leaseMs / 3);
    this.#look();
  }

  async stop(graceMs: number): Promise<void> {
    this.#started = false;
    this.#queue.patient = false;
    this.#stopListening();
    clearInterval(this.#renewal);
    this.#sleepUntil(undefined);
    await this.#looking;
    await this.#waitForRunning(graceMs);
    const unfinished = [...this.#running.values()];
    for (const running of unfinished) {
      running.released = true;
      running.controller.abort(new Error('the server is stopping'));
    }
    if (unfinished.length > 0) await this.#queue.release(unfinished.map((running) => running.row));
  }

  list(status: JobView['status'], limit = 100): Promise<JobView[]> {
    return this.#queue.list(status, limit);
  }

  retry(id: string): Promise<boolean> {
    return this.#queue.retry(id);
  }

  async drain(): Promise<void> {
    this.#queue.patient = false;
    for (;;) {
      await this.#queue.takeBackExpired(this.#mine());
      const { claimed, more } = await this.#queue.claim(1);
      if (claimed.length > 0) await this.#run(claimed[0]!).ended;
      else if (this.#running.size + this.#ending.size > 0) await this.#allEnded();
      else if (!more) break;
    }
    await this.#queue.purge();
    this.#queue.patient = this.#started;
  }

  #mine(): Set<string> {
    return new Set([...this.#running.keys(), ...this.#ending.keys()]);
  }

  async #allEnded(): Promise<void> {
    await Promise.all([...this.#running.values(), ...this.#ending.values()].map(({ ended }) => ended));
  }

  /** Jobs that a commit brought: those due are looked for now, others set the timer. */
  #heed(changes: readonly Change[]): void {
    let earliest = Number.POSITIVE_INFINITY;
    for (const change of changes) {
      if (change.collection !== jobRows.name || change.kind === 'delete') continue;
      const row = change.document as JobRow;
      if (row.status === 'waiting') earliest = Math.min(earliest, row.runAt);
    }
    if (earliest <= this.#clock.now()) this.#look();
    else if (earliest < this.#timerAt) this.#sleepUntil(earliest);
  }

  /** One search for work at a time; a call meanwhile makes it search once more. */
  #look(): void {
    if (!this.#started) return;
    this.#lookAgain = true;
    this.#looking ??= this.#fill()
      .catch((error: unknown) => {
        this.#log.error({ err: error }, 'the queue cannot be read');
        this.#lookAgain = false;
        if (this.#started) this.#sleepUntil(this.#clock.now() + AFTER_TROUBLE_MS);
      })
      .finally(() => {
        this.#looking = undefined;
        if (this.#lookAgain) this.#look();
      });
  }

  async #fill(): Promise<void> {
    await this.#queue.takeBackExpired(this.#mine());
    await this.#purgeNowAndThen();
    let passedOver = false;
    while (this.#lookAgain && this.#started) {
      this.#lookAgain = false;
      const free = this.#concurrency - this.#running.size;
      // A job that ends looks again by itself.
      if (free <= 0) return;
      const found = await this.#queue.claim(free, this.#room());
      for (const row of found.claimed) this.#run(row);
      if (found.more) this.#lookAgain = true;
      passedOver = found.passedOver;
    }
    if (!this.#started || this.#running.size >= this.#concurrency) return;
    // Those that were passed over are due: they come when one of their kind ends.
    this.#sleepUntil(await this.#queue.nextEvent(passedOver ? this.#clock.now() : undefined));
  }

  /** Counts those that run and those that are taken. */
  #room(): (kind: string) => boolean {
    const left = new Map(this.#limits);
    for (const { row } of this.#running.values())
      if (left.has(row.kind)) left.set(row.kind, left.get(row.kind)! - 1);
    return (kind) => {
      const room = left.get(kind) ?? 1;
      if (room > 0 && left.has(kind)) left.set(kind, room - 1);
      return room > 0;
    };
  }

  #sleepUntil(time: number | undefined): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#timerAt = Number.POSITIVE_INFINITY;
    if (!this.#started) return;
    const now = this.#clock.now();
    this.#timerAt = Math.min(time ?? Number.POSITIVE_INFINITY, now + MAX_SLEEP_MS);
    const wake = () => {
      this.#timer = undefined;
      this.#timerAt = Number.POSITIVE_INFINITY;
      this.#look();
    };
    this.#timer = setTimeout(wake, Math.max(1, this.#timerAt - now));
  }

  #run(row: JobRow): Running {
    const controller = new AbortController();
    const running: Running = { row, controller, released: false, ended: Promise.resolve() };
    this.#running.set(row._id, running);
    running.ended = this.#execute(running).finally(() => {
      this.#running.delete(row._id);
      this.#ending.delete(row._id);
    });
    return running;
  }

  /** Never rejects. */
  async #execute(running: Running): Promise<void> {
    const { row, controller } = running;
    const about = { job: row._id, kind: row.kind, attempt: row.attempts };
    let failure: { error: unknown } | undefined;
    try {
      const handler = this.#handlers.get(row.kind);
      if (!handler) throw new Error(`there is no handler for jobs of kind "${row.kind}"`);
      const { _id: id, kind, payload, attempts: attempt } = row;
      crashPoint('job.before-effect');
      await handler({ id, kind, payload, attempt }, controller.signal);
      crashPoint('job.after-effect');
    } catch (error) {
      failure = { error: error ?? new Error('the handler failed without a reason') };
      this.#log.warn({ ...about, err: error }, 'a job failed');
    }
    if (running.released) return;
    this.#ending.set(row._id, running);
    this.#running.delete(row._id);
    const settled = this.#queue.settle(row, failure?.error);
    // Its place is free: the next job is taken in the same commit.
    this.#look();
    try {
      const held = await settled;
      if (!held) this.#log.warn(about, 'a job ended after its lease had passed to another worker');
    } catch (error) {
      // Its lease ends and it runs again: at least once is what was promised.
      this.#log.error({ ...about, err: error }, 'the end of a job cannot be stored');
    }
  }

  async #renew(): Promise<void> {
    const running = [...this.#running.values()];
    if (running.length === 0) return;
    try {
      const lost = await this.#queue.renew(running.map(({ row }) => row));
      for (const row of lost)
        this.#running.get(row._id)?.controller.abort(new Error('the lease of this job was lost'));
    } catch (error) {
      this.#log.error({ err: error }, 'leases cannot be renewed');
    }
  }

  async #purgeNowAndThen(): Promise<void> {
    const now = this.#clock.now();
    if (now - this.#purgedAt < PURGE_EVERY_MS) return;
    this.#purgedAt = now;
    await this.#queue.purge();
  }

  async #waitForRunning(graceMs: number): Promise<void> {
    if (this.#running.size + this.#ending.size === 0 || graceMs <= 0) return;
    const { promise: over, resolve } = Promise.withResolvers<void>();
    const timer = setTimeout(resolve, graceMs);
    await Promise.race([this.#allEnded(), over]);
    clearTimeout(timer);
  }
}
