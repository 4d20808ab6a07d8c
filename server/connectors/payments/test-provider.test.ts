import { expect, test } from 'vitest';
import { money } from '../../commerce/money.ts';
import { PaymentOutcomeUnknownError } from '../../commerce/payments/port.ts';
import { ManualClock } from '../../platform/clock.ts';
import { SequentialIds } from '../../platform/ids.ts';
import { openSqliteStore } from '../../platform/store/sqlite/store.ts';
import { createTestPaymentProvider, PENDING_MS, testPayments } from './test-provider.ts';

const signal = new AbortController().signal;
const amount = money(4598, 'USD');

async function setUp() {
  const clock = new ManualClock();
  const store = await openSqliteStore({ path: ':memory:', clock, collections: [testPayments] });
  const sent: { body: Buffer; headers: Record<string, string> }[] = [];
  const options = {
    store,
    clock,
    ids: new SequentialIds(),
    publicUrl: 'https://shop.example/',
    callbackKey: Buffer.alloc(32, 1),
    deliverCallback: async (body: Buffer, headers: Record<string, string>) =>
      void sent.push({ body, headers }),
  };
  const provider = createTestPaymentProvider(options);
  const charge = (token: string, attemptId = 'pay_1', charged = amount) =>
    provider.charge(
      { attemptId, amount: charged, token, returnUrl: 'https://shop.example/checkout/return' },
      signal,
    );
  return { clock, options, provider, charge, sent };
}

test('a success is charged once, however often it is sent', async () => {
  const { charge, provider, sent } = await setUp();
  const answers = await Promise.all([charge('tok_success'), charge('tok_success'), charge('tok_success')]);
  expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  expect(answers[0]).toMatchObject({ status: 'succeeded', amount });
  await provider.callbacksDelivered();
  expect(sent).toHaveLength(1);
});

test('the same attempt with another amount or token is refused', async () => {
  const { charge, provider } = await setUp();
  await charge('tok_success');
  await expect(charge('tok_success', 'pay_1', money(1, 'USD'))).rejects.toMatchObject({
    code: 'idempotency_conflict',
  });
  await expect(charge('tok_success', 'pay_1', money(4598, 'EUR'))).rejects.toMatchObject({
    code: 'idempotency_conflict',
  });
  await expect(charge('tok_decline')).rejects.toMatchObject({ code: 'idempotency_conflict' });
  expect(await provider.lookup('pay_1', signal)).toMatchObject({ status: 'succeeded', amount });
});

test('a decline says why', async () => {
  const { charge, provider } = await setUp();
  const declined = { status: 'declined', code: 'insufficient_funds' };
  expect(await charge('tok_decline')).toMatchObject(declined);
  expect(await provider.lookup('pay_1', signal)).toMatchObject(declined);
});

test.each([
  ['tok_timeout', 'succeeded'],
  ['tok_timeout_declined', 'declined'],
])('%s loses its answer; the lookup finds it %s', async (token, status) => {
  const { charge, provider } = await setUp();
  await expect(charge(token)).rejects.toBeInstanceOf(PaymentOutcomeUnknownError);
  expect(await provider.lookup('pay_1', signal)).toMatchObject({ status });
  expect(await charge(token)).toMatchObject({ status });
});

test('an attempt that never arrived is not found', async () => {
  const { provider, options } = await setUp();
  const request = { attemptId: 'pay_1', amount, token: 'tok_success', returnUrl: options.publicUrl };
  await expect(provider.charge(request, AbortSignal.abort())).rejects.toBeInstanceOf(
    PaymentOutcomeUnknownError,
  );
  expect(await provider.lookup('pay_1', signal)).toEqual({ status: 'not_found' });
  expect(await provider.cancel('pay_1', signal)).toEqual({ status: 'not_found' });
});

test('the buyer decides once at the bank', async () => {
  const { charge, provider, sent } = await setUp();
  const answer = await charge('tok_needs_action');
  if (answer.status !== 'needs_action') throw new Error(answer.status);
  expect(answer.actionUrl).toBe(`https://shop.example/test-bank/${answer.paymentId}`);
  await provider.decideAtBank(answer.paymentId, true);
  await provider.decideAtBank(answer.paymentId, false);
  expect(await provider.lookup('pay_1', signal)).toMatchObject({ status: 'succeeded' });
  await provider.callbacksDelivered();
  expect(sent).toHaveLength(1);
  expect(await provider.cancel('pay_1', signal)).toMatchObject({ status: 'succeeded' });
});

test('a declined confirmation is a declined payment', async () => {
  const { charge, provider } = await setUp();
  const answer = await charge('tok_needs_action');
  if (answer.status !== 'needs_action') throw new Error(answer.status);
  await provider.decideAtBank(answer.paymentId, false);
  expect(await provider.lookup('pay_1', signal)).toMatchObject({
    status: 'declined',
    code: 'authentication_failed',
  });
});

test('a canceled payment cannot be approved any more', async () => {
  const { charge, provider } = await setUp();
  const answer = await charge('tok_needs_action');
  if (answer.status !== 'needs_action') throw new Error(answer.status);
  expect(await provider.cancel('pay_1', signal)).toEqual({ status: 'canceled' });
  await provider.decideAtBank(answer.paymentId, true);
  expect(await provider.lookup('pay_1', signal)).toEqual({ status: 'canceled' });
});

test('a pending payment succeeds after its time', async () => {
  const { charge, clock, provider } = await setUp();
  expect(await charge('tok_pending')).toMatchObject({ status: 'pending' });
  clock.advance(PENDING_MS - 1);
  expect(await provider.lookup('pay_1', signal)).toMatchObject({ status: 'pending' });
  clock.advance(1);
  expect(await provider.lookup('pay_1', signal)).toMatchObject({ status: 'succeeded' });
});

test('tok_duplicate_callback delivers the same callback twice', async () => {
  const { charge, provider, sent } = await setUp();
  await charge('tok_duplicate_callback');
  await provider.callbacksDelivered();
  const [first, second] = sent.map(({ body, headers }) => provider.parseCallback(body, headers));
  expect(first).toMatchObject({ attemptId: 'pay_1', result: { status: 'succeeded', amount } });
  expect(second).toEqual(first);
});

test('a callback that was altered, delayed or signed by another is not genuine', async () => {
  const { charge, clock, options, provider, sent } = await setUp();
  await charge('tok_success');
  await provider.callbacksDelivered();
  const { body, headers } = sent[0]!;
  const altered = Buffer.from(body.toString().replace('4598', '1'));
  expect(provider.parseCallback(altered, headers)).toBeUndefined();
  expect(provider.parseCallback(body, {})).toBeUndefined();
  expect(provider.parseCallback(body, { 'x-test-payment-signature': 't=1,v1=00' })).toBeUndefined();
  const other = createTestPaymentProvider({ ...options, callbackKey: Buffer.alloc(32, 2) });
  expect(other.parseCallback(body, headers)).toBeUndefined();
  clock.advance(5 * 60_000);
  expect(provider.parseCallback(body, headers)).toBeDefined();
  clock.advance(1);
  expect(provider.parseCallback(body, headers)).toBeUndefined();
});

test('card numbers and unknown tokens are refused before anything is recorded', async () => {
  const { charge, provider } = await setUp();
  await expect(charge('4242 4242 4242 4242')).rejects.toMatchObject({
    code: 'invalid_input',
    field: 'token',
    message: expect.stringContaining('card number'),
  });
  await expect(charge('tok_nope')).rejects.toMatchObject({ message: expect.stringContaining('tok_success') });
  expect(await provider.lookup('pay_1', signal)).toEqual({ status: 'not_found' });
});

test('refunds are idempotent and never exceed the payment', async () => {
  const { charge, provider } = await setUp();
  await charge('tok_success');
  const refund = (refundId: string, minor: number, currency = 'USD') =>
    provider.refund({ refundId, attemptId: 'pay_1', amount: money(minor, currency) }, signal);
  expect(await refund('r1', 4000)).toEqual({ status: 'succeeded' });
  expect(await refund('r1', 4000)).toEqual({ status: 'succeeded' });
  expect(await refund('r1', 10)).toMatchObject({ status: 'failed' });
  expect(await refund('r2', 599)).toMatchObject({ status: 'failed' });
  expect(await refund('r2', 598, 'EUR')).toMatchObject({ status: 'failed' });
  expect(await refund('r3', 598)).toEqual({ status: 'succeeded' });
  expect(await refund('r4', 1)).toMatchObject({ status: 'failed' });
});
