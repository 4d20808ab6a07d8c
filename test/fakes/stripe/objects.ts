/** Stripe's objects as far as the fake keeps them, in API version 2026-10-28. */
export type Metadata = Record<string, string>;

export interface PaymentIntent {
  id: string;
  object: 'payment_intent';
  amount: number;
  amount_received: number;
  currency: string;
  created: number;
  livemode: false;
  status:
    | 'requires_payment_method'
    | 'requires_confirmation'
    | 'requires_action'
    | 'processing'
    | 'succeeded'
    | 'canceled';
  metadata: Metadata;
  payment_method: string | null;
  return_url: string | null;
  next_action: { type: 'redirect_to_url'; redirect_to_url: { url: string; return_url: string } } | null;
  last_payment_error: Record<string, unknown> | null;
  latest_charge: string | null;
  canceled_at: number | null;
}

export interface CheckoutSession {
  id: string;
  object: 'checkout.session';
  amount_total: number;
  currency: string;
  created: number;
  expires_at: number;
  livemode: false;
  mode: 'payment';
  status: 'open' | 'complete' | 'expired';
  payment_status: 'unpaid' | 'paid';
  payment_intent: string | null;
  client_reference_id: string | null;
  metadata: Metadata;
  url: string | null;
  success_url: string;
  cancel_url: string | null;
}

export interface Refund {
  id: string;
  object: 'refund';
  amount: number;
  currency: string;
  created: number;
  payment_intent: string;
  status: 'pending' | 'succeeded' | 'failed';
  failure_reason?: string;
  metadata: Metadata;
}

export interface Dispute {
  id: string;
  object: 'dispute';
  amount: number;
  currency: string;
  created: number;
  payment_intent: string;
  reason: string;
  status: 'needs_response' | 'under_review' | 'won' | 'lost';
  evidence_details: { due_by: number };
  metadata: Metadata;
}

/** A line of the durable log: what moved, never what was only asked for. */
export type Movement =
  | { kind: 'charge'; intent: string; attempt: string; amount: number; currency: string }
  | { kind: 'refund'; refund: string; intent: string; attempt: string; amount: number; currency: string };
