import { afterAll, beforeAll, expect, it } from 'vitest';
import { digest, type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { expectRefusal } from './refusal.ts';

/** Carts and checkouts with quantities, ids, currencies and texts that no schema alone can judge. */

let server: ShopwrightServer;
let before: string;
beforeAll(async () => {
  server = await startShopwright();
  await server.put({ id: 'lamp' });
  before = await digest(server.shop.store);
});
afterAll(async () => {
  expect(server.faults, 'no fault of ours was logged').toEqual([]);
  await server.close();
});

const tool = (name: string, args: object) => server.tool(name, args);
const refused = async (name: string, args: object, code: string, status = 422) => {
  const answer = await tool(name, args);
  expectRefusal(answer, name, [status]);
  expect(answer.json?.code).toBe(code);
  return answer;
};

it.each([-1, 0, 1.5, 1e21, '2', null, 10_001])('a quantity of %s is refused', async (quantity) => {
  const { text } = await refused('update_cart', { add: [{ variant_id: 'lamp', quantity }] }, 'invalid_input');
  expect(text).toContain('quantity');
  expect(await digest(server.shop.store)).toBe(before);
});

it('unknown ids say where to find the right ones', async () => {
  const missing = await refused('update_cart', { add: [{ variant_id: 'gone' }] }, 'not_found', 404);
  expect(missing.text).toContain('search_catalog');
  await refused('get_product', { product_id: 'gone' }, 'not_found', 404);
  await refused('get_checkout', { checkout_id: 'chk_gone' }, 'not_found', 404);
  await refused('get_cart', { session_id: 'ses_gone' }, 'session_unknown', 404);
  await refused('get_cart', { market: 'mars' }, 'invalid_input');
  await refused('get_cart', { locale: 'not a language' }, 'invalid_input');
  expect(await digest(server.shop.store)).toBe(before);
});

it('another currency than the checkout’s is refused', async () => {
  const cart = await tool('update_cart', { add: [{ variant_id: 'lamp' }] });
  const session_id = String(cart.json?.session_id);
  const checkout = await tool('create_checkout', {
    session_id,
    buyer: { email: 'ada@example.com' },
    shipping_address: {
      name: 'A',
      line1: '1 Main St',
      city: 'LA',
      region: 'CA',
      postal_code: '90001',
      country: 'US',
    },
  });
  const { checkout_id } = checkout.json as { checkout_id: string };
  await tool('update_checkout', { session_id, checkout_id, shipping_option_id: 'us-standard' });
  const ready = await tool('get_checkout', { session_id, checkout_id });
  const { amount } = ready.json!.total as { amount: number };
  const stored = await digest(server.shop.store);
  for (const confirmed_total of [
    { amount, currency: 'EUR' },
    { amount: amount - 1, currency: 'USD' },
    { amount: -amount, currency: 'USD' },
  ]) {
    const answer = await tool('complete_checkout', {
      session_id,
      checkout_id,
      idempotency_key: 'currency-mix-1',
      confirmed_total,
      confirmed_address: { line1: '1 Main St', postal_code: '90001', country: 'US' },
      payment_token: 'tok_success',
    });
    expectRefusal(answer, JSON.stringify(confirmed_total), [409, 422]);
  }
  expect(await digest(server.shop.store)).toBe(stored);
});

it('an expired checkout and an expired cart say so', async () => {
  const cart = await tool('update_cart', { add: [{ variant_id: 'lamp' }] });
  const session_id = String(cart.json?.session_id);
  const checkout = await tool('create_checkout', { session_id });
  const { checkout_id } = checkout.json as { checkout_id: string };
  server.clock.advance(7 * 3_600_000);
  const late = await tool('update_checkout', {
    session_id,
    checkout_id,
    buyer: { email: 'a@example.com' },
  });
  expectRefusal(late, 'expired checkout', [409]);
  expect(late.text).toMatch(/expired/);
  expect((await tool('get_checkout', { session_id, checkout_id })).json?.status).toBe('expired');
  server.clock.advance(31 * 86_400_000);
  expectRefusal(await tool('get_cart', { session_id }), 'expired session', [404]);
});

it.each([
  'لمبة مكتب',
  '‮gnp.exe‬',
  '🛒👩‍👩‍👧‍👦',
  'Ω≈ç√∫˜µ',
  "'; DROP TABLE products; --",
  '{"$ne":null}',
  '<script>alert(1)</script>',
])('takes %s as the text it is', async (text) => {
  const found = await tool('search_catalog', { query: text });
  expect(found.status).toBe(200);
  const cart = await tool('update_cart', { add: [{ variant_id: 'lamp' }] });
  const session_id = String(cart.json?.session_id);
  const made = await tool('create_checkout', {
    session_id,
    buyer: { name: text, email: 'ada@example.com' },
    shipping_address: { name: text, line1: text, city: text, postal_code: '90001', country: 'US' },
  });
  expect(made.status, made.text).toBe(200);
  expect(made.json?.shipping_address).toMatchObject({ name: text, line1: text, city: text });
  const lead = await tool('qualify_lead', { session_id, need: text, timeframe: 'now', consent: false });
  expect(lead.status, lead.text).toBe(200);
});
