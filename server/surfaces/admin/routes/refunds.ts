import { z } from 'zod';
import { listPage } from '../../../commerce/listing.ts';
import { Refund, refunds } from '../../../commerce/payments/model.ts';
import { route } from '../route.ts';
import { Moment, Money, moment, pageOf, pageQuery, pageRequest, pageView, present } from '../shapes.ts';

const RefundOutput = z.strictObject({
  id: z.string(),
  order_id: z.string().optional().describe('Absent where no order could be made of the payment'),
  amount: Money,
  reason: z.string(),
  status: Refund.shape.status.describe('failed: try it again, or close it'),
  failure: z.string().optional().describe('Why it failed'),
  made_at_provider: z.boolean().describe('By hand, at the payment provider'),
  retry_of: z.string().optional(),
  closing: z.strictObject({ paid_elsewhere: z.boolean(), note: z.string() }).optional(),
  created_at: Moment,
  updated_at: Moment,
});

const refundOutput = (refund: Refund): z.input<typeof RefundOutput> => ({
  id: refund._id,
  ...(refund.orderId !== '' && { order_id: refund.orderId }),
  amount: refund.amount,
  reason: refund.reason,
  status: refund.status,
  made_at_provider: refund.madeAtProvider ?? false,
  ...present({ failure: refund.failure, retry_of: refund.retryOf }),
  ...(refund.closing && {
    closing: { paid_elsewhere: refund.closing.paidElsewhere, note: refund.closing.note },
  }),
  created_at: moment(refund.createdAt),
  updated_at: moment(refund.updatedAt),
});

const shared = { scope: 'admin:orders', tag: 'Orders' } as const;
const change = {
  ...shared,
  method: 'post',
  output: RefundOutput,
  idempotencyKey: true,
  problems: [404, 409],
} as const;

export const refundRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/refunds',
    summary: 'List refunds',
    description: 'Newest first. Those that failed wait for you: they are not in the figure of their order.',
    query: z.strictObject({
      status: Refund.shape.status.optional(),
      order_id: z.string().min(1).max(80).optional(),
      ...pageQuery,
    }),
    output: pageOf(RefundOutput),
    handler: async ({ store }, { query }) => {
      const sort = { field: 'createdAt', direction: 'desc' } as const;
      const where = present({ status: query.status, orderId: query.order_id });
      return pageView(await listPage(store, refunds, { where, sort }, pageRequest(query)), refundOutput);
    },
  }),
  route({
    ...change,
    path: '/refunds/{id}/retry',
    summary: 'Try a refund again that failed',
    description: 'Answers the refund that takes its place.',
    handler: async (ctx, { params }) =>
      ctx.once(async (tx) => refundOutput(await ctx.services.refunds.retry(params.id, tx))),
  }),
  route({
    ...change,
    path: '/refunds/{id}/close',
    summary: 'End a refund that failed',
    description: 'Paid elsewhere, it counts as refunded; otherwise the order shows that the money was kept.',
    input: z.strictObject({
      paid_elsewhere: z.boolean().describe('The buyer has the money by another way'),
      note: z.string().trim().min(1).max(500),
    }),
    handler: async (ctx, { params, input }) => {
      const closing = { paidElsewhere: input.paid_elsewhere, note: input.note };
      return ctx.once(async (tx) => refundOutput(await ctx.services.refunds.close(params.id, closing, tx)));
    },
  }),
];
