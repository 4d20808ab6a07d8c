import { describe, expect, test } from 'vitest';
import {
  EU,
  makeDiscount,
  makeLine,
  makeShop,
  priceTestCart,
  totalOf,
} from '../../../test/fixtures/pricing.ts';
import { money } from '../money.ts';
import type { TaxRule } from '../shop/model.ts';
import { taxIsKnown, taxOf, taxRate } from './tax.ts';

const rules: TaxRule[] = [
  { country: 'US', rate: 100, name: 'country' },
  { country: 'US', region: 'CA', rate: 200, name: 'region' },
  { country: 'US', category: 'food', rate: 300, name: 'category' },
  { country: 'US', region: 'CA', category: 'food', rate: 400, name: 'both' },
  { country: 'US', rate: 900, name: 'late' },
];

describe('the rate', () => {
  test.each([
    [{ country: 'US', region: 'CA' }, 'food', 400],
    [{ country: 'US', region: 'NY' }, 'food', 300],
    [{ country: 'us', region: 'us-ca' }, 'toys', 200],
    [{ country: 'US' }, 'toys', 100],
    [{ country: 'JP' }, 'food', 0],
  ])('for %j and %s is that of the most specific rule', (place, category, expected) => {
    expect(taxRate(rules, place, category)).toBe(expected);
  });

  test('of a category goes before that of a region', () => {
    expect(taxRate(rules.slice(0, 3), { country: 'US', region: 'CA' }, 'food')).toBe(300);
  });

  test('is not known without the region where rates differ by region', () => {
    expect(taxIsKnown(rules, undefined)).toBe(false);
    expect(taxIsKnown(rules, { country: 'US' })).toBe(false);
    expect(taxIsKnown(rules, { country: 'US', region: 'NY' })).toBe(true);
    expect(taxIsKnown(rules, { country: 'DE' })).toBe(true);
  });
});

test.each([
  [1000, 725, false, 73],
  [1000, 724, false, 72],
  [11_900, 1900, true, 1900],
  [999, 1900, true, 160],
  [1, 10_000, true, 1],
])('the tax of %i at %i bp (included: %s) is %i', (price, bp, included, expected) => {
  expect(taxOf(money(price, 'USD'), bp, included).amount).toBe(expected);
});

describe('in a cart', () => {
  test('is added where prices exclude it, on goods and shipping after discounts', () => {
    const shop = makeShop({
      taxRules: [
        { country: 'US', rate: 1000, name: 'x' },
        { country: 'US', category: 'shipping', rate: 2000, name: 's' },
      ],
    });
    const cart = priceTestCart({
      shop,
      lines: [makeLine({ quantity: 2 })],
      destination: { country: 'US', region: 'CA' },
      shippingRateId: 'standard',
      discounts: [makeDiscount('ten')],
      codes: ['ten'],
    });
    expect(cart.lines[0]).toMatchObject({
      discount: money(-400, 'USD'),
      tax: money(360, 'USD'),
      taxRate: 1000,
      total: money(3960, 'USD'),
    });
    expect(cart.shipping).toEqual({
      rateId: 'standard',
      subtotal: money(599, 'USD'),
      discount: money(0, 'USD'),
      tax: money(120, 'USD'),
      taxRate: 2000,
      total: money(719, 'USD'),
    });
    expect(totalOf(cart, 'tax')).toBe(480);
    expect(cart.total.amount).toBe(3600 + 599 + 480);
  });

  test('is named but not added where prices include it', () => {
    const cart = priceTestCart({
      market: EU,
      lines: [
        makeLine({ price: 11_900, currency: 'EUR' }),
        makeLine({ price: 1070, currency: 'EUR', variantId: 'book', taxCategory: 'books' }),
      ],
      destination: { country: 'DE' },
      shippingRateId: 'paket',
      locale: 'de',
    });
    expect(cart.total.amount).toBe(11_900 + 1070 + 490);
    expect(cart.totals.find((t) => t.kind === 'tax')).toEqual({
      kind: 'tax',
      money: money(1900 + 70 + 78, 'EUR'),
      included: true,
      label: 'Enthaltene Steuer',
    });
    expect(cart.lines.map((l) => l.total.amount)).toEqual([11_900, 1070]);
  });

  test('is rounded per variant and price, half away from zero', () => {
    const cart = priceTestCart({
      lines: [makeLine({ price: 1000, variantId: 'a' }), makeLine({ price: 1000, variantId: 'b' })],
      destination: { country: 'US', region: 'CA' },
    });
    expect(cart.lines.map((l) => l.tax.amount)).toEqual([73, 73]);
  });

  test('is left out, not guessed, until the place is known', () => {
    for (const destination of [undefined, { country: 'US' }]) {
      const cart = priceTestCart({ shop: makeShop({ taxRules: rules }), lines: [makeLine()], destination });
      expect(cart.taxKnown).toBe(false);
      expect(totalOf(cart, 'tax')).toBeUndefined();
      expect(cart.total.amount).toBe(2000);
    }
  });
});
