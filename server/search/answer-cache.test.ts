import { expect, it } from 'vitest';
import { openTestShop } from '../../test/fixtures/shop.ts';

it('a repeated search sees every change at once', async () => {
  const shop = await openTestShop();
  const total = async () => (await shop.ok('search_catalog', { query: 'mug' })).total;
  await shop.put({ id: 'mug', title: 'Blue Mug' });
  expect([await total(), await total()]).toEqual([1, 1]);
  await shop.put({ id: 'mug-2', title: 'Red Mug' });
  expect([await total(), await total()]).toEqual([2, 2]);
  await shop.services.catalog.archive('mug');
  await shop.services.search.settled();
  expect([await total(), await total()]).toEqual([1, 1]);
  await shop.close();
});

it('keeps the answers of different markets, filters and pages apart', async () => {
  const shop = await openTestShop();
  await shop.put({ id: 'a', title: 'Cup', price: 100 }, { id: 'b', title: 'Cup', price: 900 });
  const ids = async (args: object) =>
    ((await shop.ok('search_catalog', { query: 'cup', ...args })).products as { product_id: string }[])
      .map((p) => p.product_id)
      .sort();
  expect(await ids({})).toEqual(['prod_a', 'prod_b']);
  expect(await ids({ filters: { price_max: 500 } })).toEqual(['prod_a']);
  expect(await ids({ sort: 'price_desc', limit: 1 })).toEqual(['prod_b']);
  expect(await ids({ market: 'eu' })).toEqual(['prod_a', 'prod_b']);
  await shop.close();
});
