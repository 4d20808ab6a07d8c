import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import { Money } from '../../commerce/money.ts';
import type { PaymentResult } from '../../commerce/payments/port.ts';
import { defineCollection } from '../../platform/store/port.ts';

/** One payment as the test provider keeps it. `_id` is the attempt's id, its idempotency key. */
export const TestPayment = z.strictObject({
  ...documentFields,
  /** Unguessable; names the bank's confirmation page. */
  paymentId: z.string(),
  amount: Money,
  token: z.string(),
  status: z.enum(['succeeded', 'declined', 'needs_action', 'pending', 'canceled']),
  returnUrl: z.string(),
  /** When a pending payment succeeds by itself, milliseconds since the epoch. */
  settlesAt: z.int().optional(),
  refunds: z.array(z.strictObject({ refundId: z.string(), amount: Money })),
});
export type TestPayment = z.infer<typeof TestPayment>;
export const testPayments = defineCollection('testPayments', TestPayment, {
  byPayment: { fields: ['paymentId'], unique: true },
});

/** @param publicUrl without a trailing slash */
export function resultOf(payment: TestPayment, publicUrl: string): PaymentResult {
  const { paymentId } = payment;
  switch (payment.status) {
    case 'succeeded':
      return { status: 'succeeded', paymentId, amount: payment.amount };
    case 'declined':
      return declined(payment.token);
    case 'needs_action':
      return { status: 'needs_action', paymentId, actionUrl: `${publicUrl}/test-bank/${paymentId}` };
    case 'pending':
      return { status: 'pending', paymentId };
    case 'canceled':
      return { status: 'canceled' };
  }
}

const declined = (token: string): PaymentResult =>
  token === 'tok_needs_action'
    ? {
        status: 'declined',
        code: 'authentication_failed',
        message: 'The payment was not approved at the bank. Try again or use another payment method.',
      }
    : {
        status: 'declined',
        code: 'insufficient_funds',
        message: 'The bank declined the payment: insufficient funds. Use another payment method.',
      };
