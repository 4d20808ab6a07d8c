import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { openTestShop, type TestProduct, type TestShop } from '../../../test/fixtures/shop.ts';
import type { SuggestRequest } from './suggestions.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  const { catalog } = shop.services;
  await catalog.putCategory({ id: 'bags', title: { en: 'Bags', es: 'Bolsos', de: 'Taschen' } });
  await catalog.putCategory({
    id: 'backpacks',
    title: {
      en: 'Hiking Backpacks',
      es: 'Mochilas',
      pt: 'Mochilas',
      de: 'Wanderrucksäcke',
      fr: 'Sacs à dos',
    },
    parent: 'bags',
  });
  await shop.put(
    pack('ridgeline', 'Ridgeline Backpack'),
    pack('ridge28', 'Ridgeline 28 Backpack'),
    pack('city', 'Cityloop Daypack', { brand: 'Ørsted' }),
    { id: 'kettle', title: 'Copper Kettle', extra: { brand: 'Harrowby', product_type: 'Kettle' } },
    { id: 'ketchup', title: 'Tomato ketchup', extra: { brand: 'Harrowby', product_type: 'Sauce' } },
  );
});
afterEach(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});

function pack(id: string, title: string, extra: TestProduct['extra'] = {}): TestProduct {
  return {
    id,
    title,
    extra: {
      brand: 'Tarnfell',
      categories: ['backpacks'],
      product_type: { en: 'Backpack', es: 'Mochila', pt: 'Mochila', de: 'Rucksack', fr: 'Sac à dos' },
      ...extra,
    },
  };
}

const ask = (text: string, over: Partial<SuggestRequest> = {}) =>
  shop.services.suggestions.suggest({ text, market: 'us', locale: 'en', limit: 8, products: 4, ...over });
const texts = async (text: string, locale = 'en'): Promise<string[]> =>
  (await ask(text, { locale })).suggestions.map((suggestion) => suggestion.text);
const products = async (text: string): Promise<string[]> =>
  (await ask(text)).products.map((product) => product._id.slice(5));

describe('as one types', () => {
  test('categories, brands, product types and phrases of titles come, with the filters that find them', async () => {
    const { suggestions } = await ask('hik');
    expect(suggestions).toEqual([
      { text: 'Hiking Backpacks', kind: 'category', filters: { categories: ['backpacks'] } },
    ]);
    expect((await ask('tar')).suggestions).toContainEqual({
      text: 'Tarnfell',
      kind: 'brand',
      filters: { brands: ['Tarnfell'] },
    });
    expect((await ask('back')).suggestions[0]).toEqual({
      text: 'Backpack',
      kind: 'product_type',
      filters: { productTypes: ['Backpack'] },
    });
    expect(await texts('ridg')).toEqual(['ridgeline']);
  });
  test('products come by their title', async () => {
    expect((await products('ridgeline 2'))[0]).toBe('ridge28');
    expect(await products('ket')).toEqual(['kettle', 'ketchup']);
    expect(await products('copper ke')).toEqual(['kettle']);
  });
  test('a category stands for those below it', async () => {
    expect((await ask('bag')).suggestions[0]?.filters).toEqual({ categories: ['bags'] });
  });
  test('accents and case do not count', async () => {
    expect(await texts('ORS')).toContain('Ørsted');
    expect(await texts('orsted')).toContain('Ørsted');
  });
  test('words before the last stay', async () => {
    expect(await texts('Tarnfell back')).toContain('Tarnfell Backpack');
    expect(await texts('harrowby back')).not.toContain('harrowby Backpack');
  });
  test('a blank ends the word', async () => {
    expect(await texts('ket')).toContain('Kettle');
    expect(await texts('ket ')).not.toContain('Kettle');
  });
  test('nothing typed, nothing suggested; signs are nothing', async () => {
    for (const text of [' ', '!?', '\u0000', '"'])
      expect(await ask(text)).toEqual({ suggestions: [], products: [] });
    expect((await ask('zzyzx')).suggestions).toEqual([]);
  });
});

test.each([
  ['bakp', 'Backpack'],
  ['bcakp', 'Backpack'],
  ['tarnfle', 'Tarnfell'],
  ['kettel', 'Kettle'],
  ['hikign ba', 'Hiking Backpacks'],
  ['tarnfel back', 'tarnfell Backpack'],
])('%s is put right', async (typed, text) => {
  expect((await texts(typed)).map((found) => found.toLowerCase())).toContain(text.toLowerCase());
});

test.each([
  ['es', 'moch', 'Mochila'],
  ['pt', 'moch', 'Mochila'],
  ['de', 'ruck', 'Rucksack'],
  ['de', 'wander', 'Wanderrucksäcke'],
  ['fr', 'sac a d', 'Sac à dos'],
  ['es', 'bols', 'Bolsos'],
])('in %s %s becomes %s', async (locale, typed, text) => {
  expect(await texts(typed, locale)).toContain(text);
});

test('the shopper’s language comes before others', async () => {
  await shop.put(
    { id: 'frame', extra: { product_type: { en: 'Zimmer frame', de: 'Gehhilfe' } } },
    { id: 'stool', extra: { product_type: { en: 'Stool', de: 'Zimtstuhl' } } },
  );
  expect(await texts('zim', 'en')).toEqual(['Zimmer frame', 'Zimtstuhl']);
  expect(await texts('zim', 'de')).toEqual(['Zimtstuhl', 'Zimmer frame']);
});

describe('follows the catalogue', () => {
  test('with what is added, renamed and taken off sale', async () => {
    expect(await texts('lan')).toEqual([]);
    await shop.put({
      id: 'lantern',
      title: 'Storm Lantern',
      extra: { brand: 'Lanaro', product_type: 'Lantern' },
    });
    expect(await texts('lan')).toEqual(expect.arrayContaining(['Lanaro', 'Lantern']));
    expect(await products('storm l')).toEqual(['lantern']);
    await shop.services.catalog.archive('lantern');
    await shop.services.search.settled();
    expect(await ask('lan')).toEqual({ suggestions: [], products: [] });

    await shop.services.catalog.putCategory({ id: 'backpacks', title: { en: 'Quilvix' } });
    await shop.services.search.settled();
    expect(await texts('quil')).toEqual(['Quilvix']);
    expect(await texts('hik')).toEqual([]);
  });
  test('over merges and in an index that was read anew', async () => {
    shop.services.search.engine.merge();
    expect(await texts('tarn')).toContain('Tarnfell');
    await shop.services.search.build();
    expect(await texts('tarn')).toContain('Tarnfell');
    expect(await texts('ruck', 'de')).toContain('Rucksack');
  });
});

test('what the shopper cannot buy is not named', async () => {
  const price = (more: object) => [{ market: 'us', amount: 100, currency: 'USD', ...more }];
  const only = (id: string, brand: string, prices: object[]): TestProduct => ({
    id,
    title: `${brand} thing`,
    extra: { brand, product_type: `${brand} type`, variants: [{ id, prices }] as never },
  });
  await shop.put(
    only('secret', 'Vexilon', price({ customer_group: 'staff' })),
    only('far', 'Vexaria', [{ market: 'eu', amount: 100, currency: 'EUR' }]),
  );
  expect(await ask('vex')).toEqual({ suggestions: [], products: [] });
  expect((await ask('vex', { market: 'eu' })).suggestions[0]?.text).toMatch(/^Vexaria/);
  expect((await ask('vex', { customerGroups: ['staff'] })).suggestions[0]?.text).toMatch(/^Vexilon/);
});

test('a catalogue without product types gets the names of what its products are', async () => {
  await shop.put({ id: 'dv7', title: 'HP dv7 notebook 17 inch', extra: { product_type: undefined } });
  expect(await texts('lapt')).toEqual(['laptop']);
  expect(await texts('portá', 'es')).toEqual(['portátil']);
});
