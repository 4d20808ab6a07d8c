import type { Clock } from '../../platform/clock.ts';
import { crashPoint } from '../../platform/crash-point.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { SendOutcome } from '../channel.ts';
import type { Contacts } from '../contacts/contacts.ts';
import { channelContacts } from '../contacts/model.ts';
import type { ChannelRegistry, RegisteredChannel } from '../registry.ts';
import type { DeliveryPolicy, SendRequest } from './delivery-policy.ts';
import { type ChannelDelivery, channelDeliveries, type DeliveryPart } from './model.ts';
import {
  asTemplate,
  bared,
  correlationOf,
  ended,
  isLateForFree,
  mayRetry,
  retryDelay,
  storedError,
  told,
  UNKNOWN_MS,
  withPart,
} from './parts.ts';
import { type PrepareDeps, type Prepared, prepare } from './prepare.ts';
import type { ChannelStates } from './states.ts';

export interface SenderDeps extends PrepareDeps {
  store: Store;
  clock: Clock;
  registry: ChannelRegistry;
  contacts: Contacts;
  policy: DeliveryPolicy;
  states: ChannelStates;
  /** This person wants no such messages: the vendor said so. */
  suppress: (contactId: string, at: number) => Promise<void>;
  /** The vendor told its id of a part: with the transaction that notes it. */
  identified: (tx: Transaction, delivery: ChannelDelivery, part: number) => Promise<void>;
}

const SEND_MS = 30_000;
const PAUSE_MS = 900_000;
/** A vendor that is silent so often does not tell what becomes of messages. */
const MAX_UNKNOWN_TRIES = 3;

/** What came of one look at a delivery: it has ended, or waits until then. */
export type Look = { ended: true } | { ended: false; until: number };
const ENDED: Look = { ended: true };
/** It is looked at once more at once. */
const AGAIN = ENDED;

/** Sends one delivery: asks the policy, and notes each part before and after it is handed over. */
export class Sender {
  readonly #deps: SenderDeps;
  constructor(deps: SenderDeps) {
    this.#deps = deps;
  }

  /** Looks at a delivery that waits, and sends what is to be sent of it now. */
  async look(delivery: ChannelDelivery, signal: AbortSignal): Promise<Look> {
    const { clock, registry } = this.#deps;
    const now = clock.now();
    if ((delivery.notBefore ?? 0) > now) return { ended: false, until: delivery.notBefore! };
    const entry = registry.get(delivery.channel);
    if (!entry) return this.#end(delivery, 'refused', 'channel_off');
    const prepared = await prepare(this.#deps, entry, delivery, now);
    if ('refused' in prepared) return this.#end(delivery, 'refused', prepared.refused);
    if ('waits' in prepared) return this.#waits(delivery, prepared.waits, now + prepared.ms);
    const { messages } = prepared;
    let current = delivery;
    for (let index = 0; index < messages.length; index += 1) {
      const waits = this.#fate(current.parts[index], entry);
      if (waits === 'done') continue;
      if (waits === 'given_up')
        return this.#end(current, 'failed', current.parts[index]!.error?.code ?? 'unknown');
      if (typeof waits === 'number') return { ended: false, until: waits };
      const sent = await this.#sendPart(entry, current, index, prepared, signal);
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
    { messages, form, by }: Prepared,
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
      form,
      deliveryId: delivery._id,
      confirms: delivery.confirms ?? false,
      by,
      now: clock.now(),
    };
    const decision = await policy.decide(request);
    if (!decision.send)
      return decision.until === undefined
        ? this.#end(delivery, 'refused', decision.reason)
        : this.#waits(delivery, decision.reason, decision.until);
    const marked = await this.#mark(delivery, index, request);
    if (!marked || 'ended' in marked) return marked ?? ENDED;
    policy.handedOver?.(request);
    crashPoint('channel.before-send');
    const deadline = AbortSignal.any([signal, AbortSignal.timeout(SEND_MS)]);
    const message = messages[index]!;
    const shown = (marked.parts[index]!.bare && channel.bare?.(message)) || message;
    const outcome = await channel.send(address, shown, correlationOf(delivery._id, index), deadline);
    crashPoint('channel.after-send');
    return this.#record(marked, index, outcome, channel.name);
  }

  /** Notes that a part is handed over, in the transaction that pays for it; undefined where the delivery has ended meanwhile. */
  async #mark(
    { _id }: ChannelDelivery,
    index: number,
    request: SendRequest,
  ): Promise<ChannelDelivery | Look | undefined> {
    const { store, clock, policy } = this.#deps;
    return store.transaction(async (tx) => {
      const stored = await tx.get(channelDeliveries, _id);
      if (stored?.status !== 'waiting') return undefined;
      const { notBefore: _not, reason: _reason, ...rest } = stored;
      const { tries = 0, bare } = stored.parts[index] ?? {};
      const charged = tries === 0 ? await policy.charge?.(tx, request) : undefined;
      if (charged && 'refused' in charged) {
        await tx.replace(channelDeliveries, ended(stored, 'refused', clock.now(), charged.refused));
        return ENDED;
      }
      const part = { status: 'sending', tries: tries + 1, at: clock.now(), ...(bare && { bare }) } as const;
      return tx.replace(channelDeliveries, {
        ...withPart(rest, index, part),
        ...charged,
        ...(request.form.type === 'template' && { asTemplate: true as const }),
      });
    });
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
      const recorded = await this.#change(
        delivery._id,
        (stored) => withPart(stored, index, told(stored.parts[index]!, { status: 'sent', messageId, at })),
        (tx, changed) => this.#deps.identified(tx, changed, index),
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
    if (error.class === 'template_needed' && isLateForFree(recorded)) {
      await this.#change(delivery._id, asTemplate);
      return AGAIN;
    }
    // Nothing of it was seen, so it may be said in another form.
    if (error.class === 'never' && index === 0 && !delivery.plain && !recorded.asTemplate) {
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
    also?: (tx: Transaction, changed: ChannelDelivery) => Promise<void>,
  ): Promise<ChannelDelivery | undefined> {
    return this.#deps.store.transaction(async (tx) => {
      const stored = await tx.get(channelDeliveries, id);
      if (stored?.status !== 'waiting') return undefined;
      const changed = await tx.replace(channelDeliveries, change(stored));
      await also?.(tx, changed);
      return changed;
    });
  }
}
