import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';
import { Money } from '../money.ts';

/** Somebody who recommends the shop's products elsewhere and earns commission. */
export const Publisher = z.strictObject({
  ...documentFields,
  name: z.string(),
  /** A suspended publisher earns nothing on new orders; its keys go on working for the shoppers who are there. */
  status: z.enum(['active', 'suspended']),
  /** Its own email addresses and phone numbers, lower case: what is bought with them earns nothing. */
  contacts: z.array(z.string()),
  /** Host names of its websites: an order by an address of theirs is held. */
  domains: z.array(z.string()),
});
export type Publisher = z.infer<typeof Publisher>;
export const publishers = defineCollection('publishers', Publisher, {
  byCreated: { fields: ['createdAt'] },
});

/** Keeps every product with a quantity exact: commission must never be what an order fails at. */
const MAX_FIXED = 1_000_000_000;

export const CommissionEffect = z.discriminatedUnion('kind', [
  /** `rate` in basis points of what the goods cost after discounts and without tax: 500 is 5 %. */
  z.strictObject({ kind: z.literal('percentage'), rate: z.int().min(0).max(10_000) }),
  /** Minor units a unit sold, by currency; never more than the goods cost. No entry, and the rule is not for that currency. */
  z.strictObject({ kind: z.literal('fixed'), amounts: z.record(z.string(), z.int().min(0).max(MAX_FIXED)) }),
]);
export type CommissionEffect = z.infer<typeof CommissionEffect>;

/** For which sales a rule is: those that every list that is not empty holds. */
export const CommissionScope = z.strictObject({
  publisherIds: z.array(z.string()),
  brands: z.array(z.string()),
  /** Subcategories included. */
  categories: z.array(z.string()),
});
export type CommissionScope = z.infer<typeof CommissionScope>;

/** What is paid for a sale. Never changed but to end it, so that an entry can always be checked against its rule. */
export const CommissionRule = z.strictObject({
  ...documentFields,
  title: z.string(),
  effect: CommissionEffect,
  appliesTo: CommissionScope,
  /** For orders from this moment on, milliseconds, UTC. */
  validFrom: z.int(),
  /** For orders before this moment. */
  validUntil: z.int().optional(),
});
export type CommissionRule = z.infer<typeof CommissionRule>;
export const commissionRules = defineCollection('commissionRules', CommissionRule, {
  byValidFrom: { fields: ['validFrom'] },
});

export const FraudSignal = z.strictObject({
  kind: z.enum(['self_purchase', 'velocity', 'shared_address']),
  /** For the merchant, in words. */
  detail: z.string(),
});
export type FraudSignal = z.infer<typeof FraudSignal>;

export const AttributionStatus = z.enum(['pending', 'held', 'approved', 'rejected']);
export type AttributionStatus = z.infer<typeof AttributionStatus>;

/** That an order is credited to a publisher, written with the order; what it earns stands in the entries. */
export const Attribution = z.strictObject({
  ...documentFields,
  orderId: z.string(),
  publisherId: z.string(),
  /** The session that bought: SHA-256 of the id that the publisher holds. */
  sessionId: z.string(),
  /**
   * `pending` until nothing can be returned any more, then `approved`; `held` until the merchant decides; `rejected` earns
   * nothing.
   */
  status: AttributionStatus,
  signals: z.array(FraudSignal),
  /** Keyed hash of where the goods go; gone when the buyer was erased. */
  addressKey: z.string().optional(),
  /** The sum of its entries. */
  net: Money,
  /** How many entries there are. */
  entries: z.int().nonnegative(),
  /** Days after the last parcel within which goods can be returned. */
  returnDays: z.int().nonnegative(),
  /** From then on it can be approved, milliseconds, UTC; absent while goods are still to be sent. */
  dueAt: z.int().optional(),
  approvedAt: z.int().optional(),
  decision: z
    .strictObject({
      by: z.string(),
      at: z.int(),
      note: z.string(),
      verdict: z.enum(['released', 'rejected']),
    })
    .optional(),
});
export type Attribution = z.infer<typeof Attribution>;
export const attributions = defineCollection('attributions', Attribution, {
  byOrder: { fields: ['orderId'], unique: true },
  byPublisher: { fields: ['publisherId', 'createdAt'] },
  byApproval: { fields: ['publisherId', 'approvedAt'] },
  byStatus: { fields: ['status', 'createdAt'] },
  byDue: { fields: ['status', 'dueAt'] },
  byAddress: { fields: ['addressKey', 'createdAt'], sparse: true },
});

/**
 * One movement of commission on one order line. Written once, never changed: what is taken back is a further entry. `_id` is
 * the attribution's id and a number, `createdAt` the moment that counts.
 */
export const CommissionEntry = z.strictObject({
  ...documentFields,
  attributionId: z.string(),
  orderId: z.string(),
  publisherId: z.string(),
  lineId: z.string(),
  productId: z.string(),
  kind: z.enum(['earned', 'reversed', 'restored']),
  reason: z.enum(['sale', 'goods_back', 'refund', 'dispute', 'rejected', 'refund_undone']),
  /** Negative when reversed. */
  amount: Money,
  /** What the commission of a sale was computed on: the line after discounts, without tax. */
  basis: Money.optional(),
  /** The rule as it was at the sale. */
  rule: z.strictObject({ id: z.string(), effect: CommissionEffect }).optional(),
});
export type CommissionEntry = z.infer<typeof CommissionEntry>;
export const commissionEntries = defineCollection('commissionEntries', CommissionEntry, {
  byAttribution: { fields: ['attributionId'] },
  byPublisher: { fields: ['publisherId', 'createdAt'] },
});

/** That what a publisher was to be paid for a month is paid. Written once, never changed. `_id`: see `payoutId`. */
export const PaidPayout = z.strictObject({
  ...documentFields,
  publisherId: z.string(),
  /** `YYYY-MM`, UTC. */
  month: z.string(),
  /** What was to be paid; negative: it was deducted. */
  amount: Money,
  /** Of the transfer, in the merchant's words. */
  reference: z.string(),
  /** Calendar date of the transfer, `YYYY-MM-DD`. */
  paidOn: z.string(),
  /** Id of the principal who said so. */
  by: z.string(),
});
export type PaidPayout = z.infer<typeof PaidPayout>;
export const paidPayouts = defineCollection('paidPayouts', PaidPayout, {
  byPublisher: { fields: ['publisherId', 'month'] },
});
