import { Worker } from 'node:worker_threads';
import type { MergeInput } from './inverted-index.ts';
import type { Segment } from './segment.ts';

/** As the source runs, so does its worker: TypeScript as it is, or compiled. */
const WORKER = new URL(`./merge-worker.${import.meta.url.endsWith('.ts') ? 'ts' : 'js'}`, import.meta.url);

/** `mergeIndex` in a thread of its own, which ends with it. Inputs and outputs are shared, not copied. */
export function mergeInWorker(input: MergeInput): Promise<Segment> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: input, execArgv: [], stdin: false });
    worker.once('message', (segment: Segment) => resolve(segment));
    worker.once('error', reject);
    worker.once('exit', (code) => reject(new Error(`the merge of the search index ended with ${code}`)));
  });
}
