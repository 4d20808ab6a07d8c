import type { Collection, Document, Query, Store } from '../../../platform/store/port.ts';

const PAGE = 500;

/** Documents by id, page by page. @param from after this id */
export async function* pagesOf<T extends Document>(
  store: Store,
  collection: Collection<T>,
  where: NonNullable<Query['where']> = {},
  from?: string,
): AsyncGenerator<T[]> {
  let last = from;
  for (;;) {
    const page: T[] = await store.find(collection, {
      where: { ...where, ...(last !== undefined && { _id: { gt: last } }) },
      limit: PAGE,
    });
    if (page.length > 0) yield page;
    if (page.length < PAGE) return;
    last = page.at(-1)!._id;
  }
}
