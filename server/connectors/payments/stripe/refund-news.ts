import type Stripe from 'stripe';
import type { RefundNews } from '../../../commerce/payments/port.ts';
import { fromStripe } from './amounts.ts';

/** What a refund's state means here (https://docs.stripe.com/refunds#handle-failed-refunds). */
export function refundResult(refund: Stripe.Refund): RefundNews['result'] {
  if (refund.status === 'succeeded') return { status: 'succeeded' };
  if (refund.status === 'failed' || refund.status === 'canceled')
    return { status: 'failed', message: `Stripe says: ${refund.failure_reason ?? refund.status}` };
  return { status: 'pending' };
}

/** Undefined for a refund of something that is no PaymentIntent. */
export function refundNews(refund: Stripe.Refund): RefundNews | undefined {
  const paymentId = idOf(refund.payment_intent);
  const refundId = refund.metadata?.refund_id;
  return paymentId === undefined
    ? undefined
    : {
        providerRefundId: refund.id,
        ...(refundId !== undefined && { refundId }),
        paymentId,
        amount: fromStripe(refund.amount, refund.currency),
        result: refundResult(refund),
      };
}

/** Of an object that may stand there whole. */
export const idOf = (object: string | { id: string } | null | undefined): string | undefined =>
  typeof object === 'string' ? object : object?.id;
