import { describe, expect, test } from 'vitest';
import {
  EU,
  MONDAY_NOON,
  makeDiscount,
  makeLine,
  makeShop,
  priceTestCart,
  rate,
  totalOf,
} from '../../../test/fixtures/pricing.ts';
import { money } from '../money.ts';
import { deliveryEstimate } from './delivery.ts';

const CALIFORNIA = { country: 'US', region: 'CA' };
const optionIds = (input: Parameters<typeof priceTestCart>[0]) =>
  priceTestCart(input).shippingOptions.map((o) => o.id);

describe('the options', () => {
  test('are those of the first zone that holds the place, in the market’s currency, cheapest first', () => {
    expect(optionIds({ lines: [makeLine()], destination: CALIFORNIA })).toEqual(['standard', 'express']);
    expect(optionIds({ lines: [makeLine()], destination: { country: 'us', region: 'US-HI' } })).toEqual([
      'air',
    ]);
    const euros = [makeLine({ currency: 'EUR' })];
    expect(optionIds({ lines: euros, market: EU, destination: { country: 'DE' } })).toEqual(['paket']);
    expect(optionIds({ lines: euros, market: EU, destination: { country: 'ES' } })).toEqual([]);
    expect(optionIds({ lines: [makeLine()] })).toEqual([]);
  });

  test('carry a title, a price and dates', () => {
    const cart = priceTestCart({ lines: [makeLine()], destination: CALIFORNIA, locale: 'es' });
    expect(cart.shippingOptions[0]).toEqual({
      id: 'standard',
      title: 'Estándar',
      price: money(599, 'USD'),
      earliest: '2026-01-08',
      latest: '2026-01-12',
    });
  });

  test('end at their weight limit; what is not shipped weighs nothing', () => {
    const heavy = makeLine({ quantity: 4 });
    expect(optionIds({ lines: [heavy], destination: CALIFORNIA })).toContain('express');
    expect(optionIds({ lines: [heavy, makeLine()], destination: CALIFORNIA })).not.toContain('express');
    const download = makeLine({ variantId: 'ebook', requiresShipping: false });
    expect(optionIds({ lines: [heavy, download], destination: CALIFORNIA })).toContain('express');
  });
});

describe('free from an amount', () => {
  const priced = (price: number, codes: string[] = []) =>
    priceTestCart({
      lines: [makeLine({ price })],
      destination: CALIFORNIA,
      shippingRateId: 'standard',
      discounts: [makeDiscount('half', { effect: { kind: 'percentage', rate: 5000 } })],
      codes,
      shop: makeShop({ taxRules: [] }),
    });

  test('counts from that amount on', () => {
    expect(totalOf(priced(4999), 'shipping')).toBe(599);
    expect(totalOf(priced(5000), 'shipping')).toBe(0);
  });

  test('looks at the goods after discounts', () => {
    const cart = priced(9998, ['HALF']);
    expect(totalOf(cart, 'shipping')).toBe(599);
    expect(cart.shippingOptions[0]!.price.amount).toBe(599);
    expect(totalOf(priced(10_000, ['HALF']), 'shipping')).toBe(0);
  });
});

describe('whether shipping is known', () => {
  test('it is once a rate on offer is chosen', () => {
    const lines = [makeLine()];
    expect(priceTestCart({ lines, destination: CALIFORNIA }).shippingKnown).toBe(false);
    const wrong = priceTestCart({ lines, destination: CALIFORNIA, shippingRateId: 'air' });
    expect(wrong.shippingKnown).toBe(false);
    expect(totalOf(wrong, 'shipping')).toBeUndefined();
    const chosen = priceTestCart({ lines, destination: CALIFORNIA, shippingRateId: 'express' });
    expect(chosen.shippingKnown).toBe(true);
    expect(totalOf(chosen, 'shipping')).toBe(1499);
  });

  test('it is not while the region could put the place in another zone', () => {
    const cart = priceTestCart({
      lines: [makeLine()],
      destination: { country: 'US' },
      shippingRateId: 'standard',
    });
    expect(cart.shippingOptions.map((o) => o.id)).toEqual(['standard', 'express']);
    expect(cart.shippingKnown).toBe(false);
  });

  test('it is for a cart with nothing to ship', () => {
    const cart = priceTestCart({
      lines: [makeLine({ requiresShipping: false })],
      destination: CALIFORNIA,
      shippingRateId: 'standard',
    });
    expect(cart.shippingKnown).toBe(true);
    expect(cart.shippingOptions).toEqual([]);
    expect(totalOf(cart, 'shipping')).toBeUndefined();
    expect(cart.shipping).toBeUndefined();
  });
});

describe('the estimate', () => {
  const times = { handlingDays: 1, cutOffHour: 14, minDays: 2, maxDays: 4 };
  const at = (day: number, hour: number, minute = 0) => Date.UTC(2026, 0, day, hour, minute);

  test.each([
    ['Monday noon', MONDAY_NOON, '2026-01-08', '2026-01-12'],
    ['Monday 13:59', at(5, 13, 59), '2026-01-08', '2026-01-12'],
    ['Monday at the cut-off', at(5, 14), '2026-01-09', '2026-01-13'],
    ['Friday noon', at(9, 12), '2026-01-14', '2026-01-16'],
    ['Friday evening', at(9, 20), '2026-01-15', '2026-01-19'],
    ['Saturday', at(10, 3), '2026-01-15', '2026-01-19'],
    ['Sunday night', at(11, 23), '2026-01-15', '2026-01-19'],
  ])('for an order on %s', (_name, now, earliest, latest) => {
    expect(deliveryEstimate(now, times)).toEqual({ earliest, latest });
  });

  test('is the same business day when nothing takes a day', () => {
    const none = { handlingDays: 0, cutOffHour: 23, minDays: 0, maxDays: 0 };
    expect(deliveryEstimate(at(10, 3), none)).toEqual({ earliest: '2026-01-12', latest: '2026-01-12' });
  });

  test('crosses a leap day and never ends before it starts', () => {
    const friday = Date.UTC(2028, 1, 25, 8);
    expect(deliveryEstimate(friday, { handlingDays: 0, cutOffHour: 14, minDays: 2, maxDays: 1 })).toEqual({
      earliest: '2028-02-29',
      latest: '2028-02-29',
    });
  });
});

test('rates of other currencies are never offered', () => {
  const shop = makeShop({
    shippingZones: [
      { id: 'z', countries: ['US'], exceptRegions: [], rates: [rate('e', { currency: 'EUR' })] },
    ],
  });
  const cart = priceTestCart({ shop, lines: [makeLine()], destination: CALIFORNIA, shippingRateId: 'e' });
  expect(cart.shippingOptions).toEqual([]);
  expect(cart.shippingKnown).toBe(false);
});
