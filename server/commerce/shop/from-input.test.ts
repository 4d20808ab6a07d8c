import { expect, it } from 'vitest';
import { TEST_SHOP } from '../../../test/fixtures/shop.ts';
import { shopFaults, shopFromInput } from './from-input.ts';
import { ShopInput } from './shop-input.ts';

const input = (more: object = {}): ShopInput =>
  ShopInput.parse({
    name: 'Test Shop',
    default_locale: 'en',
    locales: ['en', 'de'],
    default_market: 'us',
    markets: [{ id: 'us', currency: 'USD', countries: ['US'], tax_included: false, default_locale: 'en' }],
    tax_rules: [{ country: 'US', region: 'CA', rate: 725, name: 'Sales tax' }],
    shipping_tax_category: 'standard',
    shipping_zones: [
      {
        id: 'us',
        countries: ['US'],
        rates: [
          { id: 'us-standard', title: 'Standard', currency: 'USD', amount: 500, min_days: 3, max_days: 5 },
        ],
      },
    ],
    locations: [{ id: 'east', title: 'East', country: 'US', priority: 1 }],
    handling_days: 1,
    cut_off_hour: 14,
    ...more,
  });
const fields = (faults: { field: string }[]) => faults.map((fault) => fault.field);
const market = { id: 'us', currency: 'USD', countries: ['US'], tax_included: false, default_locale: 'en' };

it('takes settings that fit together, a plain text being in the default language', () => {
  expect(shopFaults(input())).toEqual([]);
  expect(shopFromInput(input()).locations).toEqual([
    { id: 'east', title: { en: 'East' }, country: 'US', priority: 1 },
  ]);
});

it.each([
  [{ default_locale: 'fr' }, 'default_locale'],
  [{ default_market: 'eu' }, 'default_market'],
  [{ locales: ['en', 'en'] }, 'locales'],
  [{ locales: ['en', 'de', 'aa-a1-a1'] }, 'locales.2'],
  [{ markets: [market, { ...market, id: 'eu' }] }, 'markets'],
  [{ markets: [{ ...market, default_locale: 'pt' }] }, 'markets.0.default_locale'],
])('finds the fault in %j', (more, field) => {
  expect(fields(shopFaults(input(more)))).toEqual([field]);
});

it('keeps the currency of a market that has prices, and locations that have stock', () => {
  const euros = input({ markets: [{ ...market, currency: 'EUR' }] });
  expect(fields(shopFaults(euros, TEST_SHOP))).toEqual(['markets.0.currency', 'locations']);
});
