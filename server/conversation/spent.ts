import type { Store } from '../platform/store/port.ts';
import { type Conversation, conversations } from './model.ts';

/** What models have cost a conversation so far. */
export const conversationSpent =
  (store: Store) =>
  async (conversationId: string): Promise<Conversation['spent']> =>
    (await store.get(conversations, conversationId))?.spent ?? { tokens: 0, microdollars: 0 };
