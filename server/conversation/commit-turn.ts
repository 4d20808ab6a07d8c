import { factIdsOf } from '../grounding/blocks.ts';
import type { Fact, Facts } from '../grounding/fact.ts';
import type { RenderedReply } from '../grounding/rendered-reply.ts';
import type { ReplyDocument } from '../grounding/reply.ts';
import type { Violation } from '../grounding/violation.ts';
import { crashPoint } from '../platform/crash-point.ts';
import type { Store, Transaction } from '../platform/store/port.ts';
import type { Answer } from './answerer.ts';
import {
  type Conversation,
  conversations,
  type InboundMessage,
  inboundMessages,
  replies,
  type Turn,
  type TurnCall,
  turns,
} from './model.ts';

export interface Commit {
  store: Store;
  worker: string;
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
    },
  ) => Promise<{ certificateId: string; head: string }>;
  /** Other channels than the web: writes the delivery of a reply to the outbox. */
  deliver?: (tx: Transaction, conversation: Conversation, replyId: string) => Promise<void>;
}

export interface FinishedTurn {
  turnId: string;
  conversation: Conversation;
  messages: readonly InboundMessage[];
  by: Turn['by'];
  answer?: Answer;
  replyId?: string;
  document?: ReplyDocument;
  rendered?: RenderedReply;
  withheld?: readonly Violation[];
  calls: readonly TurnCall[];
  facts?: Facts;
  lastFact?: number;
  durationMs: number;
}

/** Another worker has taken the conversation over: what this one worked out is dropped. */
export class LeaseLostError extends Error {
  override readonly name = 'LeaseLostError';
  constructor(conversationId: string) {
    super(`${conversationId}: the lease went to another worker`);
  }
}

/** Turn, reply, certificate and the messages that are answered with them become durable together. */
export async function commitTurn(deps: Commit, turn: FinishedTurn): Promise<void> {
  const { store, worker } = deps;
  const { turnId, messages, answer, rendered, document, replyId } = turn;
  crashPoint('turn.before-commit');
  await store.transaction(async (tx) => {
    const conversation = await tx.get(conversations, turn.conversation._id);
    if (!conversation || conversation.lease?.worker !== worker)
      throw new LeaseLostError(turn.conversation._id);
    for (const message of messages) {
      const stored = await tx.get(inboundMessages, message._id);
      if (!stored || stored.turnId !== undefined) throw new LeaseLostError(conversation._id);
      await tx.replace(inboundMessages, { ...stored, turnId });
    }
    const next: Conversation = {
      ...conversation,
      lastTurn: conversation.lastTurn + 1,
      lastFact: turn.lastFact ?? conversation.lastFact,
      waiting: conversation.waiting - messages.length,
      ...(answer && { memory: answer.memory, locale: answer.locale ?? conversation.locale }),
      spent: {
        tokens: conversation.spent.tokens + (answer?.usage?.tokens ?? 0),
        microdollars: conversation.spent.microdollars + (answer?.usage?.microdollars ?? 0),
      },
    };
    if (replyId !== undefined && rendered && document) {
      const sequence = conversation.lastReply + 1;
      const facts = [...factIdsOf(document)].flatMap((id) => turn.facts?.get(id) ?? []);
      const { certificateId, head } = await deps.certify(tx, {
        conversationId: conversation._id,
        replyId,
        sequence,
        previousHead: conversation.chainHead,
        rendered,
        facts,
      });
      await tx.insert(replies, {
        _id: replyId,
        conversationId: conversation._id,
        sequence,
        turnId,
        by: 'bot',
        document,
        rendered,
        facts,
        certificateId,
      });
      next.lastReply = sequence;
      next.chainHead = head;
      await deps.deliver?.(tx, next, replyId);
    }
    await tx.insert(turns, {
      _id: turnId,
      conversationId: conversation._id,
      sequence: next.lastTurn,
      fromInbound: messages[0]!.sequence,
      toInbound: messages.at(-1)!.sequence,
      by: turn.by,
      intents: [...(answer?.intents ?? [])],
      calls: [...turn.calls],
      ...(replyId !== undefined && { replyId }),
      withheld: [...(answer?.withheld ?? []), ...(turn.withheld ?? []).map(({ kind }) => kind)],
      usage: { steps: 0, tokens: 0, microdollars: 0, ...answer?.usage, durationMs: turn.durationMs },
    });
    if (next.waiting === 0) {
      delete next.lease;
      delete next.dueAt;
    }
    await tx.replace(conversations, next);
  });
  crashPoint('turn.after-commit');
}
