/** The only source of time. Product code never calls `Date.now()` or `new Date()` without an argument. */
export interface Clock {
  /** Milliseconds since the Unix epoch, UTC. */
  now(): number;
}

export const systemClock: Clock = { now: () => Date.now() };

/** A clock that stands still until it is moved: for tests and simulations. */
export class ManualClock implements Clock {
  #now: number;
  constructor(start: number = Date.UTC(2026, 0, 5, 12)) {
    this.#now = start;
  }
  now(): number {
    return this.#now;
  }
  /** @param ms milliseconds to move forward */
  advance(ms: number): void {
    this.#now += ms;
  }
}
