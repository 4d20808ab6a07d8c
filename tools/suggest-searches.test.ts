import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../test/fixtures/shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  await shop.put(
    {
      id: 'kettle',
      title: 'Copper kettle',
      price: 4242,
      extra: { brand: 'Harrowby', product_type: 'Kettle' },
    },
    { id: 'desk', title: 'Oak desk' },
  );
});
afterAll(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});

describe('suggest_searches', () => {
  it('names what search_catalog takes, and products by id', async () => {
    const answer = await shop.ok('suggest_searches', { query: 'ket' });
    expect(answer).toMatchObject({
      suggestions: [{ text: 'Kettle', kind: 'product_type', filters: { product_types: ['Kettle'] } }],
      products: [{ product_id: 'prod_kettle', title: 'Copper kettle', brand: 'Harrowby' }],
    });
    const [first] = answer.suggestions as { text: string; filters: object }[];
    for (const asked of [{ query: first!.text }, { filters: first!.filters }]) {
      const found = await shop.ok('search_catalog', asked);
      expect((found.products as { product_id: string }[])[0]?.product_id).toBe('prod_kettle');
    }
  });
  it('says nothing of prices', async () => {
    const result = await shop.call('suggest_searches', { query: 'ket' });
    expect(JSON.stringify(result)).not.toMatch(/42\.42|4242|quote/);
  });
  it('keeps to the limits asked for', async () => {
    const answer = await shop.ok('suggest_searches', { query: 'h', limit: 1, products: 0 });
    expect(answer.suggestions).toHaveLength(1);
    expect(answer.products).toEqual([]);
    expect((await shop.fails('suggest_searches', { query: '' })).field).toBe('query');
  });
});
