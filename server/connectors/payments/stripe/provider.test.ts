import { afterEach, beforeEach, expect, it } from 'vitest';
import { type FakeStripe, startFakeStripe } from '../../../../test/fakes/stripe/server.ts';
import { SECRET_KEY, stripeProvider } from '../../../../test/fixtures/stripe-shop.ts';
import { money } from '../../../commerce/money.ts';
import { PaymentOutcomeUnknownError } from '../../../commerce/payments/port.ts';
import { ManualClock } from '../../../platform/clock.ts';
import type { Store } from '../../../platform/store/port.ts';
import { openSqliteStore } from '../../../platform/store/sqlite/store.ts';
import { checkStripeAccount } from './check-account.ts';
import { STRIPE_EVENTS } from './events.ts';
import { stripePayments } from './payment.ts';
import type { StripeProvider } from './provider.ts';

let clock: ManualClock;
let store: Store;
let fake: FakeStripe;
let provider: StripeProvider;
beforeEach(async () => {
  clock = new ManualClock();
  store = await openSqliteStore({ path: ':memory:', clock, collections: [stripePayments] });
  fake = await startFakeStripe({ clock, secretKey: SECRET_KEY });
  provider = stripeProvider(fake, { store, clock });
});
afterEach(async () => {
  await fake.close();
  await store.close();
});

const signal = AbortSignal.timeout(60_000);
const charge = (token = 'pm_card_visa', amount = money(4598, 'USD')) =>
  provider.charge(
    { attemptId: 'pay_1', amount, token, returnUrl: 'https://shop.example/checkout/return' },
    signal,
  );

it('knows after a restart what it charged before the answer was lost', async () => {
  fake.faults.plan({ on: 'POST /v1/payment_intents/*/confirm', at: 'after', give: 'hang' });
  await expect(charge()).rejects.toBeInstanceOf(PaymentOutcomeUnknownError);
  const restarted = stripeProvider(fake, { store, clock });
  expect(await restarted.lookup('pay_1', signal)).toMatchObject({ status: 'succeeded' });
  expect(fake.requests.filter((r) => r.endsWith('/confirm'))).toHaveLength(1);
});

it('charges once when the same attempt is sent several times at once', async () => {
  const answers = await Promise.allSettled([charge(), charge(), charge()]);
  expect(answers.some((a) => a.status === 'fulfilled' && a.value.status === 'succeeded')).toBe(true);
  for (const answer of answers) {
    if (answer.status === 'rejected') expect(answer.reason).toBeInstanceOf(PaymentOutcomeUnknownError);
  }
  expect(fake.ledger.charges()).toHaveLength(1);
  expect(await charge()).toMatchObject({ status: 'succeeded' });
});

it('never confirms what was given up while the intent was being made', async () => {
  const made = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<void>();
  fake.faults.plan({
    on: 'POST /v1/payment_intents',
    at: 'after',
    give: 'answer',
    wait: () => {
      made.resolve();
      return answer.promise;
    },
  });
  const charging = charge();
  await made.promise;
  clock.advance(30_000);
  expect(await provider.lookup('pay_1', signal)).toEqual({ status: 'not_found' });
  answer.resolve();
  expect(await charging).toEqual({ status: 'canceled' });
  expect([...fake.world.intents.values()].map((i) => i.status)).toEqual(['canceled']);
});

it('charges yen, króna and dinar in Stripe’s units, and counts them back in ours', async () => {
  for (const [amount, sent] of [
    [money(500, 'JPY'), 500],
    [money(500, 'ISK'), 50_000],
    [money(5120, 'KWD'), 5120],
  ] as const) {
    const attemptId = `pay_${amount.currency}`;
    const request = { attemptId, amount, token: 'pm_card_visa', returnUrl: 'https://shop.example' };
    expect(await provider.charge(request, signal)).toMatchObject({ status: 'succeeded', amount });
    expect(fake.ledger.charges(attemptId)).toMatchObject([{ amount: sent }]);
    expect(await provider.refund({ refundId: `r_${amount.currency}`, attemptId, amount }, signal)).toEqual({
      status: 'succeeded',
    });
    expect(fake.ledger.kept(attemptId)).toBe(0);
  }
  await expect(charge('pm_card_visa', money(5124, 'KWD'))).rejects.toMatchObject({ code: 'invalid_input' });
});

it('tells the merchant, not the buyer, that the key is wrong', async () => {
  const stranger = stripeProvider(fake, { store, clock }, 'sk_test_other');
  const request = {
    attemptId: 'pay_2',
    amount: money(500, 'USD'),
    token: 'pm_card_visa',
    returnUrl: 'https://x.example',
  };
  await expect(stranger.charge(request, signal)).rejects.toThrow(/secret key.*doctor/);
  await expect(stranger.charge(request, signal)).rejects.not.toThrow(/sk_test/);
});

it('shows one line with the shop’s name on Stripe’s page, and only cards and Link', async () => {
  const opened = await charge('stripe_checkout');
  expect(opened).toMatchObject({ status: 'needs_action', actionUrl: expect.stringContaining('/c/pay/cs_') });
  expect([...fake.world.sessions.values()]).toMatchObject([
    {
      amount_total: 4598,
      currency: 'usd',
      client_reference_id: 'pay_1',
      success_url: 'https://shop.example/checkout/return',
      cancel_url: 'https://shop.example/checkout/return',
      expires_at: Math.floor(clock.now() / 1000) + 31 * 60,
    },
  ]);
});

it('lets doctor say what is missing at Stripe', async () => {
  const check = (secretKey = SECRET_KEY, apiBase = fake.url) =>
    checkStripeAccount({ secretKey, apiBase, publicUrl: 'https://shop.example', timeoutMs: 1000 });
  expect(await check('sk_test_wrong')).toMatchObject({
    status: 'fail',
    message: expect.stringContaining('401'),
  });
  expect(await check(SECRET_KEY, 'http://127.0.0.1:1')).toMatchObject({ message: 'Stripe does not answer' });
  expect(await check()).toMatchObject({ status: 'warn', message: expect.stringContaining('no events') });
  const url = 'https://shop.example/payments/stripe/webhook';
  fake.endpoints.push({ url, status: 'enabled', enabled_events: STRIPE_EVENTS.slice(1) });
  expect(await check()).toMatchObject({
    message: expect.stringContaining('does not send payment_intent.succeeded'),
  });
  fake.endpoints[0] = { url, status: 'enabled', enabled_events: ['*'] };
  expect(await check()).toMatchObject({ status: 'warn', message: 'Stripe, test mode: nobody is charged' });
});
