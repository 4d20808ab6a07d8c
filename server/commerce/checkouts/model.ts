import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { CartLine } from '../carts/model.ts';
import { documentFields } from '../catalog/model.ts';
import { Address, Buyer } from '../customers/contact.ts';
import { OrderLine, ShippingPromise } from '../orders/line.ts';
import { Breakdown } from '../pricing/model.ts';
import { PrincipalKind } from '../principals/model.ts';

export { Address, Buyer };

export const CheckoutStatus = z.enum([
  'open',
  'needs_buyer',
  'ready',
  'completing',
  'completed',
  'canceled',
  'expired',
]);
export type CheckoutStatus = z.infer<typeof CheckoutStatus>;

/** Why a person must go to `continue_url`. */
export const NeedsBuyerReason = z.enum(['payment', 'payment_action', 'review']);
export type NeedsBuyerReason = z.infer<typeof NeedsBuyerReason>;

/** The finest grain: which lines go to which address by which option. */
export const FulfillmentGroup = z.strictObject({
  id: z.string(),
  lineIds: z.array(z.string()),
  selectedOptionId: z.string().optional(),
});

/** See the table "One domain, three projections": `error` keeps the checkout from completing. */
export const CheckoutMessage = z.strictObject({
  level: z.enum(['error', 'warning', 'info']),
  code: z.string(),
  /** Dotted path of the field that it is about. */
  path: z.string().optional(),
  text: z.string(),
  /** Who can mend it: the agent by another call, or only the buyer at `continue_url`. */
  resolution: z.enum(['agent', 'buyer', 'none']),
});
export type CheckoutMessage = z.infer<typeof CheckoutMessage>;

export const Checkout = z.strictObject({
  ...documentFields,
  cartId: z.string(),
  sessionId: z.string(),
  principalKind: PrincipalKind,
  principalId: z.string(),
  /** The groups of the caller who made it: the hosted page sells on the same terms. */
  customerGroups: z.array(z.string()),
  publisherId: z.string().optional(),
  /** Stored statuses; `open`, `ready` and `expired` are computed when it is read. */
  state: z.enum(['active', 'completing', 'needs_buyer', 'completed', 'canceled']),
  needsBuyer: NeedsBuyerReason.optional(),
  market: z.string(),
  currency: z.string(),
  locale: z.string(),
  lines: z.array(CartLine).min(1),
  codes: z.array(z.string()),
  buyer: Buyer.optional(),
  shippingAddress: Address.optional(),
  /** True when a person typed buyer or address on the hosted page: then callers never see it. */
  contactFromPage: z.boolean(),
  /** The browser in which they were typed: other browsers with a link to the page do not see them either. */
  contactHolder: z.string().optional(),
  fulfillment: z.array(FulfillmentGroup),
  /** Set while a payment runs: what was agreed, and charged to the unit. */
  agreed: z
    .strictObject({
      attemptId: z.string(),
      breakdown: Breakdown,
      lines: z.array(OrderLine),
      shipping: ShippingPromise.optional(),
    })
    .optional(),
  orderId: z.string().optional(),
  /** Grows when a link to the hosted page is used, so that each link opens it once. */
  pageNonce: z.int().nonnegative(),
  expiresAt: z.int(),
  /** When its person was erased, milliseconds, UTC. */
  erasedAt: z.int().optional(),
});
export type Checkout = z.infer<typeof Checkout>;
export const checkouts = defineCollection(
  'checkouts',
  Checkout,
  {
    bySession: { fields: ['sessionId'] },
    byCart: { fields: ['cartId', 'state'] },
    byState: { fields: ['state', 'expiresAt'] },
  },
  [{ what: 'checkouts of people who were erased' }],
);

/** One answer per idempotency key and credential, kept at least 24 h. `_id` = hash of both. */
export const IdempotencyRecord = z.strictObject({
  ...documentFields,
  /** SHA-256 of the canonical request. */
  requestHash: z.string(),
  checkoutId: z.string(),
  attemptId: z.string(),
  /** Absent while the payment runs. */
  answer: z.unknown().optional(),
  expiresAt: z.int(),
});
export type IdempotencyRecord = z.infer<typeof IdempotencyRecord>;
export const idempotencyRecords = defineCollection('idempotencyRecords', IdempotencyRecord, {
  byAttempt: { fields: ['attemptId'] },
  byExpiry: { fields: ['expiresAt'] },
});
