/** How long works that wait for a commit are joined by those that still come. */
const MAX_GATHER_MS = 8;
/** A commit of so many works that hurry tells that many come at once. */
const MANY = 4;
/** How long a patient work waits for others, and for how long after a work that is none others are expected. */
const PATIENCE_MS = 25;
const LATELY_MS = 100;

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
  /** Those among them that are not patient, when the last one came, and how many the commit before had. */
  #hurried = 0;
  #hurriedAt = Number.NEGATIVE_INFINITY;
  #before = 0;
  #commitMs = 0;

  /** @param commit called in a turn of its own, when no microtask is waiting */
  constructor(commit: () => void) {
    this.#commit = commit;
  }

  /** A work waits from now on. */
  add(patient: boolean): void {
    this.#waiting += 1;
    const now = performance.now();
    if (!patient) {
      this.#hurried += 1;
      this.#hurriedAt = now;
    }
    if (!patient || now - this.#hurriedAt > LATELY_MS) this.start();
    else this.#patience ??= setTimeout(() => this.start(), PATIENCE_MS);
  }

  /** Works were committed, or failed. `ms`: how long that took without running them. */
  remove(works: readonly { patient: boolean }[], ms: number): void {
    const hurried = works.filter(({ patient }) => !patient).length;
    this.#waiting -= works.length;
    this.#hurried -= hurried;
    if (hurried > 0) this.#before = hurried;
    this.#commitMs = ms;
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
      const more = this.#waiting > known && waited < MAX_GATHER_MS;
      const soon = this.#before >= MANY && this.#hurried > 0 && this.#hurried * 1.25 < this.#before;
      if (more) this.#turn(this.#waiting, since);
      else if (soon && waited < Math.min(2 * this.#commitMs, MAX_GATHER_MS))
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
