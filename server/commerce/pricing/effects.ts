import { allocate, type Money, min, money, scale, subtract, sum, zero } from '../money.ts';
import { selects } from './eligibility.ts';
import type { LineGroup } from './groups.ts';
import type { Discount, DiscountEffect } from './model.ts';

/** What one discount takes off, as amounts that are zero or positive. */
export interface Reduction {
  discount: Discount;
  /** By group. Never more than what the group still costs. */
  goods: Money[];
  /** What it takes off is shipping, whatever that costs in the end. */
  freesShipping: boolean;
}

/**
 * Applies discounts one after another, in the order given; each sees what those before it left.
 * @returns the reductions, and what each group costs after them
 */
export function reduceGroups(
  ordered: readonly Discount[],
  groups: readonly LineGroup[],
  currency: string,
): { reductions: Reduction[]; net: Money[] } {
  let net = groups.map((group) => group.subtotal);
  const reductions: Reduction[] = [];
  for (const discount of ordered) {
    const goods = goodsReduction(discount, groups, net, currency);
    reductions.push({ discount, goods, freesShipping: discount.effect.kind === 'free_shipping' });
    net = net.map((left, index) => subtract(left, goods[index]!));
  }
  return { reductions, net };
}

function goodsReduction(
  { effect, appliesTo }: Discount,
  groups: readonly LineGroup[],
  net: readonly Money[],
  currency: string,
): Money[] {
  const base = net.map((left, index) => (selects(appliesTo, groups[index]!.line) ? left : zero(currency)));
  switch (effect.kind) {
    case 'percentage': {
      const full = scale(sum(base, currency), effect.rate, 10_000);
      const cap = effect.cap?.[currency];
      return prorate(cap === undefined ? full : min(full, money(cap, currency)), base);
    }
    case 'fixed': {
      const full = money(effect.amounts[currency] ?? 0, currency);
      return prorate(min(full, sum(base, currency)), base);
    }
    case 'buy_x_get_y': {
      const units = reducedUnits(effect, groups, (index) => selects(appliesTo, groups[index]!.line));
      return base.map((left, index) =>
        scale(left, effect.rate * units[index]!, 10_000 * groups[index]!.quantity),
      );
    }
    case 'free_shipping':
      return base.map(() => zero(currency));
  }
}

/** `amount` is at most the sum of `base`, so no share exceeds what it is taken from. */
const prorate = (amount: Money, base: readonly Money[]): Money[] =>
  allocate(
    amount,
    base.map((left) => left.amount),
  );

/** How many units of each group are the reduced ones: the cheapest by list price. */
function reducedUnits(
  effect: Extract<DiscountEffect, { kind: 'buy_x_get_y' }>,
  groups: readonly LineGroup[],
  isEligible: (index: number) => boolean,
): number[] {
  const cheapestFirst = groups
    .map((group, index) => ({ index, quantity: group.quantity, price: group.line.unitPrice.amount }))
    .filter(({ index, price }) => price > 0 && isEligible(index))
    .sort((a, b) => a.price - b.price || a.index - b.index);
  const units = cheapestFirst.reduce((n, { quantity }) => n + quantity, 0);
  const round = effect.buy + effect.get;
  let left = Math.floor(units / round) * effect.get + Math.max(0, (units % round) - effect.buy);
  const reduced = groups.map(() => 0);
  for (const { index, quantity } of cheapestFirst) {
    reduced[index] = Math.min(quantity, left);
    left -= reduced[index]!;
  }
  return reduced;
}
