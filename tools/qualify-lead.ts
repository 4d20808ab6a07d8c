import { z } from 'zod';
import { CurrencyCode } from '../server/commerce/money.ts';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'qualify_lead',
  title: 'Record a lead',
  description:
    'Records that somebody is interested: what they need, when, with which budget, and, only if they agreed to be contacted, how to reach them. Use it when a sale needs a person or time. Answers how promising the lead is; the merchant’s sales people see it. Call it again to add what you learn.',
  input: z.strictObject({
    need: z.string().trim().min(3).max(2000).describe('What they look for, in their words'),
    timeframe: z.enum(['now', 'this_week', 'this_month', 'later', 'unknown']).default('unknown'),
    budget: z
      .strictObject({ amount: z.int().nonnegative().describe('Minor units (cents)'), currency: CurrencyCode })
      .optional(),
    contact: z
      .strictObject({
        name: z.string().trim().min(1).max(120).optional(),
        email: z.email().max(254).optional(),
        phone: z
          .string()
          .regex(/^\+[1-9]\d{6,14}$/, 'E.164, such as +14155550123')
          .optional(),
      })
      .default({}),
    consent: z.boolean().default(false).describe('True only if the person agreed to be contacted'),
    product_ids: z.array(z.string().min(1).max(80)).max(20).default([]),
  }),
  output: z.strictObject({
    lead_id: z.string(),
    status: z.string(),
    score: z.int().describe('0 to 100'),
    temperature: z.enum(['hot', 'warm', 'cold']),
    next: z.string(),
  }),
  annotations: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  scope: 'leads:write',
  handler: async (ctx, input) => {
    const products = await Promise.all(input.product_ids.map((id) => ctx.services.catalog.get(id)));
    const lead = await ctx.services.leads.qualify(ctx, {
      need: input.need,
      timeframe: input.timeframe,
      ...(input.budget && { budget: input.budget }),
      contact: input.contact,
      consent: input.consent,
      productIds: products.map((p) => p._id),
    });
    return {
      lead_id: lead._id,
      status: lead.status,
      score: lead.score,
      temperature: lead.temperature,
      next:
        lead.temperature === 'hot'
          ? 'Offer to hand over to a person now (request_handoff).'
          : 'Go on helping; call again with what you learn.',
    };
  },
});
