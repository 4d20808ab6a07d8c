import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import { defineCollection, type Transaction } from '../../platform/store/port.ts';

/** That a product came from a feed, so that it can be retired when that feed, and no other, no longer holds it. */
export const FeedItem = z.strictObject({
  ...documentFields,
  /** Name of the feed. */
  source: z.string(),
  productId: z.string(),
});
export type FeedItem = z.infer<typeof FeedItem>;
export const feedItems = defineCollection('feedItems', FeedItem, {
  bySource: { fields: ['source'] },
  byProduct: { fields: ['productId'] },
});

export const feedItemId = (source: string, productId: string): string => `${source}/${productId}`;

/** Remembers the products as the feed's. @param results of the same transaction; refused ones are left out */
export async function rememberProducts(
  tx: Transaction,
  source: string,
  results: readonly { status: string; productId: string }[],
): Promise<void> {
  const taken = results.filter(({ status }) => status !== 'refused');
  // What was created just now cannot be known: an item is written with its product, and products are never deleted.
  const before = taken.filter(({ status }) => status !== 'created');
  const ids = before.map(({ productId }) => feedItemId(source, productId));
  const known = new Set(ids.length > 0 ? (await tx.getMany(feedItems, ids)).map(({ _id }) => _id) : []);
  for (const { productId } of taken) {
    const _id = feedItemId(source, productId);
    if (!known.has(_id)) await tx.insert(feedItems, { _id, source, productId });
  }
}
