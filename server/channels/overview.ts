import { listPage, type Page, type PageRequest } from '../commerce/listing.ts';
import type { Clock } from '../platform/clock.ts';
import type { Store } from '../platform/store/port.ts';
import { type ChannelDelivery, channelDeliveries, channelSpendings, spendingId } from './outbox/model.ts';
import type { ChannelStates } from './outbox/states.ts';
import type { UnmatchedStatuses } from './outbox/unmatched.ts';
import type { ChannelRegistry, RegisteredChannel } from './registry.ts';
import type { TemplateNews, TemplateNote } from './templates/news.ts';
import type { CatalogReport } from './whatsapp/catalog/sync.ts';

export const DELIVERY_STATUSES = ['waiting', 'sent', 'refused', 'failed'] as const;
export type DeliveryStatus = (typeof DELIVERY_STATUSES)[number];

/** How a channel fares. Times are UTC, milliseconds. */
export interface ChannelReport {
  name: string;
  account: string;
  /** Where the vendor is to deliver. */
  webhookUrl: string;
  /** `new`: the vendor has delivered nothing yet. `paused`: it wants nothing more for now. */
  state: 'new' | 'working' | 'paused';
  lastWebhookAt?: number;
  lastForgedAt?: number;
  pausedUntil?: number;
  pausedBecause?: string;
  /** As the vendor rates the account. */
  quality?: 'green' | 'red';
  /** People that may be written to first in a day; null: no limit. */
  tier?: number | null;
  /** What the merchant must see to, in the vendor's words. */
  notice?: { what: string; at: number; stops?: 'all' | 'first' | undefined; until?: number | undefined };
  catalog?: CatalogReport;
  /** What the vendor told of templates last. */
  templates: readonly TemplateNote[];
  limits: ChannelLimits;
  /** Messages by template in this calendar month (UTC), and what they cost in US dollars. */
  templatesSent: number;
  spent: string;
  /** Of the last 24 hours: messages of which something was told and which this shop does not know. */
  unknownMessages: number;
  /** Replies of the last 24 hours. */
  deliveries: Record<DeliveryStatus, number>;
}

/** What holds for messages that nobody asked for, as the merchant set it. Amounts are US dollars, such as `0.12`. */
export interface ChannelLimits {
  promotionCaps: string;
  promotionHours?: string | undefined;
  timeZones: string;
  peoplePerDay?: number | undefined;
  monthlyBudget?: string | undefined;
}

const DAY_MS = 86_400_000;
const MICRO = 1_000_000;

export interface ChannelOverviewDeps {
  store: Store;
  clock: Clock;
  registry: ChannelRegistry;
  states: ChannelStates;
  news: Pick<TemplateNews, 'of'>;
  unmatched: Pick<UnmatchedStatuses, 'unknown'>;
  publicUrl: () => string;
  limits: ChannelLimits;
}

/** What the merchant is shown of the channels. */
export class ChannelOverview {
  readonly #deps: ChannelOverviewDeps;
  constructor(deps: ChannelOverviewDeps) {
    this.#deps = deps;
  }

  list(): Promise<ChannelReport[]> {
    return Promise.all(this.#deps.registry.all().map(({ channel }) => this.#report(channel)));
  }

  has(name: string): boolean {
    return this.#deps.registry.get(name) !== undefined;
  }

  /** The shop's goods in the vendor's own catalogue; undefined where there is none. */
  catalog(name: string): RegisteredChannel['catalog'] {
    return this.#deps.registry.get(name)?.catalog;
  }

  /** The newest first. */
  deliveries(channel: string, status: DeliveryStatus, page: PageRequest): Promise<Page<ChannelDelivery>> {
    return listPage(
      this.#deps.store,
      channelDeliveries,
      { where: { channel, status }, sort: { field: 'createdAt', direction: 'desc' } },
      page,
    );
  }

  async #spentBy(name: string, now: number): Promise<Pick<ChannelReport, 'templatesSent' | 'spent'>> {
    const known = await this.#deps.store.get(channelSpendings, spendingId(name, now));
    const cents = Math.ceil((known?.spent ?? 0) / (MICRO / 100));
    return { templatesSent: known?.messages ?? 0, spent: (cents / 100).toFixed(2) };
  }

  async #report({ name, account }: { name: string; account: string }): Promise<ChannelReport> {
    const { store, clock, registry, states, news, unmatched, publicUrl } = this.#deps;
    const { pausedUntil: _vendor, pausedBecause, notice: _told, ...heard } = states.of(name);
    const now = clock.now();
    const pausedUntil = states.pausedUntil(name);
    const paused = pausedUntil !== undefined && pausedUntil > now;
    const notice = states.noticeOf(name);
    const catalog = await registry.get(name)?.catalog?.report();
    const since = { gte: now - DAY_MS };
    const counts = await Promise.all(
      DELIVERY_STATUSES.map((status) =>
        store.count(channelDeliveries, { channel: name, status, createdAt: since }),
      ),
    );
    return {
      name,
      account,
      webhookUrl: `${publicUrl()}/channels/${name}/webhook`,
      state: paused ? 'paused' : heard.lastWebhookAt === undefined ? 'new' : 'working',
      ...heard,
      ...(paused && { pausedUntil, ...(pausedBecause !== undefined && { pausedBecause }) }),
      ...(notice && { notice }),
      ...(catalog && { catalog }),
      templates: await news.of(name),
      limits: this.#deps.limits,
      ...(await this.#spentBy(name, now)),
      unknownMessages: await unmatched.unknown(name, since.gte),
      deliveries: Object.fromEntries(
        DELIVERY_STATUSES.map((status, at) => [status, counts[at]!]),
      ) as ChannelReport['deliveries'],
    };
  }
}
