import { z } from 'zod';
import { listPage } from '../../../commerce/listing.ts';
import { Money } from '../../../commerce/money.ts';
import { Order, orders } from '../../../commerce/orders/model.ts';
import { route } from '../route.ts';
import { pageOf, pageQuery, pageRequest, pageView, present } from '../shapes.ts';
import { OrderOutput, orderOutput } from './order-view.ts';

const Lines = z
  .array(z.strictObject({ line_id: z.string().min(1).max(80), quantity: z.int().min(1).max(10_000) }))
  .min(1)
  .max(500)
  .optional()
  .describe('Left out: everything that is left');
const lineQuantities = (lines: z.infer<typeof Lines>) =>
  lines?.map((line) => ({ lineId: line.line_id, quantity: line.quantity }));

const Reason = z.string().trim().min(1).max(500);
const ShortText = z.string().trim().min(1).max(100);
const HttpUrl = z
  .string()
  .max(2000)
  .regex(/^https?:\/\/[^\s<>"']+$/, 'an address that begins with https:// or http://');

const shared = { scope: 'admin:orders', tag: 'Orders' } as const;
const change = {
  ...shared,
  method: 'post',
  output: OrderOutput,
  idempotencyKey: true,
  problems: [404, 409],
} as const;

export const orderRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/orders',
    summary: 'List orders',
    description: 'Newest first.',
    query: z.strictObject({ status: Order.shape.status.optional(), ...pageQuery }),
    output: pageOf(OrderOutput),
    handler: async ({ store }, { query }) => {
      const sort = { field: 'createdAt', direction: 'desc' } as const;
      const where = query.status === undefined ? undefined : { status: query.status };
      return pageView(await listPage(store, orders, { where, sort }, pageRequest(query)), orderOutput);
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/orders/{id}',
    summary: 'Show an order',
    description: 'By id or number.',
    output: OrderOutput,
    problems: [404],
    handler: async ({ services }, { params }) => orderOutput(await services.orders.get(params.id)),
  }),
  route({
    ...change,
    path: '/orders/{id}/ship',
    summary: 'Record a parcel',
    description: 'The buyer is told that it is on its way.',
    input: z.strictObject({
      lines: Lines,
      carrier: ShortText.optional(),
      tracking_number: ShortText.optional(),
      tracking_url: HttpUrl.optional(),
    }),
    handler: async (ctx, { params, input }) => {
      const parcel = present({
        lines: lineQuantities(input.lines),
        carrier: input.carrier,
        trackingNumber: input.tracking_number,
        trackingUrl: input.tracking_url,
      });
      return ctx.once(async (tx) => orderOutput(await ctx.services.orders.ship(params.id, parcel, tx)));
    },
  }),
  route({
    ...change,
    path: '/orders/{id}/fulfillments/{fulfillment}/track',
    summary: 'Record how a parcel gets on',
    input: z.strictObject({
      status: z.enum(['in_transit', 'out_for_delivery', 'delivered', 'failed']),
      text: Reason.optional(),
    }),
    handler: async (ctx, { params, input }) => {
      const step = { status: input.status, ...(input.text !== undefined && { text: input.text }) };
      return ctx.once(async (tx) =>
        orderOutput(await ctx.services.orders.track(params.id, params.fulfillment, step, tx)),
      );
    },
  }),
  route({
    ...change,
    path: '/orders/{id}/cancel',
    summary: 'Cancel what is not sent yet',
    description: 'It goes back into stock and is refunded.',
    input: z.strictObject({ lines: Lines, reason: Reason }),
    handler: async (ctx, { params, input }) => {
      const lines = lineQuantities(input.lines);
      const request = { reason: input.reason, ...(lines && { lines }) };
      return ctx.once(async (tx) => orderOutput(await ctx.services.orders.cancel(params.id, request, tx)));
    },
  }),
  route({
    ...change,
    path: '/orders/{id}/refund',
    summary: 'Refund money',
    description: 'At most what was paid and is not refunded yet. Goods and stock stay as they are.',
    input: z.strictObject({
      amount: Money.extend({ amount: z.int().positive().describe('Minor units: 1999 is 19.99 for USD') }),
      reason: Reason,
    }),
    handler: async (ctx, { params, input }) =>
      ctx.once(async (tx) => orderOutput(await ctx.services.orders.refund(params.id, input, tx))),
  }),
  route({
    ...change,
    path: '/orders/{id}/returns/{return}/decide',
    summary: 'Decide on a return',
    description: 'Once it is received, the goods go back into stock and are refunded.',
    input: z.strictObject({ status: z.enum(['approved', 'refused', 'received']) }),
    handler: async (ctx, { params, input }) =>
      ctx.once(async (tx) =>
        orderOutput(await ctx.services.orders.decideReturn(params.id, params.return, input.status, tx)),
      ),
  }),
];
