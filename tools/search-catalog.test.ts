import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../test/fixtures/shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  await shop.put(
    { id: 'mug', title: 'Blue mug', price: 1200, stock: 5 },
    { id: 'mug2', title: 'Red mug', price: 3450, stock: 1 },
  );
});
afterEach(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});
const found = async (input: Record<string, unknown>) => {
  const answer = await shop.ok('search_catalog', input);
  const products = answer.products as { product_id: string }[];
  return { ids: products.map((product) => product.product_id), answer };
};

describe('search_catalog', () => {
  it('turns a price limit into a filter and says so, in minor units', async () => {
    const { ids, answer } = await found({ query: 'mug under $20' });
    expect(ids).toHaveLength(1);
    expect(answer.understood).toEqual({ price_max: 2000 });
    expect(answer.relaxed).toBeUndefined();
  });
  it('reads prices in the currency of the market', async () => {
    const { ids, answer } = await found({ query: 'mug bis 20 Euro', market: 'eu' });
    expect(ids).toHaveLength(1);
    expect(answer.understood).toEqual({ price_max: 2000 });
  });
  it('says what it gave up', async () => {
    const { ids, answer } = await found({ query: 'mug under $1' });
    expect(ids).toHaveLength(2);
    expect(answer.relaxed).toEqual(['price']);
  });
  it('keeps plain answers plain, and literal queries literal', async () => {
    expect(Object.keys((await found({ query: 'mug' })).answer)).not.toContain('understood');
    const { ids, answer } = await found({ query: 'mug under $20', literal: true });
    expect(ids).toHaveLength(2);
    expect(answer.understood).toBeUndefined();
  });
});
