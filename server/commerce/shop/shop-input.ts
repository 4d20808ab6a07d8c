import { z } from 'zod';
import { localizedInput } from '../catalog/product-input.ts';
import { CurrencyCode } from '../money.ts';
import { CountryCode } from './model.ts';

/** The shop's settings as the outside world writes them: the body of the admin API's `PUT /admin/v1/shop`. */

const Key = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'lower-case letters, digits, dash or underscore');
const Locale = z.string().regex(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en or pt-BR');
const Region = z.string().regex(/^[A-Z0-9]{1,10}$/, 'ISO 3166-2 without the country, such as CA');
const Countries = z.array(CountryCode).min(1).max(300);
const Amount = z.int().nonnegative().max(100_000_000_000);
const Days = z.int().nonnegative().max(365);

export const MarketInput = z.strictObject({
  id: Key,
  currency: CurrencyCode,
  countries: Countries,
  tax_included: z.boolean().describe('Whether the prices of this market contain tax'),
  default_locale: Locale,
});

export const TaxRuleInput = z.strictObject({
  country: CountryCode,
  region: Region.optional(),
  category: Key.optional().describe('Tax category of products'),
  rate: z.int().min(0).max(10_000).describe('Basis points: 1900 is 19 %'),
  name: z.string().min(1).max(100),
});

export const ShippingRateInput = z.strictObject({
  id: Key,
  title: localizedInput(200),
  currency: CurrencyCode,
  amount: Amount.describe('Minor units, tax as in the market’s prices'),
  free_from: Amount.optional().describe('Free when the goods after discounts cost at least this'),
  max_weight_grams: z.int().positive().optional(),
  min_days: Days.describe('Business days in transit'),
  max_days: Days,
});

export const ShippingZoneInput = z.strictObject({
  id: Key,
  countries: Countries,
  except_regions: z.array(Region).max(100).default([]),
  rates: z.array(ShippingRateInput).min(1).max(50),
});

export const LocationInput = z.strictObject({
  id: Key,
  title: localizedInput(200),
  country: CountryCode,
  priority: z.int().min(0).max(1000).describe('Parcels leave from the lowest first'),
});

export const ShopInput = z.strictObject({
  name: z.string().trim().min(1).max(200),
  default_locale: Locale,
  locales: z.array(Locale).min(1).max(50),
  default_market: Key,
  markets: z.array(MarketInput).min(1).max(100),
  tax_rules: z.array(TaxRuleInput).max(5000),
  shipping_tax_category: Key,
  shipping_zones: z.array(ShippingZoneInput).max(300),
  locations: z.array(LocationInput).min(1).max(200),
  handling_days: Days.describe('Business days before a parcel leaves'),
  cut_off_hour: z.int().min(0).max(23).describe('UTC; orders from this hour on count from the next day'),
  support_email: z.email().max(254).optional(),
});
export type ShopInput = z.infer<typeof ShopInput>;
