import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';

/** `_id` = variant id + '@' + location id. Available = onHand − held, never below zero. */
export const StockLevel = z.strictObject({
  ...documentFields,
  variantId: z.string(),
  locationId: z.string(),
  onHand: z.int().nonnegative(),
  held: z.int().nonnegative(),
  /** Units ever received less corrections downwards; onHand + sold = received. */
  sold: z.int().nonnegative(),
  /** The number of the last update from an outside source; lower ones are refused. */
  sourceSequence: z.int().nonnegative().optional(),
  /** By the name of a source that feeds stock, the number of its last update. */
  feeds: z.record(z.string(), z.int().nonnegative()).optional(),
});
export type StockLevel = z.infer<typeof StockLevel>;
export const stockLevels = defineCollection(
  'stockLevels',
  StockLevel,
  {
    byVariant: { fields: ['variantId'] },
    byUpdated: { fields: ['updatedAt'] },
  },
  [{ what: 'how far the feeds came' }],
);

/** Units set aside while one payment runs. `_id` = `hold_` + the payment attempt's id. Deleted when it ends. */
export const Hold = z.strictObject({
  ...documentFields,
  checkoutId: z.string(),
  lines: z.array(
    z.strictObject({ variantId: z.string(), locationId: z.string(), quantity: z.int().positive() }),
  ),
  principalId: z.string(),
  sessionId: z.string(),
  /** Keyed hash of the caller's network address. */
  addressKey: z.string().optional(),
  /** True from the moment the payment waits for the buyer: only such holds count against the caps. */
  waiting: z.boolean(),
  /** Milliseconds, UTC. */
  expiresAt: z.int(),
});
export type Hold = z.infer<typeof Hold>;
export const holds = defineCollection('holds', Hold, {
  byExpiry: { fields: ['expiresAt'] },
  byAddress: { fields: ['addressKey', 'waiting'] },
  byPrincipal: { fields: ['principalId', 'waiting'] },
  bySession: { fields: ['sessionId', 'waiting'] },
  byWaiting: { fields: ['waiting'] },
});

export interface Availability {
  variantId: string;
  available: number;
  byLocation: { locationId: string; available: number }[];
}
