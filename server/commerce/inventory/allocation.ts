import type { Shop } from '../shop/model.ts';
import type { StockLevel } from './model.ts';

export interface Allocation {
  variantId: string;
  locationId: string;
  quantity: number;
}

export const availableAt = (level: StockLevel): number => Math.max(0, level.onHand - level.held);

/**
 * Which locations send `quantity` units: one location alone if any can, nearest first (same country, then priority),
 * else several in that order. Undefined when there is not enough in all.
 */
export function allocateStock(
  levels: readonly StockLevel[],
  quantity: number,
  shop: Shop,
  country: string | undefined,
): Allocation[] | undefined {
  const rank = (level: StockLevel): number => {
    const location = shop.locations.find((l) => l.id === level.locationId);
    return (location?.priority ?? 1000) + (location && location.country === country ? 0 : 1_000_000);
  };
  const sorted = [...levels].sort((a, b) => rank(a) - rank(b) || (a._id < b._id ? -1 : 1));
  const whole = sorted.find((level) => availableAt(level) >= quantity);
  if (whole) return [{ variantId: whole.variantId, locationId: whole.locationId, quantity }];
  const result: Allocation[] = [];
  let missing = quantity;
  for (const level of sorted) {
    const take = Math.min(missing, availableAt(level));
    if (take > 0) result.push({ variantId: level.variantId, locationId: level.locationId, quantity: take });
    missing -= take;
    if (missing === 0) return result;
  }
  return undefined;
}
