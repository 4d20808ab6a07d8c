import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';
import { Money } from '../money.ts';

/** Committed before the provider is called; its id is the provider's idempotency key. */
export const PaymentAttempt = z.strictObject({
  ...documentFields,
  checkoutId: z.string(),
  provider: z.string(),
  amount: Money,
  status: z.enum([
    'started',
    'needs_action',
    'unknown',
    'succeeded',
    'declined',
    'canceled',
    'refunding',
    'refunded',
  ]),
  /** The provider's own id, once it told. */
  paymentId: z.string().optional(),
  declineCode: z.string().optional(),
  actionUrl: z.string().optional(),
  startedAt: z.int(),
});
export type PaymentAttempt = z.infer<typeof PaymentAttempt>;
export const paymentAttempts = defineCollection('paymentAttempts', PaymentAttempt, {
  byCheckout: { fields: ['checkoutId'] },
  byStatus: { fields: ['status', 'startedAt'] },
  byPayment: { fields: ['paymentId'], sparse: true },
});

export const Refund = z.strictObject({
  ...documentFields,
  orderId: z.string(),
  attemptId: z.string(),
  amount: Money,
  reason: z.string(),
  /**
   * `started`: the provider is to make it. `pending`: made there by hand, and the bank has yet to decide. `failed`: the
   * merchant must see to it, until it is `retried` as another refund or `closed`.
   */
  status: z.enum(['started', 'pending', 'succeeded', 'failed', 'retried', 'closed']),
  /** Made by hand at the provider; its id there is the end of `_id`. */
  madeAtProvider: z.boolean().optional(),
  /** Why it failed. */
  failure: z.string().optional(),
  /** The refund that failed before. */
  retryOf: z.string().optional(),
  /** How the merchant ended it. */
  closing: z.strictObject({ paidElsewhere: z.boolean(), note: z.string() }).optional(),
});
export type Refund = z.infer<typeof Refund>;
export const refunds = defineCollection(
  'refunds',
  Refund,
  {
    byOrder: { fields: ['orderId', 'createdAt'] },
    byStatus: { fields: ['status', 'createdAt'] },
    byCreated: { fields: ['createdAt'] },
  },
  [{ what: 'refunds made at the provider; what became of those that failed' }],
);
