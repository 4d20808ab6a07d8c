import { plainText } from '../grounding/plain-text.ts';
import type { Store } from '../platform/store/port.ts';
import type { HistoryLine } from './answerer.ts';
import {
  type Conversation,
  type InboundMessage,
  inboundMessages,
  replies,
  type TurnCall,
  turns,
} from './model.ts';

const REMEMBERED_MESSAGES = 20;
const REMEMBERED_TURNS = 3;

/** Messages without a turn, in order, from `sequence` on. */
export async function messagesFrom(
  store: Store,
  conversation: Pick<Conversation, '_id' | 'lastInbound' | 'waiting'>,
  sequence = conversation.lastInbound - conversation.waiting + 1,
): Promise<InboundMessage[]> {
  return store.find(inboundMessages, {
    where: { conversationId: conversation._id, sequence: { gte: sequence } },
    sort: { field: 'sequence', direction: 'asc' },
    limit: 1000,
  });
}

/** What was said lately, the oldest first, without what waits. */
export async function historyOf(
  store: Store,
  conversation: Pick<Conversation, '_id' | 'lastInbound' | 'waiting' | 'lastReply'>,
): Promise<HistoryLine[]> {
  const answered = conversation.lastInbound - conversation.waiting;
  const where = { conversationId: conversation._id };
  const [asked, said] = await Promise.all([
    store.find(inboundMessages, {
      where: { ...where, sequence: { gt: answered - REMEMBERED_MESSAGES, lte: answered } },
      sort: { field: 'sequence', direction: 'asc' },
    }),
    store.find(replies, {
      where: { ...where, sequence: { gt: conversation.lastReply - REMEMBERED_MESSAGES } },
      sort: { field: 'sequence', direction: 'asc' },
    }),
  ]);
  const lines = [
    ...asked.map(({ createdAt, text, attachments }) => ({
      createdAt,
      line: { from: 'customer', text: withMarks(text, attachments) } as const,
    })),
    ...said.map(({ createdAt, rendered, _id: replyId }) => ({
      createdAt,
      line: { from: 'shop', text: plainText(rendered).text, replyId } as const,
    })),
  ];
  return lines
    .sort((a, b) => a.createdAt - b.createdAt)
    .slice(-REMEMBERED_MESSAGES)
    .map(({ line }) => line);
}

/** `[image]` stands where a picture was; it is there no more. */
const withMarks = (text: string, attachments: InboundMessage['attachments']): string =>
  [text, ...attachments.filter((one) => one.text === undefined).map(({ kind }) => `[${kind}]`)]
    .filter((part) => part.trim() !== '')
    .join('\n');

/** The calls of the last turns, the oldest first. */
export async function recentCalls(
  store: Store,
  { _id, lastTurn }: Pick<Conversation, '_id' | 'lastTurn'>,
): Promise<TurnCall[]> {
  const found = await store.find(turns, {
    where: { conversationId: _id, sequence: { gt: lastTurn - REMEMBERED_TURNS } },
    sort: { field: 'sequence', direction: 'asc' },
  });
  return found.flatMap((turn) => turn.calls);
}
