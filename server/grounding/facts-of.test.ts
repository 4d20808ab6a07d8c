import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADDRESS, openTestShop, type TestShop } from '../../test/fixtures/shop.ts';
import type { Fact } from './fact.ts';
import { factsOf } from './facts-of.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  await shop.put({ id: 'cup', price: 1999 }, { id: 'mug', price: 999 });
});
afterAll(() => shop.close());

async function read(tool: string, args: Record<string, unknown> = {}, firstId = 1) {
  const output = await shop.ok(tool, args);
  return { output, ...factsOf({ tool, arguments: args, output, callId: 'call_1', observedAt: 5 }, firstId) };
}
const find = (facts: readonly Fact[], kind: string, field = kind) =>
  facts.filter((fact) => fact.kind === kind && fact.field === field);

it('binds price, stock and title to their own product and variant', async () => {
  const { facts } = await read('search_catalog', { query: 'thing' });
  for (const id of ['cup', 'mug']) {
    const own = facts.filter((fact) => fact.subject.variantId === `var_${id}`);
    expect(own.map((fact) => fact.kind)).toEqual(['product', 'brand', 'price', 'available', 'stock']);
    expect(find(own, 'price')[0]).toMatchObject({
      subject: { productId: `prod_${id}` },
      value: { type: 'money', amount: id === 'cup' ? 1999 : 999, currency: 'USD' },
      quoteId: expect.stringMatching(/^q_/),
      callId: 'call_1',
      observedAt: 5,
    });
  }
});

it('lets a model see every value beside the id of its fact, and no way to pay', async () => {
  const { forModel, facts, output } = await read('search_catalog', { query: 'cup' }, 40);
  const price = find(facts, 'price')[0]!;
  expect(JSON.stringify(forModel)).toContain(`$19.99 [${price.id}]`);
  expect(facts[0]!.id).toBe('f40');
  const { session_id } = output;
  await shop.ok('update_cart', { session_id, add: [{ variant_id: 'var_cup' }] });
  const checkout = await read('create_checkout', { session_id, shipping_address: ADDRESS });
  expect(JSON.stringify(checkout.forModel)).not.toMatch(/tok_|http/);
  expect(find(checkout.facts, 'link', 'continue_url')).toHaveLength(1);
});

it('calls something the cheapest only where a tool ordered all of them by price', async () => {
  const plain = await read('search_catalog', { query: 'thing' });
  expect(find(plain.facts, 'superlative', 'cheapest')).toEqual([]);
  const sorted = await read('search_catalog', { query: 'thing', sort: 'price_asc' });
  expect(find(sorted.facts, 'superlative', 'cheapest')).toMatchObject([
    { subject: { productId: 'prod_mug' } },
  ]);
  const compared = await read('compare_products', { product_ids: ['prod_cup', 'prod_mug'] });
  expect(find(compared.facts, 'superlative', 'cheapest')).toMatchObject([
    { subject: { productId: 'prod_mug' }, label: 'compared' },
  ]);
});

it('keeps the totals of a cart, its lines and a refused code apart', async () => {
  const { facts } = await read('update_cart', {
    add: [{ variant_id: 'var_cup', quantity: 2 }],
    add_codes: ['NOPE'],
  });
  expect(find(facts, 'total', 'total')).toMatchObject([{ value: { amount: 3998 } }]);
  expect(find(facts, 'line_total')).toMatchObject([
    { value: { amount: 3998 }, subject: { productId: 'prod_cup', lineId: expect.any(String) } },
  ]);
  expect(find(facts, 'quantity')).toMatchObject([{ value: { type: 'count', value: 2 } }]);
  expect(find(facts, 'notice', 'coupon unknown_code')).toMatchObject([{ label: 'NOPE' }]);
});
