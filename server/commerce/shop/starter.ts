import type { Shop } from './model.ts';

const EURO_COUNTRIES = [
  ...['AT', 'BE', 'CY', 'DE', 'EE', 'ES', 'FI', 'FR', 'GR', 'HR'],
  ...['IE', 'IT', 'LT', 'LU', 'LV', 'MT', 'NL', 'PT', 'SI', 'SK'],
];
/** Where prices are customarily given without tax. */
const WITHOUT_TAX = new Set(['USD', 'CAD']);

/**
 * Settings for a shop that has none yet: one market, one location, free standard shipping and no tax rules. The merchant
 * replaces them through the admin API.
 */
export function starterShop(
  wanted: { currency?: string | undefined; market?: string | undefined; location?: string | undefined } = {},
): Omit<Shop, '_id' | 'version' | 'createdAt' | 'updatedAt'> {
  const { currency = 'USD' } = wanted;
  // ISO 4217 begins a national currency with its ISO 3166 country; those that begin with X belong to several.
  const countries =
    currency === 'EUR' ? EURO_COUNTRIES : [currency.startsWith('X') ? 'US' : currency.slice(0, 2)];
  const market = wanted.market ?? (currency === 'EUR' ? 'eu' : countries[0]!.toLowerCase());
  return {
    name: 'My shop',
    defaultLocale: 'en',
    locales: ['en'],
    defaultMarket: market,
    markets: [
      { id: market, currency, countries, taxIncluded: !WITHOUT_TAX.has(currency), defaultLocale: 'en' },
    ],
    taxRules: [],
    shippingTaxCategory: 'standard',
    shippingZones: [
      {
        id: 'home',
        countries,
        exceptRegions: [],
        rates: [
          { id: 'standard', title: { en: 'Standard shipping' }, currency, amount: 0, minDays: 2, maxDays: 5 },
        ],
      },
    ],
    locations: [
      { id: wanted.location ?? 'main', title: { en: 'Warehouse' }, country: countries[0]!, priority: 1 },
    ],
    handlingDays: 1,
    cutOffHour: 14,
  };
}
