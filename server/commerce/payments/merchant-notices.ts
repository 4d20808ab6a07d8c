import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { format, type Money } from '../money.ts';
import type { Notifier } from '../notifier.ts';
import { type Order, orders } from '../orders/model.ts';
import { refunds } from './model.ts';

/** What the merchant must see to. */
export type MerchantNotice =
  | { notice: 'refund_failed'; refundId: string }
  | { notice: 'dispute_opened' | 'dispute_closed'; orderId: string; disputeId: string };

/** Once for each occasion, if the transaction commits. */
export function tellMerchant(tx: Transaction, jobs: Jobs, notice: MerchantNotice): Promise<void> {
  const about = 'refundId' in notice ? notice.refundId : notice.disputeId;
  return jobs.enqueue(tx, {
    kind: 'merchant.notify',
    key: `${notice.notice}:${about}`,
    payload: { ...notice },
  });
}

export interface MerchantNoticeDeps {
  store: Store;
  jobs: Jobs;
  notifier: Notifier;
  /** Without it the log alone tells. */
  merchantEmail: string | undefined;
  shop: () => Promise<{ name: string; defaultLocale: string }>;
  /** Told in words, in any case. */
  log: (text: string) => void;
}

interface Facts {
  amount: Money;
  reason: string;
  respondBy?: number | undefined;
  outcome?: string;
}

export function handleMerchantNotices(deps: MerchantNoticeDeps): void {
  const { store, jobs, notifier, merchantEmail, log } = deps;
  jobs.handle('merchant.notify', async ({ id, payload }) => {
    const notice = payload as unknown as MerchantNotice;
    const found = 'refundId' in notice ? await aboutRefund(store, notice) : await aboutDispute(store, notice);
    if (!found) return;
    const { name: shop, defaultLocale: locale } = await deps.shop();
    const { order, facts } = found;
    const amount = format(facts.amount, locale);
    const orderNumber = order?.number ?? '';
    log(
      `${notice.notice.replace('_', ' ')}: ${amount}${order ? `, order ${orderNumber}` : ''}: ${facts.reason}`,
    );
    if (merchantEmail === undefined) return;
    await notifier.send({
      dedupeKey: id,
      to: { email: merchantEmail },
      locale,
      template: notice.notice,
      values: {
        shop,
        orderNumber,
        amount,
        reason: facts.outcome ?? facts.reason,
        ...(facts.respondBy !== undefined && {
          respondBy: new Date(facts.respondBy).toISOString().slice(0, 10),
        }),
      },
    });
  });
}

type Found = { order: Order | undefined; facts: Facts } | undefined;

async function aboutRefund(store: Store, { refundId }: { refundId: string }): Promise<Found> {
  const refund = await store.get(refunds, refundId);
  if (!refund) return undefined;
  const order = refund.orderId === '' ? undefined : await store.get(orders, refund.orderId);
  return { order, facts: { amount: refund.amount, reason: refund.failure ?? refund.reason } };
}

async function aboutDispute(
  store: Store,
  { orderId, disputeId }: { orderId: string; disputeId: string },
): Promise<Found> {
  const order = await store.get(orders, orderId);
  const dispute = order?.disputes.find((one) => one.id === disputeId);
  if (!dispute) return undefined;
  const { amount, reason, status, respondBy } = dispute;
  return {
    order,
    facts: { amount, reason, respondBy, ...(dispute.closedAt !== undefined && { outcome: status }) },
  };
}
