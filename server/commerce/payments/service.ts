import { createHash } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import { crashPoint } from '../../platform/crash-point.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import { ConflictError, DuplicateKeyError, type Store } from '../../platform/store/port.ts';
import { lineTitle } from '../carts/lines.ts';
import { carts } from '../carts/model.ts';
import { unitsByVariant } from '../carts/rules.ts';
import type { CatalogService } from '../catalog/service.ts';
import { type Checkout, checkouts, idempotencyRecords } from '../checkouts/model.ts';
import { type CheckoutService, requireOpen, unknownCheckout } from '../checkouts/service.ts';
import { CommerceError } from '../errors.ts';
import { type HoldCaps, takeHold } from '../inventory/holds.ts';
import { orderLines } from '../orders/create.ts';
import type { PricingService } from '../pricing/service.ts';
import type { Principal } from '../principals/model.ts';
import type { KeyedHash } from '../secrets.ts';
import type { ShopService } from '../shop/service.ts';
import type { CompleteAnswer } from './answer.ts';
import { type Confirmation, confirm } from './confirm.ts';
import { takeDiscountUses } from './discount-use.ts';
import { type PaymentAttempt, paymentAttempts } from './model.ts';
import { PaymentOutcomeUnknownError, type PaymentProvider, type PaymentResult } from './port.ts';
import { recordResult } from './record.ts';

export interface CompleteRequest extends Confirmation {
  checkoutId: string;
  /** Scope of the idempotency key: the credential and, for anonymous callers, the session. */
  keyOwner: string;
  idempotencyKey: string;
  /** The provider's token for card or wallet. */
  token: string;
  principal: Principal;
}

export interface PaymentDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
  shop: ShopService;
  catalog: CatalogService;
  pricing: PricingService;
  checkouts: CheckoutService;
  provider: PaymentProvider;
  /** Keyed hash for network addresses. */
  addressHash: KeyedHash;
  publicUrl: string;
  caps: HoldCaps;
  /** Milliseconds that a hold waits for the buyer. */
  holdTtlMs: number;
  /** Milliseconds to wait for the provider's answer. */
  providerTimeoutMs: number;
}

const IDEMPOTENCY_TTL_MS = 48 * 3_600_000;

/** Payments as a saga: the attempt is committed, the provider is called, the result is committed with the order. */
export class PaymentService {
  readonly #deps: PaymentDeps;
  /** Same key at the same time: all wait for the one that runs. */
  readonly #running = new Map<string, { requestHash: string; answer: Promise<CompleteAnswer> }>();

  constructor(deps: PaymentDeps) {
    this.#deps = deps;
    deps.jobs.handle(
      'payment.settle',
      async (job) => void (await this.settle(String(job.payload.attemptId))),
    );
    deps.jobs.handle(
      'payment.expire',
      async (job) => void (await this.giveUp(String(job.payload.attemptId))),
    );
  }

  get provider(): PaymentProvider {
    return this.#deps.provider;
  }

  /** @throws CommerceError when nothing was tried; what was tried is told in the answer */
  async complete(request: CompleteRequest): Promise<CompleteAnswer> {
    const recordId = sha256(JSON.stringify([request.keyOwner, request.idempotencyKey]));
    const requestHash = sha256(
      JSON.stringify([
        request.checkoutId,
        request.confirmedTotal,
        request.confirmedAddress ?? null,
        request.agreement ?? null,
        request.token,
      ]),
    );
    const running = this.#running.get(recordId);
    if (running) {
      if (running.requestHash !== requestHash) throw keyReused();
      return running.answer;
    }
    const answer = this.#complete(request, recordId, requestHash);
    this.#running.set(recordId, { requestHash, answer });
    try {
      return await answer;
    } finally {
      this.#running.delete(recordId);
    }
  }

  async #complete(request: CompleteRequest, recordId: string, requestHash: string): Promise<CompleteAnswer> {
    const record = await this.#deps.store.get(idempotencyRecords, recordId);
    if (record) {
      if (record.requestHash !== requestHash) throw keyReused();
      return (
        (record.answer as CompleteAnswer | undefined) ??
        this.#orInProgress(record.checkoutId, this.settle(record.attemptId))
      );
    }
    const attempt = await this.#begin(request, recordId, requestHash);
    crashPoint('payment.before-charge');
    let result: PaymentResult;
    try {
      result = await this.#deps.provider.charge(
        {
          attemptId: attempt._id,
          checkoutId: attempt.checkoutId,
          amount: attempt.amount,
          token: request.token,
          returnUrl: `${this.#deps.publicUrl}/checkout/return`,
        },
        AbortSignal.timeout(this.#deps.providerTimeoutMs),
      );
    } catch (error) {
      if (error instanceof CommerceError) {
        await this.#record(attempt._id, { status: 'canceled' });
        throw error;
      }
      return this.#unknown(attempt, error);
    }
    crashPoint('payment.after-charge');
    return this.#orInProgress(attempt.checkoutId, this.#record(attempt._id, result));
  }

  async #begin(request: CompleteRequest, recordId: string, requestHash: string): Promise<PaymentAttempt> {
    const { store, clock, ids, shop: shopService, catalog, pricing, jobs, holdTtlMs } = this.#deps;
    const now = clock.now();
    const stored = await store.get(checkouts, request.checkoutId);
    if (!stored) throw unknownCheckout(request.checkoutId);
    requireOpen(stored, now);
    const { checkout, evaluation } = await this.#deps.checkouts.view(stored, request.principal);
    const errors = evaluation.messages.filter((m) => m.level === 'error');
    if (errors.length > 0) {
      throw new CommerceError('checkout_incomplete', errors.map((m) => m.text).join(' '), {
        details: { missing: errors.map((m) => m.path ?? m.code) },
      });
    }
    const { breakdown, items, shippingOptions, selectedOptionId } = evaluation;
    confirm(request, checkout, evaluation);
    const option = shippingOptions.find((o) => o.id === selectedOptionId);
    const attemptId = ids.next('pay');
    const lines = await orderLines(catalog, checkout, breakdown);
    const shop = await shopService.get();
    const customerKey = pricing.customerKey(checkout.buyer!.email);
    try {
      return await store.transaction(async (tx) => {
        const current = await tx.get(checkouts, checkout._id);
        if (!current || current.version !== checkout.version)
          throw new ConflictError('checkouts', checkout._id);
        const cart = await tx.get(carts, checkout.cartId);
        if (cart?.status === 'ordered')
          throw new CommerceError('cart_closed', 'This cart has been ordered already. Look at get_order.');
        await takeDiscountUses(tx, breakdown.applied, attemptId, customerKey);
        await takeHold(tx, shop, {
          attemptId,
          checkoutId: checkout._id,
          principalId: checkout.principalId,
          sessionId: checkout.sessionId,
          ...(request.principal.address !== undefined && {
            addressKey: this.#deps.addressHash(request.principal.address),
          }),
          ...(checkout.shippingAddress && { country: checkout.shippingAddress.country }),
          units: unitsByVariant(checkout.lines),
          expiresAt: now + holdTtlMs,
          titleOf: (id) => {
            const item = items.find((i) => i.variant.id === id);
            return item ? lineTitle(item, checkout.locale) : id;
          },
        });
        await tx.insert(idempotencyRecords, {
          _id: recordId,
          requestHash,
          checkoutId: checkout._id,
          attemptId,
          expiresAt: now + IDEMPOTENCY_TTL_MS,
        });
        await tx.replace(checkouts, {
          ...current,
          state: 'completing',
          agreed: {
            attemptId,
            breakdown: withoutOptions(breakdown),
            lines,
            ...(option && {
              shipping: { title: option.title, earliest: option.earliest, latest: option.latest },
            }),
          },
        });
        await jobs.enqueue(tx, {
          kind: 'payment.settle',
          key: attemptId,
          payload: { attemptId },
          runAt: now + 3 * this.#deps.providerTimeoutMs,
          maxAttempts: 30,
        });
        return tx.insert(paymentAttempts, {
          _id: attemptId,
          checkoutId: checkout._id,
          provider: this.#deps.provider.name,
          amount: breakdown.total,
          status: 'started',
          startedAt: now,
        });
      });
    } catch (error) {
      if (error instanceof DuplicateKeyError || error instanceof ConflictError) {
        throw new CommerceError(
          'in_progress',
          'This checkout was changed at the same moment. Read get_checkout and confirm again.',
        );
      }
      throw error;
    }
  }

  /** Asks the provider what became of an attempt, and records it. */
  async settle(attemptId: string): Promise<CompleteAnswer> {
    const attempt = await this.#deps.store.get(paymentAttempts, attemptId);
    if (!attempt) throw new Error(`no payment attempt ${attemptId}`);
    const result = await this.#deps.provider.lookup(
      attemptId,
      AbortSignal.timeout(this.#deps.providerTimeoutMs),
    );
    const young = this.#deps.clock.now() - attempt.startedAt < 2 * this.#deps.providerTimeoutMs;
    if (result.status === 'not_found' && young)
      return { outcome: 'in_progress', checkoutId: attempt.checkoutId };
    if (result.status === 'pending' && !young)
      throw new PaymentOutcomeUnknownError(`attempt ${attemptId} is still pending`);
    return this.#record(attemptId, result);
  }

  /** Ends an attempt that waits for the buyer; if it was paid meanwhile, the order is made. */
  async giveUp(attemptId: string): Promise<CompleteAnswer> {
    const result = await this.#deps.provider.cancel(
      attemptId,
      AbortSignal.timeout(this.#deps.providerTimeoutMs),
    );
    return this.#record(attemptId, result);
  }

  /** A callback whose signature has been checked. */
  async receive(attemptId: string, result: PaymentResult): Promise<CompleteAnswer> {
    return this.#record(attemptId, result);
  }

  /** Cancels a checkout, with its waiting payment if there is one. @throws CommerceError `in_progress` when the provider is silent */
  async cancelCheckout(checkout: Checkout): Promise<Checkout> {
    if (checkout.state === 'needs_buyer' && checkout.agreed) {
      try {
        await this.giveUp(checkout.agreed.attemptId);
      } catch (error) {
        if (!isUnknown(error)) throw error;
        throw new CommerceError(
          'in_progress',
          'The payment provider does not answer, so the payment cannot be given up now. Ask get_checkout in some seconds, and cancel again if it is still open.',
        );
      }
    }
    return this.#deps.checkouts.close(checkout._id);
  }

  async #record(
    attemptId: string,
    result: PaymentResult,
    caps: HoldCaps | null = this.#deps.caps,
  ): Promise<CompleteAnswer> {
    const { store, ids, jobs, shop, holdTtlMs, clock } = this.#deps;
    const shopNow = await shop.get();
    const recorded = await store.transaction((tx) =>
      recordResult(tx, { ids, jobs, shop: shopNow, caps, holdTtlMs, now: clock.now() }, attemptId, result),
    );
    if (recorded.outcome !== 'must_cancel') return recorded;
    const after = await this.#deps.provider.cancel(
      attemptId,
      AbortSignal.timeout(this.#deps.providerTimeoutMs),
    );
    const answer = await this.#record(attemptId, after, null);
    if (answer.outcome === 'refused') throw recorded.reason;
    return answer;
  }

  async #unknown(attempt: PaymentAttempt, cause: unknown): Promise<CompleteAnswer> {
    await this.#deps.store.transaction(async (tx) => {
      const current = await tx.get(paymentAttempts, attempt._id);
      if (current?.status === 'started') await tx.replace(paymentAttempts, { ...current, status: 'unknown' });
    });
    if (!isUnknown(cause)) throw cause;
    try {
      return await this.settle(attempt._id);
    } catch {
      return { outcome: 'in_progress', checkoutId: attempt.checkoutId };
    }
  }

  /** For callers: what the provider does not tell now is in progress, not an error. The settle job asks again. */
  async #orInProgress(checkoutId: string, answer: Promise<CompleteAnswer>): Promise<CompleteAnswer> {
    try {
      return await answer;
    } catch (error) {
      if (!isUnknown(error)) throw error;
      return { outcome: 'in_progress', checkoutId };
    }
  }
}

const isUnknown = (error: unknown): boolean =>
  error instanceof PaymentOutcomeUnknownError || (error instanceof Error && error.name === 'TimeoutError');

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const keyReused = (): CommerceError =>
  new CommerceError(
    'idempotency_conflict',
    'This idempotency_key was used for another request. Repeat the same request under its key, or take a new key for a new purchase.',
    { field: 'idempotency_key' },
  );

function withoutOptions<T extends object>(breakdown: T): Omit<T, 'shippingOptions'> {
  const { shippingOptions: _options, ...rest } = breakdown as T & { shippingOptions?: unknown };
  return rest as Omit<T, 'shippingOptions'>;
}
