import { randomBytes } from 'node:crypto';
import type { Clock } from '../../../server/platform/clock.ts';
import { checkAmount } from './currencies.ts';
import { Disputes } from './disputes.ts';
import { invalid, missing, StripeFault, unexpectedState } from './errors.ts';
import type { Ledger } from './ledger.ts';
import type { CheckoutSession, Metadata, PaymentIntent, Refund } from './objects.ts';
import { type CardPlay, TEST_CARDS, TEST_GRANTS } from './test-cards.ts';

export type Emit = (type: string, object: unknown) => void;

/** The account's payments and what may happen to them. Every method either changes all it should or throws. */
export class World {
  readonly intents = new Map<string, PaymentIntent>();
  readonly sessions = new Map<string, CheckoutSession>();
  readonly refunds = new Map<string, Refund>();
  readonly disputes: Disputes;
  readonly #plays = new Map<string, CardPlay>();
  readonly #usedGrants = new Set<string>();
  readonly #deps: { clock: Clock; ledger: Ledger; emit: Emit; baseUrl: () => string };
  constructor(deps: { clock: Clock; ledger: Ledger; emit: Emit; baseUrl: () => string }) {
    this.#deps = deps;
    this.disputes = new Disputes(deps.emit);
  }

  seconds(): number {
    return Math.floor(this.#deps.clock.now() / 1000);
  }
  #id(prefix: string): string {
    return `${prefix}_${randomBytes(12).toString('hex')}`;
  }

  intent(id: string, param = 'intent'): PaymentIntent {
    const intent = this.intents.get(id);
    if (!intent) throw missing('payment_intent', id, param);
    return intent;
  }
  session(id: string): CheckoutSession {
    const session = this.sessions.get(id);
    if (!session) throw missing('checkout.session', id, 'session');
    if (session.status === 'open' && session.expires_at <= this.seconds()) this.#expire(session);
    return session;
  }

  createIntent(request: { amount: number; currency: string; metadata: Metadata }): PaymentIntent {
    checkAmount(request.amount, request.currency, 'amount');
    const intent: PaymentIntent = {
      id: this.#id('pi'),
      object: 'payment_intent',
      ...request,
      amount_received: 0,
      created: this.seconds(),
      livemode: false,
      status: 'requires_payment_method',
      payment_method: null,
      return_url: null,
      next_action: null,
      last_payment_error: null,
      latest_charge: null,
      canceled_at: null,
    };
    this.intents.set(intent.id, intent);
    this.#deps.emit('payment_intent.created', intent);
    return intent;
  }

  playOf(method: string | undefined, grant: string | undefined): CardPlay {
    if (method === undefined && grant === undefined) {
      throw invalid(
        'parameter_missing',
        'You cannot confirm this PaymentIntent because it is missing a payment method.',
        'payment_method',
      );
    }
    const known = grant === undefined ? TEST_CARDS[method ?? ''] : TEST_GRANTS[grant];
    if (!known || (grant !== undefined && this.#usedGrants.has(grant))) {
      throw grant === undefined
        ? missing('PaymentMethod', method ?? '', 'payment_method')
        : missing('shared_payment.granted_token', grant, 'payment_method_data[shared_payment_granted_token]');
    }
    return known;
  }

  /** @throws StripeFault 402 for a declined card, with the intent as it then is */
  confirm(id: string, request: { method?: string; grant?: string; returnUrl?: string }): PaymentIntent {
    const intent = this.intent(id);
    if (intent.status !== 'requires_payment_method' && intent.status !== 'requires_confirmation') {
      throw unexpectedState(
        intent,
        `You cannot confirm this PaymentIntent because it has a status of ${intent.status}.`,
      );
    }
    const play = this.playOf(request.method, request.grant);
    if (request.returnUrl === undefined) {
      throw invalid(
        'parameter_missing',
        'A return_url is required for redirect-based methods.',
        'return_url',
      );
    }
    if (request.grant !== undefined) this.#usedGrants.add(request.grant);
    intent.payment_method = request.method ?? this.#id('pm');
    intent.return_url = request.returnUrl;
    if (play.outcome === 'succeed') return this.#charge(intent);
    if (play.outcome === 'decline') throw this.#decline(intent, play);
    this.#plays.set(id, play);
    intent.status = 'requires_action';
    intent.next_action = {
      type: 'redirect_to_url',
      redirect_to_url: { url: `${this.#deps.baseUrl()}/3ds/${id}`, return_url: request.returnUrl },
    };
    this.#deps.emit('payment_intent.requires_action', intent);
    return intent;
  }

  /** The buyer at the bank's 3-D Secure page. Only the first decision counts. */
  authenticate(id: string, approve: boolean): PaymentIntent {
    const intent = this.intent(id);
    if (intent.status !== 'requires_action') return intent;
    const play = this.#plays.get(id);
    intent.next_action = null;
    const refusal = play?.outcome === 'authenticate' ? play.refusal : undefined;
    if (approve && !refusal) return this.#charge(intent);
    this.#decline(intent, refusal && approve ? refusal : { code: 'payment_intent_authentication_failure' });
    return intent;
  }

  #charge(intent: PaymentIntent): PaymentIntent {
    intent.status = 'succeeded';
    intent.amount_received = intent.amount;
    intent.last_payment_error = null;
    intent.latest_charge = this.#id('ch');
    this.#deps.ledger.add({
      kind: 'charge',
      intent: intent.id,
      attempt: intent.metadata.attempt_id ?? '',
      amount: intent.amount,
      currency: intent.currency,
    });
    this.#deps.emit('payment_intent.succeeded', intent);
    return intent;
  }

  #decline(intent: PaymentIntent, error: { code: string; decline_code?: string }): StripeFault {
    intent.status = 'requires_payment_method';
    intent.payment_method = null;
    const body = {
      type: error.code === 'payment_intent_authentication_failure' ? 'invalid_request_error' : 'card_error',
      message: 'Your card was declined.',
      code: error.code,
      ...(error.decline_code !== undefined && { decline_code: error.decline_code }),
    };
    intent.last_payment_error = body;
    this.#deps.emit('payment_intent.payment_failed', intent);
    return new StripeFault(402, { ...body, type: 'card_error', payment_intent: { ...intent } });
  }

  cancelIntent(id: string): PaymentIntent {
    const intent = this.intent(id);
    if (intent.status === 'succeeded' || intent.status === 'canceled' || intent.status === 'processing') {
      throw unexpectedState(
        intent,
        `You cannot cancel this PaymentIntent because it has a status of ${intent.status}.`,
      );
    }
    intent.status = 'canceled';
    intent.next_action = null;
    intent.canceled_at = this.seconds();
    this.#deps.emit('payment_intent.canceled', intent);
    return intent;
  }

  /** A bank that captures in spite of what was agreed: for tests of what the shop does with such money. */
  chargeAnyway(id: string): void {
    this.#charge(this.intent(id));
  }

  createSession(
    request: Pick<CheckoutSession, 'amount_total' | 'currency' | 'client_reference_id' | 'metadata'> &
      Pick<CheckoutSession, 'success_url' | 'cancel_url' | 'expires_at'>,
    intentMetadata: Metadata,
  ): CheckoutSession {
    checkAmount(request.amount_total, request.currency, 'line_items[0][price_data][unit_amount]');
    const id = this.#id('cs_test');
    const session: CheckoutSession = {
      id,
      object: 'checkout.session',
      ...request,
      created: this.seconds(),
      livemode: false,
      mode: 'payment',
      status: 'open',
      payment_status: 'unpaid',
      payment_intent: null,
      url: `${this.#deps.baseUrl()}/c/pay/${id}`,
    };
    this.sessions.set(id, session);
    this.#sessionMetadata.set(id, intentMetadata);
    return session;
  }
  readonly #sessionMetadata = new Map<string, Metadata>();

  /** The buyer pays on Stripe's page; a declined card leaves the session open for another one. */
  payOnPage(id: string, card: string): CheckoutSession {
    const session = this.session(id);
    if (session.status !== 'open') return session;
    session.payment_intent ??= this.createIntent({
      amount: session.amount_total,
      currency: session.currency,
      metadata: this.#sessionMetadata.get(id) ?? {},
    }).id;
    try {
      this.confirm(session.payment_intent, { method: card, returnUrl: session.success_url });
    } catch (error) {
      if (error instanceof StripeFault && error.status === 402) return session;
      throw error;
    }
    session.status = 'complete';
    session.payment_status = 'paid';
    session.url = null;
    this.#deps.emit('checkout.session.completed', session);
    return session;
  }

  expireSession(id: string): CheckoutSession {
    const session = this.session(id);
    if (session.status !== 'open') {
      throw invalid(
        undefined,
        `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of ${session.status}.`,
      );
    }
    return this.#expire(session);
  }

  #expire(session: CheckoutSession): CheckoutSession {
    session.status = 'expired';
    session.url = null;
    if (session.payment_intent !== null) this.cancelIntent(session.payment_intent);
    this.#deps.emit('checkout.session.expired', session);
    return session;
  }

  refund(request: { intent: string; amount?: number; metadata: Metadata }): Refund {
    const intent = this.intent(request.intent, 'payment_intent');
    if (intent.status !== 'succeeded') {
      throw invalid(undefined, 'This PaymentIntent does not have a successful charge to refund.');
    }
    const earlier = [...this.refunds.values()].filter(
      (r) => r.payment_intent === intent.id && r.status !== 'failed',
    );
    const left = intent.amount_received - earlier.reduce((sum, r) => sum + r.amount, 0);
    if (left === 0) throw invalid('charge_already_refunded', 'Charge has already been refunded.');
    const amount = request.amount ?? left;
    if (amount < 1) throw invalid('parameter_invalid_integer', 'Invalid positive integer', 'amount');
    if (amount > left) {
      throw invalid(
        undefined,
        `Refund amount (${amount}) is greater than unrefunded amount (${left})`,
        'amount',
      );
    }
    const refund: Refund = {
      id: this.#id('re'),
      object: 'refund',
      amount,
      currency: intent.currency,
      created: this.seconds(),
      payment_intent: intent.id,
      status: 'succeeded',
      metadata: request.metadata,
    };
    this.refunds.set(refund.id, refund);
    this.#deps.ledger.add({
      kind: 'refund',
      refund: refund.id,
      intent: intent.id,
      attempt: intent.metadata.attempt_id ?? '',
      amount,
      currency: intent.currency,
    });
    this.#deps.emit('refund.created', refund);
    this.#deps.emit('charge.refunded', {
      id: intent.latest_charge,
      object: 'charge',
      amount_refunded: intent.amount_received - left + amount,
      payment_intent: intent.id,
      metadata: intent.metadata,
    });
    return refund;
  }

  /** The bank sends the refunded money back, days later. */
  failRefund(id: string): void {
    const refund = this.refunds.get(id);
    if (!refund) throw missing('refund', id);
    refund.status = 'failed';
    refund.failure_reason = 'lost_or_stolen_card';
    this.#deps.emit('refund.failed', refund);
  }
}
