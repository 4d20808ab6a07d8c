import { z } from 'zod';
import { defineTool } from './define-tool.ts';
import { OrderView, orderView } from './order-view.ts';

export default defineTool({
  name: 'get_order',
  title: 'Get an order',
  description:
    'Status, parcels and tracking of an order. The session that bought it sees it at once. For any other, call it with the order number: error proof_required means that a six-digit code went to the buyer’s email or phone; ask for it and call again with code. Contact and address (with_contact) need a code even from the session that bought. Without order_id: the orders of this session.',
  input: z.strictObject({
    order_id: z
      .string()
      .min(1)
      .max(80)
      .optional()
      .describe('Order number such as SW-7K4QP-X2M9D, or order id'),
    code: z
      .string()
      .regex(/^\d{6}$/, 'six digits')
      .optional()
      .describe('The code that the buyer received'),
    with_contact: z
      .boolean()
      .default(false)
      .describe('Contact and address too: these need a code from every session'),
  }),
  output: z.strictObject({ orders: z.array(OrderView) }),
  annotations: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  scope: 'orders:read',
  handler: async (ctx, input) => {
    const { orders } = ctx.services;
    if (input.order_id === undefined) {
      const own = await orders.ofSession(ctx.session);
      return { orders: own.slice(0, 10).map((order) => orderView(order, ctx.locale, false)) };
    }
    const { order, contactVisible } = await orders.look(ctx.session, input.order_id, {
      code: input.code,
      withContact: input.with_contact,
    });
    ctx.note({ kind: 'order', field: 'status', value: order.status });
    return { orders: [orderView(order, ctx.locale, contactVisible)] };
  },
});
