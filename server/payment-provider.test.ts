import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FakeStripe, startFakeStripe } from '../test/fakes/stripe/server.ts';
import { sign } from '../test/fakes/stripe/webhooks.ts';
import { ADDRESS, BUYER } from '../test/fixtures/shop.ts';
import { type ShopwrightServer, startShopwright } from '../test/fixtures/shopwright-server.ts';
import { ManualClock } from './platform/clock.ts';

let server: ShopwrightServer;
let fake: FakeStripe;
beforeEach(async () => {
  fake = await startFakeStripe({ clock: new ManualClock(), secretKey: 'sk_test_fake' });
  server = await startShopwright({
    paymentProvider: 'stripe',
    stripeSecretKey: 'sk_test_fake',
    stripeWebhookSecret: 'whsec_fake',
    stripeApiBase: fake.url,
  });
  fake.target = { url: `${server.url}/payments/stripe/webhook`, secret: 'whsec_fake' };
  await server.put({ id: 'mug', price: 1200, stock: 3 });
});
afterEach(async () => {
  await fake.close();
  await server.close();
});

async function tool(name: string, args: object): Promise<Record<string, unknown>> {
  const answer = await server.tool(name, args);
  if (answer.status !== 200) throw new Error(`${name}: ${answer.text}`);
  return answer.json ?? {};
}

async function pay(token?: string) {
  const cart = await tool('update_cart', { add: [{ variant_id: 'var_mug', quantity: 1 }] });
  const checkout = await tool('create_checkout', {
    session_id: cart.session_id,
    buyer: BUYER,
    shipping_address: ADDRESS,
    shipping_option_id: 'us-standard',
  });
  const { amount, currency } = checkout.total as { amount: number; currency: string };
  const { line1, postal_code, country } = ADDRESS;
  const ids = { session_id: cart.session_id, checkout_id: checkout.checkout_id };
  const done = await tool('complete_checkout', {
    ...ids,
    idempotency_key: 'key-00001',
    confirmed_total: { amount, currency },
    confirmed_address: { line1, postal_code, country },
    payment_token: token,
  });
  return { ids, checkout, done };
}

it('takes money through Stripe when the settings say so, and the order when the event comes', async () => {
  const { ids, checkout, done } = await pay('pm_card_threeDSecure2Required');
  expect(JSON.stringify(checkout.payment_tokens)).toContain('pm_…');
  expect(done).toMatchObject({ status: 'needs_buyer' });
  const [intent] = [...fake.world.intents.values()];
  fake.world.authenticate(intent!.id, true);
  await fake.webhooks.settled();
  expect(fake.webhooks.all.at(-1)?.tries).toEqual([200]);
  expect(await tool('get_checkout', ids)).toMatchObject({ status: 'completed' });
});

it('answers a webhook by its signature alone, and has no test bank', async () => {
  const payload = JSON.stringify({
    id: 'evt_1',
    object: 'event',
    type: 'customer.created',
    data: { object: {} },
  });
  const now = server.clock.now();
  const send = (signature: string) =>
    server.ask('/payments/stripe/webhook', {
      method: 'POST',
      body: payload,
      headers: { 'stripe-signature': signature, 'content-type': 'application/json; charset=utf-8' },
    });
  expect((await send(sign(payload, 'whsec_fake', now))).status).toBe(200);
  expect((await send(sign(payload, 'whsec_other', now))).status).toBe(400);
  expect((await server.ask('/payments/stripe/webhook')).status).toBe(405);
  expect((await server.ask('/test-bank/anything')).status).toBe(404);
});

it('names the tokens that it takes, and no test token', async () => {
  await expect(pay('tok_success')).rejects.toThrow(/pm_…/);
  expect(fake.requests).toEqual([]);
});
