import Stripe from 'stripe';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createStripeClient } from '../../../server/connectors/payments/stripe/client.ts';
import { ManualClock } from '../../../server/platform/clock.ts';
import { type FakeStripe, startFakeStripe } from './server.ts';

let clock: ManualClock;
let fake: FakeStripe;
let stripe: Stripe;
beforeEach(async () => {
  clock = new ManualClock();
  fake = await startFakeStripe({ clock, secretKey: 'sk_test_fake' });
  stripe = createStripeClient({ secretKey: 'sk_test_fake', apiBase: fake.url, retries: 0 });
});
afterEach(() => fake.close());

const intent = (amount = 1000, idempotencyKey = 'key-1', extra: object = {}) =>
  stripe.paymentIntents.create({ amount, currency: 'usd', ...extra }, { idempotencyKey });
const confirm = (id: string, method: string, idempotencyKey = 'key-2') =>
  stripe.paymentIntents.confirm(
    id,
    { payment_method: method, return_url: 'https://shop.example' },
    { idempotencyKey },
  );

it('repeats the first answer of a key for a day, also an error, and then starts anew', async () => {
  const first = await intent();
  expect((await intent()).id).toBe(first.id);
  const decline = () => confirm(first.id, 'pm_card_chargeDeclined');
  await expect(decline()).rejects.toMatchObject({ statusCode: 402, decline_code: 'generic_decline' });
  await expect(decline()).rejects.toMatchObject({ headers: { 'idempotent-replayed': 'true' } });
  clock.advance(24 * 3_600_000);
  expect((await intent()).id).not.toBe(first.id);
});

it('refuses a key with other parameters, and one that is in use', async () => {
  await intent();
  await expect(intent(1001)).rejects.toMatchObject({ statusCode: 400, rawType: 'idempotency_error' });
  const gate = Promise.withResolvers<void>();
  const reached = Promise.withResolvers<void>();
  fake.faults.plan({
    on: 'POST /v1/payment_intents',
    at: 'before',
    give: 'answer',
    wait: () => {
      reached.resolve();
      return gate.promise;
    },
  });
  const first = intent(1000, 'key-3');
  await reached.promise;
  await expect(intent(1000, 'key-3')).rejects.toMatchObject({
    statusCode: 409,
    code: 'idempotency_key_in_use',
  });
  gate.resolve();
  expect((await intent(1000, 'key-4')).id).not.toBe((await first).id);
  expect((await intent(1000, 'key-3')).id).toBe((await first).id);
});

it('does not keep what it refused before it began', async () => {
  fake.faults.plan({ on: 'POST /v1/payment_intents', at: 'before', give: 429 });
  await expect(intent()).rejects.toBeInstanceOf(Stripe.errors.StripeRateLimitError);
  await expect(intent(1000, 'key-1', { nonsense: 1 })).rejects.toMatchObject({ code: 'parameter_unknown' });
  expect((await intent()).status).toBe('requires_payment_method');
});

it('keeps a 500 that came after the work, as Stripe does', async () => {
  fake.faults.plan({ on: 'POST /v1/payment_intents', at: 'after', give: 500 });
  for (const _ of [1, 2]) await expect(intent()).rejects.toMatchObject({ statusCode: 500 });
  expect(fake.world.intents.size).toBe(1);
});

it('is strict about keys, parameters and amounts', async () => {
  const stranger = createStripeClient({ secretKey: 'sk_test_other', apiBase: fake.url, retries: 0 });
  await expect(stranger.paymentIntents.create({ amount: 100, currency: 'usd' })).rejects.toBeInstanceOf(
    Stripe.errors.StripeAuthenticationError,
  );
  await expect(intent(49)).rejects.toMatchObject({ code: 'amount_too_small' });
  await expect(intent(1000, 'key-2', { currency: 'xxx' })).rejects.toMatchObject({ param: 'currency' });
  await expect(
    intent(1000, 'key-3', { automatic_payment_methods: { enabled: 'maybe' } }),
  ).rejects.toMatchObject({ code: 'parameter_invalid', param: 'automatic_payment_methods[enabled]' });
  await expect(intent(1000, 'key-4', { payment_method_types: ['card'] })).rejects.toMatchObject({
    code: 'parameter_unknown',
  });
  await expect(stripe.paymentIntents.retrieve('pi_none')).rejects.toMatchObject({ code: 'resource_missing' });
  const made = await intent(1000, 'key-5');
  await confirm(made.id, 'pm_card_visa');
  await expect(stripe.paymentIntents.cancel(made.id)).rejects.toMatchObject({
    code: 'payment_intent_unexpected_state',
  });
  const soon = { mode: 'payment' as const, success_url: 'https://shop.example' };
  await expect(
    stripe.checkout.sessions.create({ ...soon, expires_at: Math.floor(clock.now() / 1000) + 60 }),
  ).rejects.toMatchObject({ rawType: 'invalid_request_error' });
});
