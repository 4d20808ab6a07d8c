import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields, LocalizedText } from '../catalog/model.ts';
import { Money } from '../money.ts';

/** Which lines a discount looks at; an empty selector is every line. */
export const LineSelector = z.strictObject({
  productIds: z.array(z.string()).default([]),
  categories: z.array(z.string()).default([]),
  brands: z.array(z.string()).default([]),
});
export type LineSelector = z.infer<typeof LineSelector>;

export const DiscountEffect = z.discriminatedUnion('kind', [
  /** `rate` in basis points: 1000 is 10 %. `cap` in minor units by currency. */
  z.strictObject({ kind: z.literal('percentage'), rate: z.int().min(1).max(10_000), cap: z.record(z.string(), z.int().positive()).optional() }),
  /** Minor units by currency; no entry, no discount in that currency. */
  z.strictObject({ kind: z.literal('fixed'), amounts: z.record(z.string(), z.int().positive()) }),
  /** For every `buy` units paid in full, `get` further units (the cheapest) are reduced by `rate` basis points. */
  z.strictObject({ kind: z.literal('buy_x_get_y'), buy: z.int().min(1), get: z.int().min(1), rate: z.int().min(1).max(10_000) }),
  z.strictObject({ kind: z.literal('free_shipping') }),
]);

export const Discount = z.strictObject({
  ...documentFields,
  /** Upper case; absent for a discount that applies by itself. */
  code: z.string().optional(),
  title: LocalizedText,
  effect: DiscountEffect,
  appliesTo: LineSelector,
  /** Goods before discounts must cost at least this, minor units by currency. A currency without an entry has no minimum. */
  minimumSubtotal: z.record(z.string(), z.int().positive()).optional(),
  minimumQuantity: z.int().positive().optional(),
  /** Customer groups that may use it; empty for everybody. */
  customerGroups: z.array(z.string()),
  startsAt: z.int().optional(),
  endsAt: z.int().optional(),
  usageLimit: z.int().positive().optional(),
  usageLimitPerCustomer: z.int().positive().optional(),
  used: z.int().nonnegative(),
  /** Stacks only with discounts that stack too; of those that do not, the best for the customer is taken. */
  stackable: z.boolean(),
  /** Lower goes first. */
  priority: z.int(),
  active: z.boolean(),
});
export type Discount = z.infer<typeof Discount>;
export const discounts = defineCollection('discounts', Discount, {
  byCode: { fields: ['code'], unique: true, sparse: true },
  byActive: { fields: ['active'] },
});

/** One use, written with the order. `_id` = discount id + ':' + order id. */
export const DiscountUse = z.strictObject({
  ...documentFields,
  discountId: z.string(),
  orderId: z.string(),
  /** Lower-cased email of the buyer, keyed-hashed. */
  customerKey: z.string(),
});
export const discountUses = defineCollection('discountUses', DiscountUse, {
  byCustomer: { fields: ['discountId', 'customerKey'] },
});

export const RejectionReason = z.enum([
  'unknown_code', 'inactive', 'not_started', 'expired', 'used_up', 'used_up_by_customer', 'minimum_subtotal',
  'minimum_quantity', 'not_for_these_products', 'not_for_this_customer', 'not_in_this_currency', 'does_not_stack', 'no_effect',
]);
export type RejectionReason = z.infer<typeof RejectionReason>;

export const RejectedDiscount = z.strictObject({
  code: z.string(),
  reason: RejectionReason,
  /** One English sentence that says how to mend it, amounts included. */
  message: z.string(),
});
export type RejectedDiscount = z.infer<typeof RejectedDiscount>;

/** What pricing needs to know of a line. The same shape for carts, checkouts and orders. */
export interface PricingLine {
  lineId: string;
  productId: string;
  variantId: string;
  quantity: number;
  /** Per unit, tax as in the market's prices. */
  unitPrice: Money;
  categories: readonly string[];
  brand?: string;
  taxCategory: string;
  weightGrams: number;
  requiresShipping: boolean;
}

export const TotalKind = z.enum(['items', 'items_discount', 'shipping', 'shipping_discount', 'tax', 'total']);
/** Signed: discounts are negative. With tax-inclusive prices `tax` is what the other lines already contain (`included`). */
export const Total = z.strictObject({ kind: TotalKind, money: Money, included: z.boolean().optional(), label: z.string() });
export type Total = z.infer<typeof Total>;

export const PricedLine = z.strictObject({
  lineId: z.string(),
  /** unit price × quantity */
  subtotal: Money,
  /** Zero or negative. */
  discount: Money,
  /** Tax on (or in) subtotal + discount. */
  tax: Money,
  taxRate: z.int(),
  /** subtotal + discount, plus tax when prices exclude it. Never negative. */
  total: Money,
});
export type PricedLine = z.infer<typeof PricedLine>;

export const AppliedDiscount = z.strictObject({
  discountId: z.string(),
  code: z.string().optional(),
  title: z.string(),
  /** Zero or negative. */
  amount: Money,
  allocations: z.array(z.strictObject({ lineId: z.string().optional(), amount: Money })),
});
export type AppliedDiscount = z.infer<typeof AppliedDiscount>;

/** `items + items_discount + shipping + shipping_discount (+ tax when not included) = total`, always. */
export const Breakdown = z.strictObject({
  currency: z.string(),
  lines: z.array(PricedLine),
  totals: z.array(Total),
  total: Money,
  applied: z.array(AppliedDiscount),
  rejected: z.array(RejectedDiscount),
  /** False until a ship-to country is known: then tax and shipping are estimates or absent. */
  taxKnown: z.boolean(),
  shippingKnown: z.boolean(),
});
export type Breakdown = z.infer<typeof Breakdown>;

export const ShippingOption = z.strictObject({
  id: z.string(),
  title: z.string(),
  price: Money,
  /** Calendar dates (UTC), `YYYY-MM-DD`. */
  earliest: z.string(),
  latest: z.string(),
});
export type ShippingOption = z.infer<typeof ShippingOption>;
