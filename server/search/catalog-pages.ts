import type { Collection, Document, Query, Store } from '../platform/store/port.ts';

const PAGE = 500;

/**
 * All documents of a collection by id, page by page; or those that changed since a time, in the order in which they did.
 * @param since milliseconds, UTC; the collection needs an index of `updatedAt` then
 */
export async function* pagesOf<T extends Document>(
  store: Store,
  collection: Collection<T>,
  since?: number,
): AsyncGenerator<T[]> {
  let after: Query['after'];
  const changed: Query = {
    where: { updatedAt: { gte: since ?? 0 } },
    sort: { field: 'updatedAt', direction: 'asc' },
  };
  for (;;) {
    const page: T[] = await store.find(collection, {
      ...(since !== undefined && changed),
      limit: PAGE,
      ...(after && { after }),
    });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = { value: since === undefined ? last._id : last.updatedAt, _id: last._id };
  }
}
