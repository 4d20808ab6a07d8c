import { type Conversation, replies } from '../../conversation/model.ts';
import type { Clock } from '../../platform/clock.ts';
import { crashPoint } from '../../platform/crash-point.ts';
import { type Ids, orderedId } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { SendOutcome, VendorMessage } from '../channel.ts';
import type { Contacts } from '../contacts/contacts.ts';
import { channelContacts } from '../contacts/model.ts';
import type { ChannelRegistry, RegisteredChannel } from '../registry.ts';
import type { DeliveryPolicy, SendRequest } from './delivery-policy.ts';
import { type ChannelDelivery, channelDeliveries, type DeliveryPart } from './model.ts';
import {
  bared,
  correlationOf,
  ended,
  mayRetry,
  retryDelay,
  storedError,
  told,
  UNKNOWN_MS,
  withPart,
} from './parts.ts';
import type { ChannelStates } from './states.ts';
import { type Status, takeStatus } from './statuses.ts';

export interface OutboxDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
  registry: ChannelRegistry;
  contacts: Contacts;
  policy: DeliveryPolicy;
  states: ChannelStates;
  /** This person wants no such messages: the vendor said so. */
  suppress: (contactId: string, at: number) => Promise<void>;
}

export const SEND_JOB = 'channel.send';
/** Sends at the same time, over all conversations. */
const AT_ONCE = 12;
const SEND_MS = 30_000;
const PAUSE_MS = 900_000;
/** A vendor that is silent so often does not tell what becomes of messages. */
const MAX_UNKNOWN_TRIES = 3;
/** A delivery that has waited so long without being tried has lost its job. */
const FORGOTTEN_MS = 600_000;

/** What came of one look at a delivery: it has ended, or waits until then. */
type Look = { ended: true } | { ended: false; until: number };
const ENDED: Look = { ended: true };
/** It is looked at once more at once. */
const AGAIN = ENDED;

/**
 * Brings replies to the channels. A delivery is written in the transaction of its reply; a job of its conversation sends what
 * waits there, in order, and notes each part before and after it is handed over, so that a crash loses and doubles nothing.
 */
export class Outbox {
  readonly #deps: OutboxDeps;
  constructor(deps: OutboxDeps) {
    this.#deps = deps;
    const run = ({ payload }: { payload: Record<string, unknown> }, signal: AbortSignal) =>
      this.#run(String(payload.conversationId), signal);
    deps.jobs.handle(SEND_JOB, run, { atOnce: AT_ONCE });
  }

  /** Takes a reply that is being written. Does nothing where the conversation is on no channel of this shop. */
  async deliver(
    tx: Transaction,
    conversation: Conversation,
    replyId: string,
    { confirms = false } = {},
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
      ...(confirms && { confirms: true as const }),
      status: 'waiting',
      parts: [],
    });
    await this.#wake(tx, conversation._id);
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
      const [delivery] = await store.find(channelDeliveries, {
        where: { conversationId, status: 'waiting' },
        sort: { field: 'sequence', direction: 'asc' },
        limit: 1,
      });
      if (!delivery) return;
      const look = await this.#look(delivery, signal);
      if (look.ended) continue;
      await store.transaction((tx) => this.#wake(tx, conversationId, look.until));
      return;
    }
  }

  async #look(delivery: ChannelDelivery, signal: AbortSignal): Promise<Look> {
    const { store, clock, registry } = this.#deps;
    if ((delivery.notBefore ?? 0) > clock.now()) return { ended: false, until: delivery.notBefore! };
    const entry = registry.get(delivery.channel);
    if (!entry) return this.#end(delivery, 'refused', 'channel_off');
    const reply = await store.get(replies, delivery.replyId);
    if (!reply) return this.#end(delivery, 'refused', 'reply_gone');
    const messages = entry.channel.render(
      reply.rendered,
      delivery.plain ? 'text' : 'rich',
      delivery.conversationId,
    );
    let current = delivery;
    for (let index = 0; index < messages.length; index += 1) {
      const waits = this.#fate(current.parts[index], entry);
      if (waits === 'done') continue;
      if (waits === 'given_up')
        return this.#end(current, 'failed', current.parts[index]!.error?.code ?? 'unknown');
      if (typeof waits === 'number') return { ended: false, until: waits };
      const sent = await this.#sendPart(entry, current, index, messages[index]!, reply.by, signal);
      if ('ended' in sent) return sent;
      current = sent;
    }
    return this.#end(current, 'sent');
  }

  /** What is to become of a part: hand it over, leave it, or wait until then. */
  #fate(
    part: DeliveryPart | undefined,
    { onUnknown }: RegisteredChannel,
  ): 'send' | 'done' | 'given_up' | number {
    if (!part) return 'send';
    if (part.status === 'failed') return mayRetry(part) ? 'send' : 'given_up';
    if (part.status !== 'sending') return 'done';
    const until = part.at + UNKNOWN_MS;
    if (this.#deps.clock.now() < until) return until;
    return onUnknown === 'resend' && part.tries < MAX_UNKNOWN_TRIES ? 'send' : 'given_up';
  }

  async #sendPart(
    { channel }: RegisteredChannel,
    delivery: ChannelDelivery,
    index: number,
    message: VendorMessage,
    by: 'bot' | 'person' | 'system',
    signal: AbortSignal,
  ): Promise<ChannelDelivery | Look> {
    const { store, clock, contacts, policy, states } = this.#deps;
    const contact = await store.get(channelContacts, delivery.contactId);
    if (!contact) return this.#end(delivery, 'refused', 'contact_gone');
    const paused = states.pausedUntil(channel.name);
    if (paused !== undefined && paused > clock.now()) return this.#waits(delivery, 'paused', paused);
    const address = contacts.readable(contact);
    if (!address) return this.#end(delivery, 'refused', 'address_unreadable');
    const request: SendRequest = {
      channel: channel.name,
      account: channel.account,
      capabilities: channel.capabilities,
      contact,
      phone: address.phone,
      purpose: delivery.purpose,
      confirms: delivery.confirms ?? false,
      by,
      now: clock.now(),
    };
    const decision = await policy.decide(request);
    if (!decision.send)
      return decision.until === undefined
        ? this.#end(delivery, 'refused', decision.reason)
        : this.#waits(delivery, decision.reason, decision.until);
    const { tries: before = 0, bare } = delivery.parts[index] ?? {};
    const tries = before + 1;
    const marked = await this.#change(delivery._id, (stored) => {
      const { notBefore: _not, reason: _reason, ...rest } = stored;
      return withPart(rest, index, {
        ...{ status: 'sending', tries, at: clock.now() },
        ...(bare && { bare }),
      });
    });
    if (!marked) return ENDED;
    policy.handedOver?.(request);
    crashPoint('channel.before-send');
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(SEND_MS)]);
    const shown = (bare && channel.bare?.(message)) || message;
    const outcome = await channel.send(address, shown, correlationOf(delivery._id, index), deadline);
    crashPoint('channel.after-send');
    return this.#record(marked, index, outcome, channel.name);
  }

  async #record(
    delivery: ChannelDelivery,
    index: number,
    outcome: SendOutcome,
    channel: string,
  ): Promise<ChannelDelivery | Look> {
    const { clock, states, suppress } = this.#deps;
    const at = clock.now();
    if (outcome.ok) {
      const { messageId } = outcome;
      const recorded = await this.#change(delivery._id, (stored) =>
        withPart(stored, index, told(stored.parts[index]!, { status: 'sent', messageId, at })),
      );
      return recorded ?? ENDED;
    }
    const { error } = outcome;
    // It may have been sent: its status is waited for.
    if (error.class === 'unknown') return { ended: false, until: delivery.parts[index]!.at + UNKNOWN_MS };
    const recorded = await this.#change(delivery._id, (stored) => {
      const part = { ...stored.parts[index]!, at };
      const failed = bared(part, error) ?? { ...part, status: 'failed', error: storedError(error) };
      return withPart(stored, index, failed);
    });
    if (!recorded) return ENDED;
    if (error.class === 'suppress') await suppress(delivery.contactId, at);
    if (error.class === 'pause')
      await states.pause(channel, at + (error.retryAfterMs ?? PAUSE_MS), error.code);
    const part = recorded.parts[index]!;
    if (part.bare && !delivery.parts[index]!.bare) return AGAIN;
    // Nothing of it was seen, so it may be said in another form.
    if (error.class === 'never' && index === 0 && !delivery.plain) {
      await this.#change(delivery._id, (stored) => ({ ...stored, parts: [], plain: true }));
      return AGAIN;
    }
    if (!mayRetry(part)) return this.#end(recorded, 'failed', error.code);
    return this.#waits(recorded, error.code, at + retryDelay(part.tries, error));
  }

  async #waits(delivery: ChannelDelivery, reason: string, until: number): Promise<Look> {
    await this.#change(delivery._id, (stored) => ({ ...stored, reason, notBefore: until }));
    return { ended: false, until };
  }

  async #end(
    { _id }: ChannelDelivery,
    status: 'sent' | 'refused' | 'failed',
    reason?: string,
  ): Promise<Look> {
    await this.#change(_id, (stored) => ended(stored, status, this.#deps.clock.now(), reason));
    return ENDED;
  }

  /** Undefined where it has ended meanwhile, or is gone. */
  #change(
    id: string,
    change: (stored: ChannelDelivery) => ChannelDelivery,
  ): Promise<ChannelDelivery | undefined> {
    return this.#deps.store.transaction(async (tx) => {
      const stored = await tx.get(channelDeliveries, id);
      return stored?.status === 'waiting' ? tx.replace(channelDeliveries, change(stored)) : undefined;
    });
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
