import type { Clock } from '../../platform/clock.ts';

/** Milliseconds for which nobody is asked after a failure, and the most that repeated failures make of it. */
const OPEN_MS = 30_000;
const MAX_OPEN_MS = 5 * 60_000;

/** Errors that were answered, one after another, that count as a failure. */
const ANSWERED = 3;

/** One call that the breaker let through. Tell it how the call ended, once. */
export interface Attempt {
  /** True where the call finds out whether a service that failed answers again. */
  readonly probe: boolean;
  succeeded(): void;
  /** @param answered it answered with an error, which cost nobody time: that takes three in a row */
  failed(answered?: boolean): void;
  /** It ended without a word about the service: the caller gave up, or asked for something that no service would answer. */
  undecided(): void;
}

/**
 * Keeps callers from waiting for a service that has just failed. One that does not answer opens it, or three errors in a row: then
 * nobody calls for a while. After
 * that one call at a time is let through; when it fails, the while is twice as long, up to five minutes.
 */
export class Breaker {
  readonly #clock: Clock;
  #openUntil: number | undefined;
  #openMs = OPEN_MS;
  #probing = false;
  #answered = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Undefined: do not call now. */
  attempt(): Attempt | undefined {
    const probe = this.#openUntil !== undefined;
    if (probe && (this.#probing || this.#clock.now() < this.#openUntil!)) return undefined;
    if (probe) this.#probing = true;
    const end =
      <Given extends unknown[]>(state: (...given: Given) => void) =>
      (...given: Given) => {
        if (probe) this.#probing = false;
        state(...given);
      };
    return {
      probe,
      succeeded: end(() => {
        this.#openUntil = undefined;
        this.#openMs = OPEN_MS;
        this.#answered = 0;
      }),
      failed: end((answered = false) => {
        this.#answered += 1;
        if (probe || !answered || this.#answered >= ANSWERED) this.#open(probe);
      }),
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
