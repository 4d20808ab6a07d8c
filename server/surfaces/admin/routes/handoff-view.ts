import { z } from 'zod';
import { Handoff, HandoffBrief } from '../../../commerce/handoffs/model.ts';
import { leads } from '../../../commerce/leads/model.ts';
import { conversations, inboundMessages, replies } from '../../../conversation/model.ts';
import { plainText } from '../../../grounding/plain-text.ts';
import type { Reader } from '../../../platform/store/port.ts';
import { Moment, moment, present } from '../shapes.ts';

const { status, reason, outcome } = Handoff.shape;
const { cart, facts } = HandoffBrief.shape;

const base = {
  id: z.string(),
  status,
  reason,
  summary: z.string(),
  cart_id: z.string().optional(),
  checkout_id: z.string().optional(),
  order_id: z.string().optional(),
  publisher_id: z.string().optional(),
  claimed_by: z.string().optional().describe('Id of the key that claimed it'),
  claimed_name: z.string().optional().describe('Who answers, as the customer sees it'),
  claimed_at: Moment.optional(),
  outcome: outcome.describe('How it ended: given back to the bot, or closed'),
  note: z.string().optional().describe('What the person told the bot when giving it back'),
  call_back_offered_at: Moment.optional().describe('When the customer was told that nobody had come yet'),
  created_at: Moment,
  updated_at: Moment,
};
export const HandoffOutput = z.strictObject(base);

const Line = z.strictObject({
  from: z.enum(['customer', 'bot', 'person', 'system']),
  name: z.string().optional(),
  text: z.string(),
  at: Moment,
});

export const HandoffDetailOutput = z.strictObject({
  ...base,
  wanted: z.string().optional(),
  open_question: z.string().optional(),
  cart: cart.describe('As it was when the person was asked for'),
  facts: facts.optional().describe('What the shop told lately, with the ids of its facts'),
  conversation: z
    .strictObject({
      channel: z.string(),
      locale: z.string(),
      market: z.string(),
      held_by: z.enum(['bot', 'person']),
      messages: z.array(Line).describe('The last ones, oldest first'),
    })
    .optional()
    .describe('Absent where the customer came through an assistant'),
  lead_id: z.string().optional().describe('The lead of this customer, with the contact for a call-back'),
});

/** A handoff as lists have it. */
export const handoffOutput = (handoff: Handoff): z.input<typeof HandoffOutput> => ({
  id: handoff._id,
  status: handoff.status,
  reason: handoff.reason,
  summary: handoff.summary,
  ...present({
    cart_id: handoff.cartId,
    checkout_id: handoff.checkoutId,
    order_id: handoff.orderId,
    publisher_id: handoff.publisherId,
    claimed_by: handoff.claimedBy,
    claimed_name: handoff.claimedName,
    claimed_at: handoff.claimedAt === undefined ? undefined : moment(handoff.claimedAt),
    outcome: handoff.outcome,
    note: handoff.note,
    call_back_offered_at:
      handoff.callBackOfferedAt === undefined ? undefined : moment(handoff.callBackOfferedAt),
  }),
  created_at: moment(handoff.createdAt),
  updated_at: moment(handoff.updatedAt),
});

/** With what spares the customer from telling everything again. */
export async function handoffDetail(
  reader: Reader,
  handoff: Handoff,
): Promise<z.input<typeof HandoffDetailOutput>> {
  const { brief, sessionId } = handoff;
  const [[lead], conversation] = await Promise.all([
    reader.find(leads, { where: { sessionId }, limit: 1 }),
    conversationOf(reader, sessionId),
  ]);
  return {
    ...handoffOutput(handoff),
    ...present({
      wanted: brief?.wanted,
      open_question: brief?.openQuestion,
      cart: brief?.cart,
      facts: brief?.facts,
      conversation,
      lead_id: lead?._id,
    }),
  };
}

const LAST = 50;

async function conversationOf(reader: Reader, id: string) {
  const conversation = await reader.get(conversations, id);
  if (!conversation) return undefined;
  const last = {
    where: { conversationId: id },
    sort: { field: 'sequence', direction: 'desc' },
    limit: LAST,
  } as const;
  const [asked, said] = await Promise.all([reader.find(inboundMessages, last), reader.find(replies, last)]);
  const lines = [
    ...asked
      .reverse()
      .map(({ createdAt, text }) => ({ createdAt, from: 'customer' as const, text, name: undefined })),
    ...said.reverse().map(({ createdAt, by, author, rendered }) => ({
      createdAt,
      from: by,
      text: plainText(rendered).text,
      name: author,
    })),
  ].sort((a, b) => a.createdAt - b.createdAt);
  const { channel, locale, market, heldBy } = conversation;
  return {
    channel,
    locale,
    market,
    held_by: heldBy,
    messages: lines.slice(-LAST).map(({ createdAt, from, text, name }) => ({
      from,
      ...present({ name }),
      text,
      at: moment(createdAt),
    })),
  };
}
