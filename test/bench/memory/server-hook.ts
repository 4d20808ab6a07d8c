/**
 * Loaded into the server under test before its own code (`node --import`), over a channel of its own: collects garbage when
 * asked, and tells how much memory is in use. The product knows nothing of it.
 */
import { writeHeapSnapshot } from 'node:v8';

export interface ServerMemory {
  /** Bytes of living objects. */
  heap: number;
  /** Bytes of buffers and other memory outside the heap that objects hold. */
  external: number;
}

const collect = globalThis.gc;
if (!collect || !process.send) throw new Error('start this with --expose-gc and an IPC channel');
process.on('message', ({ snapshot }: { snapshot?: string }) => {
  collect();
  collect();
  if (snapshot !== undefined) writeHeapSnapshot(snapshot);
  const { heapUsed, external } = process.memoryUsage();
  process.send!({ heap: heapUsed, external } satisfies ServerMemory);
});
process.channel?.unref();
