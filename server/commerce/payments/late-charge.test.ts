import { afterEach, beforeEach, expect, it } from 'vitest';
import { askOf, completion, fillCheckout } from '../../../test/fixtures/purchase.ts';
import { openTestShop, type TestShop } from '../../../test/fixtures/shop.ts';
import { orders } from '../orders/model.ts';
import { paymentAttempts } from './model.ts';
import { type ChargeRequest, PaymentOutcomeUnknownError, type PaymentProvider } from './port.ts';

/** Requests that are under way, and what has arrived at the provider, with what it has given back. */
let underWay: { request: ChargeRequest; fail: (error: Error) => void }[];
let arrived: Map<string, ChargeRequest>;
let returned: Map<string, number>;
let shop: TestShop;

const provider = (): PaymentProvider => {
  const found = (attemptId: string) => {
    const request = arrived.get(attemptId);
    return request
      ? ({ status: 'succeeded', paymentId: attemptId, amount: request.amount } as const)
      : ({ status: 'not_found' } as const);
  };
  return {
    name: 'late',
    isTest: true,
    acceptedTokens: [],
    methods: [],
    charge: (request) => new Promise((_, fail) => underWay.push({ request, fail })),
    lookup: async (attemptId) => found(attemptId),
    cancel: async (attemptId) => found(attemptId),
    refund: async ({ attemptId, amount }) => {
      returned.set(attemptId, amount.amount);
      return { status: 'succeeded' };
    },
  };
};

beforeEach(async () => {
  underWay = [];
  arrived = new Map();
  returned = new Map();
  shop = await openTestShop({ provider });
  await shop.put({ id: 'mug', stock: 10 });
});
afterEach(() => shop.close());

const SLEEP_MS = 120_000;
const GIVEN_UP_MS = 60_000;
const MUCH_LATER_MS = 3_600_000;

/** A payment whose request has not come to the provider when the whole server wakes from two minutes of sleep. */
async function wakeWhilePaying() {
  const checkout = await fillCheckout(askOf(shop), 'var_mug');
  const request = completion(checkout);
  const answer = shop.call('complete_checkout', request);
  while (underWay.length === 0) await new Promise(setImmediate);
  shop.clock.advance(SLEEP_MS);
  // The job that looks after the payment is due before its own call has ended.
  await shop.jobs.drain();
  const { request: charge, fail } = underWay[0]!;
  return {
    request,
    total: checkout.total,
    arrive: () => arrived.set(charge.attemptId, charge),
    giveUpWaiting: () => {
      fail(new PaymentOutcomeUnknownError('no answer'));
      return answer;
    },
  };
}

it('does not give up a payment after a sleep while its request may still arrive', async () => {
  const { request, arrive, giveUpWaiting } = await wakeWhilePaying();
  expect(await giveUpWaiting()).toMatchObject({ output: { status: 'in_progress' } });
  arrive();
  expect(await shop.ok('complete_checkout', request)).toMatchObject({ status: 'completed' });
  shop.clock.advance(MUCH_LATER_MS);
  await shop.jobs.drain();
  expect(await shop.store.count(orders)).toBe(1);
  expect(returned.size).toBe(0);
});

it('gives back what a request charged that came after the payment was given up', async () => {
  const { request, total, arrive, giveUpWaiting } = await wakeWhilePaying();
  await giveUpWaiting();
  shop.clock.advance(GIVEN_UP_MS);
  await shop.jobs.drain();
  expect(await shop.fails('complete_checkout', request)).toMatchObject({ code: 'conflict' });
  arrive();
  shop.clock.advance(MUCH_LATER_MS);
  await shop.jobs.drain();
  expect([...returned.values()]).toEqual([total.amount]);
  expect(await shop.store.count(orders)).toBe(0);
  expect(await shop.store.count(paymentAttempts, { status: 'refunded' })).toBe(1);
});
