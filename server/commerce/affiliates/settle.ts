import type { Transaction } from '../../platform/store/port.ts';
import { money } from '../money.ts';
import type { Order } from '../orders/model.ts';
import { openUnits, valueOfUnits } from '../orders/rules.ts';
import { type Attribution, attributions, type CommissionEntry, commissionEntries } from './model.ts';
import { leftOver } from './rules.ts';

const DAY_MS = 86_400_000;

/** The entries of an attribution, in no order. */
export const entriesOf = (tx: Pick<Transaction, 'find'>, attributionId: string): Promise<CommissionEntry[]> =>
  tx.find(commissionEntries, { where: { attributionId }, limit: 10_000 });

/**
 * Brings the commission of an order in line with what became of it: appends the difference, line by line, between what is
 * left of the sale and what the entries say. Called in every transaction that changes an order, so it may be told anything
 * twice and in any order.
 */
export async function settleCommission(tx: Transaction, order: Order): Promise<void> {
  if (order.publisherId === undefined) return;
  const [attribution] = await tx.find(attributions, { where: { orderId: order._id }, limit: 1 });
  if (attribution) await settle(tx, attribution, order);
}

/** As `settleCommission`, with the attribution as it is to be stored. */
export async function settle(tx: Transaction, next: Attribution, order: Order): Promise<Attribution> {
  const entries = next.entries === 0 ? [] : await entriesOf(tx, next._id);
  const due = dueAtOf(next, order);
  const differences = next.entries === 0 ? [] : differencesOf(next, order, entries);
  const stored = await tx.get(attributions, next._id);
  const changed = stored?.status !== next.status || stored.dueAt !== due || differences.length > 0;
  if (!changed) return next;
  for (const [index, entry] of differences.entries())
    await tx.insert(commissionEntries, { ...entry, _id: entryId(next._id, next.entries + index) });
  const { dueAt: _before, ...rest } = next;
  const difference = differences.reduce((sum, { amount }) => sum + amount.amount, 0);
  return tx.replace(attributions, {
    ...rest,
    ...(due !== undefined && { dueAt: due }),
    entries: next.entries + differences.length,
    net: money(next.net.amount + difference, next.net.currency),
  });
}

export const entryId = (attributionId: string, index: number): string =>
  `${attributionId}:${String(index + 1).padStart(4, '0')}`;

function differencesOf(
  attribution: Attribution,
  order: Order,
  entries: readonly CommissionEntry[],
): Omit<CommissionEntry, '_id' | 'version' | 'createdAt' | 'updatedAt'>[] {
  const { byUnits, left } = leftOver(keptOf(order, entries));
  const rejected = attribution.status === 'rejected';
  return entries
    .filter(({ kind }) => kind === 'earned')
    .flatMap((earned) => {
      const { lineId } = earned;
      const now = sumOf(entries, lineId);
      const due = rejected ? 0 : (left.get(lineId) ?? 0);
      if (due === now) return [];
      const goods = now > (byUnits.get(lineId) ?? 0);
      const { attributionId, orderId, publisherId, productId, amount } = earned;
      return {
        ...{ attributionId, orderId, publisherId, lineId, productId },
        kind: due < now ? ('reversed' as const) : ('restored' as const),
        reason: due > now ? 'refund_undone' : rejected ? 'rejected' : goods ? 'goods_back' : moneyBack(order),
        amount: money(due - now, amount.currency),
      };
    });
}

const moneyBack = (order: Order): 'dispute' | 'refund' =>
  order.disputes.some(({ status }) => status === 'lost') ? 'dispute' : 'refund';

const sumOf = (entries: readonly CommissionEntry[], lineId: string): number =>
  entries.filter((entry) => entry.lineId === lineId).reduce((sum, { amount }) => sum + amount.amount, 0);

/** Money that went back without goods lowers the commission too; money that went back for goods is in their units already. */
function keptOf(order: Order, entries: readonly CommissionEntry[]) {
  const gone = order.lines.map(({ lineId, canceled, returned }) => ({
    lineId,
    quantity: canceled + returned,
  }));
  const forGoods = valueOfUnits(order, gone, () => 0).amount;
  const lost = order.disputes
    .filter(({ status, amount }) => status === 'lost' && amount.currency === order.currency)
    .reduce((sum, { amount }) => sum + amount.amount, 0);
  return {
    currency: order.currency,
    paid: order.breakdown.total.amount - forGoods,
    givenBack: order.refunded.amount + lost - forGoods,
    lines: order.lines.map(({ lineId, quantity, canceled, returned }) => ({
      lineId,
      earned: entries.find((entry) => entry.kind === 'earned' && entry.lineId === lineId)?.amount.amount ?? 0,
      quantity,
      kept: quantity - canceled - returned,
    })),
  };
}

/** When nothing can come back any more; undefined while goods, returns or a dispute are open. */
function dueAtOf({ returnDays }: Attribution, order: Order): number | undefined {
  const sent = order.fulfillments.flatMap(({ events }) => events.map(({ at }) => at));
  const toSend = order.shipping !== undefined && order.lines.some((line) => openUnits(line) > 0);
  const asked = order.returns.some(({ status }) => status === 'requested' || status === 'approved');
  const disputed = order.disputes.some(({ status }) => status !== 'won' && status !== 'lost');
  if (toSend || asked || disputed) return undefined;
  return Math.max(order.createdAt, ...sent) + returnDays * DAY_MS;
}
