import type Stripe from 'stripe';
import type { DisputeNews, PaymentCallback, RefundNews } from '../../../commerce/payments/port.ts';
import { disputeNews } from './disputes.ts';
import { refundNews } from './refund-news.ts';
import { intentResult, sessionResult } from './results.ts';

/** Metadata of everything that is made at Stripe, so that the merchant finds it there and events find back. */
export interface StripeMetadata extends Record<string, string> {
  attempt_id: string;
  paid_by: 'token' | 'page';
}

/** What a genuine event says; neither is set when it does not concern this shop. */
export interface StripeNews {
  /** For the log. */
  eventId: string;
  type: string;
  payment?: PaymentCallback;
  refund?: RefundNews;
  dispute?: DisputeNews;
}

/** The events to subscribe to. */
export const STRIPE_EVENTS = [
  'payment_intent.succeeded',
  'payment_intent.processing',
  'payment_intent.payment_failed',
  'payment_intent.canceled',
  'checkout.session.completed',
  'checkout.session.expired',
  'checkout.session.async_payment_succeeded',
  'checkout.session.async_payment_failed',
  'refund.created',
  'refund.updated',
  'refund.failed',
  'charge.dispute.created',
  'charge.dispute.updated',
  'charge.dispute.closed',
] as const;

/**
 * Reads an event whose signature was checked. Only states in which an attempt has ended, or is on its way, are news: on
 * Stripe's page a declined card may be followed by another, so there the session speaks, not its PaymentIntent.
 */
export function newsOf(event: Stripe.Event): StripeNews {
  const news: StripeNews = { eventId: event.id, type: event.type };
  switch (event.type) {
    case 'payment_intent.succeeded':
    case 'payment_intent.processing':
    case 'payment_intent.payment_failed':
    case 'payment_intent.canceled':
      return withPayment(news, ofIntent(event.data.object, event.type));
    case 'checkout.session.completed':
    case 'checkout.session.expired':
    case 'checkout.session.async_payment_succeeded':
      return withPayment(news, ofSession(event.data.object));
    case 'checkout.session.async_payment_failed': {
      const failed = ofSession(event.data.object);
      return withPayment(
        news,
        failed && {
          ...failed,
          result: {
            status: 'declined',
            code: 'payment_failed',
            message: 'The payment did not go through. Use another payment method.',
          },
        },
      );
    }
    case 'refund.created':
    case 'refund.updated':
    case 'refund.failed': {
      const refund = refundNews(event.data.object);
      return refund ? { ...news, refund } : news;
    }
    case 'charge.dispute.created':
    case 'charge.dispute.updated':
    case 'charge.dispute.closed': {
      const dispute = disputeNews(event.data.object);
      return dispute ? { ...news, dispute } : news;
    }
    default:
      return news;
  }
}

const withPayment = (news: StripeNews, payment: PaymentCallback | undefined): StripeNews =>
  payment ? { ...news, payment } : news;

function ofIntent(intent: Stripe.PaymentIntent, type: string): PaymentCallback | undefined {
  const { attempt_id: attemptId, paid_by: paidBy } = intent.metadata;
  if (!attemptId || (paidBy !== 'token' && type !== 'payment_intent.succeeded')) return undefined;
  const result = intentResult(intent);
  if (result.status === 'unconfirmed' || result.status === 'stuck') return undefined;
  return { attemptId, result };
}

function ofSession(session: Stripe.Checkout.Session): PaymentCallback | undefined {
  const attemptId = session.client_reference_id;
  if (!attemptId || session.metadata?.attempt_id !== attemptId) return undefined;
  return { attemptId, result: sessionResult(session) };
}
