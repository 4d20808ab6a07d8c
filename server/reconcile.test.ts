import { afterEach, beforeEach, expect, it } from 'vitest';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../test/fixtures/shop.ts';
import { takeHold } from './commerce/inventory/holds.ts';
import { holds, stockLevels } from './commerce/inventory/model.ts';
import { paymentAttempts, refunds } from './commerce/payments/model.ts';
import { PaymentOutcomeUnknownError, type PaymentProvider } from './commerce/payments/port.ts';
import { jobRows } from './platform/jobs/model.ts';
import { reconcile } from './reconcile.ts';

const HOLD_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

let silent: boolean;
let charged: Set<string>;
let refunded: Set<string>;
let shop: TestShop;

/** Takes the money, and says nothing while it is silent. */
const provider = (): PaymentProvider => {
  const hear = () => {
    if (silent) throw new PaymentOutcomeUnknownError('no answer');
  };
  const paid = (attemptId: string, amount = { amount: 2499, currency: 'USD' }) =>
    ({ status: 'succeeded', paymentId: `p_${attemptId}`, amount }) as const;
  let amount: { amount: number; currency: string } | undefined;
  return {
    name: 'silent',
    isTest: true,
    acceptedTokens: [],
    methods: [],
    charge: async (request) => {
      charged.add(request.attemptId);
      amount = request.amount;
      hear();
      return paid(request.attemptId, request.amount);
    },
    lookup: async (attemptId) => {
      hear();
      return charged.has(attemptId) ? paid(attemptId, amount) : { status: 'not_found' };
    },
    cancel: async () => ({ status: 'canceled' }),
    refund: async ({ refundId }) => {
      hear();
      refunded.add(refundId);
      return { status: 'succeeded' };
    },
  };
};

beforeEach(async () => {
  silent = false;
  charged = new Set();
  refunded = new Set();
  shop = await openTestShop({ provider });
  await shop.put({ id: 'mug', stock: 5 });
});
afterEach(() => shop.close());

const mend = () => reconcile({ ...shop, holdTtlMs: HOLD_MS });

async function buy() {
  const { session_id } = await shop.ok('update_cart', { add: [{ variant_id: 'var_mug', quantity: 1 }] });
  const checkout = await shop.ok('create_checkout', {
    session_id,
    buyer: BUYER,
    shipping_address: ADDRESS,
    shipping_option_id: 'us-standard',
  });
  const { amount, currency } = checkout.total as { amount: number; currency: string };
  const request = {
    session_id,
    checkout_id: checkout.checkout_id,
    idempotency_key: 'the-only-key',
    confirmed_total: { amount, currency },
    confirmed_address: { line1: '1 Main St', postal_code: '90001', country: 'US' },
    payment_token: 'tok',
  };
  return { request, answer: await shop.ok('complete_checkout', request) };
}

/** Until every job has been given up. */
async function exhaust(): Promise<void> {
  while ((await shop.jobs.list('waiting')).length > 0) {
    shop.clock.advance(DAY_MS / 4);
    await shop.jobs.drain();
  }
}

it('takes up a payment again of which the provider said nothing until its job was given up', async () => {
  silent = true;
  const { request, answer } = await buy();
  expect(answer.status).toBe('in_progress');
  await exhaust();
  expect(await shop.jobs.list('dead')).toHaveLength(1);
  silent = false;
  expect(await mend()).toHaveLength(1);
  await shop.jobs.drain();
  expect(await shop.ok('complete_checkout', request)).toMatchObject({ status: 'completed' });
  expect(await shop.store.count(holds)).toBe(0);
  expect(await mend()).toEqual([]);
});

it('ends the job that was given up for a payment of which the provider has told by itself since', async () => {
  silent = true;
  const { request } = await buy();
  await exhaust();
  const [attempt] = await shop.store.find(paymentAttempts);
  const { _id, amount } = attempt!;
  await shop.services.payments.receive(_id, { status: 'succeeded', paymentId: 'p', amount });
  expect(await shop.ok('complete_checkout', request)).toMatchObject({ status: 'completed' });
  expect(await mend()).toEqual([]);
  shop.clock.advance(HOLD_MS);
  silent = false;
  expect(await mend()).toEqual([expect.stringContaining('the payment has ended')]);
  await shop.jobs.drain();
  expect(await shop.jobs.list('dead')).toEqual([]);
  expect(await mend()).toEqual([]);
});

it('makes a job anew that was lost', async () => {
  silent = true;
  const { request } = await buy();
  const [job] = await shop.store.find(jobRows, { where: { status: 'waiting' } });
  await shop.store.transaction((tx) => tx.delete(jobRows, job!._id, job!.version));
  silent = false;
  shop.clock.advance(HOLD_MS);
  expect(await mend()).toEqual([expect.stringContaining('payment.settle')]);
  await shop.jobs.drain();
  expect(await shop.ok('complete_checkout', request)).toMatchObject({ status: 'completed' });
});

it('makes a refund that was given up while the provider was silent', async () => {
  const { answer } = await buy();
  silent = true;
  await shop.services.orders.cancel(String(answer.order_id), { reason: 'a test' });
  await exhaust();
  expect(await shop.store.count(refunds, { status: 'started' })).toBe(1);
  silent = false;
  expect(await mend()).toEqual([expect.stringContaining('payment.refund')]);
  await shop.jobs.drain();
  expect(refunded.size).toBe(1);
  expect(await shop.store.count(refunds, { status: 'succeeded' })).toBe(1);
});

it('releases a hold whose payment is over, and leaves alone what is young or runs', async () => {
  const settings = await shop.services.shop.get();
  await shop.store.transaction((tx) =>
    takeHold(tx, settings, {
      attemptId: 'pay_gone',
      checkoutId: 'chk_gone',
      principalId: 'anonymous',
      sessionId: 'ses_gone',
      units: new Map([['var_mug', 2]]),
      expiresAt: shop.clock.now() + HOLD_MS,
      titleOf: (id) => id,
    }),
  );
  silent = true;
  await buy();
  expect(await mend()).toEqual([]);
  expect((await shop.store.find(stockLevels))[0]).toMatchObject({ held: 3 });
  shop.clock.advance(2 * HOLD_MS);
  expect(await mend()).toEqual([expect.stringContaining('hold_pay_gone')]);
  expect((await shop.store.find(stockLevels))[0]).toMatchObject({ held: 1 });
  expect(await shop.store.count(paymentAttempts, { status: 'unknown' })).toBe(1);
});
