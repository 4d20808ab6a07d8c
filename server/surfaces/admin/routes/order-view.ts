import { z } from 'zod';
import { Address, Buyer } from '../../../commerce/customers/contact.ts';
import { Dispute } from '../../../commerce/orders/dispute.ts';
import { Order } from '../../../commerce/orders/model.ts';
import { TotalKind } from '../../../commerce/pricing/model.ts';
import { Moment, Money, moment, present } from '../shapes.ts';

const Units = z.array(z.strictObject({ line_id: z.string(), quantity: z.int() }));

/** An order as the merchant sees it: with contact and address. */
export const OrderOutput = z.strictObject({
  id: z.string(),
  number: z.string().describe('What the customer quotes'),
  status: Order.shape.status,
  market: z.string(),
  locale: z.string(),
  lines: z.array(
    z.strictObject({
      line_id: z.string(),
      product_id: z.string(),
      variant_id: z.string(),
      sku: z.string().optional(),
      title: z.string(),
      options: z.record(z.string(), z.string()),
      quantity: z.int(),
      unit_price: Money,
      total: Money,
      quote_id: z.string(),
      fulfilled: z.int(),
      canceled: z.int(),
      returned: z.int(),
    }),
  ),
  totals: z.array(
    z.strictObject({ kind: TotalKind, money: Money, included: z.boolean().optional(), label: z.string() }),
  ),
  total: Money,
  refunded: Money.describe('What went back or is on its way; see GET /refunds'),
  buyer: Buyer,
  shipping_address: Address.optional(),
  shipping: z.strictObject({ title: z.string(), earliest: z.string(), latest: z.string() }).optional(),
  fulfillments: z.array(
    z.strictObject({
      id: z.string(),
      lines: Units,
      carrier: z.string().optional(),
      tracking_number: z.string().optional(),
      tracking_url: z.string().optional(),
      events: z.array(z.strictObject({ at: Moment, status: z.string(), text: z.string().optional() })),
    }),
  ),
  returns: z.array(
    z.strictObject({
      id: z.string(),
      lines: Units,
      reason: z.string(),
      status: z.string(),
      requested_at: Moment,
    }),
  ),
  disputes: z
    .array(
      z.strictObject({
        id: z.string().describe("The payment provider's"),
        status: Dispute.shape.status,
        amount: Money,
        reason: z.string(),
        opened_at: Moment,
        respond_by: Moment.optional(),
        closed_at: Moment.optional(),
      }),
    )
    .describe('The buyer’s bank asks for the money back: answer at the payment provider'),
  events: z.array(z.strictObject({ at: Moment, kind: z.string(), text: z.string() })),
  checkout_id: z.string(),
  publisher_id: z.string().optional(),
  erased_at: Moment.optional().describe('When its person was erased: what is left is for the books'),
  created_at: Moment,
  updated_at: Moment,
});

const units = (lines: readonly { lineId: string; quantity: number }[]) =>
  lines.map((line) => ({ line_id: line.lineId, quantity: line.quantity }));

export const orderOutput = (order: Order): z.input<typeof OrderOutput> => ({
  id: order._id,
  number: order.number,
  status: order.status,
  market: order.market,
  locale: order.locale,
  lines: order.lines.map((line) => ({
    line_id: line.lineId,
    product_id: line.productId,
    variant_id: line.variantId,
    ...present({ sku: line.sku }),
    title: line.title,
    options: line.options,
    quantity: line.quantity,
    unit_price: line.unitPrice,
    total: line.total,
    quote_id: line.quoteId,
    fulfilled: line.fulfilled,
    canceled: line.canceled,
    returned: line.returned,
  })),
  totals: order.breakdown.totals,
  total: order.breakdown.total,
  refunded: order.refunded,
  buyer: order.buyer,
  ...present({
    shipping_address: order.shippingAddress,
    shipping: order.shipping,
    publisher_id: order.publisherId,
  }),
  fulfillments: order.fulfillments.map((f) => ({
    id: f.id,
    lines: units(f.lines),
    ...present({ carrier: f.carrier, tracking_number: f.trackingNumber, tracking_url: f.trackingUrl }),
    events: f.events.map((e) => ({ ...e, at: moment(e.at) })),
  })),
  returns: order.returns.map((r) => ({
    id: r.id,
    lines: units(r.lines),
    reason: r.reason,
    status: r.status,
    requested_at: moment(r.requestedAt),
  })),
  disputes: order.disputes.map((d) => ({
    id: d.id,
    status: d.status,
    amount: d.amount,
    reason: d.reason,
    opened_at: moment(d.openedAt),
    ...present({
      respond_by: d.respondBy === undefined ? undefined : moment(d.respondBy),
      closed_at: d.closedAt === undefined ? undefined : moment(d.closedAt),
    }),
  })),
  events: order.events.map((e) => ({ ...e, at: moment(e.at) })),
  checkout_id: order.checkoutId,
  ...(order.erasedAt !== undefined && { erased_at: moment(order.erasedAt) }),
  created_at: moment(order.createdAt),
  updated_at: moment(order.updatedAt),
});
