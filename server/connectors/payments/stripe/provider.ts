import { CommerceError } from '../../../commerce/errors.ts';
import { looksLikeCardNumber } from '../../../commerce/payments/card-number.ts';
import type {
  ChargeRequest,
  PaymentCallback,
  PaymentProvider,
  PaymentResult,
} from '../../../commerce/payments/port.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Store, Transaction } from '../../../platform/store/port.ts';
import { toStripe } from './amounts.ts';
import { createStripeClient, type StripeClientOptions, within } from './client.ts';
import { translated } from './errors.ts';
import { newsOf, type StripeNews } from './events.ts';
import { newsSince } from './news-since.ts';
import { PagePayments } from './page-payments.ts';
import { hashOfToken, type StripePayment, stripePayments } from './payment.ts';
import { refundAtStripe } from './refund.ts';
import { TokenPayments } from './token-payments.ts';

/** What the hosted page sends as its token: the buyer pays on Stripe's own page. */
export const PAGE_TOKEN = 'stripe_checkout';
/** An event signed longer ago (or further ahead) than this is refused, seconds. Stripe's own default. */
const SIGNATURE_TOLERANCE_S = 300;
/** Stripe asks for half an hour at least; a minute more for clocks that differ. */
const PAGE_OPEN_S = 31 * 60;

export interface StripeProviderOptions extends StripeClientOptions {
  store: Store;
  clock: Clock;
  webhookSecret: string;
}

export interface StripeProvider extends PaymentProvider {
  parseCallback: NonNullable<PaymentProvider['parseCallback']>;
  /** Checks the signature of a webhook and reads it; undefined when it is not genuine, or too old. */
  readEvent(rawBody: Buffer, signature: unknown): StripeNews | undefined;
}

/**
 * Payments through Stripe. Card data never reaches this server: agents pass tokens, buyers type on Stripe's page.
 *
 * Everything needed to ask for a payment after a crash is stored before the call that could move money: a PaymentIntent is
 * made first, unconfirmed, under the attempt's id as its idempotency key; its id is stored; only then is it confirmed.
 * So an outcome that is not known is looked up by the object's id, never by a search, which at Stripe lags behind, nor
 * by a second confirmation, which could charge. A create whose answer was lost has charged nothing: an
 * unconfirmed PaymentIntent takes no money, and nobody has seen the address of the Checkout Session.
 * @throws CommerceError from `charge` when nothing was charged: `invalid_input` for a token that Stripe does not take,
 * `idempotency_conflict` for a known attempt with another amount or token
 */
export function createStripeProvider(options: StripeProviderOptions): StripeProvider {
  const { store, clock } = options;
  const stripe = createStripeClient(options);
  const tokens = new TokenPayments({ stripe, store, clock });
  const pages = new PagePayments({ stripe, store, clock });
  const kindOf = (payment: StripePayment) => (payment.kind === 'page' ? pages : tokens);

  /** What must be known of a payment before Stripe is called. */
  async function save(tx: Transaction, request: ChargeRequest): Promise<StripePayment> {
    const now = clock.now();
    return tx.insert<StripePayment>(stripePayments, {
      _id: request.attemptId,
      kind: request.token === PAGE_TOKEN ? 'page' : 'token',
      amount: request.amount,
      tokenHash: hashOfToken(request.token),
      ...(request.checkoutId !== undefined && { checkoutId: request.checkoutId }),
      returnUrl: request.returnUrl,
      shopName: request.shopName ?? 'Shop',
      pageClosesAt: Math.floor(now / 1000) + PAGE_OPEN_S,
      startedAt: now,
      stage: 'started',
    });
  }

  /** @throws CommerceError `idempotency_conflict` */
  function sameRequest(payment: StripePayment, request: ChargeRequest): StripePayment {
    const { amount, currency } = request.amount;
    const same =
      payment.amount.amount === amount &&
      payment.amount.currency === currency &&
      payment.tokenHash === hashOfToken(request.token);
    if (same) return payment;
    throw new CommerceError(
      'idempotency_conflict',
      'This payment attempt was made with another amount or token.',
    );
  }

  /** Runs `work` for at most as long as the caller waits, with errors as the port knows them. */
  async function ask<R>(signal: AbortSignal, work: () => Promise<R>): Promise<R> {
    try {
      return await within(signal, work);
    } catch (error) {
      throw translated(error);
    }
  }

  const known = (attemptId: string) => store.get(stripePayments, attemptId);

  async function charge(request: ChargeRequest, signal: AbortSignal): Promise<PaymentResult> {
    requireChargeable(request);
    return ask(signal, async () => {
      const payment =
        (await known(request.attemptId)) ??
        (await store.transaction(
          async (tx) => (await tx.get(stripePayments, request.attemptId)) ?? save(tx, request),
        ));
      sameRequest(payment, request);
      if (payment.stripeId !== undefined || payment.stage !== 'started')
        return kindOf(payment).lookup(payment);
      return payment.kind === 'page' ? pages.open(payment) : tokens.charge(payment, request.token);
    });
  }

  function readEvent(rawBody: Buffer, signature: unknown): StripeNews | undefined {
    if (typeof signature !== 'string') return undefined;
    try {
      const event = stripe.webhooks.constructEvent(
        rawBody,
        signature,
        options.webhookSecret,
        SIGNATURE_TOLERANCE_S,
        undefined,
        clock.now(),
      );
      return newsOf(event);
    } catch {
      return undefined;
    }
  }

  return {
    name: 'stripe',
    isTest: /^[sr]k_test_/.test(options.secretKey),
    acceptedTokens: [
      { token: 'pm_…', description: 'A Stripe PaymentMethod of this shop’s account' },
      { token: 'spt_…', description: 'A shared payment token that was granted to this shop' },
    ],
    methods: [{ token: PAGE_TOKEN, label: 'Pay by card, wallet or Link' }],
    prepare: async (tx, request) => {
      requireChargeable(request);
      await save(tx, request);
    },
    charge,
    lookup: (attemptId, signal) =>
      ask(signal, async () => {
        const payment = await known(attemptId);
        return payment ? kindOf(payment).lookup(payment) : { status: 'not_found' };
      }),
    cancel: (attemptId, signal) =>
      ask(signal, async () => {
        const payment = await known(attemptId);
        return payment ? kindOf(payment).cancel(payment) : { status: 'not_found' };
      }),
    refund: (request, signal) =>
      ask(signal, async () => refundAtStripe(stripe, await known(request.attemptId), request)),
    newsSince: (since, signal) => ask(signal, () => newsSince(stripe, since, signal)),
    readEvent,
    parseCallback: (rawBody, headers): PaymentCallback | undefined =>
      readEvent(rawBody, headers['stripe-signature'])?.payment,
  };
}

/** @throws CommerceError before anything is recorded */
function requireChargeable({ token, amount }: ChargeRequest): void {
  toStripe(amount);
  if (token === PAGE_TOKEN || /^(pm|spt)_\w{1,250}$/.test(token)) return;
  throw new CommerceError(
    'invalid_input',
    looksLikeCardNumber(token)
      ? 'This looks like a card number. Never send card numbers: pass a token of Stripe (pm_… or spt_…), or send the buyer to continue_url.'
      : 'This is no token of Stripe. Pass a PaymentMethod (pm_…) or a shared payment token (spt_…), or send the buyer to continue_url.',
    { field: 'payment_token' },
  );
}
