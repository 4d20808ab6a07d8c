import { parentPort, workerData } from 'node:worker_threads';
import type { MergeJob } from './background-merge.ts';
import { mergeIndex } from './merge.ts';
import { writeSnapshot } from './snapshot.ts';

const { input, snapshot } = workerData as MergeJob;
const segment = mergeIndex(input);
parentPort?.postMessage({ segment });
if (snapshot) {
  // Told, not thrown: the end of a thread may overtake the segment that it has posted.
  try {
    writeSnapshot(snapshot.path, segment, snapshot.origin);
    parentPort?.postMessage({ written: true });
  } catch (unwritten) {
    parentPort?.postMessage({ unwritten });
  }
}
