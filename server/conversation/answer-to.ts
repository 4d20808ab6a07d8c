import type { Store } from '../platform/store/port.ts';
import { inboundMessages, type Reply, replies, turns } from './model.ts';

const LOOKED_BACK = 100;

/**
 * The reply that a message got. Undefined while it waits, and, where a person holds the conversation, until the person has
 * written something.
 */
export async function answerTo(store: Store, messageId: string): Promise<Reply | undefined> {
  const message = await store.get(inboundMessages, messageId);
  if (message?.turnId === undefined) return undefined;
  const turn = await store.get(turns, message.turnId);
  if (!turn) return undefined;
  if (turn.replyId !== undefined) return store.get(replies, turn.replyId);
  const last = await store.find(replies, {
    where: { conversationId: message.conversationId },
    sort: { field: 'sequence', direction: 'desc' },
    limit: LOOKED_BACK,
  });
  return last.findLast(({ by, createdAt }) => by === 'person' && createdAt >= turn.createdAt);
}
