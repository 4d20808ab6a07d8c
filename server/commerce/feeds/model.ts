import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';
import { PriceInput } from '../catalog/product-input.ts';
import { MAX_ON_HAND } from '../inventory/write.ts';

/** Names a system that feeds stock and prices. */
export const FeedSourceName = z
  .string()
  .regex(
    /^[a-z0-9][a-z0-9._-]{0,39}$/,
    'lower-case letters, digits, dots, hyphens and underscores, at most 40',
  );

/** One update of one variant. */
export const FeedUpdate = z
  .strictObject({
    variant: z.string().min(1).max(80).describe('Variant id or SKU'),
    sequence: z
      .int()
      .nonnegative()
      .describe(
        'Grows with each change at the source, such as a counter or a time; what is not newer changes nothing',
      ),
    location: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe('Where the stock lies. Default: the only location'),
    on_hand: z.int().nonnegative().max(MAX_ON_HAND).optional().describe('Units, as counted at the source'),
    price: PriceInput.optional(),
  })
  .refine(
    ({ on_hand, price }) => on_hand !== undefined || price !== undefined,
    'give on_hand, price or both',
  );
export type FeedUpdate = z.infer<typeof FeedUpdate>;

/** A source that signs what it sends. `_id` is its name. */
export const FeedSource = z.strictObject({
  ...documentFields,
  /** The newest first. `until`: from when on one counts no more, milliseconds, UTC. */
  secrets: z.array(z.strictObject({ value: z.string(), until: z.int().optional() })).min(1),
});
export type FeedSource = z.infer<typeof FeedSource>;
export const feedSources = defineCollection('feedSources', FeedSource, {
  byCreated: { fields: ['createdAt'] },
});

/** The last price that a source set. `_id` is made of source, variant, market and customer group. Of stock it stands in the level. */
export const FeedPosition = z.strictObject({ ...documentFields, sequence: z.int().nonnegative() });
export const feedPositions = defineCollection('feedPositions', FeedPosition);
