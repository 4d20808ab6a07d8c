import type { Ids } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Transaction } from '../../platform/store/port.ts';
import { format, money } from '../money.ts';
import { type Order, orders } from '../orders/model.ts';
import { event } from '../orders/rules.ts';
import { replaceOrder } from '../orders/write.ts';
import { tellMerchant } from './merchant-notices.ts';
import { paymentAttempts, type Refund, refunds } from './model.ts';
import type { RefundResult } from './port.ts';

export interface RefundDeps {
  ids: Ids;
  jobs: Jobs;
  /** Milliseconds, UTC. */
  now: number;
}

/** Whether its money went to the buyer or is on its way. `order.refunded` is the sum of these. */
export const counts = ({ status, closing }: Pick<Refund, 'status' | 'closing'>): boolean =>
  status === 'closed' ? closing?.paidElsewhere === true : status !== 'failed' && status !== 'retried';

/** Writes the next state of a refund, and what follows from it for its order and its payment. */
export async function moveRefund(
  tx: Transaction,
  refund: Refund,
  next: Refund,
  tell?: (order: Order) => Order,
): Promise<Refund> {
  const written = await tx.replace(refunds, next);
  const difference = (counts(next) ? next.amount.amount : 0) - (counts(refund) ? refund.amount.amount : 0);
  const order = refund.orderId === '' ? undefined : await tx.get(orders, refund.orderId);
  if (order && (difference !== 0 || tell)) {
    const refunded = money(order.refunded.amount + difference, order.currency);
    await replaceOrder(tx, { ...(tell ? tell(order) : order), refunded });
  }
  const attempt = await tx.get(paymentAttempts, refund.attemptId);
  const returned = next.status === 'succeeded' || next.status === 'closed';
  if (attempt?.status === 'refunding' && returned)
    await tx.replace(paymentAttempts, { ...attempt, status: 'refunded' });
  else if (attempt?.status === 'refunded' && next.status === 'failed')
    await tx.replace(paymentAttempts, { ...attempt, status: 'refunding' });
  return written;
}

/**
 * Writes what became of a refund; told twice, or late, it changes nothing. A refund that was made may fail later, when the
 * bank sends the money back: then it is no longer in the order's figure, and the merchant is told.
 */
export async function recordRefundResult(
  tx: Transaction,
  { jobs, now }: RefundDeps,
  refund: Refund,
  result: RefundResult,
): Promise<Refund> {
  const isOpen = refund.status === 'started' || refund.status === 'pending';
  if (result.status === 'succeeded')
    return isOpen ? moveRefund(tx, refund, { ...refund, status: 'succeeded' }) : refund;
  if (!isOpen && refund.status !== 'succeeded') return refund;
  await tellMerchant(tx, jobs, { notice: 'refund_failed', refundId: refund._id });
  return moveRefund(tx, refund, { ...refund, status: 'failed', failure: result.message }, (order) =>
    event(order, now, 'refund_failed', `Refund of ${format(refund.amount, order.locale)} could not be made`),
  );
}
