import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields, LocalizedText } from '../catalog/model.ts';
import { CurrencyCode } from '../money.ts';

/** ISO 3166-1 alpha-2. */
export const CountryCode = z
  .string()
  .regex(/^[A-Z]{2}$/, 'a two-letter ISO 3166-1 country code such as US')
  .describe('ISO 3166-1 alpha-2, such as US');

export const Market = z.strictObject({
  id: z.string(),
  currency: CurrencyCode,
  countries: z.array(CountryCode).min(1),
  /** Whether the prices of this market contain tax. */
  taxIncluded: z.boolean(),
  defaultLocale: z.string(),
});
export type Market = z.infer<typeof Market>;

/**
 * The most specific rule wins: region and category, then category alone, then region alone, then neither. Of equals the
 * first counts.
 */
export const TaxRule = z.strictObject({
  country: CountryCode,
  /** ISO 3166-2 without the country, such as `CA` for California. */
  region: z.string().optional(),
  category: z.string().optional(),
  /** Basis points: 1900 is 19 %. */
  rate: z.int().min(0).max(10_000),
  name: z.string(),
});
export type TaxRule = z.infer<typeof TaxRule>;

export const ShippingRate = z.strictObject({
  id: z.string(),
  title: LocalizedText,
  currency: CurrencyCode,
  /** Minor units, tax as in the market's prices. */
  amount: z.int().nonnegative(),
  /** Free when the goods after discounts cost at least this much, minor units. */
  freeFrom: z.int().nonnegative().optional(),
  /** Only for carts up to this weight. */
  maxWeightGrams: z.int().positive().optional(),
  /** Business days in transit, from and to, counted after handling. */
  minDays: z.int().nonnegative(),
  maxDays: z.int().nonnegative(),
});
export type ShippingRate = z.infer<typeof ShippingRate>;

/** The first zone that holds the destination and has rates in the market's currency counts. */
export const ShippingZone = z.strictObject({
  id: z.string(),
  countries: z.array(CountryCode).min(1),
  /** Regions (ISO 3166-2 without the country) left out of this zone. */
  exceptRegions: z.array(z.string()).default([]),
  rates: z.array(ShippingRate).min(1),
});
export type ShippingZone = z.infer<typeof ShippingZone>;

export const Location = z.strictObject({
  id: z.string(),
  title: LocalizedText,
  country: CountryCode,
  /** Ship from here before locations with a higher number. */
  priority: z.int(),
});

/** One document, `_id` = `shop`: what is set once for the whole shop. */
export const Shop = z.strictObject({
  ...documentFields,
  name: z.string(),
  defaultLocale: z.string(),
  locales: z.array(z.string()).min(1),
  defaultMarket: z.string(),
  markets: z.array(Market).min(1),
  taxRules: z.array(TaxRule),
  /** Tax category of shipping. */
  shippingTaxCategory: z.string(),
  shippingZones: z.array(ShippingZone),
  locations: z.array(Location).min(1),
  /**
   * Business days (Monday to Friday) before a parcel leaves, counted from the first business day that is not before the
   * order. Orders from the cut-off hour (UTC) on count from the next day.
   */
  handlingDays: z.int().nonnegative(),
  cutOffHour: z.int().min(0).max(23),
  supportEmail: z.string().optional(),
});
export type Shop = z.infer<typeof Shop>;
export const shops = defineCollection('shop', Shop);
export const SHOP_ID = 'shop';
