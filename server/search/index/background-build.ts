import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { SearchDocument } from '../search-types.ts';
import type { MergeJob } from './background-merge.ts';
import type { BuildOrder } from './build-worker.ts';
import type { Segment } from './segment.ts';
import type { BuilderData } from './segment-builder.ts';
import { segmentBytes } from './segment-parts.ts';
import { tellOfGarbage } from './shared-arrays.ts';

const WORKER = new URL(`./build-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);
const MAX_WORKERS = 8;
/** Batches that may wait for a worker. */
const WAITING = 3;

type Answer = { added: number } | { data: BuilderData } | { segment: Segment } | { written: true };

/** A worker that answers each order in turn. */
class Builder {
  readonly #worker = new Worker(WORKER, { execArgv: [] });
  readonly #waiting: { resolve: (answer: Answer) => void; reject: (error: unknown) => void }[] = [];

  constructor() {
    const fail = (error: unknown): void => {
      for (const { reject } of this.#waiting.splice(0)) reject(error);
    };
    this.#worker.on('message', (answer: Answer) => this.#waiting.shift()?.resolve(answer));
    this.#worker.once('error', fail);
    this.#worker.once('exit', (code) => fail(new Error(`building the search index ended with ${code}`)));
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  send(order: BuildOrder): Promise<Answer> {
    const answer = this.next();
    this.#worker.postMessage(order);
    return answer;
  }

  /** What the worker says next. */
  next(): Promise<Answer> {
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async end(): Promise<void> {
    await this.#worker.terminate();
  }
}

/**
 * Makes a segment of many products in as many threads as there are processors. No product may come twice.
 * @param batches documents, some hundreds at a time
 * @param onProgress is told how many products are in
 */
export async function buildInWorkers(
  batches: AsyncIterable<readonly SearchDocument[]> | Iterable<readonly SearchDocument[]>,
  options: { snapshot?: MergeJob['snapshot']; onProgress?: ((products: number) => void) | undefined } = {},
): Promise<{ segment: Segment; written: Promise<void> }> {
  const builders = Array.from({ length: Math.min(availableParallelism(), MAX_WORKERS) }, () => new Builder());
  let added = 0;
  const pending = new Set<Promise<void>>();
  let failure: { error: unknown } | undefined;
  try {
    for await (const documents of batches) {
      const builder = builders.reduce((a, b) => (b.waiting < a.waiting ? b : a));
      const done: Promise<void> = builder.send({ documents }).then(
        () => {
          added += documents.length;
          options.onProgress?.(added);
          pending.delete(done);
        },
        (error: unknown) => {
          failure ??= { error };
          pending.delete(done);
        },
      );
      pending.add(done);
      while (pending.size >= WAITING * builders.length) await Promise.race(pending);
      if (failure) throw failure.error;
    }
    await Promise.all(pending);
    if (failure) throw failure.error;
    const [first, ...others] = builders;
    const handed = await Promise.all(others.map((builder) => builder.send({ handOver: true })));
    const finish = handed.flatMap((answer) => ('data' in answer ? [answer.data] : []));
    const answer = first!.send({ finish, snapshot: options.snapshot });
    const ended = first!.next().then(() => first!.end());
    // Whoever waits for the segment alone hears of a failure there.
    ended.catch(() => {});
    const made = await answer;
    if (!('segment' in made)) throw new Error('building the search index gave no index');
    const bytes = segmentBytes(made.segment);
    const written = ended.then(() => tellOfGarbage(bytes));
    written.catch(() => {});
    return { segment: made.segment, written };
  } catch (error) {
    await Promise.all(builders.map((builder) => builder.end()));
    throw error;
  }
}
