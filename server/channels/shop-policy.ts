import type { ConsentLedger } from '../commerce/consent/ledger.ts';
import type { Store } from '../platform/store/port.ts';
import type { Decision, DeliveryPolicy, SendRequest } from './outbox/delivery-policy.ts';
import { channelDeliveries } from './outbox/model.ts';
import type { ChannelStates } from './outbox/states.ts';
import { decide } from './policy/decide.ts';

export interface ShopPolicyDeps {
  store: Store;
  ledger: ConsentLedger;
  states: Pick<ChannelStates, 'of'>;
}

const DAY_MS = 86_400_000;
/** Promotions to one person. */
const CAPS = [
  { count: 1, withinMs: DAY_MS },
  { count: 3, withinMs: 7 * DAY_MS },
] as const;
/** So many people are remembered, and so many sends to each. */
const MAX_PEOPLE = 20_000;
const MAX_SENDS = 64;

/** Gathers what the delivery policy decides by: consent, the window, and how much was sent lately. */
export class ShopPolicy implements DeliveryPolicy {
  readonly #deps: ShopPolicyDeps;
  /** When messages were handed over: to each person, and by each channel. Lost at a restart: then the vendor's own limits tell. */
  readonly #people = new Map<string, number[]>();
  readonly #channels = new Map<string, number[]>();

  constructor(deps: ShopPolicyDeps) {
    this.#deps = deps;
  }

  async decide(request: SendRequest): Promise<Decision> {
    const { now, purpose, contact, capabilities, channel, confirms } = request;
    const { windowMs, adWindowMs, pair, perSecond } = capabilities;
    const { stoppedAt, marketingStopped, granted } = await this.#deps.ledger.of(contact.consentKey);
    const rating = this.#deps.states.of(channel);
    const lastSecond = (this.#channels.get(channel) ?? []).filter((at) => at > now - 1000);
    return decide(
      {
        now,
        purpose,
        form: { type: 'free' },
        contact: {
          lastInboundAt: contact.lastInboundAt,
          ...(contact.referral?.source === 'ad' && { cameByAdAt: contact.referral.at }),
          // That it was stopped is confirmed, once.
          ...(!confirms && { stoppedAt }),
          marketingStopped,
          consents: granted,
          zones: [],
          promotedAt: purpose === 'marketing' ? await this.#promotedAt(contact._id, now) : [],
          sentAt: this.#people.get(contact._id) ?? [],
        },
        account: {
          quality: rating.quality ?? 'unknown',
          ...(typeof rating.tier === 'number' && { tier: rating.tier }),
          reachedLastDay: 0,
          reachedThisOne: false,
          sentLastSecond: lastSecond.length,
          ...(lastSecond[0] !== undefined && { secondBeganAt: lastSecond[0] }),
        },
        budget: { spent: 0, cost: 0 },
      },
      {
        ...(windowMs !== undefined && { windowMs }),
        ...(adWindowMs !== undefined && { adWindowMs }),
        ...(pair && { pair }),
        ...(perSecond !== undefined && { perSecond }),
        caps: CAPS,
        homeZones: ['UTC'],
      },
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

  async #promotedAt(contactId: string, now: number): Promise<number[]> {
    const since = now - Math.max(...CAPS.map(({ withinMs }) => withinMs));
    const sent = await this.#deps.store.find(channelDeliveries, {
      where: { contactId, createdAt: { gte: since } },
      sort: { field: 'createdAt', direction: 'asc' },
      limit: 1000,
    });
    return sent
      .filter((one) => one.purpose === 'marketing' && one.status === 'sent')
      .map((one) => one.endedAt!);
  }
}
