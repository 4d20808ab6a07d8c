import { crashPoint } from '../../platform/crash-point.ts';
import { defineGuard } from '../../platform/guard.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Transaction } from '../../platform/store/port.ts';
import { type CommissionTerms, creditedPublisher, earnCommission } from '../affiliates/earn.ts';
import { unitsByVariant } from '../carts/rules.ts';
import { type Checkout, checkouts, idempotencyRecords } from '../checkouts/model.ts';
import { CommerceError } from '../errors.ts';
import { type HoldCaps, markWaiting, releaseHold, sellHeld, takeHold } from '../inventory/holds.ts';
import { createOrder } from '../orders/create.ts';
import { orders } from '../orders/model.ts';
import type { Shop } from '../shop/model.ts';
import type { CompleteAnswer } from './answer.ts';
import { returnDiscountUses } from './discount-use.ts';
import { type PaymentAttempt, paymentAttempts, refunds } from './model.ts';
import type { PaymentResult } from './port.ts';

const otherAmount = defineGuard('payment:amount', 'No order is made for another amount than was agreed to.');

export interface RecordDeps {
  ids: Ids;
  jobs: Jobs;
  shop: Shop;
  /** Null when a payment beyond them was asked to end and did not. */
  caps: HoldCaps | null;
  holdTtlMs: number;
  terms: CommissionTerms;
  now: number;
}

/** True when nothing can change this attempt any more except a refund. */
const ENDED: readonly PaymentAttempt['status'][] = [
  'succeeded',
  'declined',
  'canceled',
  'refunding',
  'refunded',
];

export type Recorded = CompleteAnswer | { outcome: 'must_cancel'; reason: CommerceError };

/**
 * Writes what became of a payment, with all that follows from it, in one transaction; told twice or late it changes
 * nothing twice. Money that came for an order which can no longer be made is given back.
 */
export async function recordResult(
  tx: Transaction,
  deps: RecordDeps,
  attemptId: string,
  result: PaymentResult,
): Promise<Recorded> {
  const attempt = await tx.get(paymentAttempts, attemptId);
  if (!attempt) throw new Error(`the provider told of attempt ${attemptId}, which is not ours`);
  const checkout = await tx.get(checkouts, attempt.checkoutId);
  if (!checkout) throw new Error(`attempt ${attemptId} has no checkout`);
  if (ENDED.includes(attempt.status)) return ended(tx, deps, attempt, checkout, result);
  switch (result.status) {
    case 'succeeded':
      return succeed(tx, deps, attempt, checkout, result);
    case 'needs_action':
      return waitForBuyer(tx, deps, attempt, checkout, result);
    case 'pending':
      return waitForProvider(tx, deps, attempt, checkout, result);
    case 'declined':
      return giveUp(tx, deps, { ...attempt, status: 'declined', declineCode: result.code }, checkout, {
        code: 'payment_declined',
        message: `The payment was declined: ${result.message} Try another payment method with a new idempotency_key; nothing was charged.`,
      });
    default:
      if (result.status === 'not_found') await lookOnceMore(tx, deps, attempt);
      return giveUp(tx, deps, { ...attempt, status: 'canceled' }, checkout, {
        code: 'canceled',
        message:
          'The payment was canceled; nothing was charged. Complete the checkout again with a new idempotency_key.',
      });
  }
}

async function succeed(
  tx: Transaction,
  deps: RecordDeps,
  attempt: PaymentAttempt,
  checkout: Checkout,
  result: Extract<PaymentResult, { status: 'succeeded' }>,
): Promise<CompleteAnswer> {
  const wrongAmount = otherAmount(
    result.amount.amount !== attempt.amount.amount || result.amount.currency !== attempt.amount.currency,
  );
  const stockSources = wrongAmount
    ? undefined
    : ((await sellHeld(tx, attempt._id)) ?? (await sellLate(tx, deps, attempt, checkout)));
  if (!stockSources) {
    await releaseHold(tx, attempt._id);
    await refundAll(
      tx,
      deps,
      { ...attempt, paymentId: result.paymentId },
      result.amount,
      'order could not be made',
    );
    return reopen(tx, deps, attempt, checkout, {
      code: 'out_of_stock',
      message: 'The payment came too late: the goods are gone. It is being refunded in full.',
    });
  }
  await tx.replace(paymentAttempts, { ...attempt, status: 'succeeded', paymentId: result.paymentId });
  const { terms } = deps;
  const order = await createOrder(tx, {
    orderId: deps.ids.next('ord'),
    checkout,
    attemptId: attempt._id,
    stockSources,
    publisherId: await creditedPublisher(tx, checkout, terms.windowMs, deps.now),
    now: deps.now,
  });
  crashPoint('commission.before-entries');
  await earnCommission(tx, deps, order);
  crashPoint('commission.after-entries');
  await deps.jobs.enqueue(tx, {
    kind: 'order.notify',
    key: `confirmation:${order._id}`,
    payload: { template: 'order_confirmation', orderId: order._id },
  });
  return remember(tx, deps, attempt._id, {
    outcome: 'completed',
    checkoutId: checkout._id,
    orderId: order._id,
    orderNumber: order.number,
    total: order.breakdown.total,
  });
}

/** The hold expired before the payment came: perhaps the goods are still there. */
async function sellLate(tx: Transaction, deps: RecordDeps, attempt: PaymentAttempt, checkout: Checkout) {
  try {
    await takeHold(tx, deps.shop, {
      attemptId: attempt._id,
      checkoutId: checkout._id,
      principalId: checkout.principalId,
      sessionId: checkout.sessionId,
      ...(checkout.shippingAddress && { country: checkout.shippingAddress.country }),
      units: unitsByVariant(checkout.lines),
      expiresAt: deps.now,
      titleOf: (id) => id,
    });
  } catch (error) {
    if (error instanceof CommerceError) return undefined;
    throw error;
  }
  return sellHeld(tx, attempt._id);
}

async function waitForBuyer(
  tx: Transaction,
  deps: RecordDeps,
  attempt: PaymentAttempt,
  checkout: Checkout,
  result: Extract<PaymentResult, { status: 'needs_action' }>,
): Promise<Recorded> {
  if (attempt.status !== 'needs_action') {
    const refused = await holdWhileWaiting(tx, deps, attempt);
    if (refused) return refused;
    await tx.replace(paymentAttempts, {
      ...attempt,
      status: 'needs_action',
      paymentId: result.paymentId,
      actionUrl: result.actionUrl,
    });
    await tx.replace(checkouts, { ...checkout, state: 'needs_buyer', needsBuyer: 'payment_action' });
    await deps.jobs.enqueue(tx, {
      kind: 'payment.expire',
      key: attempt._id,
      payload: { attemptId: attempt._id },
      runAt: deps.now + deps.holdTtlMs,
    });
  }
  return { outcome: 'needs_buyer', checkoutId: checkout._id, actionUrl: result.actionUrl };
}

/** The provider says itself that it may take long: meanwhile the stock is held no better than for a buyer who dawdles. */
async function waitForProvider(
  tx: Transaction,
  deps: RecordDeps,
  attempt: PaymentAttempt,
  checkout: Checkout,
  result: Extract<PaymentResult, { status: 'pending' }>,
): Promise<Recorded> {
  const refused = await holdWhileWaiting(tx, deps, attempt);
  if (refused) return refused;
  await tx.replace(paymentAttempts, { ...attempt, status: 'unknown', paymentId: result.paymentId });
  return { outcome: 'in_progress', checkoutId: checkout._id };
}

async function holdWhileWaiting(
  tx: Transaction,
  { caps, now, holdTtlMs }: RecordDeps,
  attempt: PaymentAttempt,
): Promise<Extract<Recorded, { outcome: 'must_cancel' }> | undefined> {
  try {
    await markWaiting(tx, attempt._id, caps, now + holdTtlMs);
    return undefined;
  } catch (error) {
    if (error instanceof CommerceError) return { outcome: 'must_cancel', reason: error };
    throw error;
  }
}

const RECHECK_MS = 10 * 60_000;

/** The provider knows nothing of it yet: a request that comes late would be charged all the same. */
function lookOnceMore(tx: Transaction, { jobs, now }: RecordDeps, { _id }: PaymentAttempt): Promise<void> {
  return jobs.enqueue(tx, {
    kind: 'payment.recheck',
    key: _id,
    payload: { attemptId: _id },
    runAt: now + RECHECK_MS,
    maxAttempts: 30,
  });
}

type Refusal = Pick<Extract<CompleteAnswer, { outcome: 'refused' }>, 'code' | 'message'>;

async function giveUp(
  tx: Transaction,
  deps: RecordDeps,
  attempt: PaymentAttempt,
  checkout: Checkout,
  refusal: Refusal,
): Promise<CompleteAnswer> {
  await tx.replace(paymentAttempts, attempt);
  await releaseHold(tx, attempt._id);
  return reopen(tx, deps, attempt, checkout, refusal);
}

async function reopen(
  tx: Transaction,
  deps: RecordDeps,
  attempt: PaymentAttempt,
  checkout: Checkout,
  refusal: Refusal,
): Promise<CompleteAnswer> {
  await returnDiscountUses(tx, checkout.agreed?.breakdown.applied ?? [], attempt._id);
  const { agreed: _agreed, needsBuyer: _needs, ...open } = checkout;
  await tx.replace(checkouts, { ...open, state: 'active' });
  return remember(tx, deps, attempt._id, { outcome: 'refused', checkoutId: checkout._id, ...refusal });
}

/** The payment has ended: its answer is kept, and nobody needs to look after it any more. */
async function remember(
  tx: Transaction,
  { jobs }: RecordDeps,
  attemptId: string,
  answer: CompleteAnswer,
): Promise<CompleteAnswer> {
  await jobs.cancel(tx, { kind: 'payment.settle', key: attemptId });
  await jobs.cancel(tx, { kind: 'payment.expire', key: attemptId });
  const [record] = await tx.find(idempotencyRecords, { where: { attemptId }, limit: 1 });
  if (record) await tx.replace(idempotencyRecords, { ...record, answer });
  return answer;
}

/** The attempt was over when this news came. */
async function ended(
  tx: Transaction,
  deps: RecordDeps,
  attempt: PaymentAttempt,
  checkout: Checkout,
  result: PaymentResult,
): Promise<CompleteAnswer> {
  const givenUp = attempt.status === 'declined' || attempt.status === 'canceled';
  if (result.status === 'succeeded' && givenUp) {
    await refundAll(
      tx,
      deps,
      { ...attempt, paymentId: result.paymentId },
      result.amount,
      'paid after the attempt had ended',
    );
  }
  const [record] = await tx.find(idempotencyRecords, { where: { attemptId: attempt._id }, limit: 1 });
  if (record?.answer) return record.answer as CompleteAnswer;
  const [order] = await tx.find(orders, { where: { checkoutId: checkout._id }, limit: 1 });
  if (order && attempt.status === 'succeeded') {
    return {
      outcome: 'completed',
      checkoutId: checkout._id,
      orderId: order._id,
      orderNumber: order.number,
      total: order.breakdown.total,
    };
  }
  return {
    outcome: 'refused',
    checkoutId: checkout._id,
    code: 'canceled',
    message: 'This payment has ended without an order.',
  };
}

async function refundAll(
  tx: Transaction,
  deps: RecordDeps,
  attempt: PaymentAttempt,
  amount: PaymentAttempt['amount'],
  reason: string,
): Promise<void> {
  await tx.replace(paymentAttempts, { ...attempt, status: 'refunding' });
  const refund = await tx.insert(refunds, {
    _id: deps.ids.next('rfnd'),
    orderId: '',
    attemptId: attempt._id,
    amount,
    reason,
    status: 'started',
  });
  await deps.jobs.enqueue(tx, { kind: 'payment.refund', key: refund._id, payload: { refundId: refund._id } });
}
