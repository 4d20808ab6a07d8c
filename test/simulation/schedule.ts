/** Resolves when what it started waits for simulated time again, or is over. */
type Wake = () => Promise<void>;

/** What is to happen, in the order of time and, within one moment, of planning: a binary heap. */
export class Schedule {
  readonly #heap: { at: number; turn: number; wake: Wake }[] = [];
  #turns = 0;

  /** @param at milliseconds since the epoch */
  add(at: number, wake: Wake): void {
    this.#turns += 1;
    const heap = this.#heap;
    heap.push({ at, turn: this.#turns, wake });
    for (let i = heap.length - 1; i > 0; ) {
      const parent = (i - 1) >> 1;
      if (!this.#before(i, parent)) break;
      this.#swap(i, parent);
      i = parent;
    }
  }

  /** Infinity when nothing is planned. */
  get next(): number {
    return this.#heap[0]?.at ?? Number.POSITIVE_INFINITY;
  }

  /** Everything that is due until then, taken out. */
  take(until: number): Wake[] {
    const due: Wake[] = [];
    while (this.next <= until) due.push(this.#pop());
    return due;
  }

  #pop(): Wake {
    const heap = this.#heap;
    const { wake } = heap[0]!;
    const last = heap.pop()!;
    if (heap.length === 0) return wake;
    heap[0] = last;
    for (let i = 0; ; ) {
      const left = 2 * i + 1;
      if (left >= heap.length) return wake;
      const child = left + 1 < heap.length && this.#before(left + 1, left) ? left + 1 : left;
      if (!this.#before(child, i)) return wake;
      this.#swap(child, i);
      i = child;
    }
  }

  #before(a: number, b: number): boolean {
    const [x, y] = [this.#heap[a]!, this.#heap[b]!];
    return x.at < y.at || (x.at === y.at && x.turn < y.turn);
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    [heap[a], heap[b]] = [heap[b]!, heap[a]!];
  }
}

/**
 * One actor's life in simulated time. Code between two pauses takes no simulated time; whoever moves the clock waits until
 * every actor of the moment pauses or is done.
 */
export class Flow {
  readonly #schedule: Schedule;
  readonly #now: () => number;
  #resting = Promise.withResolvers<void>();

  private constructor(schedule: Schedule, now: () => number) {
    this.#schedule = schedule;
    this.#now = now;
  }

  /** @param onError told of what `live` throws */
  static start(
    schedule: Schedule,
    now: () => number,
    at: number,
    live: (flow: Flow) => Promise<unknown>,
    onError: (error: unknown) => void,
  ): void {
    schedule.add(at, () => {
      const flow = new Flow(schedule, now);
      live(flow)
        .catch(onError)
        .finally(() => flow.#resting.resolve());
      return flow.#resting.promise;
    });
  }

  /** @param ms of simulated time */
  async pause(ms: number): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#schedule.add(this.#now() + Math.max(0, Math.round(ms)), () => {
      this.#resting = Promise.withResolvers<void>();
      resolve();
      return this.#resting.promise;
    });
    this.#resting.resolve();
    await promise;
  }
}
