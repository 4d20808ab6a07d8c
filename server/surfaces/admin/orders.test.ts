import { afterAll, beforeAll, expect, it } from 'vitest';
import { ADDRESS, BUYER } from '../../../test/fixtures/shop.ts';
import {
  type AskOptions,
  OPERATOR_KEY,
  type ShopwrightServer,
  startShopwright,
} from '../../../test/fixtures/shopwright-server.ts';

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright();
  await server.put({ id: 'lamp', price: 1000, stock: 100 });
});
afterAll(() => server.close());

type Json = Record<string, string>;
async function admin<T = Json>(request: string, body?: object, options: AskOptions = {}): Promise<T> {
  const [method, path] = request.split(' ') as [string, string];
  const answer = await server.ask(`/admin/v1${path}`, { key: OPERATOR_KEY, method, body, ...options });
  if (answer.status >= 400) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json as T;
}
const status = async (request: string, body?: object, headers: Record<string, string> = {}) => {
  const [method, path] = request.split(' ') as [string, string];
  const answer = await server.ask(`/admin/v1${path}`, { key: OPERATOR_KEY, method, body, headers });
  return [answer.status, answer.json?.code];
};

interface Order {
  id: string;
  number: string;
  status: string;
  total: { amount: number; currency: string };
  refunded: { amount: number };
  lines: { line_id: string; fulfilled: number }[];
  fulfillments: { id: string }[];
  buyer: { email: string };
}
async function buy(quantity = 2): Promise<Order> {
  const call = async (name: string, args: object) => (await server.tool(name, args)).json as Json;
  const { session_id } = await call('update_cart', { add: [{ variant_id: 'lamp', quantity }] });
  const { checkout_id } = await call('create_checkout', {
    session_id,
    buyer: BUYER,
    shipping_address: ADDRESS,
  });
  const checkout = await call('update_checkout', {
    session_id,
    checkout_id,
    shipping_option_id: 'us-standard',
  });
  const { amount, currency } = checkout.total as unknown as { amount: number; currency: string };
  const done = await call('complete_checkout', {
    session_id,
    checkout_id,
    idempotency_key: `buy-${checkout_id}`,
    confirmed_total: { amount, currency },
    confirmed_address: { line1: ADDRESS.line1, postal_code: ADDRESS.postal_code, country: 'US' },
    payment_token: 'tok_success',
  });
  return admin<Order>(`GET /orders/${done.order_id}`);
}

it('an order is shipped, tracked to the door, returned and refunded', async () => {
  const order = await buy();
  expect(order.buyer.email).toBe(BUYER.email);
  const shipped = await admin<Order>(`POST /orders/${order.number}/ship`, {
    carrier: 'UPS',
    tracking_number: '1Z9',
  });
  expect(shipped.status).toBe('shipped');
  const parcel = shipped.fulfillments[0]!.id;
  const delivered = await admin<Order>(`POST /orders/${order.id}/fulfillments/${parcel}/track`, {
    status: 'delivered',
  });
  expect(delivered.status).toBe('delivered');
  const stored = await server.shop.services.orders.get(order.id);
  const { returnId } = await server.shop.services.orders.requestReturn(stored, { reason: 'too bright' });
  await admin(`POST /orders/${order.id}/returns/${returnId}/decide`, { status: 'approved' });
  const back = await admin<Order>(`POST /orders/${order.id}/returns/${returnId}/decide`, {
    status: 'received',
  });
  expect(back.refunded.amount).toBeGreaterThan(0);
  expect(await status(`POST /orders/${order.id}/returns/${returnId}/decide`, { status: 'refused' })).toEqual([
    409,
    'conflict',
  ]);
});

it('a refund with one key happens once, and the key stands for nothing else', async () => {
  const order = await buy();
  const headers = { 'Idempotency-Key': 'refund-for-scratch' };
  const body = { amount: { amount: 100, currency: 'USD' }, reason: 'scratched' };
  const answers = await Promise.all(
    Array.from({ length: 5 }, () => admin<Order>(`POST /orders/${order.id}/refund`, body, { headers })),
  );
  for (const answer of answers) expect(answer).toEqual(answers[0]);
  expect((await admin<Order>(`GET /orders/${order.id}`)).refunded.amount).toBe(100);
  const other = { ...body, amount: { amount: 200, currency: 'USD' } };
  expect(await status(`POST /orders/${order.id}/refund`, other, headers)).toEqual([
    409,
    'idempotency_conflict',
  ]);
  expect(await status(`POST /orders/${order.id}/cancel`, { reason: 'x' }, headers)).toEqual([
    409,
    'idempotency_conflict',
  ]);
  server.clock.advance(25 * 3_600_000);
  await admin(`POST /orders/${order.id}/refund`, body, { headers });
  expect((await admin<Order>(`GET /orders/${order.id}`)).refunded.amount).toBe(200);
});

it('a refused refund leaves its key free for the mended one', async () => {
  const order = await buy();
  const headers = { 'Idempotency-Key': 'refund-too-much' };
  const much = { amount: { amount: order.total.amount + 1, currency: 'USD' }, reason: 'x' };
  expect(await status(`POST /orders/${order.id}/refund`, much, headers)).toEqual([409, 'conflict']);
  const euros = { amount: { amount: 1, currency: 'EUR' }, reason: 'x' };
  expect(await status(`POST /orders/${order.id}/refund`, euros, headers)).toEqual([422, 'invalid_input']);
  const right = { amount: { amount: order.total.amount, currency: 'USD' }, reason: 'x' };
  expect(await status(`POST /orders/${order.id}/refund`, right, headers)).toEqual([200, undefined]);
});

it('what is canceled goes back into stock, and the list shows it by status', async () => {
  const before = await server.shop.services.inventory.available('var_lamp');
  const order = await buy(3);
  await admin(`POST /orders/${order.id}/cancel`, { reason: 'changed their mind' });
  expect(await server.shop.services.inventory.available('var_lamp')).toBe(before);
  const list = await admin<{ items: Order[] }>('GET /orders?status=canceled');
  expect(list.items.map((item) => item.id)).toEqual([order.id]);
  expect(await status(`POST /orders/${order.id}/ship`, {})).toEqual([409, 'conflict']);
});

it('a link of another kind than http is no tracking link', async () => {
  const order = await buy();
  const link = { tracking_url: 'javascript:alert(1)' };
  expect(await status(`POST /orders/${order.id}/ship`, link)).toEqual([422, 'invalid_input']);
});
