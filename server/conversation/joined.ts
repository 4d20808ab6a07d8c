import type { Joined } from '../commerce/profiles/profiles.ts';
import type { Transaction } from '../platform/store/port.ts';
import { type AppendReplyDeps, appendReply } from './append-reply.ts';
import { phraseReply } from './handoff/phrase-document.ts';
import { conversations } from './model.ts';

/**
 * What follows for conversations when they become one person's, in the transaction that joins them: the one in which the customer
 * goes on buys in the market of their cart, and the one in which a code was made tells that it was used.
 */
export function joinConversations(deps: AppendReplyDeps & { replyId: () => string }) {
  return async (tx: Transaction, { session, from }: Joined): Promise<void> => {
    const here = await tx.get(conversations, session._id);
    if (here && here.market !== session.market)
      await tx.replace(conversations, { ...here, market: session.market });
    const there = from === undefined ? undefined : await tx.get(conversations, from);
    if (!there) return;
    const said = phraseReply('linked_there', there.locale);
    const reply = { replyId: deps.replyId(), by: 'system', ...said } as const;
    await tx.replace(conversations, await appendReply(deps, tx, there, reply));
  };
}
