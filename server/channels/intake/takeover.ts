import { handoffs } from '../../commerce/handoffs/model.ts';
import type { HandoffService } from '../../commerce/handoffs/service.ts';
import { UNCLAIMED_JOB } from '../../commerce/handoffs/unclaimed.ts';
import type { KeyedHash } from '../../commerce/secrets.ts';
import { type AppendReplyDeps, appendReply } from '../../conversation/append-reply.ts';
import type { HandoffDesk } from '../../conversation/handoff/desk.ts';
import { phraseReply } from '../../conversation/handoff/phrase-document.ts';
import { type Conversation, conversations, replies } from '../../conversation/model.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { Channel, ChannelEvent } from '../channel.ts';
import type { ChannelContact } from '../contacts/model.ts';
import type { IntakeNotice } from './intake.ts';

export interface TakeoverDeps extends Pick<AppendReplyDeps, 'certify'> {
  store: Store;
  clock: Clock;
  jobs: Jobs;
  handoffs: Pick<HandoffService, 'open'>;
  desk: Pick<HandoffDesk, 'giveBack'>;
  /** Of the vendor's message ids: what comes again is known by it. */
  hash: KeyedHash;
  shopName: () => Promise<string>;
  /** The bot goes on when nobody has written by other means for so long. Milliseconds. */
  quietMs: number;
}

export const QUIET_JOB = 'channel.takeover-quiet';
/** What claims a conversation for whoever writes from the vendor's own application. */
const claimant = (channel: string): string => `channel:${channel}`;

const replyIdOf = (hash: KeyedHash, about: readonly string[]): string =>
  `rep_${hash(JSON.stringify(about)).replaceAll(/[-_]/g, '0').slice(0, 22)}`;

/** A person of the merchant's who answers from the vendor's own application has the conversation, as one at the desk has. */
export class Takeover {
  readonly #deps: TakeoverDeps;
  constructor(deps: TakeoverDeps) {
    this.#deps = deps;
    deps.jobs.handle(QUIET_JOB, ({ payload }) => this.#quiet(String(payload.conversationId)));
  }

  async echo(
    { name, account }: Pick<Channel, 'name' | 'account'>,
    contact: ChannelContact | undefined,
    { messageId, text }: Extract<ChannelEvent, { kind: 'echo' }>,
  ): Promise<void> {
    if (!contact) return;
    const { store, clock, jobs, certify, hash, quietMs, shopName } = this.#deps;
    const author = await shopName();
    const replyId = replyIdOf(hash, [name, account, 'echo', messageId]);
    await store.transaction(async (tx) => {
      const conversation = await tx.get(conversations, contact.conversationId);
      if (!conversation || (await tx.get(replies, replyId))) return;
      const taken = await this.#take(tx, conversation, name, author);
      const { locale } = conversation;
      const next =
        text === ''
          ? taken
          : await appendReply({ certify }, tx, taken, {
              ...{ replyId, by: 'person', author },
              rendered: {
                language: locale.split('-')[0]!.toLowerCase(),
                locale,
                blocks: [{ type: 'text', runs: [{ text }] }],
              },
            });
      await tx.replace(conversations, next);
      await jobs.enqueue(tx, {
        kind: QUIET_JOB,
        key: replyId,
        payload: { conversationId: conversation._id },
        runAt: clock.now() + quietMs,
      });
    });
  }

  async #take(
    tx: Transaction,
    conversation: Conversation,
    channel: string,
    name: string,
  ): Promise<Conversation> {
    if (conversation.heldBy === 'person') return conversation;
    const { handoffs: service, jobs, clock } = this.#deps;
    const { principal } = conversation;
    const handoff = await service.open(
      tx,
      { sessionId: conversation._id, principalId: principal.id, publisherId: principal.publisherId },
      { reason: 'other', summary: `Somebody answers this customer from the application of ${channel}.` },
    );
    await jobs.cancel(tx, { kind: UNCLAIMED_JOB, key: handoff._id });
    await tx.replace(handoffs, {
      ...handoff,
      status: 'claimed',
      claimedBy: claimant(channel),
      claimedName: name,
      claimedAt: clock.now(),
    });
    const { pending: _pending, ...memory } = conversation.memory;
    return { ...conversation, heldBy: 'person', handoffId: handoff._id, memory };
  }

  /** Gives a conversation back when the last word from the vendor's application is old. */
  async #quiet(conversationId: string): Promise<void> {
    const { store, clock, desk, quietMs } = this.#deps;
    const conversation = await store.get(conversations, conversationId);
    if (conversation?.heldBy !== 'person' || conversation.handoffId === undefined) return;
    const { handoffId } = conversation;
    const handoff = await store.get(handoffs, handoffId);
    if (handoff?.status !== 'claimed' || handoff.claimedBy !== claimant(conversation.channel)) return;
    const [last] = await store.find(replies, {
      where: { conversationId, sequence: { lte: conversation.lastReply } },
      sort: { field: 'sequence', direction: 'desc' },
      limit: 1,
    });
    if (last && clock.now() - last.createdAt < quietMs) return;
    await store.transaction((tx) => desk.giveBack(tx, handoffId));
  }
}

/** Says a sentence of the shop's about a message, once. */
export async function sayOnce(
  deps: AppendReplyDeps & { hash: KeyedHash },
  tx: Transaction,
  contact: ChannelContact,
  messageId: string,
  notice: IntakeNotice,
): Promise<void> {
  const replyId = replyIdOf(deps.hash, [contact.channel, contact.account, notice, messageId]);
  const conversation = await tx.get(conversations, contact.conversationId);
  if (!conversation || conversation.heldBy === 'person' || (await tx.get(replies, replyId))) return;
  const said = phraseReply(notice, conversation.locale);
  await tx.replace(
    conversations,
    await appendReply(deps, tx, conversation, { replyId, by: 'system', ...said }),
  );
}
