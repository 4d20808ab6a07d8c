import { parentPort, workerData } from 'node:worker_threads';
import type { MergeInput } from './inverted-index.ts';
import { mergeIndex } from './merge.ts';

parentPort?.postMessage(mergeIndex(workerData as MergeInput));
