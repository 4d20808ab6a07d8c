import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { EVAL_SHOP } from '../../test/fixtures/evals.ts';
import { changed } from './change.ts';
import { Shops } from './load.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'shops-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const shops = new Shops({
  sample: () => EVAL_SHOP,
  importFeed: async (path) => {
    if (path.endsWith('bad.csv')) throw new Error('line 3 has no price');
    return EVAL_SHOP;
  },
});
const load = (name: string) => shops.get({ path: join(folder, name) });
const PRODUCT = JSON.stringify(EVAL_SHOP.products[0]);

test('reads products alone, and makes settings for the markets that their prices name', async () => {
  writeFileSync(join(folder, 'products.jsonl'), `${PRODUCT}\n`);
  const shop = await load('products.jsonl');
  expect(shop.products).toHaveLength(1);
  expect(shop.shop.markets.map(({ id, currency }) => [id, currency])).toEqual([
    ['us', 'USD'],
    ['eu', 'EUR'],
  ]);
});

test('reads an export, a folder, and through the importer any other feed', async () => {
  const lines = [
    JSON.stringify({ shop: EVAL_SHOP.shop }),
    JSON.stringify({ category: { id: 'light', title: 'Light' } }),
    PRODUCT,
  ];
  writeFileSync(join(folder, 'shop.jsonl'), lines.join('\n'));
  expect(await load('shop.jsonl')).toMatchObject({
    shop: { name: 'Test Shop' },
    categories: [{ id: 'light' }],
  });
  mkdirSync(join(folder, 'whole'));
  writeFileSync(join(folder, 'whole/products.json'), `[${PRODUCT}]`);
  const policy = { _id: 'returns', title: { en: 'Returns' }, sections: [] };
  writeFileSync(join(folder, 'whole/policies.json'), JSON.stringify([policy]));
  expect(await load('whole')).toMatchObject({ products: [{ id: 'lamp' }], policies: [policy] });
  writeFileSync(join(folder, 'feed.csv'), 'id,title\n');
  expect(await load('feed.csv')).toBe(EVAL_SHOP);
});

test('says where a shop is broken', async () => {
  writeFileSync(join(folder, 'wrong.jsonl'), `${PRODUCT}\n{"id":"x","variants":[]}\n`);
  await expect(load('wrong.jsonl')).rejects.toThrow(/wrong\.jsonl:2: title: /);
  writeFileSync(join(folder, 'cut.jsonl'), `${PRODUCT}\n{"id":`);
  await expect(load('cut.jsonl')).rejects.toThrow(/cut\.jsonl:2: no JSON/);
  writeFileSync(join(folder, 'bad.csv'), 'x');
  await expect(load('bad.csv')).rejects.toThrow(/bad\.csv: line 3 has no price/);
  await expect(load('none')).rejects.toThrow(/none does not exist/);
  mkdirSync(join(folder, 'empty'));
  await expect(load('empty')).rejects.toThrow('has no products.json');
});

test('a changed shop is another, and the one before stays', () => {
  const dearer = changed(EVAL_SHOP, { type: 'price', variant: 'lamp', market: 'us', amount: 1 });
  const priceOf = (shop: typeof EVAL_SHOP) =>
    shop.products[0]!.variants[0]!.prices.map(({ amount }) => amount);
  expect([priceOf(EVAL_SHOP), priceOf(dearer)]).toEqual([
    [4900, 4900],
    [1, 4900],
  ]);
  const retired = changed(EVAL_SHOP, { type: 'retire', product: 'mug' });
  expect(retired.products.map(({ status }) => status)).toEqual(['active', 'archived']);
});
