import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import { type Collection, type Document, defineCollection, type Reader } from '../../platform/store/port.ts';

/**
 * Products that came from a feed, so that they can be retired when it, and no other feed, holds them any longer. One document
 * for those that one chunk of an import brought first: all documents of a source together are its products.
 */
export const FeedProducts = z.strictObject({
  ...documentFields,
  /** Name of the feed. */
  source: z.string(),
  productIds: z.array(z.string()).min(1),
});
export type FeedProducts = z.infer<typeof FeedProducts>;
export const feedProducts = defineCollection('feedProducts', FeedProducts, {
  bySource: { fields: ['source'] },
  byUpdated: { fields: ['updatedAt'] },
});

const PAGE = 100;

/** Every document of a collection with this value in a field that has an index. */
export async function* pagesWhere<T extends Document>(
  store: Reader,
  collection: Collection<T>,
  where: Record<string, string>,
): AsyncGenerator<T[]> {
  let after: { value: string; _id: string } | undefined;
  for (;;) {
    const page = await store.find(collection, { where, limit: PAGE, ...(after && { after }) });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = { value: last._id, _id: last._id };
  }
}

/** Ids of the products that are remembered as this feed's. */
export async function productsOfFeed(store: Reader, source: string): Promise<Set<string>> {
  const ids = new Set<string>();
  for await (const page of pagesWhere(store, feedProducts, { source }))
    for (const part of page) for (const id of part.productIds) ids.add(id);
  return ids;
}
