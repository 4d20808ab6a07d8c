import type Stripe from 'stripe';
import type { PaymentResult } from '../../../commerce/payments/port.ts';
import { fromStripe } from './amounts.ts';
import { declinedBy } from './errors.ts';

/** `unconfirmed`: made, but no confirmation reached Stripe. `stuck`: it wants an action that no page can do. */
export type IntentResult = PaymentResult | { status: 'unconfirmed' } | { status: 'stuck' };

/** What a PaymentIntent's state means here (https://docs.stripe.com/payments/paymentintents/lifecycle). */
export function intentResult(intent: Stripe.PaymentIntent): IntentResult {
  const paymentId = intent.id;
  switch (intent.status) {
    case 'succeeded':
      return {
        status: 'succeeded',
        paymentId,
        amount: fromStripe(intent.amount_received, intent.currency),
      };
    case 'processing':
      return { status: 'pending', paymentId };
    case 'canceled':
      return { status: 'canceled' };
    case 'requires_action': {
      const actionUrl = intent.next_action?.redirect_to_url?.url;
      return actionUrl ? { status: 'needs_action', paymentId, actionUrl } : { status: 'stuck' };
    }
    case 'requires_payment_method':
      return intent.last_payment_error ? declinedBy(intent.last_payment_error) : { status: 'unconfirmed' };
    case 'requires_confirmation':
      return { status: 'unconfirmed' };
    default:
      return { status: 'stuck' };
  }
}

/** @param session with `payment_intent` expanded, where it has one */
export function sessionResult(session: Stripe.Checkout.Session): PaymentResult {
  const intent = typeof session.payment_intent === 'object' ? session.payment_intent : null;
  const paymentId =
    intent?.id ?? (typeof session.payment_intent === 'string' ? session.payment_intent : session.id);
  if (session.payment_status === 'paid') {
    return {
      status: 'succeeded',
      paymentId,
      amount: fromStripe(session.amount_total ?? 0, session.currency ?? ''),
    };
  }
  if (session.status === 'expired') return { status: 'canceled' };
  if (session.status === 'open' && session.url) {
    return { status: 'needs_action', paymentId: session.id, actionUrl: session.url };
  }
  // Completed but unpaid: a bank takes its time, or has refused meanwhile.
  if (intent?.status === 'requires_payment_method') return declinedBy(intent.last_payment_error);
  if (intent?.status === 'canceled') return { status: 'canceled' };
  return { status: 'pending', paymentId };
}
