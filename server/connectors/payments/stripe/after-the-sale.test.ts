import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openStripeShop,
  type ReadyCheckout,
  type StripeShop,
} from '../../../../test/fixtures/stripe-shop.ts';
import { refunds } from '../../../commerce/payments/model.ts';

const DAY_MS = 86_400_000;
const PRICE = 1200;

let shop: StripeShop;
let checkout: ReadyCheckout;
let total: number;
let orderId: string;

beforeEach(async () => {
  shop = await openStripeShop({ merchantEmail: 'owner@shop.example' });
  await shop.put({ id: 'mug', price: PRICE, stock: 5 });
  checkout = await shop.ready('mug', 3);
  total = checkout.total.amount;
  const paid = await shop.pay(checkout, 'pm_card_visa');
  orderId = String(paid.ok && paid.output.order_id);
});
afterEach(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});

const order = () => shop.services.orders.get(orderId);
const refunded = async () => (await order()).refunded.amount;
const kinds = async () => (await order()).events.map(({ kind }) => kind);
const intent = () => [...shop.stripe.world.intents.values()][0]!;
const inDashboard = (amount: number) =>
  shop.stripe.world.refund({ intent: intent().id, amount, metadata: {} });
const settled = async () => {
  await shop.stripe.webhooks.settled();
  await shop.jobs.drain();
};
/** Subjects of what the merchant was sent. */
const told = () =>
  shop.sent.filter(({ to }) => to.email === 'owner@shop.example').map(({ template }) => template);

describe('a refund made by hand at Stripe', () => {
  it('stands on the order, once, however its events come', async () => {
    shop.stripe.webhooks.mode = 'hold';
    shop.stripe.webhooks.copies = 3;
    inDashboard(500);
    await shop.stripe.webhooks.release('reverse');
    expect(await refunded()).toBe(500);
    expect(await kinds()).toEqual(['confirmed', 'refunded_at_provider']);
    expect(await shop.store.find(refunds)).toMatchObject([{ status: 'succeeded', madeAtProvider: true }]);
    // What is left can still be given back by the shop, and no more.
    const rest = { amount: { amount: total - 500, currency: 'USD' }, reason: 'test' };
    const more = { ...rest, amount: { ...rest.amount, amount: total - 499 } };
    await expect(shop.services.orders.refund(orderId, more)).rejects.toMatchObject({ code: 'conflict' });
    await shop.services.orders.refund(orderId, rest);
    await settled();
    expect(shop.stripe.ledger.kept(intent().metadata.attempt_id!)).toBe(0);
  });

  it('is read back when its events never came, with those of the shop left as they are', async () => {
    shop.stripe.webhooks.mode = 'hold';
    await shop.services.orders.refund(orderId, { amount: { amount: 100, currency: 'USD' }, reason: 'test' });
    await shop.jobs.drain();
    inDashboard(500);
    for (const since of [shop.clock.now() - DAY_MS, shop.clock.now() - DAY_MS]) {
      await shop.services.paymentNews.readBack(since);
      expect(await refunded()).toBe(600);
    }
    expect(await shop.store.count(refunds)).toBe(2);
    await shop.stripe.webhooks.release();
    expect(await refunded()).toBe(600);
  });

  it('is no longer in the figure when the bank sends the money back', async () => {
    const { id } = inDashboard(500);
    await settled();
    shop.stripe.world.failRefund(id);
    await settled();
    expect(await refunded()).toBe(0);
    expect(await kinds()).toContain('refund_failed');
  });

  it('of another shop at the same account is left alone', async () => {
    const other = shop.stripe.world.createIntent({ amount: 900, currency: 'usd', metadata: {} });
    shop.stripe.world.chargeAnyway(other.id);
    shop.stripe.world.refund({ intent: other.id, metadata: { refund_id: 'rfnd_theirs' } });
    await settled();
    await shop.services.paymentNews.readBack(0);
    expect(shop.stripe.webhooks.all.flatMap(({ tries }) => tries).every((status) => status === 200)).toBe(
      true,
    );
    expect(await shop.store.count(refunds)).toBe(0);
  });
});

describe('a refund of the shop that the bank sends back', () => {
  let failed: string;
  beforeEach(async () => {
    await shop.services.orders.refund(orderId, {
      amount: { amount: 700, currency: 'USD' },
      reason: 'scratched',
    });
    await settled();
    shop.stripe.world.failRefund([...shop.stripe.world.refunds.keys()].at(-1)!);
    await settled();
    failed = (await shop.store.find(refunds, { where: { status: 'failed' } }))[0]!._id;
  });

  it('leaves the figure of the order, and the merchant is told once', async () => {
    await shop.services.paymentNews.readBack(0);
    await settled();
    expect(await refunded()).toBe(0);
    expect(await kinds()).toEqual(['confirmed', 'refunded', 'refund_failed']);
    expect(told()).toEqual(['refund_failed']);
    expect(shop.notices).toEqual([expect.stringContaining('lost_or_stolen_card')]);
  });

  it('is made anew when the merchant tries it again', async () => {
    await shop.services.refunds.retry(failed);
    expect(await refunded()).toBe(700);
    await settled();
    expect(shop.stripe.ledger.refunds().map(({ amount }) => amount)).toEqual([700, 700]);
    expect(await shop.store.find(refunds, { where: { status: 'succeeded' } })).toMatchObject([
      { retryOf: failed },
    ]);
    await expect(shop.services.refunds.retry(failed)).rejects.toMatchObject({ code: 'conflict' });
  });

  it('counts when it was paid in another way, and not when it was given up', async () => {
    await shop.services.refunds.close(failed, { paidElsewhere: true, note: 'by bank transfer' });
    expect(await refunded()).toBe(700);
    await shop.services.orders.refund(orderId, { amount: { amount: 300, currency: 'USD' }, reason: 'more' });
    await settled();
    shop.stripe.world.failRefund([...shop.stripe.world.refunds.keys()].at(-1)!);
    await settled();
    const [second] = await shop.store.find(refunds, { where: { status: 'failed' } });
    await shop.services.refunds.close(second!._id, { paidElsewhere: false, note: 'the buyer agreed' });
    expect(await refunded()).toBe(700);
  });

  it('is not tried again for more than is left', async () => {
    inDashboard(total - 100);
    await settled();
    await expect(shop.services.refunds.retry(failed)).rejects.toMatchObject({ code: 'conflict' });
  });
});

describe('a dispute', () => {
  it('stands on the order, is told at its beginning and its end, and holds refunds back', async () => {
    const dispute = shop.stripe.world.disputes.open(intent(), shop.stripe.world.seconds());
    await settled();
    expect((await order()).disputes).toMatchObject([
      { id: dispute.id, status: 'needs_response', reason: 'product_not_received', amount: { amount: total } },
    ]);
    const refund = shop.services.orders.refund(orderId, {
      amount: { amount: 1, currency: 'USD' },
      reason: 'x',
    });
    await expect(refund).rejects.toMatchObject({ code: 'conflict' });
    shop.stripe.world.disputes.review(dispute.id);
    await settled();
    shop.stripe.world.disputes.decide(dispute.id, 'won');
    await settled();
    expect((await order()).disputes).toMatchObject([{ status: 'won', closedAt: shop.clock.now() }]);
    expect(await kinds()).toEqual(['confirmed', 'dispute_opened', 'dispute_closed']);
    expect(told()).toEqual(['dispute_opened', 'dispute_closed']);
    await shop.services.orders.refund(orderId, { amount: { amount: 1, currency: 'USD' }, reason: 'x' });
  });

  it('stays lost when its events come late, twice and backwards', async () => {
    shop.stripe.webhooks.mode = 'hold';
    shop.stripe.webhooks.copies = 2;
    const { id } = shop.stripe.world.disputes.open(intent(), shop.stripe.world.seconds());
    shop.stripe.world.disputes.review(id);
    shop.stripe.world.disputes.decide(id, 'lost');
    await shop.stripe.webhooks.release('reverse');
    await settled();
    expect((await order()).disputes).toMatchObject([{ status: 'lost' }]);
    expect(told()).toEqual(['dispute_closed']);
  });

  it('is read back when its events never came', async () => {
    shop.stripe.webhooks.mode = 'hold';
    shop.stripe.world.disputes.open(intent(), shop.stripe.world.seconds());
    await shop.services.paymentNews.readBack(shop.clock.now() - DAY_MS);
    expect((await order()).disputes).toHaveLength(1);
  });
});
