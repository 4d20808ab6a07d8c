import { parentPort } from 'node:worker_threads';
import type { SearchDocument } from '../search-types.ts';
import type { MergeJob } from './background-merge.ts';
import { productEntry } from './product-entry.ts';
import { type BuilderData, SegmentBuilder } from './segment-builder.ts';
import { writeSnapshot } from './snapshot.ts';

/** What the worker is told: documents to add, to hand over what it has, or to make the segment of it and of `others`. */
export type BuildOrder =
  | { readonly documents: readonly SearchDocument[] }
  | { readonly handOver: true }
  | { readonly finish: readonly BuilderData[]; readonly snapshot?: MergeJob['snapshot'] };

const builder = new SegmentBuilder();

parentPort?.on('message', (order: BuildOrder) => {
  if ('documents' in order) {
    for (const document of order.documents) builder.add(productEntry(document));
    parentPort?.postMessage({ added: order.documents.length });
  } else if ('handOver' in order) {
    parentPort?.postMessage({ data: builder.data });
    parentPort?.close();
  } else {
    for (const other of order.finish) builder.absorb(other);
    const segment = builder.build();
    parentPort?.postMessage({ segment });
    if (order.snapshot) writeSnapshot(order.snapshot.path, segment, order.snapshot.origin);
    parentPort?.postMessage({ written: true });
    parentPort?.close();
  }
});
