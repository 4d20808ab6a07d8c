import { z } from 'zod';
import { Money } from '../money.ts';

/** What `complete` answers, kept under the idempotency key so that every repetition gets the same. */
export const CompleteAnswer = z.discriminatedUnion('outcome', [
  z.strictObject({
    outcome: z.literal('completed'),
    checkoutId: z.string(),
    orderId: z.string(),
    orderNumber: z.string(),
    total: Money,
  }),
  /** The buyer must confirm at the bank: `actionUrl`. */
  z.strictObject({ outcome: z.literal('needs_buyer'), checkoutId: z.string(), actionUrl: z.string() }),
  /** The provider has not told yet; the server keeps asking. */
  z.strictObject({ outcome: z.literal('in_progress'), checkoutId: z.string() }),
  z.strictObject({
    outcome: z.literal('refused'),
    checkoutId: z.string(),
    code: z.enum(['payment_declined', 'too_many_unfinished_payments', 'out_of_stock', 'canceled']),
    message: z.string(),
  }),
]);
export type CompleteAnswer = z.infer<typeof CompleteAnswer>;
