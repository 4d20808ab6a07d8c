import { localized } from '../catalog/model.ts';
import { type Money, money } from '../money.ts';
import type { Market, ShippingRate, Shop } from '../shop/model.ts';
import { normalPlace, type Place, zoneHolds } from '../shop/rules.ts';
import { deliveryEstimate } from './delivery.ts';
import type { PricingLine, ShippingOption } from './model.ts';

export interface ShippingRates {
  /** Some line needs shipping. */
  needed: boolean;
  /** What may be chosen for this destination and weight; prices still depend on the goods. */
  rates: ShippingRate[];
  /** False while the region is missing and decides about the zone. */
  certain: boolean;
}

/** The rates for a cart. None when nothing is shipped, the destination is not known or not served, or it is too heavy. */
export function shippingRates(
  lines: readonly PricingLine[],
  shop: Shop,
  market: Market,
  destination: Place | undefined,
): ShippingRates {
  const shipped = lines.filter((line) => line.requiresShipping);
  const needed = shipped.length > 0;
  if (!needed || !destination) return { needed, rates: [], certain: !needed };
  const inCurrency = (rate: ShippingRate): boolean => rate.currency === market.currency;
  const zone = shop.shippingZones.find((z) => zoneHolds(z, destination) && z.rates.some(inCurrency));
  if (!zone) return { needed, rates: [], certain: true };
  const weight = shipped.reduce((grams, line) => grams + line.weightGrams * line.quantity, 0);
  return {
    needed,
    rates: zone.rates.filter(
      (rate) => inCurrency(rate) && (rate.maxWeightGrams === undefined || weight <= rate.maxWeightGrams),
    ),
    certain: normalPlace(destination).region !== undefined || zone.exceptRegions.length === 0,
  };
}

/** @param goods what the goods cost after discounts, tax as in the market's prices */
export function ratePrice(rate: ShippingRate, goods: Money): Money {
  const free = rate.freeFrom !== undefined && goods.amount >= rate.freeFrom;
  return money(free ? 0 : rate.amount, rate.currency);
}

/**
 * What the buyer may choose from, cheapest first, then fastest.
 * @param priceOf what shipping costs when this rate is chosen
 */
export function shippingOptions(
  rates: readonly ShippingRate[],
  priceOf: (rate: ShippingRate) => Money,
  shop: Shop,
  now: number,
  locale: string,
): ShippingOption[] {
  return rates
    .map((rate) => ({
      id: rate.id,
      title: localized(rate.title, locale, shop.defaultLocale),
      price: priceOf(rate),
      ...deliveryEstimate(now, { ...rate, handlingDays: shop.handlingDays, cutOffHour: shop.cutOffHour }),
    }))
    .sort(
      (a, b) =>
        a.price.amount - b.price.amount ||
        compareText(a.latest, b.latest) ||
        compareText(a.earliest, b.earliest) ||
        compareText(a.id, b.id),
    );
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
