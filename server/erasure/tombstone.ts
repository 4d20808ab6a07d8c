import type { Checkout } from '../commerce/checkouts/model.ts';
import type { Address, Buyer } from '../commerce/customers/contact.ts';
import type { Order } from '../commerce/orders/model.ts';
import type { Refund } from '../commerce/payments/model.ts';
import type { Breakdown } from '../commerce/pricing/model.ts';
import type { Referral } from '../commerce/sessions/model.ts';
import { BLACKENED } from './contact.ts';

/** Stands where the books need an address; `.invalid` is never delivered to (RFC 2606). */
export const ERASED_BUYER: Buyer = { email: 'erased@erased.invalid' };

/** Country and region stay: tax was paid by them. */
export const erasedAddress = ({ country, region }: Pick<Address, 'country' | 'region'>): Address => ({
  name: BLACKENED,
  line1: BLACKENED,
  city: BLACKENED,
  postal_code: BLACKENED,
  country,
  ...(region !== undefined && { region }),
});

/** Codes that were refused are whatever somebody typed. */
const erasedBreakdown = (breakdown: Breakdown): Breakdown => ({ ...breakdown, rejected: [] });

const withoutClick = ({ source, id, utm, at }: Referral): Referral => ({
  source,
  ...(id !== undefined && { id }),
  ...(utm && { utm }),
  at,
});

/** What the books need: goods, money, tax, dates, and the country they went to. */
export function erasedOrder(order: Order, now: number): Order {
  const { referral, ...rest } = order;
  return {
    ...rest,
    // What was clicked names who did.
    ...(referral && { referral: withoutClick(referral) }),
    buyer: ERASED_BUYER,
    ...(order.shippingAddress && { shippingAddress: erasedAddress(order.shippingAddress) }),
    breakdown: erasedBreakdown(order.breakdown),
    fulfillments: order.fulfillments.map(({ id, lines, carrier, events }) => ({
      id,
      lines,
      ...(carrier !== undefined && { carrier }),
      events: events.map(({ at, status }) => ({ at, status })),
    })),
    returns: order.returns.map((one) => ({ ...one, reason: BLACKENED })),
    events: order.events.map(({ at, kind }) => ({ at, kind, text: kind.replaceAll('_', ' ') })),
    erasedAt: order.erasedAt ?? now,
  };
}

/** A payment that was tried refers to it. */
export function erasedCheckout(checkout: Checkout, now: number): Checkout {
  const { buyer: _buyer, contactHolder: _holder, shippingAddress, agreed, ...rest } = checkout;
  const applied = new Set((agreed?.breakdown.applied ?? []).map(({ code }) => code));
  return {
    ...rest,
    codes: rest.codes.filter((code) => applied.has(code)),
    ...(shippingAddress && { shippingAddress: erasedAddress(shippingAddress) }),
    ...(agreed && { agreed: { ...agreed, breakdown: erasedBreakdown(agreed.breakdown) } }),
    erasedAt: checkout.erasedAt ?? now,
  };
}

export function erasedRefund(refund: Refund): Refund {
  return {
    ...refund,
    reason: BLACKENED,
    ...(refund.failure !== undefined && { failure: BLACKENED }),
    ...(refund.closing && { closing: { ...refund.closing, note: BLACKENED } }),
  };
}

/** Names of fields of an answer that may hold what somebody wrote, and what stands there afterwards. */
const TEXTS = new Set(['reason', 'text', 'note', 'summary', 'need', 'failure', 'message', 'wanted']);
const DROPPED = new Set(['tracking_number', 'tracking_url', 'trackingNumber', 'trackingUrl', 'action_url']);

/** An answer to a write that moved money: kept, so that the same request again moves none, without the person. */
export function erasedAnswer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(erasedAnswer);
  if (typeof value !== 'object' || value === null) return value;
  const fields = Object.entries(value as Record<string, unknown>).flatMap(([name, inner]) => {
    if (DROPPED.has(name)) return [];
    if (name === 'buyer') return [[name, ERASED_BUYER]];
    if (name === 'contact') return [[name, {}]];
    if ((name === 'shipping_address' || name === 'shippingAddress') && inner)
      return [[name, erasedAddress(inner as Address)]];
    if (TEXTS.has(name) && typeof inner === 'string') return [[name, BLACKENED]];
    return [[name, erasedAnswer(inner)]];
  });
  return Object.fromEntries(fields);
}
