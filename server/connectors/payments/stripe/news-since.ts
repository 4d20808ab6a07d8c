import Stripe from 'stripe';
import type { DisputeNews, RefundNews } from '../../../commerce/payments/port.ts';
import { disputeNews } from './disputes.ts';
import { refundNews } from './refund-news.ts';

/** More than a shop sees in some days; what is beyond comes with the events. */
const MOST = 5000;

/** A key may be kept from disputes; then their events alone tell of them, and `shopwright doctor` says so. */
function unlessForbidden(error: unknown): never[] {
  if (error instanceof Stripe.errors.StripePermissionError) return [];
  throw error;
}

/** Refunds and disputes of the account that began at `since` (milliseconds, UTC) or later. */
export async function newsSince(
  stripe: Stripe,
  since: number,
  signal: AbortSignal,
): Promise<{ refunds: RefundNews[]; disputes: DisputeNews[] }> {
  const query = { created: { gte: Math.floor(since / 1000) }, limit: 100 };
  const collect = async <T, N>(pages: AsyncIterable<T>, read: (object: T) => N | undefined): Promise<N[]> => {
    const found: N[] = [];
    for await (const object of pages) {
      const news = read(object);
      if (news !== undefined) found.push(news);
      if (signal.aborted || found.length === MOST) break;
    }
    return found;
  };
  return {
    refunds: await collect(stripe.refunds.list(query), refundNews),
    disputes: await collect(stripe.disputes.list(query), disputeNews).catch(unlessForbidden),
  };
}
