import type Stripe from 'stripe';
import type { Clock } from '../../../platform/clock.ts';
import type { Store } from '../../../platform/store/port.ts';
import type { StripeMetadata } from './events.ts';
import { type StripePayment, stripePayments } from './payment.ts';

export interface StripePaymentDeps {
  stripe: Stripe;
  store: Store;
  clock: Clock;
}

/**
 * How long a payment may be between two steps before it is given up, in milliseconds. Longer than any charge may take,
 * shorter than the service waits before it believes that there was none.
 */
export const UNFINISHED_MS = 30_000;

export const isUnfinished = (clock: Clock, payment: StripePayment): boolean =>
  clock.now() - payment.startedAt < UNFINISHED_MS;

/** Takes the next step in a transaction, so that a payment that was given up in between is never carried on. */
export const advance = (
  store: Store,
  attemptId: string,
  step: (payment: StripePayment) => StripePayment,
): Promise<StripePayment> =>
  store.transaction(async (tx) => {
    const payment = await tx.get(stripePayments, attemptId);
    if (!payment) throw new Error(`no Stripe payment for ${attemptId}`);
    const next = step(payment);
    return next === payment ? payment : tx.replace<StripePayment>(stripePayments, next);
  });

/** Gives up what has no id at Stripe yet; a payment that got one meanwhile is left as it is. */
export const closeUnknown = (store: Store, attemptId: string): Promise<StripePayment> =>
  advance(store, attemptId, (payment) =>
    payment.stripeId === undefined ? { ...payment, stage: 'closed' } : payment,
  );

export const metadataOf = (payment: StripePayment): StripeMetadata => ({
  attempt_id: payment._id,
  ...(payment.checkoutId !== undefined && { checkout_id: payment.checkoutId }),
  paid_by: payment.kind,
});
