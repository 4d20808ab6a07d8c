import { z } from 'zod';
import { Address, Buyer } from '../server/commerce/checkouts/model.ts';
import type { Order } from '../server/commerce/orders/model.ts';
import { TotalsView, totalsView } from './cart-view.ts';
import { MoneyView, moneyView } from './views.ts';

export const OrderView = z.strictObject({
  order_id: z.string(),
  order_number: z.string(),
  status: z.enum(['confirmed', 'processing', 'shipped', 'delivered', 'canceled']),
  placed_at: z.string(),
  lines: z.array(
    z.strictObject({
      line_id: z.string(),
      product_id: z.string(),
      variant_id: z.string(),
      title: z.string(),
      options: z.record(z.string(), z.string()),
      quantity: z.int(),
      shipped: z.int(),
      canceled: z.int(),
      returned: z.int(),
      total: MoneyView,
    }),
  ),
  totals: TotalsView,
  total: MoneyView,
  refunded: MoneyView.optional(),
  delivery: z.strictObject({ title: z.string(), earliest: z.string(), latest: z.string() }).optional(),
  parcels: z.array(
    z.strictObject({
      fulfillment_id: z.string(),
      carrier: z.string().optional(),
      tracking_number: z.string().optional(),
      tracking_url: z.string().optional(),
      status: z.string(),
      since: z.string(),
    }),
  ),
  returns: z.array(z.strictObject({ return_id: z.string(), status: z.string() })),
  buyer: Buyer.optional(),
  shipping_address: Address.optional(),
});

const iso = (ms: number): string => new Date(ms).toISOString();

export function orderView(order: Order, locale: string, contactVisible: boolean): z.infer<typeof OrderView> {
  return {
    order_id: order._id,
    order_number: order.number,
    status: order.status,
    placed_at: iso(order.createdAt),
    lines: order.lines.map((line) => ({
      line_id: line.lineId,
      product_id: line.productId,
      variant_id: line.variantId,
      title: line.title,
      options: line.options,
      quantity: line.quantity,
      shipped: line.fulfilled,
      canceled: line.canceled,
      returned: line.returned,
      total: moneyView(line.total, locale),
    })),
    totals: totalsView(order.breakdown, locale),
    total: moneyView(order.breakdown.total, locale),
    ...(order.refunded.amount > 0 && { refunded: moneyView(order.refunded, locale) }),
    ...(order.shipping && { delivery: order.shipping }),
    parcels: order.fulfillments.map((f) => {
      const last = f.events.at(-1)!;
      return {
        fulfillment_id: f.id,
        ...(f.carrier !== undefined && { carrier: f.carrier }),
        ...(f.trackingNumber !== undefined && { tracking_number: f.trackingNumber }),
        ...(f.trackingUrl !== undefined && { tracking_url: f.trackingUrl }),
        status: last.status,
        since: iso(last.at),
      };
    }),
    returns: order.returns.map((r) => ({ return_id: r.id, status: r.status })),
    ...(contactVisible && {
      buyer: order.buyer,
      ...(order.shippingAddress && { shipping_address: order.shippingAddress }),
    }),
  };
}
