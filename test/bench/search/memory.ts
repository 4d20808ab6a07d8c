import { setTimeout as sleep } from 'node:timers/promises';
import type { Segment } from '../../../server/search/index/segment.ts';

/** The runtime keeps the pages of threads that ended for eight seconds. */
const POOLED_MS = 9_000;

function collect(): void {
  globalThis.gc?.();
  globalThis.gc?.();
}

/** Bytes of all arrays in a value. */
function arrayBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.buffer.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, part) => sum + arrayBytes(part), 0);
}

/** Bytes in use, after the garbage is collected: the heap and the array buffers that this thread made. */
export function used(): number {
  collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

/**
 * Bytes of an index that workers made: its arrays, which are counted in no thread that did not make them, and what this
 * thread has come to use beside them.
 * @param before what it used without the index
 */
export const indexBytes = (segment: Segment | undefined, before: number): number =>
  arrayBytes(segment) + Math.max(0, used() - before);

/** Bytes of this process that are in memory, once what is free has gone back to the system. */
export async function resident(): Promise<number> {
  collect();
  await sleep(POOLED_MS);
  collect();
  return process.memoryUsage.rss();
}

/** Milliseconds that this thread has worked; it is told in steps of some milliseconds. */
export function worked(): number {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1000;
}
