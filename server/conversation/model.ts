import { z } from 'zod';
import { documentFields } from '../commerce/catalog/model.ts';
import { PrincipalKind, Scope } from '../commerce/principals/model.ts';
import { Fact } from '../grounding/fact.ts';
import { RenderedReply } from '../grounding/rendered-reply.ts';
import { ReplyDocument } from '../grounding/reply.ts';
import { defineCollection } from '../platform/store/port.ts';

/** What the next message may mean because of what was asked last. Replaced or dropped by every turn. */
export const Pending = z.discriminatedUnion('kind', [
  /** Total and address were shown, and the customer was asked whether to go on. */
  z.strictObject({
    kind: z.literal('confirm_checkout'),
    checkoutId: z.string(),
    total: z.strictObject({ amount: z.int(), currency: z.string() }),
    address: z.string().optional(),
    expiresAt: z.int(),
  }),
  /** A write was proposed and needs a yes. `arguments` are the tool's. */
  z.strictObject({
    kind: z.literal('confirm_write'),
    tool: z.string(),
    arguments: z.record(z.string(), z.unknown()),
    expiresAt: z.int(),
  }),
  /** One of these was asked for: "which one?" */
  z.strictObject({
    kind: z.literal('choose_product'),
    variantIds: z.array(z.string()),
    intent: z.string(),
    quantity: z.int().optional(),
    expiresAt: z.int(),
  }),
  z.strictObject({ kind: z.literal('order_number'), intent: z.string(), expiresAt: z.int() }),
  z.strictObject({ kind: z.literal('order_code'), orderNumber: z.string(), expiresAt: z.int() }),
  z.strictObject({ kind: z.literal('call_back_contact'), expiresAt: z.int() }),
]);
export type Pending = z.infer<typeof Pending>;

/** What the conversation is about: ids only, everything stated is read again. */
export const Memory = z.strictObject({
  /** Products shown last, in the order shown: "the second one". */
  shown: z.array(z.strictObject({ productId: z.string(), variantId: z.string() })),
  /** The product spoken of: "it". */
  focus: z.strictObject({ productId: z.string(), variantId: z.string() }).optional(),
  pending: Pending.optional(),
  lastIntent: z.string().optional(),
  /** The same intent, so many times in a row without an answer. */
  unanswered: z.int(),
  paymentFailures: z.int(),
  /** The question a person has to answer, after a handover. */
  openQuestion: z.string().optional(),
  /** Of the visits that the merchant's website told, so many have been taken into account. */
  visitsRead: z.int().optional(),
  /** Where the dialogue stands, in which version of its states, and since when (milliseconds, UTC). */
  dialogue: z.strictObject({ state: z.string(), version: z.int(), at: z.int() }).optional(),
});
export type Memory = z.infer<typeof Memory>;
export const EMPTY_MEMORY: Memory = { shown: [], unanswered: 0, paymentFailures: 0 };

/**
 * A session with messages; `_id` is the session's (the hash of what the caller holds). One lane: its messages are answered
 * in order, by one worker, under `lease`.
 */
export const Conversation = z.strictObject({
  ...documentFields,
  /** Whose credential opened it: turns run with these rights. */
  principal: z.strictObject({
    kind: PrincipalKind,
    id: z.string(),
    scopes: z.array(Scope),
    publisherId: z.string().optional(),
    customerGroups: z.array(z.string()),
  }),
  /** `web`, later `whatsapp` and others. */
  channel: z.string(),
  market: z.string(),
  locale: z.string(),
  /** `person`: somebody of the merchant's staff holds it, and the bot is silent. */
  heldBy: z.enum(['bot', 'person']),
  handoffId: z.string().optional(),
  memory: Memory,
  /** Number of the last inbound message, committed turn, reply and fact. */
  lastInbound: z.int(),
  lastTurn: z.int(),
  lastReply: z.int(),
  lastFact: z.int(),
  /** Hash at the end of the chain of certificates, hex; empty before the first reply. */
  chainHead: z.string(),
  /** Inbound messages without a committed turn. */
  waiting: z.int(),
  lease: z.strictObject({ worker: z.string(), until: z.int() }).optional(),
  /** `lease.until` while a message waits: what is past it lost its worker. */
  dueAt: z.int().optional(),
  /** Model use so far. */
  spent: z.strictObject({ tokens: z.int(), microdollars: z.int() }),
  lastMessageAt: z.int(),
});
export type Conversation = z.infer<typeof Conversation>;
export const conversations = defineCollection(
  'conversations',
  Conversation,
  {
    byDue: { fields: ['dueAt'], sparse: true },
    byHeld: { fields: ['heldBy', 'lastMessageAt'] },
    byLastMessage: { fields: ['lastMessageAt'] },
  },
  [{ what: 'scopes of publishers' }, { what: 'where the dialogue stands' }],
);

export const Attachment = z.strictObject({
  kind: z.enum(['image', 'voice']),
  mediaType: z.string(),
  /** Of the bytes, which are kept until the turn that reads them is committed. */
  mediaId: z.string(),
  /** What a voice note says, once it was heard. */
  text: z.string().optional(),
  /** Where its bytes are until they are fetched: the channel, and the vendor's id of them. */
  remote: z.strictObject({ channel: z.string(), id: z.string() }).optional(),
});
export type Attachment = z.infer<typeof Attachment>;

/** Stored before it is acknowledged. `turnId` is set by the one turn that answers it, in its transaction. */
export const InboundMessage = z.strictObject({
  ...documentFields,
  conversationId: z.string(),
  /** 1, 2, 3 … in its conversation. */
  sequence: z.int(),
  /** Keyed HMAC of channel account and the provider's message id: kept for ever, so nothing is answered twice. */
  dedupe: z.string(),
  text: z.string(),
  attachments: z.array(Attachment),
  /** Language that the sender's client says, BCP 47. */
  locale: z.string().optional(),
  turnId: z.string().optional(),
});
export type InboundMessage = z.infer<typeof InboundMessage>;
export const inboundMessages = defineCollection(
  'inboundMessages',
  InboundMessage,
  {
    byDedupe: { fields: ['dedupe'], unique: true },
    byConversation: { fields: ['conversationId', 'sequence'], unique: true },
    byTurn: { fields: ['turnId'], sparse: true },
  },
  [{ what: 'pictures and voice notes that are still at a channel' }],
);

/** A tool call of a turn. Arguments of reads are kept so that old facts can be read again. */
export const TurnCall = z.strictObject({
  callId: z.string(),
  tool: z.string(),
  arguments: z.record(z.string(), z.unknown()),
  outcome: z.string(),
  facts: z.array(Fact),
});
export type TurnCall = z.infer<typeof TurnCall>;

/** An answer to one or more messages, committed with its reply. */
export const Turn = z.strictObject({
  ...documentFields,
  conversationId: z.string(),
  sequence: z.int(),
  /** First and last inbound message that it answers, both included. */
  fromInbound: z.int(),
  toInbound: z.int(),
  /** Who found the answer. `silent`: a person holds the conversation, or the customer wishes no answer. */
  by: z.enum(['intents', 'model', 'template', 'silent']),
  intents: z.array(z.string()),
  calls: z.array(TurnCall),
  replyId: z.string().optional(),
  /** Why the model's own words were not sent, if they were not. */
  withheld: z.array(z.string()),
  usage: z.strictObject({ steps: z.int(), tokens: z.int(), microdollars: z.int(), durationMs: z.number() }),
});
export type Turn = z.infer<typeof Turn>;
export const turns = defineCollection('turns', Turn, {
  byConversation: { fields: ['conversationId', 'sequence'], unique: true },
});

/** What was said to the customer, and what it rests on. `sequence` is also the event id of the stream. */
export const Reply = z.strictObject({
  ...documentFields,
  conversationId: z.string(),
  sequence: z.int(),
  turnId: z.string().optional(),
  /** `person`: written by staff; then there is a text and nothing is grounded. */
  by: z.enum(['bot', 'person', 'system']),
  /** Name of the person as the customer sees it. */
  author: z.string().optional(),
  document: ReplyDocument.optional(),
  rendered: RenderedReply,
  /** The facts that it states. */
  facts: z.array(Fact),
  certificateId: z.string().optional(),
});
export type Reply = z.infer<typeof Reply>;
export const replies = defineCollection(
  'replies',
  Reply,
  { byConversation: { fields: ['conversationId', 'sequence'], unique: true } },
  [{ what: 'links to other channels' }],
);
