import type { ConsentLedger } from '../commerce/consent/ledger.ts';
import type { Store, Transaction } from '../platform/store/port.ts';
import type { Charge, Decision, DeliveryPolicy, SendRequest } from './outbox/delivery-policy.ts';
import { channelDeliveries, channelSpendings, spendingId } from './outbox/model.ts';
import type { ChannelStates } from './outbox/states.ts';
import { type DeliveryLimits, decide } from './policy/decide.ts';
import { placeOf } from './policy/place.ts';
import type { DeliverySettings } from './policy/settings.ts';
import { Reached } from './reached.ts';

export interface ShopPolicyDeps {
  store: Store;
  ledger: ConsentLedger;
  states: Pick<ChannelStates, 'of' | 'pausedUntil' | 'firstAfter'>;
  settings: DeliverySettings;
}

/** So many people are remembered, and so many sends to each. */
const MAX_PEOPLE = 20_000;
const MAX_SENDS = 64;
const MAX_RECENT = 1000;

/** Gathers what the delivery policy decides by: consent, the window, and how much was sent lately. */
export class ShopPolicy implements DeliveryPolicy {
  readonly #deps: ShopPolicyDeps;
  readonly #reached: Reached;
  /** When messages were handed over: to each person, and by each channel. Lost at a restart: then the vendor's own limits tell. */
  readonly #people = new Map<string, number[]>();
  readonly #channels = new Map<string, number[]>();

  constructor(deps: ShopPolicyDeps) {
    this.#deps = deps;
    this.#reached = new Reached(deps.store);
  }

  async decide(request: SendRequest): Promise<Decision> {
    const { now, purpose, form, contact, channel, confirms, phone } = request;
    const { ledger, states, settings } = this.#deps;
    const { stoppedAt, marketingStopped, granted } = await ledger.of(contact.consentKey);
    const rating = states.of(channel);
    const lastSecond = (this.#channels.get(channel) ?? []).filter((at) => at > now - 1000);
    const { zones, region } = placeOf(phone);
    const tier = leastOf(rating.tier ?? undefined, settings.people);
    const reached = form.type === 'template' ? await this.#reached.of(channel, contact._id, now) : undefined;
    return decide(
      {
        now,
        purpose,
        form,
        contact: {
          lastInboundAt: contact.lastInboundAt,
          ...(contact.referral?.source === 'ad' && { cameByAdAt: contact.referral.at }),
          // That it was stopped is confirmed, once.
          ...(!confirms && { stoppedAt }),
          marketingStopped,
          consents: granted,
          zones,
          region,
          promotedAt: purpose === 'marketing' ? await this.#promotedAt(request) : [],
          sentAt: this.#people.get(contact._id) ?? [],
        },
        account: {
          quality: rating.quality ?? 'unknown',
          // A template begins a conversation; what answers one is free text.
          pausedUntil: form.type === 'template' ? states.firstAfter(channel) : states.pausedUntil(channel),
          tier,
          reachedLastDay: reached?.count ?? 0,
          reachedThisOne: reached?.thisOne ?? false,
          sentLastSecond: lastSecond.length,
          ...(lastSecond[0] !== undefined && { secondBeganAt: lastSecond[0] }),
        },
        budget: await this.#budget(request),
      },
      limitsOf(request, settings),
    );
  }

  handedOver({ contact, channel, now }: SendRequest): void {
    const sends = [...(this.#people.get(contact._id) ?? []), now].slice(-MAX_SENDS);
    this.#people.delete(contact._id);
    this.#people.set(contact._id, sends);
    if (this.#people.size > MAX_PEOPLE) this.#people.delete(this.#people.keys().next().value!);
    const all = (this.#channels.get(channel) ?? []).filter((at) => at > now - 1000);
    this.#channels.set(channel, [...all, now]);
  }

  async charge(tx: Transaction, request: SendRequest): Promise<Charge> {
    const { channel, contact, form, now } = request;
    if (form.type === 'free') return {};
    const { budget } = this.#deps.settings;
    const cost = this.#costOf(request);
    const _id = spendingId(channel, now);
    const known = await tx.get(channelSpendings, _id);
    const spent = (known?.spent ?? 0) + cost;
    if (cost > 0 && budget !== undefined && spent > budget) return { refused: 'budget' };
    const messages = (known?.messages ?? 0) + 1;
    if (known) await tx.replace(channelSpendings, { ...known, spent, messages });
    else await tx.insert(channelSpendings, { _id, spent, messages });
    this.#reached.note(channel, contact._id, now);
    return { reachedAt: now, ...(cost > 0 && { cost }) };
  }

  #costOf({ form }: SendRequest): number {
    return form.type === 'template' ? (this.#deps.settings.costs[form.category] ?? 0) : 0;
  }

  async #budget(request: SendRequest): Promise<{ spent: number; limit?: number | undefined; cost: number }> {
    const cost = this.#costOf(request);
    const { settings, store } = this.#deps;
    if (cost === 0 || settings.budget === undefined) return { spent: 0, cost };
    const known = await store.get(channelSpendings, spendingId(request.channel, request.now));
    const spent = known?.spent ?? 0;
    // Who asks before anything is written comes after what waits.
    const before = request.deliveryId === undefined ? await this.#waiting(request.channel) : 0;
    return { spent: spent + before, limit: settings.budget, cost };
  }

  /** What messages by template will cost that are on their way. */
  async #waiting(channel: string): Promise<number> {
    const { store, settings } = this.#deps;
    const waiting = await store.find(channelDeliveries, {
      where: { channel, status: 'waiting' },
      limit: MAX_RECENT,
    });
    return waiting
      .filter(({ template, cost }) => template?.when === 'always' && cost === undefined)
      .reduce((sum, { template }) => sum + (settings.costs[template!.category] ?? 0), 0);
  }

  /** Promotions that were sent, and those that go before this one. */
  async #promotedAt({ contact, now, deliveryId }: SendRequest): Promise<number[]> {
    const widest = Math.max(0, ...this.#deps.settings.caps.map(({ withinMs }) => withinMs));
    const recent = await this.#deps.store.find(channelDeliveries, {
      where: { contactId: contact._id, createdAt: { gte: now - 2 * widest } },
      sort: { field: 'createdAt', direction: 'desc' },
      limit: MAX_RECENT,
    });
    return recent
      .filter(({ _id, purpose, status, parts }) => {
        if (purpose !== 'marketing' || _id === deliveryId) return false;
        const begun = parts.some((part) => part.status !== 'failed');
        return begun || (status === 'waiting' && (deliveryId === undefined || _id < deliveryId));
      })
      .map(({ parts, createdAt, endedAt }) => endedAt ?? parts[0]?.at ?? createdAt)
      .sort((a, b) => a - b);
  }
}

const leastOf = (a: number | undefined, b: number | undefined): number | undefined =>
  a === undefined ? b : b === undefined ? a : Math.min(a, b);

/** What the channel and the merchant allow. */
function limitsOf(
  { capabilities: { windowMs, adWindowMs, pair, perSecond } }: SendRequest,
  { caps, homeZones, awake }: DeliverySettings,
): DeliveryLimits {
  return {
    ...(windowMs !== undefined && { windowMs }),
    ...(adWindowMs !== undefined && { adWindowMs }),
    ...(pair && { pair }),
    ...(perSecond !== undefined && { perSecond }),
    caps,
    homeZones,
    ...(awake && { awake }),
  };
}
