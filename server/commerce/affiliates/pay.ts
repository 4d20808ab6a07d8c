import type { Reader, Transaction } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import { money, plain } from '../money.ts';
import { attributions, type CommissionEntry, type PaidPayout, paidPayouts, publishers } from './model.ts';
import { monthOf, monthRange, statementsOf } from './statements.ts';

export interface PayoutMark {
  /** `YYYY-MM`, UTC. */
  month: string;
  publisherId: string;
  /** Only this one; every currency of the month when absent. */
  currency?: string | undefined;
  reference: string;
  /** `YYYY-MM-DD`. */
  paidOn: string;
  /** Id of the principal who says so. */
  by: string;
}

/** One for each publisher, month and currency, so that nothing is paid twice. */
export const payoutId = (publisherId: string, month: string, currency: string): string =>
  `${publisherId}:${month}:${currency}`;

/**
 * Writes down that what a month was to be paid is paid. Only months that are over can be: of those nothing changes any more, and what is
 * taken back later is deducted from a later month.
 * @throws CommerceError `not_found`, `conflict` when the month is not over, nothing is to be paid, or it was paid before
 */
export async function markPaid(tx: Transaction, mark: PayoutMark, now: number): Promise<PaidPayout[]> {
  const { month, publisherId, currency, reference, paidOn, by } = mark;
  if (!(await tx.get(publishers, publisherId)))
    throw new CommerceError(
      'not_found',
      `There is no publisher "${publisherId}". List them with GET /publishers.`,
      { field: 'publisher_id' },
    );
  if (monthRange(month).to > now)
    throw new CommerceError(
      'conflict',
      `${month} is not over: what it is to be paid may still change. Mark it when it has ended, by UTC.`,
    );
  const due = (await statementsOf(tx, publisherId, month)).filter(
    (one) => one.payable !== 0 && (currency === undefined || one.currency === currency),
  );
  if (due.length === 0) throw new CommerceError('conflict', `Nothing is to be paid for ${month}.`);
  const open = due.filter(({ paid }) => paid === undefined);
  if (open.length === 0)
    throw new CommerceError(
      'conflict',
      `${month} was paid before: ${due.map(({ paid }) => `${plain(paid!.amount)} on ${paid!.paidOn}, ${paid!.reference}`).join('; ')}.`,
    );
  const written: PaidPayout[] = [];
  for (const one of open)
    written.push(
      await tx.insert(paidPayouts, {
        _id: payoutId(publisherId, month, one.currency),
        ...{ publisherId, month, reference, paidOn, by },
        amount: money(one.payable, one.currency),
      }),
    );
  return written;
}

/** What is marked as paid of the entries of approved orders, by the entry's id. */
export async function paymentsOf(
  reader: Reader,
  entries: readonly CommissionEntry[],
): Promise<Map<string, PaidPayout>> {
  const credited = await reader.getMany(attributions, [
    ...new Set(entries.map(({ attributionId }) => attributionId)),
  ]);
  const approvedAt = new Map(credited.map((one) => [one._id, one.approvedAt]));
  const wanted = new Map<string, string>();
  for (const { _id, attributionId, publisherId, amount, createdAt } of entries) {
    const approved = approvedAt.get(attributionId);
    if (approved === undefined) continue;
    // An entry is paid with the approval of its order, and what came later with its own month.
    wanted.set(_id, payoutId(publisherId, monthOf(Math.max(approved, createdAt)), amount.currency));
  }
  const found = await reader.getMany(paidPayouts, [...new Set(wanted.values())]);
  const byId = new Map(found.map((one) => [one._id, one]));
  return new Map(
    [...wanted].flatMap(([entry, id]) => (byId.has(id) ? [[entry, byId.get(id)!] as const] : [])),
  );
}
