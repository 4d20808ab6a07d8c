import type { Ids } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Transaction } from '../../platform/store/port.ts';
import { restock } from '../inventory/holds.ts';
import { add, type Money } from '../money.ts';
import { refunds } from '../payments/model.ts';
import type { Order } from './model.ts';
import type { LineQuantity } from './rules.ts';

/** Puts units back where they came from. Answers which sources are left. */
export async function putBack(
  tx: Transaction,
  order: Order,
  units: readonly LineQuantity[],
): Promise<Order['stockSources']> {
  const left = order.stockSources.map((s) => ({ ...s }));
  const back: Order['stockSources'] = [];
  for (const { lineId, quantity } of units) {
    const { variantId } = order.lines.find((l) => l.lineId === lineId)!;
    let missing = quantity;
    for (const source of left) {
      if (source.variantId !== variantId || missing === 0) continue;
      const take = Math.min(missing, source.quantity);
      if (take > 0) back.push({ ...source, quantity: take });
      source.quantity -= take;
      missing -= take;
    }
  }
  await restock(tx, back);
  return left.filter((s) => s.quantity > 0);
}

/** Commits to a refund; a job carries it out. */
export async function startRefund(
  tx: Transaction,
  deps: { ids: Ids; jobs: Jobs },
  order: Order,
  amount: Money,
  reason: string,
): Promise<Order> {
  if (amount.amount === 0) return order;
  const refund = await tx.insert(refunds, {
    _id: deps.ids.next('rfnd'),
    orderId: order._id,
    attemptId: order.attemptId,
    amount,
    reason,
    status: 'started',
  });
  await deps.jobs.enqueue(tx, { kind: 'payment.refund', key: refund._id, payload: { refundId: refund._id } });
  return { ...order, refunded: add(order.refunded, amount) };
}

/** @param occasion what makes this message another one than the last of its kind */
export async function notifyBuyer(
  tx: Transaction,
  jobs: Jobs,
  template: string,
  orderId: string,
  occasion: string,
): Promise<void> {
  await jobs.enqueue(tx, {
    kind: 'order.notify',
    key: `${template}:${orderId}:${occasion}`,
    payload: { template, orderId },
  });
}
