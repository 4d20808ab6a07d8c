import type { Conversation } from '../../conversation/model.ts';
import { type Ids, orderedId } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Transaction } from '../../platform/store/port.ts';
import type { ChannelContact } from '../contacts/model.ts';
import { type ChannelDelivery, channelDeliveries } from './model.ts';
import { type Look, Sender, type SenderDeps } from './sender.ts';
import { type Status, takeStatus } from './statuses.ts';

export interface OutboxDeps extends SenderDeps {
  ids: Ids;
  jobs: Jobs;
}

/** Of what is not an answer: why it is sent, and what in the place of free text. */
export interface DeliveryOptions
  extends Partial<Pick<ChannelDelivery, 'purpose' | 'notice' | 'campaignId' | 'template'>> {
  /** It confirms that somebody stopped messages. */
  confirms?: boolean;
}

export interface Refused extends Pick<ChannelDelivery, 'purpose' | 'replyId' | 'notice' | 'campaignId'> {
  contact: Pick<ChannelContact, '_id' | 'channel' | 'conversationId'>;
  reason: string;
}

export const SEND_JOB = 'channel.send';
/** Sends at the same time, over all conversations. */
const AT_ONCE = 12;
/** Deliveries of a conversation that are looked at in one go. */
const LANE = 50;
/** A delivery that has waited so long without being tried has lost its job. */
const FORGOTTEN_MS = 600_000;

/**
 * Brings replies to the channels. A delivery is written in the transaction of its reply; a job of its conversation sends what
 * waits there, in order, and notes each part before and after it is handed over, so that a crash loses and doubles nothing.
 */
export class Outbox {
  readonly #deps: OutboxDeps;
  readonly #sender: Sender;
  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    this.#sender = new Sender(deps);
    const run = ({ payload }: { payload: Record<string, unknown> }, signal: AbortSignal) =>
      this.#run(String(payload.conversationId), signal);
    deps.jobs.handle(SEND_JOB, run, { atOnce: AT_ONCE });
  }

  /** Takes a reply that is being written. Does nothing where the conversation is on no channel of this shop. */
  async deliver(
    tx: Transaction,
    conversation: Conversation,
    replyId: string,
    { confirms = false, ...about }: DeliveryOptions = {},
  ): Promise<void> {
    const { registry, contacts, ids, clock } = this.#deps;
    if (!registry.get(conversation.channel)) return;
    const contact = await contacts.ofConversation(tx, conversation._id);
    if (!contact) return;
    await tx.insert(channelDeliveries, {
      _id: orderedId(ids, 'dlv', clock.now()),
      channel: contact.channel,
      conversationId: conversation._id,
      contactId: contact._id,
      replyId,
      sequence: conversation.lastReply,
      purpose: 'reply',
      ...about,
      ...(confirms && { confirms: true as const }),
      status: 'waiting',
      parts: [],
    });
    await this.#wake(tx, conversation._id);
  }

  /** Records that something is not sent, and was not said either. @param replyId of the reply that would have said it */
  async refuse(tx: Transaction, { contact, replyId, reason, ...about }: Refused): Promise<void> {
    const { ids, clock } = this.#deps;
    const now = clock.now();
    await tx.insert(channelDeliveries, {
      _id: orderedId(ids, 'dlv', now),
      channel: contact.channel,
      conversationId: contact.conversationId,
      contactId: contact._id,
      replyId,
      sequence: 0,
      ...about,
      status: 'refused',
      reason,
      parts: [],
      endedAt: now,
    });
  }

  /** What the vendor tells of a message: in any order, any number of times. */
  status(status: Status): Promise<void> {
    return takeStatus({ ...this.#deps, wake: (tx, id, runAt) => this.#wake(tx, id, runAt) }, status);
  }

  /** Takes up what waits and has lost its job. */
  async sweep(): Promise<void> {
    const { store, clock } = this.#deps;
    const now = clock.now();
    const where = { status: 'waiting', createdAt: { lte: now - FORGOTTEN_MS } };
    const waiting = await store.find(channelDeliveries, { where, limit: 1000 });
    const late = waiting.filter(
      ({ notBefore = 0, updatedAt }) => Math.max(notBefore, updatedAt) <= now - FORGOTTEN_MS,
    );
    const hour = Math.floor(now / FORGOTTEN_MS);
    for (const conversationId of new Set(late.map((one) => one.conversationId)))
      await store.transaction((tx) =>
        this.#deps.jobs.enqueue(tx, {
          kind: SEND_JOB,
          key: `${conversationId}:sweep:${hour}`,
          payload: { conversationId },
          partition: conversationId,
        }),
      );
  }

  async #run(conversationId: string, signal: AbortSignal): Promise<void> {
    const { store } = this.#deps;
    while (!signal.aborted) {
      const waiting = await store.find(channelDeliveries, {
        where: { conversationId, status: 'waiting' },
        sort: { field: 'sequence', direction: 'asc' },
        limit: LANE,
      });
      const look = await this.#lookAt(waiting, signal);
      if (!look) return;
      if (look.ended) continue;
      await store.transaction((tx) => this.#wake(tx, conversationId, look.until));
      return;
    }
  }

  /** Answers keep their order; nothing that nobody asked for holds them up. Undefined where nothing waits. */
  async #lookAt(waiting: readonly ChannelDelivery[], signal: AbortSignal): Promise<Look | undefined> {
    let until: number | undefined;
    for (const delivery of waiting) {
      const look = await this.#sender.look(delivery, signal);
      if (look.ended) return look;
      until = Math.min(until ?? look.until, look.until);
      if (delivery.purpose === 'reply') break;
    }
    return until === undefined ? undefined : { ended: false, until };
  }

  #wake(tx: Transaction, conversationId: string, runAt?: number): Promise<void> {
    return this.#deps.jobs.enqueue(tx, {
      kind: SEND_JOB,
      payload: { conversationId },
      partition: conversationId,
      ...(runAt !== undefined && { runAt, key: `${conversationId}:${runAt}` }),
    });
  }
}
