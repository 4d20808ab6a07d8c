import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';
import { Money } from '../money.ts';

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
export type HandoffReason = z.infer<typeof HandoffReason>;

/** What spares the customer from telling everything again. What was said is read from the conversation itself. */
export const HandoffBrief = z.strictObject({
  /** In the customer's words. */
  wanted: z.string(),
  /** What the shop did not answer, in the customer's words. */
  openQuestion: z.string().optional(),
  cart: z
    .strictObject({
      lines: z.array(z.strictObject({ title: z.string(), quantity: z.int(), total: Money })),
      total: Money,
    })
    .optional(),
  /** What the shop told lately, each as the customer read it, with the fact's id in the conversation. */
  facts: z.array(
    z.strictObject({ id: z.string(), kind: z.string(), text: z.string(), about: z.string().optional() }),
  ),
});
export type HandoffBrief = z.infer<typeof HandoffBrief>;

/** A person is asked to take over a session; where that is a conversation, it has the same id. */
export const Handoff = z.strictObject({
  ...documentFields,
  sessionId: z.string(),
  principalId: z.string(),
  publisherId: z.string().optional(),
  reason: HandoffReason,
  summary: z.string(),
  brief: HandoffBrief.optional(),
  cartId: z.string().optional(),
  checkoutId: z.string().optional(),
  orderId: z.string().optional(),
  status: z.enum(['waiting', 'claimed', 'resolved']),
  /** Id of the credential that claimed it. */
  claimedBy: z.string().optional(),
  /** Name of who answers, as the customer sees it. */
  claimedName: z.string().optional(),
  claimedAt: z.int().optional(),
  /** Set when it is resolved. `returned`: the bot goes on, and knows `note`. */
  outcome: z.enum(['returned', 'closed']).optional(),
  note: z.string().optional(),
  /** When the customer was told that nobody has come yet, and offered a call-back. */
  callBackOfferedAt: z.int().optional(),
});
export type Handoff = z.infer<typeof Handoff>;
export const handoffs = defineCollection(
  'handoffs',
  Handoff,
  {
    byStatus: { fields: ['status', 'createdAt'] },
    bySession: { fields: ['sessionId', 'status'] },
    byCreated: { fields: ['createdAt'] },
    byUpdated: { fields: ['updatedAt'] },
    byReason: { fields: ['reason', 'createdAt'] },
    byClaimed: { fields: ['claimedBy', 'createdAt'], sparse: true },
  },
  [{ what: 'what is told to the person who takes over, who that is, and how it ended' }],
);

export const OPEN_STATUSES = ['waiting', 'claimed'] as const satisfies readonly Handoff['status'][];
