import { CommerceError } from '../../commerce/errors.ts';
import { type Handoff, handoffs } from '../../commerce/handoffs/model.ts';
import { UNCLAIMED_JOB } from '../../commerce/handoffs/unclaimed.ts';
import type { PhraseKey } from '../../grounding/phrases/phrases.ts';
import type { RenderedReply } from '../../grounding/rendered-reply.ts';
import type { Clock } from '../../platform/clock.ts';
import { type Ids, orderedId } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { type AppendReplyDeps, appendReply } from '../append-reply.ts';
import { type Conversation, conversations, type Memory, type Reply } from '../model.ts';
import { phraseReply } from './phrase-document.ts';

export interface HandoffDeskDeps extends AppendReplyDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
}

export interface Claim {
  /** Id of the credential. */
  principalId: string;
  /** Name of who answers, as the customer sees it. */
  name: string;
  /** Also where somebody else has it. */
  takeOver?: boolean | undefined;
}

const CALL_BACK_MS = 7 * 86_400_000;

/**
 * What the staff does with handoffs. A claimed conversation is held by a person: the bot is silent, and what the customer
 * writes is answered by that person alone, until it is given back or closed.
 */
export class HandoffDesk {
  readonly #deps: HandoffDeskDeps;
  constructor(deps: HandoffDeskDeps) {
    this.#deps = deps;
    deps.jobs.handle(UNCLAIMED_JOB, ({ payload }) => this.offerCallBack(String(payload.handoffId)));
  }

  /**
   * Of two who claim at once, one gets it. Claiming what one has already changes nothing.
   * @throws CommerceError `not_found`, `conflict` that says who has it
   */
  async claim(tx: Transaction, id: string, { principalId, name, takeOver = false }: Claim): Promise<Handoff> {
    const { jobs, clock } = this.#deps;
    const handoff = await findOpen(tx, id);
    const claimed = handoff.status === 'claimed';
    if (claimed && handoff.claimedBy === principalId && handoff.claimedName === name) return handoff;
    if (claimed && !takeOver) throw takenBy(handoff);
    await jobs.cancel(tx, { kind: UNCLAIMED_JOB, key: id });
    const conversation = await tx.get(conversations, handoff.sessionId);
    if (conversation) {
      const joined = await this.#notice(tx, conversation, 'person_joined', name);
      const memory = withoutPending(conversation.memory);
      await tx.replace(conversations, { ...joined, heldBy: 'person', handoffId: id, memory });
    }
    return tx.replace(handoffs, {
      ...handoff,
      status: 'claimed',
      claimedBy: principalId,
      claimedName: name,
      claimedAt: clock.now(),
    });
  }

  /**
   * What a person writes goes to the customer as it is, under that person's name.
   * @throws CommerceError `not_found`, `conflict` where this credential has not claimed it, or there is no conversation
   */
  async reply(tx: Transaction, id: string, principalId: string, text: string): Promise<Reply['_id']> {
    const handoff = await findOpen(tx, id);
    if (handoff.status !== 'claimed') throw conflict('Claim this handoff before you answer it.');
    if (handoff.claimedBy !== principalId) throw takenBy(handoff);
    const conversation = await tx.get(conversations, handoff.sessionId);
    if (!conversation)
      throw conflict(
        'This customer came through an assistant and has no chat here. See the summary and the lead.',
      );
    const replyId = this.#replyId();
    const { locale } = conversation;
    const author = handoff.claimedName!;
    const rendered: RenderedReply = {
      language: locale.split('-')[0]!.toLowerCase(),
      locale,
      blocks: [{ type: 'text', runs: [{ text }] }],
    };
    const next = await appendReply(this.#deps, tx, conversation, { replyId, by: 'person', rendered, author });
    await tx.replace(conversations, next);
    return replyId;
  }

  /**
   * The bot goes on, and knows `note`. Anybody of the staff may do so: a conversation never hangs on who is away.
   * @throws CommerceError `not_found`, `conflict` when nobody has claimed it
   */
  async giveBack(tx: Transaction, id: string, note?: string): Promise<Handoff> {
    const handoff = await findOpen(tx, id);
    if (handoff.status !== 'claimed')
      throw conflict('Nobody has claimed this handoff: the bot has it anyway.');
    await this.#release(tx, handoff, note);
    const noted = note === undefined ? {} : { note };
    return tx.replace(handoffs, { ...handoff, ...noted, status: 'resolved', outcome: 'returned' });
  }

  /** Nothing is left to do, claimed or not. The bot answers what the customer may write later. @throws as `giveBack` */
  async close(tx: Transaction, id: string): Promise<Handoff> {
    const handoff = await findOpen(tx, id);
    await this.#deps.jobs.cancel(tx, { kind: UNCLAIMED_JOB, key: id });
    await this.#release(tx, handoff);
    return tx.replace(handoffs, { ...handoff, status: 'resolved', outcome: 'closed' });
  }

  /** Tells a customer for whom nobody has come, once, and asks how to reach them. Does nothing where somebody has. */
  async offerCallBack(id: string): Promise<void> {
    const { store, clock } = this.#deps;
    await store.transaction(async (tx) => {
      const handoff = await tx.get(handoffs, id);
      if (handoff?.status !== 'waiting' || handoff.callBackOfferedAt !== undefined) return;
      const conversation = await tx.get(conversations, handoff.sessionId);
      if (!conversation) return;
      const now = clock.now();
      const told = await this.#notice(tx, conversation, 'person_not_yet');
      const pending = { kind: 'call_back_contact', expiresAt: now + CALL_BACK_MS } as const;
      await tx.replace(conversations, { ...told, memory: { ...told.memory, pending } });
      await tx.replace(handoffs, { ...handoff, callBackOfferedAt: now });
    });
  }

  async #release(tx: Transaction, handoff: Handoff, note?: string): Promise<void> {
    const conversation = await tx.get(conversations, handoff.sessionId);
    if (!conversation) return;
    const held = conversation.heldBy === 'person';
    const left = held ? await this.#notice(tx, conversation, 'person_left') : conversation;
    const { handoffId: _, ...rest } = left;
    const { openQuestion: _open, ...memory } = withoutPending(left.memory);
    const noted = note === undefined ? memory : { ...memory, openQuestion: note };
    await tx.replace(conversations, { ...rest, heldBy: 'bot', memory: { ...noted, unanswered: 0 } });
  }

  /** One of the shop's sentences, from nobody in particular. Answers the conversation after it, not yet stored. */
  #notice(
    tx: Transaction,
    conversation: Conversation,
    key: PhraseKey,
    author?: string,
  ): Promise<Conversation> {
    const by = { replyId: this.#replyId(), by: 'system', ...(author !== undefined && { author }) } as const;
    return appendReply(this.#deps, tx, conversation, { ...by, ...phraseReply(key, conversation.locale) });
  }

  #replyId(): string {
    return orderedId(this.#deps.ids, 'rep', this.#deps.clock.now());
  }
}

const conflict = (message: string, details?: Record<string, unknown>): CommerceError =>
  new CommerceError('conflict', message, details && { details });

const takenBy = ({ claimedName, claimedBy, claimedAt }: Handoff): CommerceError =>
  conflict(`${claimedName ?? 'Somebody else'} has claimed this handoff.`, {
    claimed_by: claimedBy,
    claimed_name: claimedName,
    ...(claimedAt !== undefined && { claimed_at: new Date(claimedAt).toISOString() }),
  });

async function findOpen(tx: Transaction, id: string): Promise<Handoff> {
  const handoff = await tx.get(handoffs, id);
  if (!handoff) throw new CommerceError('not_found', `There is no handoff "${id}".`, { field: 'id' });
  if (handoff.status === 'resolved') throw conflict('This handoff has ended. A new request makes a new one.');
  return handoff;
}

function withoutPending({ pending: _, ...memory }: Memory): Memory {
  return memory;
}
