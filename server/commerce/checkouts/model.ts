import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';
import { CartLine } from '../carts/model.ts';
import { Money } from '../money.ts';
import { Breakdown } from '../pricing/model.ts';
import { CountryCode } from '../shop/model.ts';

export const CheckoutStatus = z.enum([
  'open', 'needs_buyer', 'ready', 'completing', 'completed', 'canceled', 'expired',
]);
export type CheckoutStatus = z.infer<typeof CheckoutStatus>;

/** Why a person must go to `continue_url`. */
export const NeedsBuyerReason = z.enum(['payment', 'payment_action', 'review']);
export type NeedsBuyerReason = z.infer<typeof NeedsBuyerReason>;

const line = (max: number) => z.string().trim().min(1).max(max);
export const Address = z.strictObject({
  name: line(120).describe('Full name of the person who receives the parcel'),
  line1: line(200).describe('Street and number'),
  line2: z.string().trim().max(200).optional(),
  city: line(120),
  region: z.string().trim().max(10).optional().describe('State or province, ISO 3166-2 without the country, such as CA'),
  postal_code: line(20),
  country: CountryCode.describe('ISO 3166-1 alpha-2, such as US'),
});
export type Address = z.infer<typeof Address>;

export const Buyer = z.strictObject({
  name: line(120).optional(),
  email: z.email().max(254),
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/, 'E.164, such as +14155550123').optional(),
});
export type Buyer = z.infer<typeof Buyer>;

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
  principalId: z.string(),
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
  fulfillment: z.array(FulfillmentGroup),
  /** Set while a payment runs: what was agreed, and charged to the unit. */
  agreed: z.strictObject({ breakdown: Breakdown, attemptId: z.string() }).optional(),
  orderId: z.string().optional(),
  /** SHA-256 of the newest secret of `continue_url`. */
  pageSecretHash: z.string().optional(),
  expiresAt: z.int(),
});
export type Checkout = z.infer<typeof Checkout>;
export const checkouts = defineCollection('checkouts', Checkout, {
  bySession: { fields: ['sessionId'] },
  byCart: { fields: ['cartId'] },
  byPageSecret: { fields: ['pageSecretHash'], sparse: true },
  byState: { fields: ['state', 'expiresAt'] },
});

/** One answer per idempotency key and credential, kept at least 24 h. `_id` = hash of both. */
export const IdempotencyRecord = z.strictObject({
  ...documentFields,
  /** SHA-256 of the canonical request. */
  requestHash: z.string(),
  status: z.enum(['running', 'done']),
  checkoutId: z.string(),
  attemptId: z.string().optional(),
  answer: z.unknown().optional(),
  expiresAt: z.int(),
});
export type IdempotencyRecord = z.infer<typeof IdempotencyRecord>;
export const idempotencyRecords = defineCollection('idempotencyRecords', IdempotencyRecord, {
  byExpiry: { fields: ['expiresAt'] },
});

export const ConfirmedTotal = Money;
