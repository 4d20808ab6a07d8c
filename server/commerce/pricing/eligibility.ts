import { type Money, money, plain, subtract, sum } from '../money.ts';
import type { LineGroup } from './groups.ts';
import type { Discount, LineSelector, PricingLine, RejectionReason } from './model.ts';

export interface Customer {
  groups: readonly string[];
  /** Uses of this customer by discount id; empty while nobody knows who buys. */
  usedByDiscount: ReadonlyMap<string, number>;
}

export interface EligibilityContext {
  groups: readonly LineGroup[];
  currency: string;
  customer: Customer;
  /** ms, UTC */
  now: number;
}

export interface Refusal {
  reason: RejectionReason;
  message: string;
}

/** Each list that is not empty must hold the line. */
export function selects(selector: LineSelector, line: PricingLine): boolean {
  const { productIds, categories, brands } = selector;
  return (
    (productIds.length === 0 || productIds.includes(line.productId)) &&
    (categories.length === 0 || line.categories.some((c) => categories.includes(c))) &&
    (brands.length === 0 || (line.brand !== undefined && brands.includes(line.brand)))
  );
}

/**
 * Why `discount` cannot be used for this cart, looking at it alone; undefined when it can.
 * @param name what the customer calls it: the code
 */
export function refusalOf(
  discount: Discount,
  name: string,
  context: EligibilityContext,
): Refusal | undefined {
  return (
    refusedByItself(discount, name, context.now) ??
    refusedToCustomer(discount, name, context.customer) ??
    refusedByGoods(discount, name, context)
  );
}

function refusedByItself(discount: Discount, name: string, now: number): Refusal | undefined {
  const { startsAt, endsAt, usageLimit, used } = discount;
  if (!discount.active)
    return {
      reason: 'inactive',
      message: `${name} is not offered at the moment. Remove it or use another code.`,
    };
  if (startsAt !== undefined && now < startsAt)
    return { reason: 'not_started', message: `${name} starts on ${minute(startsAt)}. Use it from then on.` };
  if (endsAt !== undefined && now >= endsAt)
    return {
      reason: 'expired',
      message: `${name} ended on ${minute(endsAt)}. Remove it or use another code.`,
    };
  if (usageLimit !== undefined && used >= usageLimit)
    return {
      reason: 'used_up',
      message: `${name} has been used as often as it may be. Remove it or use another code.`,
    };
  return undefined;
}

function refusedToCustomer(discount: Discount, name: string, customer: Customer): Refusal | undefined {
  const { customerGroups, usageLimitPerCustomer: limit } = discount;
  if (customerGroups.length > 0 && !customerGroups.some((group) => customer.groups.includes(group)))
    return {
      reason: 'not_for_this_customer',
      message: `${name} is only for certain customers. Sign in with an account that has it, or use another code.`,
    };
  if (limit !== undefined && (customer.usedByDiscount.get(discount._id) ?? 0) >= limit)
    return {
      reason: 'used_up_by_customer',
      message: `${name} can be used ${limit === 1 ? 'once' : `${limit} times`} per customer and this customer has done so. Use another code.`,
    };
  return undefined;
}

function refusedByGoods(discount: Discount, name: string, context: EligibilityContext): Refusal | undefined {
  const { effect, appliesTo, minimumQuantity, minimumSubtotal } = discount;
  const { currency } = context;
  if (effect.kind === 'fixed' && effect.amounts[currency] === undefined)
    return {
      reason: 'not_in_this_currency',
      message: `${name} is not worth anything in ${currency}. It can be used in ${Object.keys(effect.amounts).join(', ')}.`,
    };
  const eligible = context.groups.filter((group) => selects(appliesTo, group.line));
  const goods = selectsAll(appliesTo) ? 'items' : 'eligible items';
  if (eligible.length === 0)
    return {
      reason: 'not_for_these_products',
      message: `${name} is not for anything in this cart. Add ${described(appliesTo)} to use it.`,
    };
  const lacking = lackingUnits(discount, eligible, minimumQuantity);
  if (lacking > 0)
    return {
      reason: 'minimum_quantity',
      message: `Add ${lacking} more ${lacking === 1 ? goods.slice(0, -1) : goods} to use ${name}.`,
    };
  const least = minimumSubtotal?.[currency];
  if (least !== undefined) {
    const missing = subtract(money(least, currency), subtotalOf(eligible, currency));
    if (missing.amount > 0)
      return {
        reason: 'minimum_subtotal',
        message: `Add ${plain(missing)} more of ${goods} to use ${name}.`,
      };
  }
  return undefined;
}

function lackingUnits(discount: Discount, eligible: readonly LineGroup[], minimum = 0): number {
  const units = (groups: readonly LineGroup[]): number => groups.reduce((n, group) => n + group.quantity, 0);
  const lacking = minimum - units(eligible);
  if (discount.effect.kind !== 'buy_x_get_y') return lacking;
  const priced = eligible.filter((group) => group.line.unitPrice.amount > 0);
  return Math.max(lacking, discount.effect.buy + 1 - units(priced));
}

const subtotalOf = (groups: readonly LineGroup[], currency: string): Money =>
  sum(
    groups.map((group) => group.subtotal),
    currency,
  );

const selectsAll = ({ productIds, categories, brands }: LineSelector): boolean =>
  productIds.length + categories.length + brands.length === 0;

function described({ productIds, categories, brands }: LineSelector): string {
  const some = (kind: string, values: readonly string[]): string[] =>
    values.length === 0
      ? []
      : [`${kind} ${values.slice(0, 5).join(' or ')}${values.length > 5 ? ' or others' : ''}`];
  const limits = [...some('product', productIds), ...some('category', categories), ...some('brand', brands)];
  return limits.length === 0 ? 'items' : `items of ${limits.join(' and ')}`;
}

const minute = (at: number): string => `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
