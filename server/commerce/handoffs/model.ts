import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';

export const HandoffReason = z.enum([
  'asked_for',
  'frustration',
  'loop',
  'high_value',
  'payment_trouble',
  'order_trouble',
  'outage',
  'other',
]);

export const Handoff = z.strictObject({
  ...documentFields,
  sessionId: z.string(),
  principalId: z.string(),
  publisherId: z.string().optional(),
  reason: HandoffReason,
  summary: z.string(),
  cartId: z.string().optional(),
  checkoutId: z.string().optional(),
  orderId: z.string().optional(),
  status: z.enum(['waiting', 'claimed', 'resolved']),
  claimedBy: z.string().optional(),
});
export type Handoff = z.infer<typeof Handoff>;
export const handoffs = defineCollection('handoffs', Handoff, {
  byStatus: { fields: ['status', 'createdAt'] },
  bySession: { fields: ['sessionId', 'status'] },
  byCreated: { fields: ['createdAt'] },
});
