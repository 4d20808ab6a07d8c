import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openTestShop, type TestShop } from '../../../test/fixtures/shop.ts';
import { randomIds } from '../../platform/ids.ts';
import { type ImportOptions, importCatalog } from './import.ts';
import type { ImportPlan } from './plan.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.close());

const feed = (name: string): Buffer =>
  readFileSync(join(import.meta.dirname, '../../../test/fixtures/feeds', name));

const take = (file: Buffer, options: Partial<ImportOptions> = {}) =>
  importCatalog({
    input: Readable.from([file]),
    catalog: shop.services.catalog,
    shop: shop.services.shop,
    store: shop.store,
    clock: shop.clock,
    ids: randomIds,
    ...options,
  });

/** What a shopper is told of a product. */
const seen = (id: string, args: object = {}) => shop.ok('get_product', { product_id: id, ...args });
const usd = (amount: number) => expect.objectContaining({ amount, currency: 'USD' });

test('a Shopify export of the classic headings', async () => {
  const report = await take(feed('shopify-classic.csv'));
  expect(report).toMatchObject({ read: 7, created: 4, refused: 0 });
  expect(report.warnings).toEqual([
    {
      line: 9,
      id: expect.stringContaining('grosse-xl'),
      field: 'Variant Barcode',
      reason: expect.stringContaining('no GTIN'),
    },
  ]);
  expect(await seen('linen-shirt')).toMatchObject({
    title: 'Linen Shirt',
    brand: 'Alder & Co',
    product_type: 'Shirt',
    description: 'Washed linen, "garment dyed".\n\n- Machine wash\n- Made in Portugal',
    categories: ['Shirts'],
    options: [
      { name: 'Color', values: [{ value: 'Navy Blue' }, { value: 'White' }] },
      { name: 'Size', values: [{ value: 'S' }, { value: 'M' }] },
    ],
    variants: [
      {
        variant_id: 'var_linen-shirt.navy-blue.s',
        sku: 'LS-NVY-S',
        options: { Color: 'Navy Blue', Size: 'S' },
        price: usd(5900),
        available: 4,
      },
      { sku: 'LS-NVY-M', price: usd(5900), available: 0 },
      { sku: 'LS-WHT-S', options: { Color: 'White', Size: 'S' }, price: usd(4950), available: 100 },
    ],
    image: 'https://cdn.example.com/linen-1.jpg',
  });
  const shirt = (await shop.services.catalog.find('linen-shirt'))!;
  expect(shirt.tags).toEqual(['linen', 'summer', 'new in']);
  expect(shirt.images.map(({ alt }) => alt.en)).toEqual(['Front', 'Back', 'Detail']);
  expect(shirt.variants[0]).toMatchObject({
    gtin: '4006381333931',
    weightGrams: 240,
    image: { url: 'https://cdn.example.com/linen-navy.jpg' },
    prices: [{ amount: 5900, compareAt: 7900 }],
  });
  const [parent] = [...(await shop.services.catalog.categories()).values()].filter(
    (c) => c.title.en === 'Shirts',
  );
  expect(parent?.parentId).toBe('apparel-accessories-clothing');
  expect(await seen('gift-card')).toMatchObject({
    variants: [{ options: {}, price: usd(2500), available: 100 }],
  });
  expect((await shop.services.catalog.find('gift-card'))?.variants[0]?.requiresShipping).toBe(false);
  expect((await shop.fails('get_product', { product_id: 'old-scarf' })).code).toBe('not_found');
});

test('a Shopify export of the headings of 2025', async () => {
  expect(await take(feed('shopify-2025.csv'))).toMatchObject({ read: 4, created: 3, refused: 0 });
  expect(await seen('camp-mug')).toMatchObject({
    title: 'Camp Mug',
    categories: ['Drinkware'],
    attributes: [{ name: 'material', value: 'steel; enamel' }],
    options: [{ name: 'Color' }, { name: 'Capacity', values: [{ value: '350 ml' }] }],
    variants: [
      { sku: 'CM-GRN', options: { Color: 'Green', Capacity: '350 ml' }, price: usd(1400), available: 12 },
      { sku: 'CM-RED', available: 0 },
    ],
  });
  expect(await seen('sticker-sheet')).toMatchObject({ variants: [{ options: {}, available: 100 }] });
  expect((await shop.fails('get_product', { product_id: 'prototype' })).code).toBe('not_found');
});

test('a WooCommerce export, with variations that name their parent by id and by SKU', async () => {
  const report = await take(feed('woocommerce.csv'));
  expect(report).toMatchObject({ read: 9, created: 4, refused: 3 });
  expect(report.faults).toEqual([
    { line: 8, id: '16', field: 'Type', reason: expect.stringContaining('grouped') },
    { line: 9, id: '17', field: 'Type', reason: expect.stringContaining('sold elsewhere') },
    { line: 10, id: '99', field: 'Parent', reason: 'its product "id:99" is not in the file' },
  ]);
  expect(await seen('12')).toMatchObject({
    title: 'Trail Hoodie',
    brand: 'Alder',
    description: 'A hoodie for cold trails.\n\nBrushed inside.',
    categories: ['Hoodies', 'Outdoor, Winter'],
    attributes: [{ name: 'fabric', value: 'Cotton, Fleece' }],
    options: [{ name: 'Color', values: [{ value: 'Blue' }, { value: 'Green' }] }],
    variants: [
      {
        variant_id: 'var_30',
        sku: 'hoodie-blue',
        options: { Color: 'Blue' },
        price: usd(5500),
        available: 7,
      },
      {
        variant_id: 'var_31',
        sku: 'hoodie-green',
        options: { Color: 'Green' },
        price: usd(4500),
        available: 0,
      },
    ],
    image: 'https://cdn.example.com/hoodie.jpg',
  });
  const hoodie = (await shop.services.catalog.find('12'))!;
  expect(hoodie.variants[0]).toMatchObject({ gtin: '4006381333931', weightGrams: 800 });
  expect(hoodie.variants[1]!.prices[0]!.compareAt).toBe(5500);
  // In stock, but not counted; the sale has no dates. The guide's sale is yet to come.
  expect(await seen('13')).toMatchObject({ variants: [{ price: usd(1800), available: 100 }] });
  expect(await seen('14')).toMatchObject({ variants: [{ price: usd(800) }] });
  expect((await shop.services.catalog.find('14'))?.variants[0]?.requiresShipping).toBe(false);
  expect((await shop.fails('get_product', { product_id: '15' })).code).toBe('not_found');

  shop.clock.advance(86_400_000);
  const nextDay = await take(feed('woocommerce.csv'));
  expect(nextDay).toMatchObject({ updated: 1, unchanged: 3 });
  expect(await seen('12')).toMatchObject({ variants: [{}, { price: usd(5500) }] });
});

test('a Google Merchant feed of tabs', async () => {
  const report = await take(feed('google.tsv'));
  expect(report).toMatchObject({ read: 4, created: 3, refused: 0, warningCount: 0 });
  expect(await seen('TEE')).toMatchObject({
    title: 'Pocket Tee - Red',
    brand: 'Alder',
    product_type: 'Tees',
    categories: ['Tees'],
    options: [{ name: 'Size', values: [{ value: 'S' }, { value: 'M' }] }],
    variants: [
      {
        variant_id: 'var_TEE-RED-S',
        sku: 'TEE-RED-S',
        options: { Size: 'S' },
        price: usd(1900),
        available: 100,
      },
      { variant_id: 'var_TEE-RED-M', price: usd(2400), available: 0 },
    ],
  });
  const tee = (await shop.services.catalog.find('TEE'))!;
  expect(tee.attributes.map(({ name, value }) => [name, value])).toEqual([
    ['color', 'Red'],
    ['material', 'Cotton'],
    ['mpn', 'PT-1'],
    ['washing', '30 degrees'],
    ['ironing', 'low'],
  ]);
  expect(tee.images).toHaveLength(3);
  expect(tee.variants[0]).toMatchObject({ gtin: '4006381333931', weightGrams: 200 });
  // A preorder cannot be bought now, and its sale is over.
  expect(await seen('CHAIR-1')).toMatchObject({
    description: 'A 17" deep chair.',
    variants: [{ price: usd(12_900), available: 0 }],
  });
  await shop.services.search.settled();
  const lamp = await shop.ok('search_catalog', { query: 'best lamp' });
  expect(lamp).toMatchObject({ products: [{ title: '"Best" Lamp', price: usd(124_950) }] });
});

test.each([
  ['as it is', feed('google-rss.xml')],
  ['gzipped', gzipSync(feed('google-rss.xml'))],
  [
    'in UTF-16',
    Buffer.from(`\ufeff${feed('google-rss.xml').toString().replace('UTF-8', 'UTF-16')}`, 'utf16le'),
  ],
])('a Google Merchant feed of RSS, %s', async (_how, file) => {
  expect(await take(file)).toMatchObject({ read: 2, created: 1, refused: 0 });
  expect(await seen('BAG', { market: 'eu' })).toMatchObject({
    title: 'Canvas Bag',
    description: 'Holds 20 l & more.',
    categories: ['Totes', 'Sale'],
    attributes: [{ name: 'volume', value: '20 l' }],
    options: [{ name: 'Color', values: [{ value: 'Green' }, { value: 'Black' }] }],
    variants: [
      {
        options: { Color: 'Green' },
        price: expect.objectContaining({ amount: 3995, currency: 'EUR' }),
        available: 100,
      },
      { options: { Color: 'Black' }, available: 0 },
    ],
  });
});

test('a Google Merchant feed of Atom, with a prefix of its own', async () => {
  expect(await take(feed('google-atom.xml'))).toMatchObject({ read: 1, created: 1 });
  expect(await seen('KNIFE-1')).toMatchObject({
    title: 'Bread Knife, 24 cm',
    description: 'Serrated, with a handle of beech.',
    variants: [{ price: usd(3200), available: 6 }],
  });
});

test('a German CSV of variants: semicolons, decimal commas, euros, Windows-1252', async () => {
  const plans: ImportPlan[] = [];
  const file = Buffer.from(feed('artikel.csv').toString().replaceAll('€', '\u0080'), 'latin1');
  expect(await take(file, { onPlan: (plan) => plans.push(plan) })).toMatchObject({
    read: 3,
    created: 2,
    refused: 0,
  });
  expect(plans).toMatchObject([
    {
      format: 'csv',
      encoding: 'Windows-1252',
      encoding_guessed: true,
      delimiter: ';',
      decimal: ',',
      currencies: { EUR: expect.any(Number) },
      products: 2,
      notes: [expect.stringContaining('not UTF-8')],
      mapping: { group: 'Hauptartikel', description: 'html', defaults: { currency: 'EUR' } },
    },
  ]);
  const columns = Object.fromEntries(plans[0]!.columns.map(({ column, field }) => [column, field]));
  expect(columns).toMatchObject({ Preis: 'price', Größe: 'option.Größe', 'Interne Notiz': null });
  expect(await seen('S-100', { market: 'eu' })).toMatchObject({
    title: 'Regenjacke',
    brand: 'Erle',
    description: 'Hält dicht & warm.',
    categories: ['Jacken'],
    variants: [
      {
        sku: 'S-100-S',
        options: { Farbe: 'Blau', Größe: 'S' },
        price: expect.objectContaining({ amount: 108_950, currency: 'EUR' }),
        available: 3,
      },
      { sku: 'S-100-M', price: expect.objectContaining({ amount: 8950 }), available: 0 },
    ],
  });
  expect(await seen('T-7', { market: 'eu' })).toMatchObject({
    title: 'Thermoskanne',
    variants: [{ available: 12 }],
  });
});

test.each([
  'shopify-classic.csv',
  'shopify-2025.csv',
  'woocommerce.csv',
  'google.tsv',
  'google-rss.xml',
  'google-atom.xml',
  'artikel.csv',
])('%s imported again changes nothing, by its plan too', async (name) => {
  const plans: ImportPlan[] = [];
  const first = await take(feed(name), { onPlan: (plan) => plans.push(plan) });
  expect(first.created).toBeGreaterThan(0);
  const again = await take(feed(name), { mapping: plans[0]!.mapping });
  expect(again).toMatchObject({ created: 0, updated: 0, unchanged: first.created, refused: first.refused });
});
