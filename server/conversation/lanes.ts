import type { Clock } from '../platform/clock.ts';
import type { Store } from '../platform/store/port.ts';
import { type Conversation, conversations } from './model.ts';

export interface LanesDeps {
  store: Store;
  clock: Clock;
  /** This process, as it stands in leases. */
  worker: string;
  leaseMs: number;
  /** True where no other process can serve this store: then every lease found at the start is a dead worker's. */
  soleWorker: boolean;
  /** Turns at the same time, over all conversations. */
  maxTurns: number;
  /**
   * Answers what waits in a conversation whose lease this process holds.
   * @param attempt 1 at first; a turn that cannot be committed is tried again, from 3 on with the plainest answer
   */
  runTurn: (conversation: Conversation, attempt: number, signal: AbortSignal) => Promise<void>;
  onFault: (error: unknown, about: { conversationId: string }) => void;
  /** Settles when a turn may start: there may be something more urgent. */
  mayStart?: () => Promise<void>;
  /** Milliseconds before a turn that failed is tried again, the first time, the second … After the last it waits for its lease to run out. */
  retryMs?: readonly number[];
}

const SWEEP_MS = 2_000;
const RETRY_MS = [100, 1_000, 5_000, 15_000];

/** One worker a conversation: its messages are answered in order, and those of a worker that died are found again. */
export class Lanes {
  readonly #deps: LanesDeps;
  /** Conversations at work in this process; true when one more look is due. */
  readonly #running = new Map<string, { again: boolean; done: Promise<void> }>();
  readonly #queue: (() => void)[] = [];
  #free: number;
  #timer: NodeJS.Timeout | undefined;
  readonly #stop = new AbortController();

  constructor(deps: LanesDeps) {
    this.#deps = deps;
    this.#free = deps.maxTurns;
  }

  /** Answers what dead workers left behind, and goes on to look for such. */
  async start(): Promise<void> {
    await this.#sweep(this.#deps.soleWorker);
    this.#timer = setInterval(() => {
      this.#sweep(false).catch((error) => this.#deps.onFault(error, { conversationId: '' }));
    }, SWEEP_MS);
    this.#timer.unref();
  }

  /** Something waits in this conversation. */
  wake(conversationId: string): void {
    const running = this.#running.get(conversationId);
    if (running) {
      running.again = true;
      return;
    }
    if (this.#stop.signal.aborted) return;
    const entry = { again: false, done: Promise.resolve() };
    this.#running.set(conversationId, entry);
    entry.done = this.#work(conversationId, entry).finally(() => this.#running.delete(conversationId));
  }

  /** Waits until nothing waits any more. */
  async settled(): Promise<void> {
    while (this.#running.size > 0) await Promise.all([...this.#running.values()].map(({ done }) => done));
  }

  /** Lets running turns end, for up to `graceMs`; what is not answered then, the next process answers. */
  async stop(graceMs: number): Promise<void> {
    clearInterval(this.#timer);
    this.#stop.abort();
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, graceMs);
    });
    await Promise.race([this.settled(), late]);
    clearTimeout(timer);
  }

  async #sweep(all: boolean): Promise<void> {
    const { store, clock } = this.#deps;
    const bound = all ? Number.MAX_SAFE_INTEGER : clock.now();
    const due = await store.find(conversations, { where: { dueAt: { lte: bound } }, limit: 1000 });
    for (const conversation of due) {
      if (all) await this.#take(conversation._id, true);
      this.wake(conversation._id);
    }
  }

  async #work(conversationId: string, entry: { again: boolean }): Promise<void> {
    const { retryMs = RETRY_MS } = this.#deps;
    let failures = 0;
    for (;;) {
      entry.again = false;
      await this.#slot();
      try {
        await this.#deps.mayStart?.();
        const conversation = await this.#take(conversationId, false);
        if (!conversation) {
          if (!entry.again) return;
          continue;
        }
        const renewal = this.#keepLease(conversationId);
        try {
          await this.#deps.runTurn(conversation, failures + 1, this.#stop.signal);
        } finally {
          clearInterval(renewal);
        }
        failures = 0;
      } catch (error) {
        this.#deps.onFault(error, { conversationId });
        failures += 1;
        if (this.#stop.signal.aborted || failures > retryMs.length) return;
      } finally {
        this.#release();
      }
      if (failures > 0) await pause(retryMs[failures - 1]!);
    }
  }

  /** The conversation, when something waits in it and the lease is, or becomes, ours. */
  async #take(id: string, evenHeld: boolean): Promise<Conversation | undefined> {
    const { store, clock, worker, leaseMs } = this.#deps;
    const seen = await store.get(conversations, id);
    if (!seen || seen.waiting === 0) return undefined;
    const now = clock.now();
    const ours = seen.lease?.worker === worker;
    if (ours && seen.lease!.until > now) return seen;
    if (!ours && !evenHeld && seen.lease && seen.lease.until > now) return undefined;
    return store.transaction(async (tx) => {
      const current = await tx.get(conversations, id);
      if (!current || current.waiting === 0 || current.version !== seen.version) return undefined;
      const until = now + leaseMs;
      return tx.replace(conversations, { ...current, lease: { worker, until }, dueAt: until });
    });
  }

  #keepLease(id: string): NodeJS.Timeout {
    const { store, clock, worker, leaseMs } = this.#deps;
    const timer = setInterval(() => {
      store
        .transaction(async (tx) => {
          const current = await tx.get(conversations, id);
          if (current?.lease?.worker !== worker) return;
          const until = clock.now() + leaseMs;
          await tx.replace(conversations, { ...current, lease: { worker, until }, dueAt: until });
        })
        .catch((error) => this.#deps.onFault(error, { conversationId: id }));
    }, leaseMs / 3);
    timer.unref();
    return timer;
  }

  async #slot(): Promise<void> {
    if (this.#free > 0) {
      this.#free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.#queue.push(resolve));
  }

  #release(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#free += 1;
  }
}

const pause = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms).unref();
  });
