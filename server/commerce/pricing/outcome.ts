import { add, type Money, subtract, sum, zero } from '../money.ts';
import type { ShippingRate } from '../shop/model.ts';
import { type Reduction, reduceGroups } from './effects.ts';
import type { LineGroup } from './groups.ts';
import type { Discount } from './model.ts';
import { ratePrice } from './shipping.ts';
import { taxOf } from './tax.ts';

/** What stays the same whichever discounts are taken. */
export interface Terms {
  groups: readonly LineGroup[];
  currency: string;
  taxIncluded: boolean;
  /** Basis points by group; 0 while the tax is not known. */
  taxRates: readonly number[];
  shippingTaxRate: number;
  /** The rate that was chosen; undefined while none is, or when nothing is shipped. */
  shippingRate?: ShippingRate | undefined;
  /** Something is shipped, and its price is not known yet. */
  shippingPending: boolean;
}

/** What the cart comes to with one set of discounts. */
export interface Outcome {
  /** In the order in which they were applied. */
  reductions: Reduction[];
  /** After discounts, by group. */
  net: Money[];
  goods: Money;
  /** By group. */
  taxes: Money[];
  shipping?: { rate: ShippingRate; price: Money; freedBy: Discount | undefined; net: Money; tax: Money };
  shippingPending: boolean;
  /** Tax on goods and shipping. */
  tax: Money;
  total: Money;
}

/** By priority, then by id. */
export const inOrder = (discounts: readonly Discount[]): Discount[] =>
  discounts.toSorted((a, b) => a.priority - b.priority || (a._id < b._id ? -1 : 1));

/** Takes every one of `discounts`, whether or not that is wise. */
export function outcomeWith(discounts: readonly Discount[], terms: Terms): Outcome {
  const { groups, currency, taxIncluded, taxRates, shippingRate } = terms;
  const { reductions, net } = reduceGroups(inOrder(discounts), groups, currency);
  const goods = sum(net, currency);
  const taxes = net.map((price, index) => taxOf(price, taxRates[index]!, taxIncluded));
  const shipping = shippingRate && shippingWith(shippingRate, goods, reductions, terms);
  const tax = add(sum(taxes, currency), shipping?.tax ?? zero(currency));
  const untaxed = add(goods, shipping?.net ?? zero(currency));
  return {
    reductions,
    net,
    goods,
    taxes,
    ...(shipping && { shipping }),
    shippingPending: terms.shippingPending,
    tax,
    total: taxIncluded ? untaxed : add(untaxed, tax),
  };
}

function shippingWith(
  rate: ShippingRate,
  goods: Money,
  reductions: readonly Reduction[],
  terms: Terms,
): NonNullable<Outcome['shipping']> {
  const price = ratePrice(rate, goods);
  const freedBy = reductions.find((r) => r.freesShipping)?.discount;
  const net = freedBy ? subtract(price, price) : price;
  return { rate, price, freedBy, net, tax: taxOf(net, terms.shippingTaxRate, terms.taxIncluded) };
}
