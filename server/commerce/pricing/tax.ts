import { type Money, scale } from '../money.ts';
import type { TaxRule } from '../shop/model.ts';
import { normalPlace, type Place } from '../shop/rules.ts';

/** Basis points for goods of `category` shipped to `place`; 0 where no rule says anything. */
export function taxRate(rules: readonly TaxRule[], place: Place, category: string): number {
  const { country, region } = normalPlace(place);
  let best: TaxRule | undefined;
  let bestRank = -1;
  for (const rule of rules) {
    if (rule.country !== country) continue;
    if (rule.region !== undefined && rule.region.toUpperCase() !== region) continue;
    if (rule.category !== undefined && rule.category !== category) continue;
    const rank = (rule.category === undefined ? 0 : 2) + (rule.region === undefined ? 0 : 1);
    if (rank > bestRank) {
      best = rule;
      bestRank = rank;
    }
  }
  return best?.rate ?? 0;
}

/** False while the region is missing in a country whose rates differ by region. */
export function taxIsKnown(rules: readonly TaxRule[], place: Place | undefined): boolean {
  if (!place) return false;
  const { country, region } = normalPlace(place);
  return region !== undefined || !rules.some((rule) => rule.country === country && rule.region !== undefined);
}

/**
 * The tax on `price`, or the tax in it when prices include tax; rounded half away from zero.
 * @param rate basis points
 */
export const taxOf = (price: Money, rate: number, included: boolean): Money =>
  scale(price, rate, included ? 10_000 + rate : 10_000);
