import type Stripe from 'stripe';
import type { DisputeNews } from '../../../commerce/payments/port.ts';
import { fromStripe } from './amounts.ts';
import { idOf } from './refund-news.ts';

/** See https://docs.stripe.com/api/disputes/object; an early warning that came to nothing counts as won. */
const STATUS: Readonly<Partial<Record<Stripe.Dispute.Status, DisputeNews['dispute']['status']>>> = {
  warning_needs_response: 'needs_response',
  needs_response: 'needs_response',
  warning_under_review: 'under_review',
  under_review: 'under_review',
  warning_closed: 'won',
  prevented: 'won',
  won: 'won',
  lost: 'lost',
};

export function disputeNews(dispute: Stripe.Dispute): DisputeNews | undefined {
  const paymentId = idOf(dispute.payment_intent);
  if (paymentId === undefined) return undefined;
  const dueBy = dispute.evidence_details?.due_by;
  return {
    paymentId,
    dispute: {
      id: dispute.id,
      status: STATUS[dispute.status] ?? 'needs_response',
      amount: fromStripe(dispute.amount, dispute.currency),
      reason: dispute.reason,
      openedAt: dispute.created * 1000,
      ...(typeof dueBy === 'number' && { respondBy: dueBy * 1000 }),
    },
  };
}
