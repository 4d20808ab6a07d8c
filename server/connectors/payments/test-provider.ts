import { randomBytes } from 'node:crypto';
import { CommerceError } from '../../commerce/errors.ts';
import { looksLikeCardNumber } from '../../commerce/payments/card-number.ts';
import {
  type ChargeRequest,
  type PaymentCallback,
  PaymentOutcomeUnknownError,
  type PaymentProvider,
  type PaymentResult,
} from '../../commerce/payments/port.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { isGenuine, SIGNATURE_HEADER, signCallback } from './callback-signature.ts';
import { resultOf, type TestPayment, testPayments } from './test-payment.ts';
import { TEST_TOKENS, type TestOutcome, type TestToken } from './test-tokens.ts';

export { testPayments } from './test-payment.ts';

/** How long `tok_pending` stays pending. */
export const PENDING_MS = 60_000;

export interface TestPaymentOptions {
  store: Store;
  clock: Clock;
  ids: Ids;
  /** Where this server is reached from outside, such as `https://shop.example`. */
  publicUrl: string;
  /** Called with each signed callback, after the answer of `charge` or of the bank page is durable. */
  deliverCallback?: (rawBody: Buffer, headers: Record<string, string>) => Promise<void>;
  /** Key of the callbacks' signature; random for the life of the process when absent. */
  callbackKey?: Uint8Array;
}

export interface TestPaymentProvider extends PaymentProvider {
  /** The payment behind a bank page; undefined when there is none. */
  paymentAtBank(paymentId: string): Promise<TestPayment | undefined>;
  /** The buyer's decision on the bank page. Only the first one counts; answers the payment as it then is. */
  decideAtBank(paymentId: string, approve: boolean): Promise<TestPayment | undefined>;
  parseCallback: NonNullable<PaymentProvider['parseCallback']>;
  /** Resolves when every callback sent so far was delivered (or failed). */
  callbacksDelivered(): Promise<void>;
}

const STATUS_AFTER: Record<TestOutcome, TestPayment['status']> = {
  succeed: 'succeeded',
  decline: 'declined',
  ask_buyer: 'needs_action',
  stay_pending: 'pending',
};

/**
 * A payment provider in which no money moves: it behaves like a real one (durable, idempotent, with signed callbacks)
 * and each token plays one outcome, so that every road of a checkout can be walked without an account.
 * @throws CommerceError from `charge`, before anything is recorded: `invalid_input` for a token it does not know,
 * `idempotency_conflict` for a known attempt with another amount or token
 */
export function createTestPaymentProvider(options: TestPaymentOptions): TestPaymentProvider {
  const { store, clock, ids } = options;
  const publicUrl = options.publicUrl.replace(/\/$/, '');
  const key = options.callbackKey ?? randomBytes(32);
  const deliveries = new Set<Promise<void>>();
  const prepared = new WeakSet<ChargeRequest>();

  /** Not awaited by the caller, as with a real provider: a callback may overtake the answer or come long after it. */
  function deliver(payment: TestPayment, times = 1): void {
    if (!options.deliverCallback) return;
    const callback: PaymentCallback = { attemptId: payment._id, result: resultOf(payment, publicUrl) };
    const body = Buffer.from(JSON.stringify(callback));
    const headers = {
      'content-type': 'application/json',
      [SIGNATURE_HEADER]: signCallback(key, clock.now(), body),
    };
    const send = async () => {
      for (let count = 0; count < times; count += 1) await options.deliverCallback?.(body, headers);
    };
    // A lost callback is no error: the shop asks `lookup` for what it was not told.
    const delivery = send()
      .catch(() => {})
      .finally(() => deliveries.delete(delivery));
    deliveries.add(delivery);
  }

  /** Reads an attempt, and lets a pending one succeed when its time has come. */
  async function current(tx: Transaction, attemptId: string): Promise<TestPayment | undefined> {
    const payment = await tx.get(testPayments, attemptId);
    if (payment?.status !== 'pending' || clock.now() < (payment.settlesAt ?? 0)) return payment;
    return tx.replace<TestPayment>(testPayments, { ...payment, status: 'succeeded' });
  }

  const insert = (tx: Transaction, request: ChargeRequest, token: TestToken): Promise<TestPayment> =>
    tx.insert<TestPayment>(testPayments, {
      _id: request.attemptId,
      paymentId: ids.next('testpay'),
      amount: request.amount,
      token: token.token,
      status: STATUS_AFTER[token.outcome],
      returnUrl: request.returnUrl,
      ...(token.outcome === 'stay_pending' && { settlesAt: clock.now() + PENDING_MS }),
      refunds: [],
    });

  async function charge(request: ChargeRequest, signal: AbortSignal): Promise<PaymentResult> {
    const token = readToken(request.token);
    if (signal.aborted) throw new PaymentOutcomeUnknownError('The payment provider was not reached in time');
    const { payment, isNew } = await decided(request, token);
    if (isNew && token.loseAnswer)
      throw new PaymentOutcomeUnknownError('The payment provider did not answer in time');
    if (isNew && payment.status === 'succeeded') deliver(payment, token.callbacks);
    return resultOf(payment, publicUrl);
  }

  async function decided(
    request: ChargeRequest,
    token: TestToken,
  ): Promise<{ payment: TestPayment; isNew: boolean }> {
    if (prepared.delete(request)) {
      const payment = await store.get(testPayments, request.attemptId);
      if (payment) return { payment, isNew: true };
    }
    return store.transaction(async (tx) => {
      const known = await current(tx, request.attemptId);
      if (known) return { payment: sameRequest(known, request), isNew: false };
      return { payment: await insert(tx, request, token), isNew: true };
    });
  }

  async function lookup(attemptId: string): Promise<PaymentResult> {
    const payment = await store.transaction((tx) => current(tx, attemptId));
    return payment ? resultOf(payment, publicUrl) : { status: 'not_found' };
  }

  async function cancel(attemptId: string): Promise<PaymentResult> {
    const payment = await store.transaction(async (tx) => {
      const found = await current(tx, attemptId);
      const open = found?.status === 'needs_action' || found?.status === 'pending';
      return found && open ? tx.replace<TestPayment>(testPayments, { ...found, status: 'canceled' }) : found;
    });
    return payment ? resultOf(payment, publicUrl) : { status: 'not_found' };
  }

  const refund: PaymentProvider['refund'] = ({ refundId, attemptId, amount }) =>
    store.transaction(async (tx) => {
      const payment = await current(tx, attemptId);
      if (payment?.status !== 'succeeded')
        return { status: 'failed', message: 'There is no payment to refund' };
      const earlier = payment.refunds.find((known) => known.refundId === refundId);
      if (earlier) {
        const same = earlier.amount.amount === amount.amount && earlier.amount.currency === amount.currency;
        return same
          ? { status: 'succeeded' }
          : { status: 'failed', message: 'This refund was made with another amount' };
      }
      if (amount.currency !== payment.amount.currency) {
        return { status: 'failed', message: `The payment was made in ${payment.amount.currency}` };
      }
      const refunded = payment.refunds.reduce((sum, known) => sum + known.amount.amount, 0);
      if (amount.amount <= 0 || refunded + amount.amount > payment.amount.amount) {
        return {
          status: 'failed',
          message: 'The refund must be above zero and at most what is left of the payment',
        };
      }
      await tx.replace<TestPayment>(testPayments, {
        ...payment,
        refunds: [...payment.refunds, { refundId, amount }],
      });
      return { status: 'succeeded' };
    });

  const atBank = async (reader: Pick<Transaction, 'find'>, paymentId: string) =>
    (await reader.find(testPayments, { where: { paymentId }, limit: 1 }))[0];

  async function decideAtBank(paymentId: string, approve: boolean): Promise<TestPayment | undefined> {
    const { payment, decided } = await store.transaction(async (tx) => {
      const found = await atBank(tx, paymentId);
      if (found?.status !== 'needs_action') return { payment: found, decided: false };
      const status = approve ? 'succeeded' : 'declined';
      return { payment: await tx.replace<TestPayment>(testPayments, { ...found, status }), decided: true };
    });
    if (payment && decided) deliver(payment);
    return payment;
  }

  return {
    name: 'test',
    isTest: true,
    acceptedTokens: TEST_TOKENS.map(({ token, description }) => ({ token, description })),
    methods: TEST_TOKENS.map(({ token, label }) => ({ token, label })),
    // Decided here already: as with a provider that was called at once, and whose answer has yet to come.
    prepare: async (tx, request) => {
      await insert(tx, request, readToken(request.token));
      prepared.add(request);
    },
    charge,
    lookup,
    cancel,
    refund,
    paymentAtBank: (paymentId) => atBank(store, paymentId),
    decideAtBank,
    parseCallback(rawBody, headers) {
      if (!isGenuine(key, headers[SIGNATURE_HEADER], rawBody, clock.now())) return undefined;
      return JSON.parse(rawBody.toString('utf8')) as PaymentCallback;
    },
    async callbacksDelivered() {
      while (deliveries.size > 0) await Promise.all(deliveries);
    },
  };
}

function readToken(text: string): TestToken {
  if (looksLikeCardNumber(text)) {
    throw new CommerceError(
      'invalid_input',
      'This looks like a card number. Never send card numbers: pass a token of the payment provider, such as tok_success.',
      { field: 'token' },
    );
  }
  const token = TEST_TOKENS.find((known) => known.token === text);
  if (token) return token;
  const tokens = TEST_TOKENS.map((known) => known.token);
  throw new CommerceError(
    'invalid_input',
    `Unknown payment token. The test provider takes: ${tokens.join(', ')}.`,
    {
      field: 'token',
      details: { tokens },
    },
  );
}

function sameRequest(known: TestPayment, request: ChargeRequest): TestPayment {
  const { amount, currency } = request.amount;
  if (known.amount.amount === amount && known.amount.currency === currency && known.token === request.token)
    return known;
  throw new CommerceError(
    'idempotency_conflict',
    'This payment attempt was made with another amount or token.',
  );
}
