import type { Reader } from '../../platform/store/port.ts';
import { sessions } from '../sessions/model.ts';
import { type AttributionStatus, attributions, paidPayouts } from './model.ts';
import { entriesBetween } from './statements.ts';

const DAY_MS = 86_400_000;
const PAGE = 1000;

export interface DayOfPublisher {
  /** `YYYY-MM-DD`, UTC. */
  date: string;
  sessions: number;
  orders: number;
  /** The sum of the day's entries, minor units by currency. */
  net: Record<string, number>;
}

/** A publisher's last days, and what of its commission is in which state. */
export interface PublisherSummary {
  days: DayOfPublisher[];
  /** Minor units by currency; rejected commission is zero. `approved` in all, `paid` what of that is marked as paid. */
  totals: Record<Exclude<AttributionStatus, 'rejected'> | 'paid', Record<string, number>>;
}

/** @param count days, the last of them today */
export async function summaryOf(
  reader: Reader,
  publisherId: string,
  now: number,
  count: number,
): Promise<PublisherSummary> {
  const today = Math.floor(now / DAY_MS);
  const days: DayOfPublisher[] = [];
  for (let day = today - count + 1; day <= today; day += 1) {
    const span = { from: day * DAY_MS, to: (day + 1) * DAY_MS };
    const createdAt = { gte: span.from, lt: span.to };
    const net: Record<string, number> = {};
    for await (const { amount } of entriesBetween(reader, publisherId, span))
      net[amount.currency] = (net[amount.currency] ?? 0) + amount.amount;
    days.push({
      date: new Date(span.from).toISOString().slice(0, 10),
      sessions: await reader.count(sessions, { publisherId, createdAt }),
      orders: await reader.count(attributions, { publisherId, createdAt }),
      net,
    });
  }
  return { days, totals: await totalsOf(reader, publisherId) };
}

async function totalsOf(reader: Reader, publisherId: string): Promise<PublisherSummary['totals']> {
  const totals: PublisherSummary['totals'] = { pending: {}, held: {}, approved: {}, paid: {} };
  for (const { amount } of await reader.find(paidPayouts, { where: { publisherId }, limit: 10_000 }))
    totals.paid[amount.currency] = (totals.paid[amount.currency] ?? 0) + amount.amount;
  let after: { value: number; _id: string } | undefined;
  for (;;) {
    const found = await reader.find(attributions, {
      where: { publisherId },
      sort: { field: 'createdAt', direction: 'asc' },
      limit: PAGE,
      ...(after && { after }),
    });
    for (const { status, net } of found) {
      if (status === 'rejected') continue;
      totals[status][net.currency] = (totals[status][net.currency] ?? 0) + net.amount;
    }
    const last = found.at(-1);
    if (!last || found.length < PAGE) return totals;
    after = { value: last.createdAt, _id: last._id };
  }
}
