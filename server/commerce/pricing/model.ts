import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields, LocalizedText } from '../catalog/model.ts';
import { Money } from '../money.ts';

/**
 * Which lines a discount looks at: those that every list that is not empty holds, so an empty selector is every line, and
 * a category with a brand is what this brand has in that category.
 */
export const LineSelector = z.strictObject({
  productIds: z.array(z.string()).default([]),
  categories: z.array(z.string()).default([]),
  brands: z.array(z.string()).default([]),
});
export type LineSelector = z.infer<typeof LineSelector>;

export const DiscountEffect = z.discriminatedUnion('kind', [
  /** `rate` in basis points: 1000 is 10 %. `cap` in minor units by currency. */
  z.strictObject({
    kind: z.literal('percentage'),
    rate: z.int().min(1).max(10_000),
    cap: z.record(z.string(), z.int().positive()).optional(),
  }),
  /** Minor units by currency; no entry, no discount in that currency. */
  z.strictObject({ kind: z.literal('fixed'), amounts: z.record(z.string(), z.int().positive()) }),
  /**
   * For every `buy` units paid in full, up to `get` further units (the cheapest) are reduced by `rate` basis points. Units
   * that cost nothing count neither way.
   */
  z.strictObject({
    kind: z.literal('buy_x_get_y'),
    buy: z.int().min(1),
    get: z.int().min(1),
    rate: z.int().min(1).max(10_000),
  }),
  z.strictObject({ kind: z.literal('free_shipping') }),
]);
export type DiscountEffect = z.infer<typeof DiscountEffect>;

export const Discount = z.strictObject({
  ...documentFields,
  /** Upper case; absent for a discount that applies by itself. */
  code: z.string().optional(),
  title: LocalizedText,
  effect: DiscountEffect,
  appliesTo: LineSelector,
  /**
   * The goods it looks at must cost at least this before discounts, minor units by currency. A currency without an entry
   * has no minimum.
   */
  minimumSubtotal: z.record(z.string(), z.int().positive()).optional(),
  /** Units of the goods it looks at. */
  minimumQuantity: z.int().positive().optional(),
  /** Customer groups that may use it; empty for everybody. */
  customerGroups: z.array(z.string()),
  startsAt: z.int().optional(),
  endsAt: z.int().optional(),
  usageLimit: z.int().positive().optional(),
  usageLimitPerCustomer: z.int().positive().optional(),
  used: z.int().nonnegative(),
  /**
   * Stacks only with discounts that stack too. One that does not stands alone: of every such discount and of the stack,
   * whatever gives the customer the lowest total is taken.
   */
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
  'unknown_code',
  'inactive',
  'not_started',
  'expired',
  'used_up',
  'used_up_by_customer',
  'minimum_subtotal',
  'minimum_quantity',
  'not_for_these_products',
  'not_for_this_customer',
  'not_in_this_currency',
  'does_not_stack',
  'no_effect',
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
export type TotalKind = z.infer<typeof TotalKind>;
/** Signed: discounts are negative. With tax-inclusive prices `tax` is what the other lines already contain (`included`). */
export const Total = z.strictObject({
  kind: TotalKind,
  money: Money,
  included: z.boolean().optional(),
  label: z.string(),
});
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
  /** Zero or negative. Zero only for free shipping while the price of shipping is not known. */
  amount: Money,
  /** Adds up to `amount`; the part without a line is taken off shipping. */
  allocations: z.array(z.strictObject({ lineId: z.string().optional(), amount: Money })),
});
export type AppliedDiscount = z.infer<typeof AppliedDiscount>;

export const PricedShipping = z.strictObject({
  rateId: z.string(),
  subtotal: Money,
  /** Zero or negative. */
  discount: Money,
  /** Tax on (or in) subtotal + discount. */
  tax: Money,
  taxRate: z.int(),
  /** subtotal + discount, plus tax when prices exclude it. Never negative. */
  total: Money,
});
export type PricedShipping = z.infer<typeof PricedShipping>;

/**
 * `items + items_discount + shipping + shipping_discount (+ tax when not included) = total`, and the totals of the lines
 * and of shipping add up to `total`, always.
 */
export const Breakdown = z.strictObject({
  currency: z.string(),
  /** In the order of the lines that were priced. */
  lines: z.array(PricedLine),
  /** Absent when nothing is shipped or the price of shipping is not known. */
  shipping: PricedShipping.optional(),
  totals: z.array(Total),
  total: Money,
  applied: z.array(AppliedDiscount),
  rejected: z.array(RejectedDiscount),
  /** False until the ship-to country is known, and its region where rates differ by region. Until then `tax` is absent. */
  taxKnown: z.boolean(),
  /**
   * True when a rate that is on offer was chosen, or nothing needs shipping. Until then `shipping` is absent. Needs the
   * region too where a zone leaves regions out.
   */
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
