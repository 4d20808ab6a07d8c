import { performance } from 'node:perf_hooks';
import type { Log } from '../../log.ts';
import { blameFile, type FileProblem, StoreFileError } from './file-error.ts';

const REPEAT_MS = 60_000;
/** What ends by itself or by the operator's hand, without a restart. */
const PASSING: readonly FileProblem[] = ['full', 'io', 'busy', 'read-only'];

/** Tells the operator of a database file that is at fault: when it begins, every minute while it lasts, and when it is over. */
export class Trouble {
  readonly #path: string;
  readonly #log: Log;
  readonly #toldAt = new Map<FileProblem, number>();

  constructor(path: string, log: Log) {
    this.#path = path;
    this.#log = log;
  }

  /** @returns a StoreFileError, of which the log knows then, where the file is at fault; any other error unchanged */
  blame(error: unknown): unknown {
    const blamed = blameFile(this.#path, error);
    if (blamed instanceof StoreFileError) this.#tell(blamed);
    return blamed;
  }

  /** Something was written. */
  over(): void {
    if (this.#toldAt.size === 0) return;
    for (const problem of PASSING)
      if (this.#toldAt.delete(problem)) this.#log.warn({ problem }, `${this.#path}: it is written to again`);
  }

  #tell(error: StoreFileError): void {
    const now = performance.now();
    const told = this.#toldAt.get(error.problem);
    if (told !== undefined && now - told < REPEAT_MS) return;
    this.#toldAt.set(error.problem, now);
    // The place in our code says nothing about a disk.
    const cause = error.cause instanceof Error ? error.cause.message : undefined;
    this.#log.error({ problem: error.problem, cause }, error.message);
  }
}
