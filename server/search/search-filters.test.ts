import { describe, expect, test } from 'vitest';
import {
  engineOf,
  foundIds as ids,
  searchDocument as product,
  searchQuery as query,
  searchShop as shop,
  searchVariant as variant,
} from '../../test/fixtures/search-documents.ts';
import type { SearchQuery } from './search-engine.ts';

describe('filters', () => {
  test('price, stock and options must hold for the same variant', () => {
    const at = (filters: SearchQuery['filters']) => shop().search(query({ text: 'camiseta', filters })).hits;
    expect(at({ priceMax: 1000 })).toMatchObject([{ matchedVariantId: 'shirt-s' }]);
    expect(at({ priceMax: 1000, inStock: true })).toEqual([]);
    expect(at({ inStock: true })).toMatchObject([{ matchedVariantId: 'shirt-m' }]);
    expect(at({ attributes: { Color: ['BLUE'] } })).toMatchObject([{ matchedVariantId: 'shirt-m' }]);
    expect(at({ attributes: { color: ['rojo'] } })).toMatchObject([{ matchedVariantId: 'shirt-s' }]);
    expect(at({ attributes: { color: ['red'], size: ['M'] } })).toEqual([]);
    expect(at({ attributes: { color: ['blue'] }, priceMax: 1000 })).toEqual([]);
  });
  test('an option in the text points at its variant', () => {
    expect(shop().search(query({ text: 'camiseta azul' })).hits).toMatchObject([
      { matchedVariantId: 'shirt-m' },
    ]);
  });
  test('brand, category with descendants, type, tag, attribute, ids', () => {
    const engine = engineOf(
      product('a', 'Lamp', {
        brand: 'Acme',
        categories: [{ id: 'desk', title: { en: 'Desk lamps' } }],
        tags: ['Sale'],
      }),
      product('b', 'Lamp', {
        brand: 'Bolt',
        productType: { en: 'Lamp', es: 'Lámpara' },
        attributes: [
          { name: 'screen_size', value: 13 },
          { name: 'tone', value: 'warm', valueLabel: { de: 'Warmweiß' } },
        ],
      }),
    );
    expect(ids(engine, { filters: { brands: ['ACME'] } })).toEqual(['a']);
    expect(ids(engine, { filters: { brands: ['acme', 'bolt'] } })).toHaveLength(2);
    expect(ids(engine, { filters: { brands: ['nobody'] } })).toEqual([]);
    expect(ids(engine, { filters: { brands: [] } })).toHaveLength(2);
    expect(ids(engine, { filters: { categories: ['lamps'] } })).toEqual([]);
    expect(ids(engine, { filters: { categories: ['lamps'] }, categoryDescendants: () => ['desk'] })).toEqual([
      'a',
    ]);
    expect(ids(engine, { filters: { productTypes: ['lampara'] } })).toEqual(['b']);
    expect(ids(engine, { filters: { tags: ['sale'] } })).toEqual(['a']);
    expect(ids(engine, { filters: { attributes: { 'Screen size': ['13'] } } })).toEqual(['b']);
    expect(ids(engine, { filters: { attributes: { tone: ['warmweiss'] } } })).toEqual(['b']);
    expect(ids(engine, { filters: { productIds: ['b', 'zzz'] } })).toEqual(['b']);
    expect(
      ids(engine, { text: 'lamp', filters: { brands: ['acme'], tags: ['sale'], productIds: ['b'] } }),
    ).toEqual([]);
  });
  test('only products with a price the customer sees are found, at the lowest of them', () => {
    const price = (market: string, amount: number, customerGroup?: string) => ({
      market,
      amount,
      customerGroup,
    });
    const engine = engineOf(
      product('public', 'Lamp', { variants: [variant('p', { prices: [price('us', 900)] })] }),
      product('trade', 'Lamp', {
        variants: [variant('t', { prices: [price('us', 1000), price('us', 500, 'trade')] })],
      }),
      product('secret', 'Lamp', { variants: [variant('s', { prices: [price('us', 100, 'vip')] })] }),
      product('europe', 'Lamp', { variants: [variant('e', { prices: [price('eu', 100)] })] }),
    );
    expect(ids(engine, { sort: 'price_asc' })).toEqual(['public', 'trade']);
    expect(ids(engine, { sort: 'price_asc', customerGroups: ['trade'] })).toEqual(['trade', 'public']);
    expect(ids(engine, { filters: { priceMax: 600 } })).toEqual([]);
    expect(ids(engine, { filters: { priceMax: 600 }, customerGroups: ['trade', 'vip'] }).sort()).toEqual([
      'secret',
      'trade',
    ]);
    expect(ids(engine, { market: 'nowhere' })).toEqual([]);
  });
});

describe('facets', () => {
  test('count the products found, also those on later pages', () => {
    const engine = shop();
    const { facets } = engine.search(
      query({ text: 'laptop', limit: 1, facets: ['brand', 'product_type', 'color'] }),
    );
    expect(facets.brand).toEqual(['HP', 'Sony', 'Targus'].map((value) => ({ value, count: 1 })));
    expect(facets.product_type).toEqual([{ value: 'Laptop', count: 1 }]);
    expect(facets.color).toEqual([]);
    expect(engine.search(query({ facets: ['color'] })).facets.color).toEqual([
      { value: 'blue', count: 1 },
      { value: 'red', count: 1 },
    ]);
  });
  test('price ranges hold every product once', () => {
    const documents = Array.from({ length: 40 }, (_, i) =>
      product(`p${i}`, 'Lamp', {
        variants: [variant(`v${i}`, { prices: [{ market: 'us', amount: i * i * 10 }] })],
      }),
    );
    const ranges = engineOf(...documents).search(query({ facets: ['price'] })).facets.price!;
    expect(ranges.reduce((sum, range) => sum + range.count, 0)).toBe(40);
    for (const { value, count } of ranges) {
      const [priceMin, priceMax] = value.split('-').map(Number);
      expect(engineOf(...documents).search(query({ filters: { priceMin, priceMax } })).total).toBe(count);
    }
  });
});
