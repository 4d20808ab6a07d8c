import type Stripe from 'stripe';
import type { PaymentResult } from '../../../commerce/payments/port.ts';
import { toStripe } from './amounts.ts';
import { isRefusal } from './errors.ts';
import type { StripePayment } from './payment.ts';
import { sessionResult } from './results.ts';
import { advance, closeUnknown, isUnfinished, metadataOf, type StripePaymentDeps } from './saved.ts';

/** Payments on Stripe's own page: a Checkout Session that the buyer is sent to. */
export class PagePayments {
  readonly #deps: StripePaymentDeps;
  constructor(deps: StripePaymentDeps) {
    this.#deps = deps;
  }

  /** Sent again for the same payment, Stripe answers with the session that it made the first time. */
  async open(payment: StripePayment): Promise<PaymentResult> {
    const { stripe, store } = this.#deps;
    const session = await stripe.checkout.sessions.create(sessionParams(payment), {
      idempotencyKey: payment._id,
    });
    const now = await advance(store, payment._id, (current) =>
      current.stage === 'closed' || current.stripeId !== undefined
        ? current
        : { ...current, stripeId: session.id, stage: 'confirming' },
    );
    // A repeated create answers with the state of the first time: only the first answer is news.
    if (now.stage !== 'closed') return this.lookup(now);
    await this.#expire(session.id);
    return { status: 'canceled' };
  }

  async lookup(payment: StripePayment): Promise<PaymentResult> {
    const { stripe, store, clock } = this.#deps;
    if (payment.stripeId !== undefined) {
      return sessionResult(
        await stripe.checkout.sessions.retrieve(payment.stripeId, { expand: ['payment_intent'] }),
      );
    }
    if (payment.stage !== 'closed' && isUnfinished(clock, payment)) return this.open(payment);
    const closed = await closeUnknown(store, payment._id);
    return closed.stripeId === undefined ? { status: 'not_found' } : this.lookup(closed);
  }

  async cancel(payment: StripePayment): Promise<PaymentResult> {
    if (payment.stripeId !== undefined) return this.#expire(payment.stripeId);
    const closed = await closeUnknown(this.#deps.store, payment._id);
    return closed.stripeId === undefined ? { status: 'canceled' } : this.cancel(closed);
  }

  /** Only an open session can be closed; what has been paid meanwhile is told as paid. */
  async #expire(sessionId: string): Promise<PaymentResult> {
    const { sessions } = this.#deps.stripe.checkout;
    try {
      return sessionResult(await sessions.expire(sessionId));
    } catch (error) {
      if (!isRefusal(error)) throw error;
      return sessionResult(await sessions.retrieve(sessionId, { expand: ['payment_intent'] }));
    }
  }
}

/** Cards with what rides on them (Apple Pay, Google Pay), and Link: all of them tell at once whether it was paid. */
function sessionParams(payment: StripePayment): Stripe.Checkout.SessionCreateParams {
  const { amount, currency } = toStripe(payment.amount);
  return {
    mode: 'payment',
    allowed_payment_method_types: ['card', 'link'],
    line_items: [
      {
        quantity: 1,
        price_data: { currency, unit_amount: amount, product_data: { name: payment.shopName } },
      },
    ],
    // The agreed total in the agreed currency, and nothing else.
    adaptive_pricing: { enabled: false },
    client_reference_id: payment._id,
    metadata: metadataOf(payment),
    payment_intent_data: { metadata: metadataOf(payment) },
    expires_at: payment.pageClosesAt,
    success_url: payment.returnUrl,
    cancel_url: payment.returnUrl,
  };
}
