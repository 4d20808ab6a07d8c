import type { Destination } from '../carts/model.ts';
import { localized } from '../catalog/model.ts';
import { add, type Money, negate, subtract, sum } from '../money.ts';
import type { Market, ShippingRate, Shop } from '../shop/model.ts';
import { bestOutcome, type Choice, chooseDiscounts, type Usable, usableDiscounts } from './discounts.ts';
import { distribute } from './distribute.ts';
import type { Customer } from './eligibility.ts';
import { groupLines } from './groups.ts';
import { totalLabel } from './labels.ts';
import type {
  AppliedDiscount,
  Breakdown,
  Discount,
  PricedShipping,
  PricingLine,
  ShippingOption,
  Total,
  TotalKind,
} from './model.ts';
import { type Outcome, outcomeWith, type Terms } from './outcome.ts';
import { waitsForShipping, worth } from './rejections.ts';
import { ratePrice, shippingOptions, shippingRates } from './shipping.ts';
import { taxIsKnown, taxRate } from './tax.ts';

export interface PriceCartInput {
  lines: readonly PricingLine[];
  shop: Shop;
  market: Market;
  /** Where to; without it tax and shipping stay unknown. */
  destination?: Destination | undefined;
  /** The shipping option that was chosen. One that is not on offer counts as none. */
  shippingRateId?: string | undefined;
  /** The automatic discounts and those of the codes; others are passed over. */
  discounts: readonly Discount[];
  /** As typed. */
  codes: readonly string[];
  customer: Customer;
  /** ms, UTC */
  now: number;
  locale: string;
}

export type PricedCart = Breakdown & { shippingOptions: ShippingOption[] };

/**
 * What a cart costs, with every rule of the shop applied: discounts, then shipping, then tax. Pure: the same input gives
 * the same answer, and neither the order of the lines nor their splitting changes a total.
 * @throws CurrencyMismatchError when a line is not in the market's currency
 * @throws RangeError for a quantity that is not a positive whole number, or an amount too large to be exact
 */
export function priceCart(input: PriceCartInput): PricedCart {
  const { lines, shop, market, destination, customer, now, locale } = input;
  const currency = market.currency;
  const groups = groupLines(lines, currency);
  const shipping = shippingRates(lines, shop, market, destination);
  const taxKnown = taxIsKnown(shop.taxRules, destination);
  const rateFor = (category: string): number =>
    taxKnown ? taxRate(shop.taxRules, destination!, category) : 0;
  const shippingRate = shipping.certain
    ? shipping.rates.find((r) => r.id === input.shippingRateId)
    : undefined;
  const terms: Terms = {
    groups,
    currency,
    taxIncluded: market.taxIncluded,
    taxRates: groups.map((group) => rateFor(group.line.taxCategory)),
    shippingTaxRate: rateFor(shop.shippingTaxCategory),
    shippingRate,
    shippingPending: shipping.needed && !shippingRate,
  };
  const usable = usableDiscounts(input.discounts, input.codes, { groups, currency, customer, now });
  const choice = chooseDiscounts(usable, (set) => outcomeWith(set, terms));
  const { outcome, rejected } = choice;
  const distributed = distribute(lines, outcome, terms);
  return {
    currency,
    lines: distributed.lines,
    ...(outcome.shipping && { shipping: pricedShipping(outcome.shipping, terms) }),
    totals: totalsOf(outcome, terms, taxKnown, locale),
    total: outcome.total,
    applied: appliedOf(choice, distributed.allocations, shop, locale),
    rejected,
    taxKnown,
    shippingKnown: !terms.shippingPending,
    shippingOptions: shippingOptions(
      shipping.rates,
      (r) => priceIfChosen(r, usable, terms),
      shop,
      now,
      locale,
    ),
  };
}

/** Which discounts are best can depend on the rate, and whether the rate is free depends on them. */
function priceIfChosen(rate: ShippingRate, usable: Usable, terms: Terms): Money {
  const items = itemsOf(terms);
  const mayLoseIt = rate.freeFrom !== undefined && items.amount >= rate.freeFrom;
  if (!mayLoseIt || usable.automatic.length + usable.typed.length === 0) return ratePrice(rate, items);
  const chosen: Terms = { ...terms, shippingRate: rate, shippingPending: false };
  return ratePrice(rate, bestOutcome(usable, (set) => outcomeWith(set, chosen)).outcome.goods);
}

const itemsOf = ({ groups, currency }: Terms): Money =>
  sum(
    groups.map((group) => group.subtotal),
    currency,
  );

function pricedShipping(shipping: NonNullable<Outcome['shipping']>, terms: Terms): PricedShipping {
  const { rate, price, net, tax } = shipping;
  return {
    rateId: rate.id,
    subtotal: price,
    discount: subtract(net, price),
    tax,
    taxRate: terms.shippingTaxRate,
    total: terms.taxIncluded ? net : add(net, tax),
  };
}

function totalsOf(outcome: Outcome, terms: Terms, taxKnown: boolean, locale: string): Total[] {
  const items = itemsOf(terms);
  const totals: Total[] = [];
  const put = (kind: TotalKind, money: Money): void => {
    totals.push({ kind, money, label: totalLabel(kind, locale) });
  };
  put('items', items);
  const discount = subtract(outcome.goods, items);
  if (discount.amount !== 0) put('items_discount', discount);
  if (outcome.shipping) {
    put('shipping', outcome.shipping.price);
    const off = subtract(outcome.shipping.net, outcome.shipping.price);
    if (off.amount !== 0) put('shipping_discount', off);
  }
  if (taxKnown) {
    const included = terms.taxIncluded;
    totals.push({ kind: 'tax', money: outcome.tax, included, label: totalLabel('tax', locale, included) });
  }
  put('total', outcome.total);
  return totals;
}

function appliedOf(
  { outcome, codeOf }: Choice,
  allocations: ReadonlyMap<string, AppliedDiscount['allocations']>,
  shop: Shop,
  locale: string,
): AppliedDiscount[] {
  const applied: AppliedDiscount[] = [];
  for (const { discount, goods } of outcome.reductions) {
    const code = codeOf.get(discount._id);
    const pending = code !== undefined && waitsForShipping(discount, outcome);
    if (worth(discount, outcome) === 0 && !pending) continue;
    const { shipping } = outcome;
    const freed = shipping?.freedBy === discount ? negate(shipping.price) : undefined;
    const offGoods = negate(sum(goods, outcome.total.currency));
    applied.push({
      discountId: discount._id,
      ...(code !== undefined && { code }),
      title: localized(discount.title, locale, shop.defaultLocale),
      amount: freed ? add(offGoods, freed) : offGoods,
      allocations: [...(allocations.get(discount._id) ?? []), ...(freed ? [{ amount: freed }] : [])],
    });
  }
  return applied;
}
