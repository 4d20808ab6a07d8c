import { z } from 'zod';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'request_return',
  title: 'Request a return',
  description:
    'Registers that the buyer wants to send goods back. Needs the session that bought, or a code as with get_order. The merchant decides; refunds follow when the goods arrive. Read get_policy "returns" for the terms before promising anything. Without lines, all returnable goods.',
  input: z.strictObject({
    order_id: z.string().min(1).max(80).describe('Order number or id'),
    lines: z
      .array(z.strictObject({ line_id: z.string().min(1).max(80), quantity: z.int().min(1).max(10_000) }))
      .min(1)
      .max(100)
      .optional(),
    reason: z.string().trim().min(1).max(500).describe('In the buyer’s words'),
    code: z
      .string()
      .regex(/^\d{6}$/, 'six digits')
      .optional(),
  }),
  output: z.strictObject({ order_number: z.string(), return_id: z.string(), status: z.literal('requested') }),
  annotations: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  scope: 'orders:read',
  handler: async (ctx, input) => {
    const { orders } = ctx.services;
    const { order } = await orders.look(ctx.session, input.order_id, { code: input.code });
    const lines = input.lines?.map((l) => ({ lineId: l.line_id, quantity: l.quantity }));
    const { returnId } = await orders.requestReturn(order, {
      ...(lines && { lines }),
      reason: input.reason,
      once: ctx.once,
    });
    return { order_number: order.number, return_id: returnId, status: 'requested' as const };
  },
});
