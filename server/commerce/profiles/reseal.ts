import type { Collection, Document, Store } from '../../platform/store/port.ts';

/**
 * Changes every document of a collection that `change` answers something for; what it cannot open stays as it is, for the key may come
 * back. Answers how many.
 */
export async function resealed<T extends Document>(
  store: Store,
  collection: Collection<T>,
  change: (document: T) => T | undefined,
): Promise<number> {
  const changed = (document: T): T | undefined => {
    try {
      return change(document);
    } catch {
      return undefined;
    }
  };
  let count = 0;
  let after: { value: string; _id: string } | undefined;
  for (;;) {
    const sort = { field: '_id', direction: 'asc' } as const;
    const page = await store.find(collection, { sort, limit: 200, ...(after && { after }) });
    for (const { _id } of page.filter((document) => changed(document)))
      await store.transaction(async (tx) => {
        const document = await tx.get(collection, _id);
        const next = document && changed(document);
        if (!next) return;
        await tx.replace(collection, next);
        count += 1;
      });
    const last = page.at(-1);
    if (page.length < 200 || !last) return count;
    after = { value: last._id, _id: last._id };
  }
}
