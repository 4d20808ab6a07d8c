import { z } from 'zod';
import { documentFields } from '../../../commerce/catalog/model.ts';
import { defineCollection } from '../../../platform/store/port.ts';

export const CATALOG_ITEM_STATUSES = ['sent', 'live', 'refused', 'left_out'] as const;
export type CatalogItemStatus = (typeof CATALOG_ITEM_STATUSES)[number];

/** What is known of a variant in the catalogue at Meta; `_id` is the variant's. */
export const CatalogItem = z.strictObject({
  ...documentFields,
  productId: z.string(),
  /** `sent`: Meta works on it. `refused`: Meta did not take it. `left_out`: it cannot be shown there. */
  status: z.enum(CATALOG_ITEM_STATUSES),
  /** Whether Meta has it, perhaps in an older form. */
  there: z.boolean(),
  /** Of what was sent last: the same is not sent again. */
  hash: z.string().optional(),
  /** Of the batch that Meta works on. */
  handle: z.string().optional(),
  /** Why it was refused or left out. */
  reason: z.string().optional(),
});
export type CatalogItem = z.infer<typeof CatalogItem>;
export const channelCatalogItems = defineCollection('channelCatalogItems', CatalogItem, {
  byStatus: { fields: ['status', 'updatedAt'] },
  byProduct: { fields: ['productId'] },
  byHandle: { fields: ['handle'], sparse: true },
  byPresence: { fields: ['there'] },
});

/** How far the catalogue at Meta is; `_id` is the channel's name. Times are UTC, milliseconds. */
export const CatalogState = z.strictObject({
  ...documentFields,
  /** At Meta. */
  catalogId: z.string(),
  /** All that happened up to this place of the events was seen to. */
  sequence: z.int().nonnegative(),
  /** While the whole catalogue is gone through: products, and the one after which it goes on. */
  full: z
    .strictObject({
      after: z.string().optional(),
      done: z.int(),
      total: z.int(),
      startedAt: z.int(),
      /** What is noted of items is of another catalogue. */
      foreign: z.literal(true).optional(),
    })
    .optional(),
  /** When the whole catalogue was last gone through. */
  fullAt: z.int().optional(),
  /** When something was last sent. */
  pushedAt: z.int().optional(),
  /** Why it does not go on. */
  trouble: z.strictObject({ message: z.string(), at: z.int() }).optional(),
});
export type CatalogState = z.infer<typeof CatalogState>;
export const channelCatalogs = defineCollection('channelCatalogs', CatalogState);
