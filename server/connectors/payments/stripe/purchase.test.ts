import { afterEach, beforeEach, expect, it } from 'vitest';
import { openStripeShop, type StripeShop } from '../../../../test/fixtures/stripe-shop.ts';
import { paymentAttempts, refunds } from '../../../commerce/payments/model.ts';

let shop: StripeShop;
beforeEach(async () => {
  shop = await openStripeShop();
  await shop.put(
    { id: 'mug', title: 'Blue Mug', price: 1200, stock: 5 },
    { id: 'pot', title: 'Tea Pot', price: 3450, stock: 1 },
  );
});
afterEach(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});

const CONFIRM = 'POST /v1/payment_intents/*/confirm';
const available = (variant = 'mug') => shop.services.inventory.available(`var_${variant}`);

/** What Stripe took from the buyer, in cents, and how many orders there are for it. */
async function books(checkout: Awaited<ReturnType<StripeShop['ready']>>) {
  await shop.stripe.webhooks.settled();
  await shop.jobs.drain();
  const attempt = await shop.attemptOf(checkout);
  return {
    charges: shop.stripe.ledger.charges(attempt).length,
    kept: shop.stripe.ledger.kept(attempt),
    orders: await shop.ordersOf(checkout),
  };
}

const browse = (url: string, form: Record<string, string>) =>
  fetch(url, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });

async function actionUrl(checkout: Awaited<ReturnType<StripeShop['ready']>>): Promise<string> {
  const attempt = await shop.store.get(paymentAttempts, await shop.attemptOf(checkout));
  return attempt?.actionUrl ?? '';
}

it('charges a token once, for the agreed total, and tells Stripe what it is for', async () => {
  const checkout = await shop.ready('mug', 2);
  expect(await shop.pay(checkout, 'pm_card_visa')).toMatchObject({ output: { status: 'completed' } });
  expect(await shop.pay(checkout, 'pm_card_visa')).toMatchObject({ output: { status: 'completed' } });
  expect(await books(checkout)).toEqual({ charges: 1, kept: checkout.total.amount, orders: 1 });
  const [intent] = [...shop.stripe.world.intents.values()];
  expect(intent).toMatchObject({
    amount: checkout.total.amount,
    currency: 'usd',
    metadata: { attempt_id: await shop.attemptOf(checkout), checkout_id: checkout.checkout_id },
  });
});

it('says why a card was declined, frees the stock and lets the buyer try again', async () => {
  const checkout = await shop.ready('mug', 5);
  const declined = await shop.pay(checkout, 'pm_card_chargeDeclinedInsufficientFunds');
  expect(declined).toMatchObject({
    error: { code: 'payment_declined', message: expect.stringContaining('insufficient funds') },
  });
  expect(await available()).toBe(5);
  expect(await shop.pay(checkout, 'pm_card_visa', 'key-0002')).toMatchObject({ ok: true });
  expect((await books(checkout)).orders).toBe(1);
});

it('does not tell a thief that the card is known as stolen', async () => {
  const checkout = await shop.ready('mug');
  const { error } = (await shop.pay(checkout, 'pm_card_visa_chargeDeclinedStolenCard')) as {
    error: { message: string };
  };
  expect(error.message).toContain('declined');
  expect(error.message).not.toMatch(/stolen|fraud|lost/i);
});

it('refuses a token that Stripe does not know, having charged nothing', async () => {
  const checkout = await shop.ready('mug');
  expect(await shop.pay(checkout, 'pm_unknown')).toMatchObject({
    error: { code: 'invalid_input', field: 'payment_token' },
  });
  expect(await shop.pay(checkout, '4242424242424242', 'key-0002')).toMatchObject({
    error: { message: expect.stringContaining('card number') },
  });
  expect(shop.stripe.ledger.entries).toEqual([]);
  expect(await shop.pay(checkout, 'pm_card_visa', 'key-0003')).toMatchObject({ ok: true });
});

it('takes a shared payment token once', async () => {
  const first = await shop.ready('mug');
  expect(await shop.pay(first, 'spt_visa')).toMatchObject({ output: { status: 'completed' } });
  const second = await shop.ready('mug');
  expect(await shop.pay(second, 'spt_visa', 'key-0002')).toMatchObject({ error: { code: 'invalid_input' } });
  expect(shop.stripe.ledger.charges()).toHaveLength(1);
});

it.each(['webhook', 'return'] as const)('finishes 3-D Secure by %s', async (by) => {
  shop.stripe.webhooks.mode = by === 'webhook' ? 'now' : 'hold';
  const checkout = await shop.ready('mug');
  expect(await shop.pay(checkout, 'pm_card_threeDSecure2Required')).toMatchObject({
    output: { status: 'needs_buyer' },
  });
  const back = await browse(await actionUrl(checkout), { decision: 'approve' });
  expect(back.headers.get('location')).toMatch(/^http:\/\/shop\.test\/checkout\/return\?payment_intent=pi_/);
  await shop.stripe.webhooks.settled();
  if (by === 'return') await shop.services.payments.settle(await shop.attemptOf(checkout));
  expect(await books(checkout)).toMatchObject({ charges: 1, orders: 1 });
  await shop.stripe.webhooks.release();
  expect(await books(checkout)).toMatchObject({ charges: 1, orders: 1 });
});

it('opens the checkout again when the buyer declines at the bank', async () => {
  const checkout = await shop.ready('mug', 2);
  await shop.pay(checkout, 'pm_card_authenticationRequired');
  await browse(await actionUrl(checkout), { decision: 'decline' });
  expect(await books(checkout)).toEqual({ charges: 0, kept: 0, orders: 0 });
  expect(await available()).toBe(5);
});

it('makes one order of a charge whose answer was lost', async () => {
  shop.stripe.webhooks.mode = 'hold';
  shop.stripe.faults.plan({ on: CONFIRM, at: 'after', give: 'hang' });
  const checkout = await shop.ready('mug');
  expect(await shop.pay(checkout, 'pm_card_visa')).toMatchObject({ output: { status: 'completed' } });
  expect(await shop.pay(checkout, 'pm_card_visa')).toMatchObject({ output: { status: 'completed' } });
  await shop.stripe.webhooks.release();
  expect(await books(checkout)).toEqual({ charges: 1, kept: checkout.total.amount, orders: 1 });
});

it('charges once when the connection breaks after each step', async () => {
  shop.stripe.faults.plan({ on: 'POST /v1/payment_intents', at: 'after', give: 'drop' });
  shop.stripe.faults.plan({ on: CONFIRM, at: 'after', give: 'drop' });
  const checkout = await shop.ready('mug');
  expect(await shop.pay(checkout, 'pm_card_visa')).toMatchObject({ output: { status: 'completed' } });
  expect(await books(checkout)).toEqual({ charges: 1, kept: checkout.total.amount, orders: 1 });
});

it.each([500, 503] as const)('finds out what a %s after the charge meant', async (give) => {
  shop.stripe.webhooks.mode = 'hold';
  shop.stripe.faults.plan({ on: CONFIRM, at: 'after', give });
  const checkout = await shop.ready('mug');
  expect(await shop.pay(checkout, 'pm_card_visa')).toMatchObject({ output: { status: 'completed' } });
  expect(await books(checkout)).toMatchObject({ charges: 1, orders: 1 });
});

it.each([
  ['POST /v1/payment_intents', 'drop', 'before'],
  ['POST /v1/payment_intents', 'hang', 'after'],
  ['POST /v1/payment_intents', 429, 'before'],
  [CONFIRM, 'hang', 'before'],
  [CONFIRM, 500, 'before'],
] as const)('gives up, uncharged, after %s with %s %s the work', async (on, give, at) => {
  shop.stripe.faults.plan({ on, at, give, times: 2 });
  const checkout = await shop.ready('mug', 5);
  expect(await shop.pay(checkout, 'pm_card_visa')).toMatchObject({ output: { status: 'in_progress' } });
  expect(await shop.pay(checkout, 'pm_card_visa')).toMatchObject({ output: { status: 'in_progress' } });
  expect(await available()).toBe(0);
  shop.clock.advance(61_000);
  expect(await books(checkout)).toEqual({ charges: 0, kept: 0, orders: 0 });
  expect(await available()).toBe(5);
  shop.stripe.faults.clear();
  expect(await shop.pay(checkout, 'pm_card_visa', 'key-0002')).toMatchObject({ ok: true });
});

it('does not charge when the confirmation arrives after it was given up', async () => {
  const arrived = Promise.withResolvers<void>();
  const late = Promise.withResolvers<void>();
  shop.stripe.faults.plan({
    on: CONFIRM,
    at: 'before',
    give: 'answer',
    wait: () => {
      arrived.resolve();
      return late.promise;
    },
  });
  const checkout = await shop.ready('mug');
  const paying = shop.pay(checkout, 'pm_card_visa');
  await arrived.promise;
  expect(await paying).toMatchObject({ output: { status: 'in_progress' } });
  shop.clock.advance(61_000);
  await shop.jobs.drain();
  late.resolve();
  expect(await books(checkout)).toEqual({ charges: 0, kept: 0, orders: 0 });
});

it('is paid on Stripe’s page, after a declined card, told by the event', async () => {
  const checkout = await shop.ready('mug', 2);
  const answer = await shop.payOnPage(checkout);
  if (answer.outcome !== 'needs_buyer') throw new Error(answer.outcome);
  expect(await (await fetch(answer.actionUrl)).text()).toContain('pm_card_visa');
  await browse(answer.actionUrl, { card: 'pm_card_chargeDeclined' });
  expect(await books(checkout)).toMatchObject({ charges: 0, orders: 0 });
  const paid = await browse(answer.actionUrl, { card: 'pm_card_visa' });
  expect(paid.headers.get('location')).toBe('http://shop.test/checkout/return');
  expect(await books(checkout)).toEqual({ charges: 1, kept: checkout.total.amount, orders: 1 });
});

it('is paid on Stripe’s page without any event: the buyer comes back, or the shop asks', async () => {
  shop.stripe.target = undefined;
  const checkout = await shop.ready('mug');
  const answer = await shop.payOnPage(checkout);
  if (answer.outcome !== 'needs_buyer') throw new Error(answer.outcome);
  await browse(answer.actionUrl, { card: 'pm_card_visa' });
  shop.clock.advance(61_000);
  expect(await books(checkout)).toMatchObject({ charges: 1, orders: 1 });
});

it('opens the same page again after the answer was lost', async () => {
  shop.stripe.faults.plan({ on: 'POST /v1/checkout/sessions', at: 'after', give: 'hang' });
  const checkout = await shop.ready('mug');
  expect(await shop.payOnPage(checkout)).toMatchObject({ outcome: 'needs_buyer' });
  expect(shop.stripe.world.sessions.size).toBe(1);
});

it('closes the page when the hold ends, and takes no money after that', async () => {
  const checkout = await shop.ready('mug', 2);
  await shop.payOnPage(checkout);
  shop.clock.advance(16 * 60_000);
  await shop.jobs.drain();
  const [session] = [...shop.stripe.world.sessions.values()];
  expect(session?.status).toBe('expired');
  shop.stripe.world.payOnPage(session!.id, 'pm_card_visa');
  expect(await books(checkout)).toEqual({ charges: 0, kept: 0, orders: 0 });
  expect(await available()).toBe(5);
});

it('makes the order when it was paid in the moment before it was canceled', async () => {
  shop.stripe.webhooks.mode = 'hold';
  const checkout = await shop.ready('mug');
  const answer = await shop.payOnPage(checkout);
  if (answer.outcome !== 'needs_buyer') throw new Error(answer.outcome);
  await browse(answer.actionUrl, { card: 'pm_card_visa' });
  expect(
    await shop.fails('cancel_checkout', {
      session_id: checkout.session_id,
      checkout_id: checkout.checkout_id,
    }),
  ).toMatchObject({ code: 'checkout_closed' });
  await shop.stripe.webhooks.release();
  expect(await books(checkout)).toEqual({ charges: 1, kept: checkout.total.amount, orders: 1 });
});

it('gives back by itself, once, what came after the checkout was canceled', async () => {
  const checkout = await shop.ready('pot');
  await shop.pay(checkout, 'pm_card_authenticationRequired');
  const [intent] = [...shop.stripe.world.intents.values()];
  await shop.ok('cancel_checkout', { session_id: checkout.session_id, checkout_id: checkout.checkout_id });
  shop.stripe.webhooks.copies = 3;
  shop.stripe.world.chargeAnyway(intent!.id);
  expect(await books(checkout)).toEqual({ charges: 1, kept: 0, orders: 0 });
  expect(shop.stripe.ledger.refunds()).toHaveLength(1);
  expect(await available('pot')).toBe(1);
  const attempt = await shop.store.get(paymentAttempts, await shop.attemptOf(checkout));
  expect(attempt?.status).toBe('refunded');
});

it('refunds a canceled order, and a part of one, though the answers are lost', async () => {
  const checkout = await shop.ready('mug', 3);
  await shop.pay(checkout, 'pm_card_visa');
  const attempt = await shop.attemptOf(checkout);
  const refund = (id: string, amount: number) =>
    shop.store.transaction(async (tx) => {
      await tx.insert(refunds, {
        _id: id,
        orderId: '',
        attemptId: attempt,
        amount: { amount, currency: 'USD' },
        reason: 'test',
        status: 'started',
      });
      await shop.jobs.enqueue(tx, { kind: 'payment.refund', key: id, payload: { refundId: id } });
    });
  shop.stripe.faults.plan({ on: 'POST /v1/refunds', at: 'after', give: 500 });
  await refund('rfnd_1', 1000);
  await shop.jobs.drain();
  // A day later Stripe has forgotten the key; the refund is still found.
  shop.clock.advance(25 * 3_600_000);
  await shop.jobs.drain();
  await refund('rfnd_2', checkout.total.amount - 1000);
  expect(await books(checkout)).toMatchObject({ charges: 1, kept: 0 });
  expect(shop.stripe.ledger.refunds().map((r) => r.amount)).toEqual([1000, checkout.total.amount - 1000]);
  const [first] = [...shop.stripe.world.refunds.values()];
  shop.stripe.world.failRefund(first!.id);
  await shop.stripe.webhooks.settled();
  expect(await shop.store.get(refunds, 'rfnd_1')).toMatchObject({ status: 'failed' });
});
