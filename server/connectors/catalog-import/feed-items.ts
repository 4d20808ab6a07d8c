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

/** Remembers the products as the feed's. */
export async function rememberProducts(
  tx: Transaction,
  source: string,
  productIds: readonly string[],
): Promise<void> {
  const ids = productIds.map((id) => feedItemId(source, id));
  const known = new Set((await tx.getMany(feedItems, ids)).map((item) => item._id));
  for (const productId of productIds) {
    const _id = feedItemId(source, productId);
    if (!known.has(_id)) await tx.insert(feedItems, { _id, source, productId });
  }
}
