import { performance } from 'node:perf_hooks';

/** Something urgent came so recently: work that can wait starts with care. */
const RECENT_MS = 250;
/** A timer that is later than this tells that the process has too much to do at once. */
const LATE_MS = 3;
/** However much there is to do, the next piece of work starts after so long. */
const PATIENCE_MS = 250;

/**
 * Lets what somebody waits for within milliseconds go before what may take a second: while urgent work comes, other work
 * starts one after another, each when the event loop is quick again.
 */
export class Pace {
  readonly #now: () => number;
  #urgentAt = Number.NEGATIVE_INFINITY;
  #last: Promise<void> = Promise.resolve();
  readonly #breathing: (() => void)[] = [];

  /** @param now milliseconds, monotonic */
  constructor(now = (): number => performance.now()) {
    this.#now = now;
  }

  /** Urgent work is here. */
  urgent(): void {
    this.#urgentAt = this.#now();
  }

  /** For work under way, between two of its steps: lets what came meanwhile go before the next one. */
  breathe(): Promise<void> {
    if (!this.#isBusy()) return Promise.resolve();
    return new Promise((resolve) => {
      if (this.#breathing.push(resolve) === 1) setImmediate(() => this.#release());
    });
  }

  /** One step in each turn of the event loop. */
  #release(): void {
    for (const resolve of this.#breathing.splice(0, this.#isBusy() ? 1 : this.#breathing.length)) resolve();
    if (this.#breathing.length > 0) setImmediate(() => this.#release());
  }

  /** Settles when work that can wait may start. */
  turn(): Promise<void> {
    if (!this.#isBusy()) return Promise.resolve();
    this.#last = this.#last.then(() => this.#quick());
    return this.#last;
  }

  #isBusy(): boolean {
    return this.#now() - this.#urgentAt < RECENT_MS;
  }

  async #quick(): Promise<void> {
    const since = this.#now();
    while (this.#isBusy()) {
      const asked = this.#now();
      await new Promise((resolve) => {
        setTimeout(resolve, 2);
      });
      const now = this.#now();
      if (now - asked - 2 < LATE_MS || now - since > PATIENCE_MS) return;
    }
  }
}
