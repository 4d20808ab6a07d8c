import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';
import { Money } from '../money.ts';

export const Lead = z.strictObject({
  ...documentFields,
  sessionId: z.string(),
  principalId: z.string(),
  publisherId: z.string().optional(),
  need: z.string(),
  budget: Money.optional(),
  timeframe: z.enum(['now', 'this_week', 'this_month', 'later', 'unknown']),
  contact: z.strictObject({
    name: z.string().optional(),
    email: z.string().optional(),
    phone: z.string().optional(),
  }),
  /** The person agreed to be contacted. Without it no contact is stored. */
  consent: z.boolean(),
  productIds: z.array(z.string()),
  score: z.int().min(0).max(100),
  temperature: z.enum(['hot', 'warm', 'cold']),
  status: z.enum(['new', 'contacted', 'won', 'lost']),
});
export type Lead = z.infer<typeof Lead>;
export const leads = defineCollection('leads', Lead, {
  byStatus: { fields: ['status', 'createdAt'] },
  bySession: { fields: ['sessionId'] },
  byCreated: { fields: ['createdAt'] },
});
