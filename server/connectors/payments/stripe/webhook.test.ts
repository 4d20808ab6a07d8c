import { afterEach, beforeEach, expect, it } from 'vitest';
import { sign } from '../../../../test/fakes/stripe/webhooks.ts';
import { openStripeShop, type StripeShop, WEBHOOK_SECRET } from '../../../../test/fixtures/stripe-shop.ts';

let shop: StripeShop;
beforeEach(async () => {
  shop = await openStripeShop();
  await shop.put({ id: 'mug', price: 1200, stock: 5 });
});
afterEach(() => shop.close());

const send = (payload: string, signature: string) =>
  fetch(shop.webhookUrl, { method: 'POST', body: payload, headers: { 'stripe-signature': signature } });
const genuine = () =>
  shop.stripe.webhooks.all.find((d) => d.event.type === 'payment_intent.succeeded')!.payload;

it('makes one order of events that come three times, backwards, beside the answer', async () => {
  shop.stripe.webhooks.mode = 'hold';
  shop.stripe.webhooks.copies = 3;
  const checkout = await shop.ready('mug');
  await shop.pay(checkout, 'pm_card_visa');
  await shop.stripe.webhooks.release('reverse');
  expect(shop.stripe.webhooks.all.flatMap((d) => d.tries)).toEqual(Array(6).fill(200));
  expect(await shop.ordersOf(checkout)).toBe(1);
  expect(await shop.services.inventory.available('var_mug')).toBe(4);
});

it('takes an event that overtakes the answer', async () => {
  shop.stripe.faults.plan({
    on: 'POST /v1/payment_intents/*/confirm',
    at: 'after',
    give: 'answer',
    wait: () => shop.stripe.webhooks.settled(),
  });
  const checkout = await shop.ready('mug');
  expect(await shop.pay(checkout, 'pm_card_visa')).toMatchObject({ output: { status: 'completed' } });
  expect(shop.stripe.webhooks.all.at(-1)?.tries).toEqual([200]);
  expect(await shop.ordersOf(checkout)).toBe(1);
});

it('answers 500 until the event is stored, so that Stripe sends it again', async () => {
  const checkout = await shop.ready('mug');
  shop.stripe.webhooks.mode = 'hold';
  await shop.pay(checkout, 'pm_card_authenticationRequired');
  shop.stripe.world.authenticate([...shop.stripe.world.intents.keys()][0]!, true);
  shop.failStoring.push(new Error('disk full'));
  await shop.stripe.webhooks.release();
  const last = () => shop.stripe.webhooks.all.at(-1)?.tries;
  expect(last()).toEqual([500]);
  expect(await shop.ordersOf(checkout)).toBe(0);
  await shop.stripe.webhooks.retry();
  expect(last()).toEqual([500, 200]);
  expect(await shop.ordersOf(checkout)).toBe(1);
});

it('refuses what Stripe did not sign, or signed too long ago', async () => {
  await shop.pay(await shop.ready('mug'), 'pm_card_visa');
  const payload = genuine();
  const now = shop.clock.now();
  expect((await send(payload, sign(payload, WEBHOOK_SECRET, now))).status).toBe(200);
  expect((await send(payload, sign(payload, WEBHOOK_SECRET, now - 300_000))).status).toBe(200);
  for (const signature of [
    '',
    't=1,v1=00',
    sign(payload, 'whsec_other', now),
    sign(`${payload} `, WEBHOOK_SECRET, now),
    sign(payload, WEBHOOK_SECRET, now - 301_000),
  ]) {
    expect((await send(payload, signature)).status).toBe(400);
  }
  expect((await fetch(shop.webhookUrl)).status).toBe(405);
});

it('accepts, and passes over, events that are not of this shop', async () => {
  const event = (type: string, object: object) =>
    JSON.stringify({ id: 'evt_1', object: 'event', type, data: { object } });
  const intent = { id: 'pi_x', status: 'succeeded', amount_received: 100, currency: 'usd' };
  for (const payload of [
    event('customer.created', { id: 'cus_1' }),
    event('payment_intent.succeeded', { ...intent, metadata: {} }),
    event('payment_intent.succeeded', { ...intent, metadata: { attempt_id: 'pay_other', paid_by: 'token' } }),
    event('refund.failed', { id: 're_1', status: 'failed', metadata: { refund_id: 'rfnd_other' } }),
    event('checkout.session.completed', { id: 'cs_1', client_reference_id: 'pay_other', metadata: null }),
  ]) {
    expect((await send(payload, sign(payload, WEBHOOK_SECRET, shop.clock.now()))).status).toBe(200);
  }
});
