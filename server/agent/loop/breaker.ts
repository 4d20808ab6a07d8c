import type { Clock } from '../../platform/clock.ts';

/** Milliseconds for which nobody is asked after a first failure, and the most that repeated failures make of it. */
const OPEN_MS = 30_000;
const MAX_OPEN_MS = 5 * 60_000;

/** One call that the breaker let through. Tell it how the call ended, once. */
export interface Attempt {
  /** True where the call finds out whether a service that failed answers again. */
  readonly probe: boolean;
  succeeded(): void;
  failed(): void;
  /** It ended without a word about the service: the caller gave up, or asked for something that no service would answer. */
  undecided(): void;
}

/**
 * Keeps callers from waiting for a service that has just failed. The first failure opens it: then nobody calls for a while. After
 * that one call at a time is let through; when it fails, the while is twice as long, up to five minutes.
 */
export class Breaker {
  readonly #clock: Clock;
  #openUntil: number | undefined;
  #openMs = OPEN_MS;
  #probing = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Undefined: do not call now. */
  attempt(): Attempt | undefined {
    const probe = this.#openUntil !== undefined;
    if (probe && (this.#probing || this.#clock.now() < this.#openUntil!)) return undefined;
    if (probe) this.#probing = true;
    const end = (state: () => void) => () => {
      if (probe) this.#probing = false;
      state();
    };
    return {
      probe,
      succeeded: end(() => {
        this.#openUntil = undefined;
        this.#openMs = OPEN_MS;
      }),
      failed: end(() => this.#open(probe)),
      undecided: end(() => {}),
    };
  }

  #open(again: boolean): void {
    // Calls that began before the first failure fail too: they tell nothing new.
    if (!again && this.#openUntil !== undefined) return;
    if (again) this.#openMs = Math.min(MAX_OPEN_MS, this.#openMs * 2);
    this.#openUntil = this.#clock.now() + this.#openMs;
  }
}
