import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';

/** One thing that a tool said: what a later reply may state, and nothing else. */
export const Fact = z.strictObject({
  kind: z.enum(['price', 'stock', 'total', 'delivery', 'policy', 'order']),
  productId: z.string().optional(),
  variantId: z.string().optional(),
  quoteId: z.string().optional(),
  field: z.string().optional(),
  value: z.union([z.string(), z.number(), z.boolean()]),
  currency: z.string().optional(),
});
export type Fact = z.infer<typeof Fact>;

/** One tool call: the ledger of what was said, and the trail of who called. Holds no argument, so no personal data. */
export const ToolCall = z.strictObject({
  ...documentFields,
  sessionId: z.string().optional(),
  principalId: z.string(),
  tool: z.string(),
  /** `ok` or the error's code. */
  outcome: z.string(),
  /** Milliseconds. */
  duration: z.number(),
  facts: z.array(Fact),
});
export type ToolCall = z.infer<typeof ToolCall>;
export const toolCalls = defineCollection('toolCalls', ToolCall, {
  bySession: { fields: ['sessionId', 'createdAt'] },
  byCreated: { fields: ['createdAt'] },
});
