import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../../test/fixtures/shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  await shop.put({ id: 'lamp', price: 1000 });
});
afterEach(() => shop.close());

const price = { market: 'us', currency: 'USD' };
const shown = async () =>
  ((await shop.ok('get_product', { product_id: 'lamp' })) as { variants: { price?: { amount: number } }[] })
    .variants[0]?.price?.amount;

it('adds a row to the history and shows the new price at once', async () => {
  const set = await shop.services.catalog.setPrice('lamp', { ...price, amount: 1200, compare_at: 1500 });
  expect(set).toMatchObject({ amount: 1200, compareAt: 1500, priceVersion: 2 });
  expect(await shown()).toBe(1200);
  const history = await shop.services.catalog.priceHistory('lamp');
  expect(
    history
      .filter((row) => row.market === 'us')
      .map((row) => row.amount)
      .sort(),
  ).toEqual([1000, 1200]);
});

it('writes nothing when the price is the one that counts already', async () => {
  const before = await shop.services.catalog.find('lamp');
  await shop.services.catalog.setPrice('lamp', { ...price, amount: 1000 });
  expect(await shop.services.catalog.find('lamp')).toEqual(before);
});

it('keeps the prices of other markets and groups', async () => {
  await shop.services.catalog.setPrice('lamp', { ...price, amount: 900, customer_group: 'trade' });
  const product = await shop.services.catalog.get('lamp');
  expect(product.variants[0]!.prices.map((p) => [p.market, p.customerGroup, p.amount])).toEqual([
    ['us', undefined, 1000],
    ['eu', undefined, 1000],
    ['us', 'trade', 900],
  ]);
});

it.each([
  [{ market: 'mars', amount: 1, currency: 'USD' }, 'market'],
  [{ market: 'us', amount: 1, currency: 'EUR' }, 'currency'],
  [{ market: 'us', amount: 5, currency: 'USD', compare_at: 5 }, 'compare_at'],
])('refuses %j and says which field is wrong', async (input, field) => {
  await expect(shop.services.catalog.setPrice('lamp', input)).rejects.toMatchObject({
    code: 'invalid_input',
    field,
  });
});

it('a revoked price is off the shelf until the next is set, whose version goes on counting', async () => {
  const product = await shop.services.catalog.get('lamp');
  await shop.services.catalog.revokePrice(product.variants[0]!.prices[0]!.priceId);
  expect(await shown()).toBeUndefined();
  const set = await shop.services.catalog.setPrice('lamp', { ...price, amount: 1100 });
  expect(set.priceVersion).toBe(2);
  expect(await shown()).toBe(1100);
});
