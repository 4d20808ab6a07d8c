import { Worker } from 'node:worker_threads';
import type { MergeInput } from './inverted-index.ts';
import type { Segment } from './segment.ts';
import type { SnapshotOrigin } from './snapshot.ts';

/** What a merge in the background gets and does. */
export interface MergeJob {
  readonly input: MergeInput;
  /** Where to write the merged segment. */
  readonly snapshot?: { readonly path: string; readonly origin: SnapshotOrigin } | undefined;
}

export interface MergeOutcome {
  /** As soon as it is merged. */
  readonly segment: Promise<Segment>;
  /** When the snapshot is on the disk; at once when none was asked for. */
  readonly written: Promise<void>;
  /** When nothing of the input is held any more. */
  readonly ended?: Promise<void>;
}

/** As the source runs, so does its worker: TypeScript as it is, or compiled. */
const WORKER = new URL(`./merge-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/** `mergeIndex` in a thread of its own, which ends with it. Inputs and outputs are shared, not copied. */
export function mergeInWorker(job: MergeJob): MergeOutcome {
  const segment = Promise.withResolvers<Segment>();
  const written = Promise.withResolvers<void>();
  const ended = Promise.withResolvers<void>();
  const fail = (error: unknown): void => {
    segment.reject(error);
    written.reject(error);
  };
  const worker = new Worker(WORKER, { workerData: job, execArgv: [] });
  worker.on('message', (message: { segment?: Segment; written?: true; unwritten?: Error }) => {
    if (message.segment) segment.resolve(message.segment);
    if (message.unwritten) written.reject(message.unwritten);
    if (message.written || !job.snapshot) written.resolve();
  });
  worker.once('error', fail);
  worker.once('exit', (code) => {
    fail(new Error(`the merge of the search index ended with ${code}`));
    ended.resolve();
  });
  // Whoever waits for the segment alone hears of a failure there.
  written.promise.catch(() => {});
  return { segment: segment.promise, written: written.promise, ended: ended.promise };
}
