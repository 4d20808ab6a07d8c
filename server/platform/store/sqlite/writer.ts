import type { DatabaseSync, StatementSync } from 'node:sqlite';
import { crashPoint } from '../../crash-point.ts';
import { StoreClosedError, TransactionAwaitedOutsideError } from '../errors.ts';
import type { Change, TransactionOptions } from '../port.ts';
import { Gather } from './gather.ts';
import type { Tables } from './tables.ts';
import { SqliteTransaction } from './transaction.ts';

export type Work<R> = (tx: SqliteTransaction) => Promise<R>;

export interface WriterOptions {
  db: DatabaseSync;
  tables: Tables;
  /** Names of the collections of whose changes a transaction keeps the documents before. */
  followed?: ReadonlySet<string>;
  /** Makes an error of SQLite one that names the file. */
  blame: (error: unknown) => unknown;
  /** Called after each commit that wrote something, before the callers of its works go on. */
  committed: (changes: readonly Change[]) => void;
}

interface Task {
  work: Work<unknown>;
  patient: boolean;
  urgent: boolean;
  resolve: (value: unknown) => void;
  reject: (error: unknown) => void;
  outcome?: { value: unknown } | { error: unknown };
}

const MAX_WORKS = 256;
/**
 * After so much work, or so long, what has run is committed and the rest waits its turn, so that a batch never blocks reads
 * for long. Work is counted in CPU time: where the machine is busy with something else, smaller batches help nobody.
 */
const MAX_BATCH_CPU_US = 16_000;
const MAX_BATCH_MS = 40;
/** So much may join works that are urgent; one always may. */
const MAX_JOINED_CPU_US = 1_000;
/**
 * For so long after urgent works, those that are not leave room for the next ones: smaller batches, and who waited for one goes
 * on in a turn of the event loop of their own.
 */
const PRESSED_MS = 250;
const MAX_PRESSED_CPU_US = 4_000;

// Kept at load time: fake timers of a test must not stop the store.
const { nextTick } = process;
const { setImmediate } = globalThis;

/**
 * The one writer. Works that come in turns of the event loop which follow each other are committed together (group
 * commit): each runs in its own savepoint of one BEGIN IMMEDIATE, and its promise settles after the COMMIT.
 *
 * A batch starts in setImmediate, when no microtask is waiting, and its works may await only promises that are already
 * settled, so the whole batch runs before any other code gets its turn. From this follows that
 * - nobody outside ever sees what is not committed, although all share one connection;
 * - whatever calls the store while a batch runs is one of its works (`running`);
 * - a batch that is not over when the microtasks have run out (process.nextTick) has a work that waits for something else.
 */
export class Writer {
  readonly #options: WriterOptions;
  readonly #begin: StatementSync;
  readonly #commit: StatementSync;
  readonly #rollback: StatementSync;
  readonly #savepoint: StatementSync;
  readonly #release: StatementSync;
  readonly #undo: StatementSync;
  #queue: Task[] = [];
  /** How many of the queue are urgent: its first. */
  #urgent = 0;
  #urgentAt = Number.NEGATIVE_INFINITY;
  /** Committed, and not yet told. */
  #untold: Task[] = [];
  #waiting = 0;
  readonly #gather = new Gather(() => void this.#batch());
  #closed = false;
  #running = false;
  /** While the file belongs to somebody else. */
  #held = false;
  #refuseCurrent: (() => void) | undefined;
  #idle: (() => void)[] = [];

  constructor(options: WriterOptions) {
    this.#options = options;
    const { db } = options;
    this.#begin = db.prepare('BEGIN IMMEDIATE');
    this.#commit = db.prepare('COMMIT');
    this.#rollback = db.prepare('ROLLBACK');
    this.#savepoint = db.prepare('SAVEPOINT work');
    this.#release = db.prepare('RELEASE work');
    this.#undo = db.prepare('ROLLBACK TO work');
  }

  /** Whether a batch runs at this moment, so that the caller is one of its works. */
  get running(): boolean {
    return this.#running;
  }

  /** Works that are not settled yet. */
  get waiting(): number {
    return this.#waiting;
  }

  submit<R>(work: Work<R>, { patient = false, urgent = false }: TransactionOptions = {}): Promise<R> {
    if (this.#closed) return Promise.reject(new StoreClosedError());
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting += 1;
    const task = { work, patient, urgent, resolve, reject };
    if (urgent) {
      this.#queue.splice(this.#urgent++, 0, task);
      this.#urgentAt = performance.now();
    } else this.#queue.push(task);
    this.#gather.add(patient, urgent);
    return promise as Promise<R>;
  }

  /** Lets nothing be written while `work` runs, which may take its time; works wait for its end. */
  async alone<R>(work: () => Promise<R>): Promise<R> {
    if (this.#held) throw new Error('the writer is held already');
    this.#held = true;
    try {
      return await work();
    } finally {
      this.#held = false;
      this.#gather.start();
    }
  }

  /** Refuses new works and waits for those already submitted. */
  async close(): Promise<void> {
    this.#closed = true;
    this.#gather.start();
    if (this.#queue.length > 0 || this.#running)
      await new Promise<void>((resolve) => this.#idle.push(resolve));
    for (const task of this.#untold.splice(0)) this.#settle(task);
  }

  async #batch(): Promise<void> {
    if (this.#held) return;
    const tasks = this.#queue.splice(0, MAX_WORKS);
    const urgent = Math.min(this.#urgent, tasks.length);
    this.#urgent -= urgent;
    this.#running = true;
    this.#armGuard();
    const changes: Change[] = [];
    let ran = performance.now();
    try {
      this.#begin.run();
      const enough = limit(this.#isPressed() && urgent === 0 ? MAX_PRESSED_CPU_US : MAX_BATCH_CPU_US);
      let joined = enough;
      const alone = tasks.length === 1;
      for (let next = 0; next < tasks.length; next += 1) {
        if (next === urgent && urgent > 0) joined = limit(MAX_JOINED_CPU_US);
        if (next > 0 && (enough() || (next > urgent && joined()))) {
          this.#urgent += Math.max(0, urgent - next);
          this.#queue.splice(0, 0, ...tasks.splice(next));
          break;
        }
        await this.#run(tasks[next]!, alone, changes);
      }
      ran = performance.now();
      if (changes.length > 0) crashPoint('store.before-commit');
      if (this.#options.db.isTransaction) this.#commit.run();
      // SQLite has rolled back because of an error that a work took for its own and went on.
      else if (changes.length > 0) throw new Error('the database has rolled the transaction back');
      if (changes.length > 0) crashPoint('store.after-commit');
    } catch (error) {
      this.#giveUp(tasks, changes, error);
    }
    this.#running = false;
    this.#gather.remove(tasks, performance.now() - ran);
    if (changes.length > 0) this.#options.committed(changes);
    this.#tell(tasks);
    this.#gather.start();
    if (this.#queue.length === 0) for (const resolve of this.#idle.splice(0)) resolve();
  }

  #isPressed(): boolean {
    return performance.now() - this.#urgentAt < PRESSED_MS;
  }

  /** Whoever is urgent goes on at once; the others too, unless what they do next would keep the answers of those from leaving. */
  #tell(tasks: readonly Task[]): void {
    const late = this.#untold.length > 0 || this.#isPressed();
    for (const task of tasks) {
      if (task.urgent || !late) this.#settle(task);
      else if (this.#untold.push(task) === 1) setImmediate(() => this.#tellNext());
    }
  }

  #tellNext(): void {
    // One in each turn of the event loop.
    const tasks = this.#isPressed() ? this.#untold.splice(0, 1) : this.#untold.splice(0);
    for (const task of tasks) this.#settle(task);
    if (this.#untold.length > 0) setImmediate(() => this.#tellNext());
  }

  #settle(task: Task): void {
    this.#waiting -= 1;
    settle(task);
  }

  /** Runs one work. Its failure is its own, unless SQLite has rolled back the whole batch because of it: then it throws. */
  async #run(task: Task, alone: boolean, changes: Change[]): Promise<void> {
    if (!alone) this.#savepoint.run();
    const tx = new SqliteTransaction(this.#options.tables, this.#options.followed);
    const outcome = await this.#outcomeOf(task.work, tx);
    tx.end();
    task.outcome = outcome;
    if ('error' in outcome) {
      if (!this.#options.db.isTransaction) throw outcome.error;
      if (alone) this.#rollback.run();
      else {
        this.#undo.run();
        this.#release.run();
      }
    } else {
      if (!alone) this.#release.run();
      for (const change of tx.changes) changes.push(change);
    }
  }

  #outcomeOf(work: Work<unknown>, tx: SqliteTransaction): Promise<NonNullable<Task['outcome']>> {
    return new Promise((resolve) => {
      this.#refuseCurrent = () => {
        const error = new TransactionAwaitedOutsideError();
        tx.end(error);
        resolve({ error });
      };
      const failed = (error: unknown) => resolve({ error: this.#options.blame(error) });
      try {
        work(tx).then((value) => resolve({ value }), failed);
      } catch (error) {
        failed(error);
      }
    });
  }

  /** A tick that is asked for in a microtask runs when all microtasks are done. */
  #armGuard(): void {
    queueMicrotask(() => {
      nextTick(() => {
        if (!this.#running) return;
        this.#refuseCurrent?.();
        this.#armGuard();
      });
    });
  }

  /** Nothing of the batch is stored, so no answer that was given within it holds, not even a refusal. */
  #giveUp(tasks: readonly Task[], changes: Change[], cause: unknown): void {
    const error = this.#options.blame(cause);
    changes.length = 0;
    for (const task of tasks) task.outcome = { error };
    try {
      if (this.#options.db.isTransaction) this.#rollback.run();
    } catch {
      // The failure that led here is the one to report; a connection that cannot roll back fails the next BEGIN.
    }
  }
}

function limit(cpuUs: number): () => boolean {
  const until = performance.now() + MAX_BATCH_MS;
  const { user, system } = process.threadCpuUsage();
  return () => {
    const now = process.threadCpuUsage();
    return now.user + now.system - user - system > cpuUs || performance.now() > until;
  };
}

function settle(task: Task): void {
  const { outcome } = task;
  if (!outcome) task.reject(new Error('the batch ended before this work ran'));
  else if ('error' in outcome) task.reject(outcome.error);
  else task.resolve(outcome.value);
}
