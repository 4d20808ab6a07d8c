import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store } from '../../platform/store/port.ts';
import { format } from '../money.ts';
import type { Notification, Notifier } from '../notifier.ts';
import { type Order, orders } from './model.ts';
import type { OrderProof } from './proof.ts';

/** Sends what a customer is told about an order, outside the conversation. */
export function handleOrderNotifications(deps: {
  store: Store;
  jobs: Jobs;
  notifier: Notifier;
  shopName: () => Promise<string>;
  proof: OrderProof;
}): void {
  deps.jobs.handle('order.notify', async (job) => {
    const order = await deps.store.get(orders, String(job.payload.orderId));
    if (!order || order.erasedAt !== undefined) return;
    const codeId = job.payload.codeId;
    const code = typeof codeId === 'string' ? await deps.proof.codeToSend(codeId) : undefined;
    await deps.notifier.send({
      dedupeKey: job.id,
      to: { email: order.buyer.email, ...(order.buyer.phone !== undefined && { phone: order.buyer.phone }) },
      locale: order.locale,
      template: job.payload.template as Notification['template'],
      values: {
        ...valuesOf(order),
        ...(job.payload.template === 'order_confirmation' && {
          items: [...itemsOf(order), ...additionsOf(order)].join('\n'),
        }),
        shop: await deps.shopName(),
        ...(code !== undefined && { code }),
      },
    });
  });
}

function valuesOf(order: Order): Record<string, string> {
  const parcel = order.fulfillments.at(-1);
  return {
    orderNumber: order.number,
    total: format(order.breakdown.total, order.locale),
    refunded: format(order.refunded, order.locale),
    items: itemsOf(order).join('\n'),
    ...(order.shipping && { earliest: order.shipping.earliest, latest: order.shipping.latest }),
    ...(parcel?.carrier !== undefined && { carrier: parcel.carrier }),
    ...(parcel?.trackingNumber !== undefined && { trackingNumber: parcel.trackingNumber }),
    ...(parcel?.trackingUrl !== undefined && { trackingUrl: parcel.trackingUrl }),
  };
}

/** The lines at the prices that the buyer was shown. */
function itemsOf({ lines, breakdown, locale }: Order): string[] {
  const subtotals = new Map(breakdown.lines.map((line) => [line.lineId, line.subtotal]));
  return lines.map(({ lineId, quantity, title, options, total }) => {
    const chosen = Object.values(options).join(', ');
    const name = chosen === '' ? title : `${title} (${chosen})`;
    return `${quantity} × ${name}: ${format(subtotals.get(lineId) ?? total, locale)}`;
  });
}

/** What leads from the lines to the total: discounts, shipping, tax. */
function additionsOf({ breakdown, locale }: Order): string[] {
  return breakdown.totals
    .filter(({ kind, money }) => kind !== 'items' && kind !== 'total' && money.amount !== 0)
    .map(({ label, money }) => `${label}: ${format(money, locale)}`);
}
