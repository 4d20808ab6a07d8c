import type { Fact } from '../grounding/fact.ts';
import type { RenderedReply } from '../grounding/rendered-reply.ts';
import type { ReplyDocument } from '../grounding/reply.ts';
import type { Transaction } from '../platform/store/port.ts';
import { type Conversation, type Reply, replies } from './model.ts';

export interface AppendReplyDeps {
  /** Writes the certificate of a reply in `tx`; answers its id and the new head of the conversation's chain. */
  certify: (
    tx: Transaction,
    reply: {
      conversationId: string;
      replyId: string;
      sequence: number;
      previousHead: string;
      rendered: RenderedReply;
      facts: readonly Fact[];
      /** Name of the rules that the reply passed, where those are not the verifier's. */
      verifier?: string;
    },
  ) => Promise<{ certificateId: string; head: string }>;
  /** Other channels than the web: writes the delivery of a reply to the outbox. */
  deliver?: (tx: Transaction, conversation: Conversation, replyId: string) => Promise<void>;
}

export interface NewReply {
  replyId: string;
  by: Reply['by'];
  rendered: RenderedReply;
  document?: ReplyDocument;
  facts?: readonly Fact[];
  turnId?: string;
  /** Name as the customer sees it. */
  author?: string;
}

/** What a person writes has passed no rules: its certificate proves who said it and when, and says so. */
const BY_PERSON = 'person';

/**
 * Writes the next reply of a conversation with its certificate. Answers the conversation as it is after it, which the caller
 * stores in the same transaction.
 */
export async function appendReply(
  deps: AppendReplyDeps,
  tx: Transaction,
  conversation: Conversation,
  reply: NewReply,
): Promise<Conversation> {
  const { replyId, by, rendered, document, facts = [], turnId, author } = reply;
  const sequence = conversation.lastReply + 1;
  const { certificateId, head } = await deps.certify(tx, {
    conversationId: conversation._id,
    replyId,
    sequence,
    previousHead: conversation.chainHead,
    rendered,
    facts,
    ...(by === 'person' && { verifier: BY_PERSON }),
  });
  await tx.insert(replies, {
    _id: replyId,
    conversationId: conversation._id,
    sequence,
    by,
    rendered,
    facts: [...facts],
    certificateId,
    ...(turnId !== undefined && { turnId }),
    ...(author !== undefined && { author }),
    ...(document && { document }),
  });
  const next = { ...conversation, lastReply: sequence, chainHead: head };
  await deps.deliver?.(tx, next, replyId);
  return next;
}
