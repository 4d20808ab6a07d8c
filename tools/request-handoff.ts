import { z } from 'zod';
import { HandoffReason } from '../server/commerce/handoffs/model.ts';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'request_handoff',
  title: 'Hand over to a person',
  description:
    'Asks the merchant’s staff to take over: when the customer asks for a person, is upset, or needs what no tool does (cancel or change an order, complaint). Pass a summary that spares the customer from repeating everything. Do not promise when somebody will answer.',
  input: z.strictObject({
    reason: HandoffReason.default('asked_for'),
    summary: z
      .string()
      .trim()
      .min(10)
      .max(4000)
      .describe('What the customer wants, what was tried, what is open'),
  }),
  output: z.strictObject({
    handoff_id: z.string(),
    status: z.enum(['waiting', 'claimed', 'resolved']),
    next: z.string(),
  }),
  annotations: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  scope: 'handoff:write',
  handler: async (ctx, input) => {
    const handoff = await ctx.services.handoffs.request(ctx, {
      reason: input.reason,
      summary: input.summary,
    });
    return {
      handoff_id: handoff._id,
      status: handoff.status,
      next: 'Tell the customer that a person has been asked to take over.',
    };
  },
});
