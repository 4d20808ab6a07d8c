import type { Store } from '../platform/store/port.ts';
import { type Conversation, conversations, type Memory, turns } from './model.ts';

/** The conversations of the person whose conversation it is, itself among them. */
export type Siblings = (conversationId: string) => Promise<readonly string[]>;

/**
 * What a conversation is about. Where the customer went on in another one of theirs since they were last answered here, it is what
 * they saw and asked there; what was asked back in the other one stays there.
 */
export async function carriedMemory(
  store: Store,
  siblings: Siblings,
  { _id: conversationId, memory }: Conversation,
): Promise<Memory> {
  const ids = (await siblings(conversationId)).filter((id) => id !== conversationId);
  if (ids.length === 0) return memory;
  const others = await store.getMany(conversations, ids);
  const last = others.sort((a, b) => b.lastMessageAt - a.lastMessageAt)[0];
  if (!last) return memory;
  const lately = await store.find(turns, {
    where: { conversationId },
    sort: { field: 'sequence', direction: 'desc' },
    limit: 5,
  });
  // To link conversations is to come from the other one.
  const answered = lately.find(({ calls }) => !calls.some(({ tool }) => tool === 'link_channel'));
  if (answered && answered.createdAt >= last.lastMessageAt) return memory;
  const { shown, focus, openQuestion } = last.memory;
  return {
    ...memory,
    ...(shown.length > 0 && { shown }),
    ...(focus && { focus }),
    ...(openQuestion !== undefined && { openQuestion }),
  };
}
