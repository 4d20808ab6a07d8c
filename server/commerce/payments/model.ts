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
});

export const Refund = z.strictObject({
  ...documentFields,
  orderId: z.string(),
  attemptId: z.string(),
  amount: Money,
  reason: z.string(),
  status: z.enum(['started', 'succeeded', 'failed']),
});
export type Refund = z.infer<typeof Refund>;
export const refunds = defineCollection('refunds', Refund, {
  byOrder: { fields: ['orderId'] },
  byStatus: { fields: ['status'] },
});
