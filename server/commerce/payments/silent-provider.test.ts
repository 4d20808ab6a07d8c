import { afterEach, beforeEach, expect, it } from 'vitest';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../../../test/fixtures/shop.ts';
import { paymentAttempts } from './model.ts';
import { PaymentOutcomeUnknownError, type PaymentProvider } from './port.ts';

/** Charges wait for the buyer; whether cancels are answered is up to the test. */
let silent: boolean;
let shop: TestShop;

const provider = (): PaymentProvider => {
  const canceled = new Set<string>();
  const waits = (attemptId: string) =>
    canceled.has(attemptId)
      ? ({ status: 'canceled' } as const)
      : ({ status: 'needs_action', paymentId: attemptId, actionUrl: 'https://bank.test' } as const);
  return {
    name: 'silent',
    isTest: true,
    acceptedTokens: [],
    methods: [],
    charge: async ({ attemptId }) => waits(attemptId),
    lookup: async (attemptId) => waits(attemptId),
    cancel: async (attemptId) => {
      if (silent) throw new PaymentOutcomeUnknownError('no answer');
      canceled.add(attemptId);
      return waits(attemptId);
    },
    refund: async () => ({ status: 'succeeded' }),
  };
};

beforeEach(async () => {
  silent = true;
  shop = await openTestShop({ provider, settings: { maxHeldShare: 0.1 } });
  await shop.put({ id: 'mug', stock: 10 });
});
afterEach(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});

async function pay(key: string) {
  const cart = await shop.ok('update_cart', { add: [{ variant_id: 'var_mug', quantity: 1 }] });
  const { session_id } = cart;
  const checkout = await shop.ok('create_checkout', {
    session_id,
    buyer: BUYER,
    shipping_address: ADDRESS,
    shipping_option_id: 'us-standard',
  });
  const { amount, currency } = checkout.total as { amount: number; currency: string };
  const { checkout_id } = checkout;
  const request = {
    session_id,
    checkout_id,
    idempotency_key: key,
    confirmed_total: { amount, currency },
    confirmed_address: { line1: '1 Main St', postal_code: '90001', country: 'US' },
    payment_token: 'tok',
  };
  return { session_id, checkout_id, request };
}

it('says that a payment beyond the caps is in progress while the provider does not answer its cancellation', async () => {
  const first = await pay('first-key');
  expect(await shop.ok('complete_checkout', first.request)).toMatchObject({ status: 'needs_buyer' });
  const second = await pay('second-key');
  expect(await shop.ok('complete_checkout', second.request)).toMatchObject({ status: 'in_progress' });
  silent = false;
  shop.clock.advance(60_000);
  await shop.jobs.drain();
  expect(await shop.fails('complete_checkout', second.request)).toMatchObject({ code: 'conflict' });
  expect(await shop.store.count(paymentAttempts, { status: 'canceled' })).toBe(1);
});

it('says that a checkout cannot be canceled now while the provider is silent, and cancels it later', async () => {
  const { session_id, checkout_id, request } = await pay('some-key');
  await shop.ok('complete_checkout', request);
  const refused = await shop.fails('cancel_checkout', { session_id, checkout_id });
  expect(refused).toMatchObject({ code: 'in_progress' });
  silent = false;
  expect(await shop.ok('cancel_checkout', { session_id, checkout_id })).toMatchObject({ status: 'canceled' });
});
