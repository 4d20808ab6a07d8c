import type Stripe from 'stripe';
import { CommerceError } from '../../../commerce/errors.ts';
import type { Money } from '../../../commerce/money.ts';
import type { RefundResult } from '../../../commerce/payments/port.ts';
import { fromStripe, toStripe } from './amounts.ts';
import { isRefusal } from './errors.ts';
import type { StripePayment } from './payment.ts';
import { idOf, refundResult } from './refund-news.ts';

/**
 * Refunds a payment or a part of it. Stripe forgets idempotency keys after a day while a refund may be retried for
 * longer, so the refunds of the payment are read first: one that bears this id was made already.
 */
export async function refundAtStripe(
  stripe: Stripe,
  payment: StripePayment | undefined,
  request: { refundId: string; amount: Money },
): Promise<RefundResult> {
  const intentId = payment && (await intentOf(stripe, payment));
  if (!intentId) return { status: 'failed', message: 'There is no payment to refund' };
  const earlier = await findRefund(stripe, intentId, request.refundId);
  if (earlier) {
    const made = fromStripe(earlier.amount, earlier.currency);
    if (made.amount === request.amount.amount && made.currency === request.amount.currency)
      return told(earlier);
    return { status: 'failed', message: 'This refund was made with another amount' };
  }
  if (request.amount.currency !== payment.amount.currency)
    return { status: 'failed', message: `The payment was made in ${payment.amount.currency}` };
  if (request.amount.amount <= 0) return { status: 'failed', message: 'The refund must be above zero' };
  try {
    const refund = await stripe.refunds.create(
      {
        payment_intent: intentId,
        amount: toStripe(request.amount).amount,
        metadata: { refund_id: request.refundId, attempt_id: payment._id },
      },
      { idempotencyKey: request.refundId },
    );
    return told(refund);
  } catch (error) {
    if (error instanceof CommerceError) return { status: 'failed', message: error.message };
    if (!isRefusal(error)) throw error;
    return { status: 'failed', message: `Stripe refused the refund: ${error.code ?? error.message}` };
  }
}

/** A refund that waits for the bank counts as made; should the bank refuse it, an event tells. */
function told(refund: Stripe.Refund): RefundResult {
  const result = refundResult(refund);
  return result.status === 'pending' ? { status: 'succeeded' } : result;
}

async function intentOf(stripe: Stripe, payment: StripePayment): Promise<string | undefined> {
  if (payment.stripeId === undefined || payment.kind === 'token') return payment.stripeId;
  return idOf((await stripe.checkout.sessions.retrieve(payment.stripeId)).payment_intent);
}

async function findRefund(
  stripe: Stripe,
  intentId: string,
  refundId: string,
): Promise<Stripe.Refund | undefined> {
  for await (const refund of stripe.refunds.list({ payment_intent: intentId, limit: 100 })) {
    if (refund.metadata?.refund_id === refundId) return refund;
  }
  return undefined;
}
