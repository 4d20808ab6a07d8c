import { createHash } from 'node:crypto';
import { crashPoint } from '../../platform/crash-point.ts';
import type { Ids } from '../../platform/ids.ts';
import type { CommissionTerms } from '../affiliates/earn.ts';
import { type Checkout, idempotencyRecords } from '../checkouts/model.ts';
import { CommerceError } from '../errors.ts';
import type { HoldCaps } from '../inventory/holds.ts';
import type { CompleteAnswer } from './answer.ts';
import { type BeginDeps, beginPayment, type CompleteRequest } from './begin.ts';
import { type PaymentAttempt, paymentAttempts } from './model.ts';
import {
  ASKING_AT_ONCE,
  type ChargeRequest,
  PaymentOutcomeUnknownError,
  type PaymentProvider,
  type PaymentResult,
} from './port.ts';
import { recordResult } from './record.ts';

export interface PaymentDeps extends BeginDeps {
  ids: Ids;
  publicUrl: string;
  caps: HoldCaps;
  terms: CommissionTerms;
  /** Payments that may wait for the provider at once. */
  maxInProgress: number;
}

/** Payments as a saga: the attempt is committed, the provider is called, the result is committed with the order. */
export class PaymentService {
  readonly #deps: PaymentDeps;
  /** Payments that this process has begun and the provider has not answered. */
  #underWay = 0;
  /** Same key at the same time: all wait for the one that runs. */
  readonly #running = new Map<string, { requestHash: string; answer: Promise<CompleteAnswer> }>();
  /** Attempts for which the provider is being called at this moment. */
  readonly #charging = new Set<string>();

  constructor(deps: PaymentDeps) {
    this.#deps = deps;
    const handle = (kind: string, look: (attemptId: string) => Promise<unknown>): void =>
      deps.jobs.handle(kind, async ({ payload }) => void (await look(String(payload.attemptId))), {
        atOnce: ASKING_AT_ONCE,
      });
    handle('payment.settle', async (attemptId) => {
      const { outcome } = await this.settle(attemptId);
      if (outcome === 'in_progress')
        throw new PaymentOutcomeUnknownError(`attempt ${attemptId} is still under way`);
    });
    handle('payment.expire', (attemptId) => this.giveUp(attemptId));
    handle('payment.recheck', (attemptId) => this.#recheck(attemptId));
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
    if (this.#underWay >= this.#deps.maxInProgress) throw tooMany();
    this.#underWay += 1;
    try {
      return await this.#pay(request, recordId, requestHash);
    } finally {
      this.#underWay -= 1;
    }
  }

  async #pay(request: CompleteRequest, recordId: string, requestHash: string): Promise<CompleteAnswer> {
    const { checkoutId } = request;
    const charge: ChargeRequest = {
      attemptId: this.#deps.ids.next('pay'),
      checkoutId,
      amount: request.confirmedTotal,
      token: request.token,
      returnUrl: `${this.#deps.publicUrl}/checkout/return`,
      shopName: (await this.#deps.shop.get()).name,
    };
    const begin = () => beginPayment(this.#deps, request, charge, { recordId, requestHash });
    await begin();
    crashPoint('payment.before-charge');
    let result: PaymentResult;
    this.#charging.add(charge.attemptId);
    try {
      result = await this.#deps.provider.charge(charge, AbortSignal.timeout(this.#deps.providerTimeoutMs));
    } catch (error) {
      if (error instanceof CommerceError) {
        await this.#record(charge.attemptId, { status: 'canceled' });
        throw error;
      }
      return this.#unknown(charge.attemptId, checkoutId, error);
    } finally {
      this.#charging.delete(charge.attemptId);
    }
    crashPoint('payment.after-charge');
    return this.#orInProgress(checkoutId, this.#record(charge.attemptId, result));
  }

  /** Asks the provider what became of an attempt, and records it. */
  async settle(attemptId: string): Promise<CompleteAnswer> {
    const attempt = await this.#deps.store.get(paymentAttempts, attemptId);
    if (!attempt) throw new Error(`no payment attempt ${attemptId}`);
    const result = await this.#deps.provider.lookup(
      attemptId,
      AbortSignal.timeout(this.#deps.providerTimeoutMs),
    );
    if (result.status === 'not_found' && this.#mayStillArrive(attempt))
      return { outcome: 'in_progress', checkoutId: attempt.checkoutId };
    if (result.status === 'pending' && !this.#isRecent(attempt.startedAt))
      throw new PaymentOutcomeUnknownError(`attempt ${attemptId} is still pending`);
    return this.#record(attemptId, result);
  }

  /** The request may be on its way. A process that was suspended wakes up with attempts that only look old. */
  #mayStillArrive(attempt: PaymentAttempt): boolean {
    return this.#charging.has(attempt._id) || this.#isRecent(attempt.updatedAt);
  }

  #isRecent(time: number): boolean {
    return this.#deps.clock.now() - time < 2 * this.#deps.providerTimeoutMs;
  }

  /** A request can be later than anybody waits: what it charged in the end is given back. */
  async #recheck(attemptId: string): Promise<void> {
    const { provider, providerTimeoutMs } = this.#deps;
    const signal = () => AbortSignal.timeout(providerTimeoutMs);
    let result = await provider.lookup(attemptId, signal());
    if (result.status === 'needs_action' || result.status === 'pending')
      result = await provider.cancel(attemptId, signal());
    if (result.status === 'pending')
      throw new PaymentOutcomeUnknownError(`attempt ${attemptId} was given up and is pending`);
    await this.#record(attemptId, result);
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
    const { store, ids, jobs, shop, holdTtlMs, clock, terms } = this.#deps;
    const shopNow = await shop.get();
    const recorded = await store.transaction((tx) =>
      recordResult(
        tx,
        { ids, jobs, shop: shopNow, caps, holdTtlMs, terms, now: clock.now() },
        attemptId,
        result,
      ),
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

  async #unknown(attemptId: string, checkoutId: string, cause: unknown): Promise<CompleteAnswer> {
    await this.#deps.store.transaction(async (tx) => {
      const current = await tx.get(paymentAttempts, attemptId);
      if (current?.status === 'started') await tx.replace(paymentAttempts, { ...current, status: 'unknown' });
    });
    if (!isUnknown(cause)) throw cause;
    try {
      return await this.settle(attemptId);
    } catch {
      return { outcome: 'in_progress', checkoutId };
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

const tooMany = (): CommerceError =>
  new CommerceError(
    'overloaded',
    'Many payments wait for the payment provider at this moment. Nothing was tried or charged: make the same call again, with the same idempotency_key, in some seconds.',
  );

const keyReused = (): CommerceError =>
  new CommerceError(
    'idempotency_conflict',
    'This idempotency_key was used for another request. Repeat the same request under its key, or take a new key for a new purchase.',
    { field: 'idempotency_key' },
  );
