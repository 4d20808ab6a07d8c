import type { Collection, Document, Query, Reader } from '../platform/store/port.ts';

const PAGE = 200;

/** All documents of a collection, a page at a time, so that others have their turn. */
export const every = <T extends Document>(reader: Reader, collection: Collection<T>): AsyncGenerator<T[]> =>
  pages(reader, collection, {});

/** Those whose indexed field has one of these values. */
export async function* withIds<T extends Document>(
  reader: Reader,
  collection: Collection<T>,
  field: string,
  ids: ReadonlySet<string>,
): AsyncGenerator<T[]> {
  const all = [...ids];
  for (let from = 0; from < all.length; from += PAGE)
    yield* pages(reader, collection, { [field]: { in: all.slice(from, from + PAGE) } });
}

async function* pages<T extends Document>(
  reader: Reader,
  collection: Collection<T>,
  where: NonNullable<Query['where']>,
): AsyncGenerator<T[]> {
  let last: T | undefined;
  do {
    const page: T[] = await reader.find(collection, {
      where,
      sort: { field: '_id', direction: 'asc' },
      limit: PAGE,
      ...(last && { after: { value: last._id, _id: last._id } }),
    });
    if (page.length > 0) yield page;
    last = page.length < PAGE ? undefined : page.at(-1);
    await new Promise(setImmediate);
  } while (last);
}
