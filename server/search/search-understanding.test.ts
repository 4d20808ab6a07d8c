import { describe, expect, test } from 'vitest';
import {
  engineOf,
  foundIds as ids,
  searchDocument as product,
  searchQuery as query,
  searchVariant as variant,
} from '../../test/fixtures/search-documents.ts';
import type { SearchEngine, SearchResult } from './search-engine.ts';

const priced = (id: string, title: string, amount: number, over: Parameters<typeof product>[2] = {}) =>
  product(id, title, { variants: [variant(`${id}-v`, { prices: [{ market: 'us', amount }] })], ...over });

/** Two laptops, a lock and a bag for them, two pairs of headphones, a shirt in two colours. */
const shop = (): SearchEngine =>
  engineOf(
    priced('laptop-cheap', 'Acme 14 laptop black', 30_000, { brand: 'Acme' }),
    priced('laptop-dear', 'Bolt 17 notebook', 90_000, { brand: 'Bolt' }),
    priced('lock', 'Acme laptop lock laptop laptop', 900, { brand: 'Acme' }),
    priced('bag', 'Laptop bag', 2500),
    priced('red', 'Headphones', 4000, { attributes: [{ name: 'color', value: 'Red' }] }),
    priced('blue', 'Headphones blue', 3000),
    product('shirt', 'T-shirt', {
      variants: [
        variant('shirt-s', { options: { color: 'red', size: 'S' }, prices: [{ market: 'us', amount: 900 }] }),
        variant('shirt-m', {
          options: { color: 'blue', size: 'M' },
          prices: [{ market: 'us', amount: 1500 }],
        }),
      ],
    }),
  );
const ask = (text: string, over = {}): SearchResult =>
  shop().search(query({ text, currency: 'USD', ...over }));
const found = (text: string, over = {}): string[] => ask(text, over).hits.map((hit) => hit.productId);

describe('the thing before its accessories', () => {
  test('in every language, by whatever name the catalogue has', () => {
    for (const text of ['laptop', 'notebook', 'portátil', 'Klapprechner', 'ordinateur portable'])
      expect(found(text).slice(0, 2).sort()).toEqual(['laptop-cheap', 'laptop-dear']);
  });
  test('an accessory where it is asked for', () => {
    for (const text of ['laptop bag', 'bolsa para portátil', 'Laptoptasche', 'sac ordinateur portable'])
      expect(found(text)[0]).toBe('bag');
  });
});

describe('limits and order in the text', () => {
  test('are filters that the answer reports', () => {
    const { hits, understood, relaxed } = ask('laptop under $500');
    expect(hits[0]?.productId).toBe('laptop-cheap');
    expect(hits.map((hit) => hit.productId)).not.toContain('laptop-dear');
    expect(understood).toEqual({ priceMax: 50_000 });
    expect(relaxed).toBeUndefined();
    expect(ask('laptop bis 500').understood).toEqual({ priceMax: 50_000 });
    expect(ask('entre 300 y 1000 portátil').understood).toEqual({ priceMin: 30_000, priceMax: 100_000 });
  });
  test('count in the minor units of the currency', () => {
    expect(ask('laptop under 50', { currency: 'JPY' }).understood).toMatchObject({ priceMax: 50 });
    expect(ask('laptop under 50', { currency: 'KWD' }).understood).toMatchObject({ priceMax: 50_000 });
  });
  test('a price in another currency is told, and no filter', () => {
    const result = ask('laptop bis 100 Euro');
    expect(result.understood).toEqual({ currency: 'EUR' });
    expect(result.relaxed).toEqual(['currency']);
    expect(result.total).toBe(4);
  });
  test('the cheapest of a kind is not its accessory', () => {
    for (const text of [
      'cheapest laptop',
      'el portátil más barato',
      'billigster Laptop',
      'laptop le moins cher',
    ])
      expect(found(text)).toEqual(['laptop-cheap', 'laptop-dear']);
    expect(ask('cheapest laptop').understood).toEqual({ sort: 'price_asc', kind: 'laptop' });
    expect(found('laptop', { sort: 'price_desc' })).toEqual(['laptop-dear', 'laptop-cheap']);
  });
  test("the caller's filters hold as well", () => {
    expect(found('laptop under $500', { filters: { priceMax: 1000 } })).toEqual(['lock']);
    expect(ask('laptop under $500', { filters: { brands: ['Bolt'] } })).toMatchObject({
      relaxed: ['price'],
      hits: [{ productId: 'laptop-dear' }],
    });
  });
  test('nothing is read into literal text', () => {
    const result = ask('laptop under $500', { literal: true });
    expect(result.understood).toBeUndefined();
    expect(result.hits.map((hit) => hit.productId)).toContain('laptop-dear');
  });
});

describe('colour, size and brand', () => {
  test('a colour in any language and any place', () => {
    for (const text of ['red headphones', 'auriculares rojos', 'rote Kopfhörer', 'casque rouge'])
      expect(found(text)[0]).toBe('red');
    expect(found('red headphones')).not.toContain('blue');
    expect(found('blue headphones')[0]).toBe('blue');
    expect(ask('rote Kopfhörer').understood).toEqual({ color: 'red' });
  });
  test('a colour that varies binds the price to the variant that has it', () => {
    expect(ask('blue t-shirt').hits[0]).toMatchObject({ productId: 'shirt', matchedVariantId: 'shirt-m' });
    const { hits, relaxed } = ask('blue t-shirt under $10');
    expect(relaxed).toEqual(['color']);
    expect(hits).toMatchObject([{ productId: 'shirt', matchedVariantId: 'shirt-s' }]);
  });
  test('a size that shops have', () => {
    expect(ask('t-shirt size M')).toMatchObject({
      understood: { size: 'm' },
      hits: [{ productId: 'shirt', matchedVariantId: 'shirt-m' }],
    });
    expect(ask('t-shirt size XXL').understood).toBeUndefined();
  });
  test('a brand beside a thing, not beside an accessory', () => {
    expect(ask('acme laptop').understood).toEqual({ brand: 'acme' });
    expect(found('acme laptop')).toEqual(['laptop-cheap', 'lock']);
    expect(ask('acme laptop bag').understood).toBeUndefined();
  });
});

describe('when nothing fits', () => {
  test('what was understood is given up part by part, and told', () => {
    const result = ask('green headphones under $35');
    expect(result.relaxed).toEqual(['words', 'color']);
    expect(result.understood).toEqual({ priceMax: 3500, color: 'green' });
    expect(result.hits.map((hit) => hit.productId)).toEqual(['blue']);
    expect(ask('laptop under $1').relaxed).toEqual(['price']);
    expect(ask('laptop under $1').understood).toEqual({ priceMax: 100 });
  });
  test('words that no product has are left out, and told', () => {
    expect(ask('xylophone headphones')).toMatchObject({ relaxed: ['words'], total: 2 });
  });
  test('a slip of the key is told', () => {
    expect(ask('haedphones').understood).toEqual({ spelling: { haedphones: 'headphones' } });
    expect(ask('geadphones')).toMatchObject({
      understood: { spelling: { geadphones: 'headphones' } },
      total: 2,
    });
  });
  test('what nothing resembles finds nothing', () => {
    expect(ask('zzzzqq')).toMatchObject({ total: 0, hits: [] });
  });
});

describe('versions', () => {
  test('windows 10 finds machines that run it, not what works with it', () => {
    const engine = engineOf(
      product('adapter', 'Acme sound adapter', {
        features: 'systems: Windows 7, Windows 8, Windows 10, Windows XP',
      }),
      product('ten', 'Acme desktop PC 8 GB Windows 10 Pro'),
      product('seven', 'Acme desktop PC 10 GB Windows 7 Pro'),
    );
    expect(ids(engine, { text: 'windows 10' })[0]).toBe('ten');
  });
});

test('pages keep what the first one understood while products come', () => {
  const many = Array.from({ length: 12 }, (_, i) => priced(`h${i}`, 'Headphones red', 100 * (i + 1)));
  const engine = engineOf(...many);
  const first = engine.search(query({ text: 'cheapest red headphones', limit: 5 }));
  engine.upsert([priced('new', 'Headphones red', 50), priced('acme', 'Lamp', 50, { brand: 'Red' })]);
  const second = engine.search(
    query({ text: 'cheapest red headphones', limit: 10, cursor: first.nextCursor }),
  );
  expect([...first.hits, ...second.hits].map((hit) => hit.productId)).toEqual(many.map((m) => m.productId));
  expect(second.understood).toEqual(first.understood);
});
