import type { HandoffRequest, HandoffService } from '../commerce/handoffs/service.ts';
import { factIdsOf } from '../grounding/blocks.ts';
import type { Facts } from '../grounding/fact.ts';
import type { RenderedReply } from '../grounding/rendered-reply.ts';
import type { ReplyDocument } from '../grounding/reply.ts';
import type { Violation } from '../grounding/violation.ts';
import { crashPoint } from '../platform/crash-point.ts';
import { defineGuard } from '../platform/guard.ts';
import type { Store } from '../platform/store/port.ts';
import type { Answer } from './answerer.ts';
import { type AppendReplyDeps, appendReply } from './append-reply.ts';
import { forgetMedia } from './media.ts';
import {
  type Conversation,
  conversations,
  type InboundMessage,
  inboundMessages,
  type Memory,
  type Turn,
  type TurnCall,
  turns,
} from './model.ts';

const takenOver = defineGuard(
  'turn:taken_over',
  'An answer that was under way is not sent once a person took over.',
);

export interface Commit extends AppendReplyDeps {
  store: Store;
  worker: string;
  /** Writes the handoff of a turn that asked for a person. */
  handover?: { handoffs: Pick<HandoffService, 'open'> };
}

export interface FinishedTurn {
  turnId: string;
  conversation: Conversation;
  messages: readonly InboundMessage[];
  by: Turn['by'];
  answer?: Answer;
  handoff?: HandoffRequest;
  replyId?: string;
  document?: ReplyDocument;
  rendered?: RenderedReply;
  withheld?: readonly Violation[];
  calls: readonly TurnCall[];
  facts?: Facts;
  lastFact?: number;
  durationMs: number;
}

/** Intent of an answer to an offer to call back. */
export const CALL_BACK = 'call_back';

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
    // What a person is to see stays until it expires.
    const read = messages.flatMap(({ attachments }) =>
      attachments.filter(({ text }) => turn.by !== 'silent' || text !== undefined),
    );
    await forgetMedia(tx, read);
    let next: Conversation = {
      ...conversation,
      lastTurn: conversation.lastTurn + 1,
      lastFact: turn.lastFact ?? conversation.lastFact,
      waiting: conversation.waiting - messages.length,
      ...(answer && {
        memory: remembered(conversation, answer),
        locale: answer.locale ?? conversation.locale,
      }),
      spent: {
        tokens: conversation.spent.tokens + (answer?.usage?.tokens ?? 0),
        microdollars: conversation.spent.microdollars + (answer?.usage?.microdollars ?? 0),
      },
    };
    // Somebody took the conversation over while the answer was made: from then on that person alone speaks.
    const silent = takenOver(conversation.heldBy === 'person') ?? false;
    if (turn.handoff && deps.handover && !silent) {
      const { principal } = conversation;
      const { _id } = await deps.handover.handoffs.open(
        tx,
        { sessionId: conversation._id, principalId: principal.id, publisherId: principal.publisherId },
        turn.handoff,
      );
      next = { ...next, handoffId: _id };
    }
    const said = !silent && replyId !== undefined && rendered !== undefined && document !== undefined;
    if (said) {
      const facts = [...factIdsOf(document)].flatMap((id) => turn.facts?.get(id) ?? []);
      next = await appendReply(deps, tx, next, { replyId, by: 'bot', turnId, document, rendered, facts });
    }
    await tx.insert(turns, {
      _id: turnId,
      conversationId: conversation._id,
      sequence: next.lastTurn,
      fromInbound: messages[0]!.sequence,
      toInbound: messages.at(-1)!.sequence,
      by: silent ? 'silent' : turn.by,
      intents: [...(answer?.intents ?? [])],
      calls: [...turn.calls],
      ...(said && { replyId }),
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

/** An offer to call back was made between turns, so it outlasts them until it is taken, declined or has run out. */
function remembered({ memory: stored, lastMessageAt }: Conversation, { memory, intents }: Answer): Memory {
  const { pending } = stored;
  const offered = pending?.kind === 'call_back_contact' && pending.expiresAt > lastMessageAt;
  return offered && !memory.pending && !intents.includes(CALL_BACK) ? { ...memory, pending } : memory;
}
