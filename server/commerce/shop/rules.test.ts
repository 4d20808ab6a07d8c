import { describe, expect, test } from 'vitest';
import { EU, makeShop, US } from '../../../test/fixtures/pricing.ts';
import { isShippable, localeOf, marketOf, normalPlace } from './rules.ts';

const shop = makeShop();

describe('the market', () => {
  test.each([
    [{}, 'us'],
    [{ market: 'eu' }, 'eu'],
    [{ country: 'fr' }, 'eu'],
    [{ country: 'JP' }, 'us'],
    [{ market: 'us', country: 'DE' }, 'us'],
  ])('for %j is %s', (wanted, expected) => {
    expect(marketOf(shop, wanted).id).toBe(expected);
  });

  test('the default market goes before another that sells to the same country', () => {
    const both = makeShop({ markets: [{ ...EU, countries: ['US'] }, US] });
    expect(marketOf(both, { country: 'US' }).id).toBe('us');
  });

  test('one that does not exist is refused with those that do', () => {
    expect(() => marketOf(shop, { market: 'mars' })).toThrow(
      'There is no market "mars"; use one of: us, eu.',
    );
  });
});

describe('the locale', () => {
  test.each([
    ['es', 'es'],
    ['es-MX', 'es'],
    ['PT-br', 'pt-BR'],
    ['pt', 'pt-BR'],
    ['pt_PT', 'pt-BR'],
    ['zh-Hant-TW', 'en'],
    ['zh, fr;q=0.5, es;q=0.9', 'es'],
    ['es;q=0, fr;q=0.1', 'fr'],
    ['*', 'en'],
    ['', 'en'],
    [undefined, 'en'],
    ["'; drop table", 'en'],
  ])('for %j is %s', (requested, expected) => {
    expect(localeOf(shop, requested)).toBe(expected);
  });

  test('falls back to the market’s, as far as the shop has it', () => {
    expect(localeOf(shop, 'ja', EU)).toBe('de');
    expect(localeOf(shop, undefined, { ...EU, defaultLocale: 'it' })).toBe('en');
  });
});

describe('places', () => {
  test('are compared whatever way the region is written', () => {
    expect(normalPlace({ country: 'us', region: ' us-ca ' })).toEqual({ country: 'US', region: 'CA' });
    expect(normalPlace({ country: 'US', region: '' })).toEqual({ country: 'US' });
  });

  test('are served when a zone holds them', () => {
    const mainland = makeShop({ shippingZones: shop.shippingZones.filter((z) => z.id === 'us') });
    expect(isShippable(mainland, 'US')).toBe(true);
    expect(isShippable(mainland, 'us', 'CA')).toBe(true);
    expect(isShippable(mainland, 'US', 'HI')).toBe(false);
    expect(isShippable(mainland, 'DE')).toBe(false);
    expect(isShippable(shop, 'US', 'HI')).toBe(true);
  });
});
