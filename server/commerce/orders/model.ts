import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';
import { Address, Buyer } from '../customers/contact.ts';
import { Money } from '../money.ts';
import { Breakdown } from '../pricing/model.ts';
import { Referral } from '../sessions/model.ts';
import { Dispute } from './dispute.ts';
import { OrderLine, ShippingPromise } from './line.ts';

export const Fulfillment = z.strictObject({
  id: z.string(),
  lines: z.array(z.strictObject({ lineId: z.string(), quantity: z.int().positive() })),
  carrier: z.string().optional(),
  trackingNumber: z.string().optional(),
  trackingUrl: z.string().optional(),
  events: z.array(
    z.strictObject({
      at: z.int(),
      status: z.enum(['shipped', 'in_transit', 'out_for_delivery', 'delivered', 'failed']),
      text: z.string().optional(),
    }),
  ),
});

export const ReturnRequest = z.strictObject({
  id: z.string(),
  lines: z.array(z.strictObject({ lineId: z.string(), quantity: z.int().positive() })),
  reason: z.string(),
  status: z.enum(['requested', 'approved', 'refused', 'received']),
  requestedAt: z.int(),
});

export const Order = z.strictObject({
  ...documentFields,
  /** Short and readable, what the customer quotes: `SW-7K4QPX2M`. Unguessable enough to need no counter, never proof alone. */
  number: z.string(),
  checkoutId: z.string(),
  sessionId: z.string(),
  principalId: z.string(),
  publisherId: z.string().optional(),
  /** Where the shopper came from. */
  referral: Referral.optional(),
  market: z.string(),
  currency: z.string(),
  locale: z.string(),
  status: z.enum(['confirmed', 'processing', 'shipped', 'delivered', 'canceled']),
  lines: z.array(OrderLine),
  breakdown: Breakdown,
  buyer: Buyer,
  shippingAddress: Address.optional(),
  contactFromPage: z.boolean(),
  shipping: ShippingPromise.optional(),
  /** Which stock each unit came from, so that a cancellation puts it back there. */
  stockSources: z.array(
    z.strictObject({ variantId: z.string(), locationId: z.string(), quantity: z.int().positive() }),
  ),
  attemptId: z.string(),
  fulfillments: z.array(Fulfillment),
  returns: z.array(ReturnRequest),
  /** What went back or is on its way; refunds that failed are not in it. */
  refunded: Money,
  disputes: z.array(Dispute),
  events: z.array(z.strictObject({ at: z.int(), kind: z.string(), text: z.string() })),
  /** When its person was erased, milliseconds, UTC: what is left is for the books. */
  erasedAt: z.int().optional(),
});
export type Order = z.infer<typeof Order>;
export const orders = defineCollection(
  'orders',
  Order,
  {
    byNumber: { fields: ['number'], unique: true },
    byCheckout: { fields: ['checkoutId'], unique: true },
    bySession: { fields: ['sessionId'] },
    byCreated: { fields: ['createdAt'] },
    byStatus: { fields: ['status', 'createdAt'] },
  },
  [
    { what: 'disputes', change: (old) => ({ ...old, disputes: [] }) },
    { what: 'orders of people who were erased' },
    { what: 'where shoppers came from' },
  ],
);

/** A one-time code that proves who asks for an order. `_id` = order id + ':' + session id. */
export const OrderCode = z.strictObject({
  ...documentFields,
  orderId: z.string(),
  sessionId: z.string(),
  /** The six digits are derived from this moment and a server secret, so they are never stored. */
  issuedAt: z.int(),
  tries: z.int().nonnegative(),
  /** Codes sent since there was a pause of an hour. */
  sent: z.int().nonnegative(),
  expiresAt: z.int(),
  provenUntil: z.int().optional(),
});
export type OrderCode = z.infer<typeof OrderCode>;
export const orderCodes = defineCollection('orderCodes', OrderCode, {
  byOrder: { fields: ['orderId'] },
  byExpiry: { fields: ['expiresAt'] },
});
