import type { Clock } from '../../platform/clock.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store } from '../../platform/store/port.ts';
import { format } from '../money.ts';
import { type Dispute, isOver } from '../orders/dispute.ts';
import { event } from '../orders/rules.ts';
import { replaceOrder } from '../orders/write.ts';
import { tellMerchant } from './merchant-notices.ts';
import { paymentAttempts } from './model.ts';
import type { DisputeNews } from './port.ts';
import { orderOf } from './refund-service.ts';

const WORDS: Readonly<Record<Dispute['status'], string>> = {
  needs_response: 'opened',
  under_review: 'opened',
  won: 'won',
  lost: 'lost',
};

/**
 * Writes a dispute down with its order and tells the merchant of its beginning and its end; in any order and any number of
 * times. What belongs to no order of this shop is left alone.
 */
export async function recordDispute(
  deps: { store: Store; clock: Clock; jobs: Jobs },
  { paymentId, dispute: news }: DisputeNews,
): Promise<void> {
  const { store, clock, jobs } = deps;
  await store.transaction(async (tx) => {
    const [attempt] = await tx.find(paymentAttempts, { where: { paymentId }, limit: 1 });
    const order = attempt && (await orderOf(tx, attempt));
    if (!order) return;
    const known = order.disputes.find((dispute) => dispute.id === news.id);
    // Once decided it stays so: what says otherwise is older.
    if (known && (isOver(known) || known.status === news.status)) return;
    const now = clock.now();
    const dispute: Dispute = { ...known, ...news, ...(isOver(news) && { closedAt: now }) };
    const disputes = known
      ? order.disputes.map((one) => (one.id === news.id ? dispute : one))
      : [...order.disputes, dispute];
    const begins = !known;
    const ends = isOver(news);
    const text = `A dispute about ${format(news.amount, order.locale)} was ${WORDS[news.status]}`;
    const kind = ends ? 'dispute_closed' : 'dispute_opened';
    const next = begins || ends ? event({ ...order, disputes }, now, kind, text) : { ...order, disputes };
    await replaceOrder(tx, next);
    if (begins || ends)
      await tellMerchant(tx, jobs, { notice: kind, orderId: order._id, disputeId: dispute.id });
  });
}
