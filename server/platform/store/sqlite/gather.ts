/** How long works that wait for a commit are joined by those that still come. */
const MAX_GATHER_MS = 8;
/** The same where one of them is urgent: a busy event loop has brought others in its turn already. */
const MAX_URGENT_GATHER_MS = 2;
/** A commit of so many works that hurry tells that many come at once. */
const MANY = 4;
/** A patient work waits twice as long as commits are apart, but no longer than this; where they are rarer, not at all. */
const MAX_PATIENCE_MS = 100;
const MIN_PATIENCE_MS = 10;

// Kept at load time: fake timers of a test must not stop the store.
const { setImmediate, setTimeout, clearTimeout } = globalThis;

/**
 * Decides when the works that wait are committed together. A lone work waits for one turn of the event loop in which
 * nobody else comes. Where many come they find each other: while each turn brings another, and, where the commit before
 * had clearly more, for about as long as commits take, since those who were answered then are about to come back.
 */
export class Gather {
  readonly #commit: () => void;
  #scheduled = false;
  #patience: NodeJS.Timeout | undefined;
  #waiting = 0;
  /** Those among them that are not patient, and how many the commit before had. */
  #hurried = 0;
  #urgent = 0;
  #before = 0;
  #commitMs = 0;
  /** When works that are not patient were last committed, and how long after those before, the last two times. */
  #hurriedAt = Number.NEGATIVE_INFINITY;
  #apart: readonly [number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];

  /** @param commit called in a turn of its own, when no microtask is waiting */
  constructor(commit: () => void) {
    this.#commit = commit;
  }

  /** A work waits from now on. */
  add(patient: boolean, urgent = false): void {
    this.#waiting += 1;
    if (urgent) this.#urgent += 1;
    if (!patient) this.#hurried += 1;
    const patience = patient ? this.#patienceMs() : 0;
    if (patience === 0) this.start();
    else this.#patience ??= setTimeout(() => this.start(), patience);
  }

  #patienceMs(): number {
    const apart = Math.max(...this.#apart, performance.now() - this.#hurriedAt);
    return apart > MAX_PATIENCE_MS ? 0 : Math.min(MAX_PATIENCE_MS, Math.max(MIN_PATIENCE_MS, 2 * apart));
  }

  /** Works were committed, or failed. `ms`: how long that took without running them. */
  remove(works: readonly { patient: boolean; urgent?: boolean }[], ms: number): void {
    for (const { urgent } of works) if (urgent) this.#urgent -= 1;
    const hurried = works.filter(({ patient }) => !patient).length;
    this.#waiting -= works.length;
    this.#hurried -= hurried;
    this.#commitMs = ms;
    if (hurried === 0) return;
    this.#before = hurried;
    const now = performance.now();
    this.#apart = [this.#apart[1], now - this.#hurriedAt];
    this.#hurriedAt = now;
  }

  /** Lets the works that wait be committed soon, patient or not. */
  start(): void {
    if (this.#scheduled || this.#waiting === 0) return;
    this.#scheduled = true;
    this.#turn(0, performance.now());
  }

  #turn(known: number, since: number): void {
    setImmediate(() => {
      const waited = performance.now() - since;
      const longest = this.#urgent > 0 ? MAX_URGENT_GATHER_MS : MAX_GATHER_MS;
      const more = this.#waiting > known && waited < longest;
      const soon = this.#before >= MANY && this.#hurried > 0 && this.#hurried * 1.25 < this.#before;
      if (more) this.#turn(this.#waiting, since);
      else if (soon && waited < Math.min(2 * this.#commitMs, longest))
        setTimeout(() => this.#turn(this.#waiting, since), 1);
      else {
        this.#scheduled = false;
        clearTimeout(this.#patience);
        this.#patience = undefined;
        this.#commit();
      }
    });
  }
}
