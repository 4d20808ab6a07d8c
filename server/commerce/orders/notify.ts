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
    if (!order) return;
    const codeId = job.payload.codeId;
    const code = typeof codeId === 'string' ? await deps.proof.codeToSend(codeId) : undefined;
    await deps.notifier.send({
      dedupeKey: job.id,
      to: { email: order.buyer.email, ...(order.buyer.phone !== undefined && { phone: order.buyer.phone }) },
      locale: order.locale,
      template: job.payload.template as Notification['template'],
      values: {
        ...valuesOf(order),
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
    items: order.lines
      .map((line) => `${line.quantity} × ${line.title}: ${format(line.total, order.locale)}`)
      .join('\n'),
    ...(order.shipping && { earliest: order.shipping.earliest, latest: order.shipping.latest }),
    ...(parcel?.carrier !== undefined && { carrier: parcel.carrier }),
    ...(parcel?.trackingNumber !== undefined && { trackingNumber: parcel.trackingNumber }),
    ...(parcel?.trackingUrl !== undefined && { trackingUrl: parcel.trackingUrl }),
  };
}
