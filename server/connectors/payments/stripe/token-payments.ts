import Stripe from 'stripe';
import { CommerceError } from '../../../commerce/errors.ts';
import { PaymentOutcomeUnknownError, type PaymentResult } from '../../../commerce/payments/port.ts';
import { toStripe } from './amounts.ts';
import { declinedBy, isRefusal, translated } from './errors.ts';
import type { StripePayment } from './payment.ts';
import { intentResult } from './results.ts';
import { advance, closeUnknown, isUnfinished, metadataOf, type StripePaymentDeps } from './saved.ts';

/** Shared payment tokens are a preview of Stripe's API. */
const PREVIEW_VERSION = '2026-04-22.preview';

/** Payments with a token that an agent passed: a PaymentIntent, made, stored, then confirmed. */
export class TokenPayments {
  readonly #deps: StripePaymentDeps;
  constructor(deps: StripePaymentDeps) {
    this.#deps = deps;
  }

  async charge(payment: StripePayment, token: string): Promise<PaymentResult> {
    const { stripe, store } = this.#deps;
    const made = await stripe.paymentIntents.create(
      {
        ...toStripe(payment.amount),
        automatic_payment_methods: { enabled: true, allow_redirects: 'always' },
        metadata: metadataOf(payment),
      },
      { idempotencyKey: payment._id },
    );
    let mine = false;
    const now = await advance(store, payment._id, (current) => {
      mine = current.stage === 'started';
      return mine ? { ...current, stripeId: made.id, stage: 'confirming' } : current;
    });
    if (mine) return this.#confirm(now, made.id, token);
    if (now.stage === 'confirming') return this.lookup(now);
    await stripe.paymentIntents.cancel(made.id);
    return { status: 'canceled' };
  }

  async #confirm(payment: StripePayment, id: string, token: string): Promise<PaymentResult> {
    const { stripe } = this.#deps;
    const shared = token.startsWith('spt_');
    try {
      const intent = await stripe.paymentIntents.confirm(
        id,
        {
          // The package's types know only what has left the preview.
          ...(shared
            ? { payment_method_data: { shared_payment_granted_token: token } as never }
            : { payment_method: token }),
          return_url: payment.returnUrl,
        },
        {
          idempotencyKey: `${payment._id}-confirm`,
          ...(shared && { apiVersion: PREVIEW_VERSION }),
        },
      );
      return await this.#settled(payment, intent);
    } catch (error) {
      if (error instanceof Stripe.errors.StripeCardError) return declinedBy(error);
      if (!isRefusal(error)) throw error;
      // Refused as a request: nothing was charged, and after this nothing can be.
      const left = await this.cancel(payment);
      if (left.status !== 'canceled') return left;
      const reason = translated(error);
      if (reason instanceof CommerceError) throw reason;
      return declinedBy(error);
    }
  }

  async lookup(payment: StripePayment): Promise<PaymentResult> {
    const { stripe, store, clock } = this.#deps;
    if (payment.stripeId === undefined) {
      if (payment.stage !== 'closed' && isUnfinished(clock, payment)) throw unfinished(payment);
      const closed = await closeUnknown(store, payment._id);
      return closed.stripeId === undefined ? { status: 'not_found' } : this.lookup(closed);
    }
    return this.#settled(payment, await stripe.paymentIntents.retrieve(payment.stripeId));
  }

  async #settled(payment: StripePayment, intent: Stripe.PaymentIntent): Promise<PaymentResult> {
    const result = intentResult(intent);
    if (result.status === 'stuck') {
      const left = await this.cancel(payment);
      return left.status === 'canceled' ? declinedBy({ code: 'authentication_required' }) : left;
    }
    if (result.status !== 'unconfirmed') return result;
    // The confirmation is on its way or was lost. Once given up, it comes too late whenever it comes.
    if (isUnfinished(this.#deps.clock, payment)) throw unfinished(payment);
    return this.cancel(payment);
  }

  async cancel(payment: StripePayment): Promise<PaymentResult> {
    const { stripe, store } = this.#deps;
    if (payment.stripeId === undefined) {
      const closed = await closeUnknown(store, payment._id);
      return closed.stripeId === undefined ? { status: 'canceled' } : this.cancel(closed);
    }
    try {
      await stripe.paymentIntents.cancel(payment.stripeId);
      return { status: 'canceled' };
    } catch (error) {
      if (!isRefusal(error)) throw error;
      const result = intentResult(await stripe.paymentIntents.retrieve(payment.stripeId));
      if (result.status !== 'unconfirmed' && result.status !== 'stuck') return result;
      throw new PaymentOutcomeUnknownError(`Stripe would not cancel ${payment.stripeId}`);
    }
  }
}

const unfinished = (payment: StripePayment): PaymentOutcomeUnknownError =>
  new PaymentOutcomeUnknownError(`payment ${payment._id} is between two steps`);
