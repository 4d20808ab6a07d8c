import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';
import { Money } from '../money.ts';

export const WatchKind = z.enum(['back_in_stock', 'price_below']);
export type WatchKind = z.infer<typeof WatchKind>;

/** Somebody wants one email when a product is in stock again, or costs less than an amount. */
export const ProductWatch = z.strictObject({
  ...documentFields,
  sessionId: z.string(),
  productId: z.string(),
  /** Absent: any variant. */
  variantId: z.string().optional(),
  kind: WatchKind,
  /** Of `price_below`. */
  below: Money.optional(),
  market: z.string(),
  locale: z.string(),
  /** Gone once there is nothing left to send. */
  email: z.string().optional(),
  /** Keyed hash of the email. */
  emailKey: z.string(),
  /** Keyed hash of whom the caps count: a network address, or a credential. */
  callerKey: z.string(),
  /** `unconfirmed` until the link in the email was used; `sent`: alerted, and done; `ended` by the customer. */
  status: z.enum(['unconfirmed', 'active', 'sent', 'ended']),
  /** Emails that asked to confirm it. */
  asked: z.int().nonnegative(),
  /** When it is forgotten, milliseconds, UTC. */
  expiresAt: z.int(),
});
export type ProductWatch = z.infer<typeof ProductWatch>;
export const productWatches = defineCollection('productWatches', ProductWatch, {
  byProduct: { fields: ['productId', 'status'] },
  byEmail: { fields: ['emailKey', 'createdAt'] },
  byCaller: { fields: ['callerKey', 'createdAt'] },
  bySession: { fields: ['sessionId', 'createdAt'] },
  byExpiry: { fields: ['expiresAt'] },
});

/** An email address that wants no such messages any more. `_id` is its keyed hash. */
export const Suppression = z.strictObject({ ...documentFields });
export const suppressions = defineCollection('suppressions', Suppression);
