import type { Reader, Scalar } from '../../platform/store/port.ts';
import {
  type Attribution,
  attributions,
  type CommissionEntry,
  commissionEntries,
  type PaidPayout,
  paidPayouts,
} from './model.ts';

/** What a month brought a publisher in one currency, minor units. */
export interface Statement {
  /** `YYYY-MM`, UTC. */
  month: string;
  currency: string;
  /** Credited orders with an entry in this month. */
  orders: number;
  earned: number;
  /** Zero or negative. */
  reversed: number;
  /** Taken back before, and due again: a refund that failed. */
  restored: number;
  /** The sum of this month's entries. */
  net: number;
  /**
   * What this month is to be paid: all of the orders that were approved in it, and what changed since on those approved
   * before. Over all months, the sum of all entries of approved orders. May be negative: then it is deducted.
   */
  payable: number;
  /** How it was paid; absent until the merchant marked it. */
  paid?: Pick<PaidPayout, 'amount' | 'reference' | 'paidOn'>;
}

const MONTH = /^(\d{4})-(0[1-9]|1[0-2])$/;

/** First moment of a month and of the next, milliseconds, UTC. @throws RangeError for what is no month */
export function monthRange(month: string): { from: number; to: number } {
  const match = MONTH.exec(month);
  if (!match) throw new RangeError(`not a month: ${month}`);
  const [year, index] = [Number(match[1]), Number(match[2]) - 1];
  return { from: Date.UTC(year, index), to: Date.UTC(year, index + 1) };
}

/** The month of a moment, `YYYY-MM`, UTC. */
export const monthOf = (at: number): string => new Date(at).toISOString().slice(0, 7);

const PAGE = 1000;

async function* pages<T extends CommissionEntry | Attribution>(
  read: (after: { value: Scalar; _id: string } | undefined) => Promise<T[]>,
  fieldOf: (one: T) => number,
): AsyncGenerator<T> {
  let after: { value: Scalar; _id: string } | undefined;
  for (;;) {
    const found = await read(after);
    yield* found;
    const last = found.at(-1);
    if (!last || found.length < PAGE) return;
    after = { value: fieldOf(last), _id: last._id };
  }
}

const between = ({ from, to }: { from: number; to: number }) => ({ gte: from, lt: to });

/** Entries of a publisher in a span of time, oldest first. */
export const entriesBetween = (
  reader: Reader,
  publisherId: string,
  span: { from: number; to: number },
): AsyncGenerator<CommissionEntry> =>
  pages(
    (after) =>
      reader.find(commissionEntries, {
        where: { publisherId, createdAt: between(span) },
        sort: { field: 'createdAt', direction: 'asc' },
        limit: PAGE,
        ...(after && { after }),
      }),
    ({ createdAt }) => createdAt,
  );

const approvedBetween = (
  reader: Reader,
  publisherId: string,
  span: { from: number; to: number },
): AsyncGenerator<Attribution> =>
  pages(
    (after) =>
      reader.find(attributions, {
        where: { publisherId, approvedAt: between(span) },
        sort: { field: 'approvedAt', direction: 'asc' },
        limit: PAGE,
        ...(after && { after }),
      }),
    ({ approvedAt }) => approvedAt ?? 0,
  );

/** A publisher's statements of a month, one a currency, by currency; none where nothing happened. */
export async function statementsOf(reader: Reader, publisherId: string, month: string): Promise<Statement[]> {
  const span = monthRange(month);
  const all = new Map<string, Statement & { seen: Set<string> }>();
  const of = (currency: string) => {
    const known = all.get(currency) ?? {
      ...{ month, currency, orders: 0, earned: 0, reversed: 0, restored: 0, net: 0, payable: 0 },
      seen: new Set<string>(),
    };
    all.set(currency, known);
    return known;
  };
  for await (const { amount, kind, attributionId, createdAt } of entriesBetween(reader, publisherId, span)) {
    const statement = of(amount.currency);
    statement[kind] += amount.amount;
    statement.net += amount.amount;
    statement.seen.add(attributionId);
    const { approvedAt } = (await reader.get(attributions, attributionId)) ?? {};
    // Entries of orders that are approved later, or in this very month, come with their approval.
    if (approvedAt !== undefined && approvedAt < span.from && createdAt >= span.from)
      statement.payable += amount.amount;
  }
  for await (const { _id } of approvedBetween(reader, publisherId, span)) {
    const entries = await reader.find(commissionEntries, { where: { attributionId: _id }, limit: 10_000 });
    for (const { amount, createdAt } of entries)
      if (createdAt < span.to) of(amount.currency).payable += amount.amount;
  }
  const marked = await reader.find(paidPayouts, { where: { publisherId, month }, limit: 1000 });
  for (const { amount, reference, paidOn } of marked)
    of(amount.currency).paid = { amount, reference, paidOn };
  return [...all.values()]
    .map(({ seen, ...statement }) => ({ ...statement, orders: seen.size }))
    .sort((a, b) => (a.currency < b.currency ? -1 : 1));
}
