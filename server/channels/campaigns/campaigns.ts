import { CommerceError } from '../../commerce/errors.ts';
import { listPage, type Page, type PageRequest } from '../../commerce/listing.ts';
import { conversations } from '../../conversation/model.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { Channel } from '../channel.ts';
import { type ChannelContact, channelContacts } from '../contacts/model.ts';
import type { Announcement, Announcer } from '../notices/announcer.ts';
import { languageOf } from '../notices/notebook.ts';
import type { ChannelRegistry } from '../registry.ts';
import { isUsable, type TemplateBook } from '../templates/book.ts';
import { type Campaign, campaignRecipients, campaigns } from './model.ts';
import { checkOffer, discountOf, gatherOffer, type OfferDeps } from './offer.ts';

export interface CampaignsDeps extends OfferDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
  registry: ChannelRegistry;
  templates: Pick<TemplateBook, 'of'>;
  announcer: Pick<Announcer, 'examine'>;
}

export interface CampaignInput {
  name: string;
  template: string;
  values: readonly string[];
  /** Of a discount. */
  code?: string | undefined;
  languages?: readonly string[] | undefined;
  /** Nothing is sent from then on; a week from now where it is not given, or the end of the discount. UTC, milliseconds. */
  endsAt?: number | undefined;
}

/** What is said, to whom, before it is known under an id. */
export type Draft = Pick<Campaign, 'channel' | 'name' | 'template' | 'values' | 'languages' | 'endsAt'> &
  Partial<Pick<Campaign, 'discountId'>>;

/** What a campaign would do, over some of the contacts. */
export interface Preview {
  /** Contacts that were looked at, and all that there are. */
  looked: number;
  total: number;
  /** Of this channel and these languages. */
  addressed: number;
  send: number;
  /** By reason: never, and not now. */
  refused: Record<string, number>;
  waits: Record<string, number>;
  /** Go on with it; absent at the end. */
  next?: string;
}

export const CAMPAIGN_JOB = 'channel.campaign';
const WEEK_MS = 7 * 86_400_000;
const LONGEST_MS = 90 * 86_400_000;
const PREVIEW = 500;

/** Promotions of the merchant's: begun, looked at beforehand, stopped and gone on with. */
export class Campaigns {
  readonly #deps: CampaignsDeps;
  constructor(deps: CampaignsDeps) {
    this.#deps = deps;
  }

  /** @throws CommerceError `not_found` for the channel; `invalid_input` for what cannot be said so */
  async draft(channel: string, input: CampaignInput): Promise<Draft> {
    const { store, clock, templates } = this.#deps;
    if (!this.#channel(channel).templates)
      throw new CommerceError(
        'conflict',
        `The channel ${channel} has no templates: set its business account.`,
        {
          field: 'name',
        },
      );
    const now = clock.now();
    let known: Awaited<ReturnType<TemplateBook['of']>>;
    try {
      known = await templates.of(channel);
    } catch {
      throw new CommerceError(
        'unavailable',
        `${channel} does not tell which templates there are. Try again later.`,
      );
    }
    const named = known.filter(({ name }) => name === input.template);
    if (named.length === 0)
      throw new CommerceError('invalid_input', `There is no template "${input.template}" at ${channel}.`, {
        field: 'template',
      });
    const usable = named.filter((one) => isUsable(one) && one.category === 'marketing');
    if (usable.length === 0) {
      const [{ category, status, unfillable }] = named as [(typeof named)[0]];
      const why =
        unfillable ??
        (category === 'marketing' ? `it is ${status}` : `its category is ${category}, not marketing`);
      throw new CommerceError('invalid_input', `The template "${input.template}" cannot be sent: ${why}.`, {
        field: 'template',
      });
    }
    const discount = input.code === undefined ? undefined : await discountOf(store, input.code, now);
    await checkOffer(this.#deps, usable, input.values, discount);
    const asked = input.endsAt ?? now + WEEK_MS;
    const endsAt = Math.min(asked, discount?.endsAt ?? asked);
    if (endsAt <= now || endsAt > now + LONGEST_MS)
      throw new CommerceError('invalid_input', 'A campaign ends in the next 90 days.', { field: 'ends_at' });
    return {
      ...{ channel, name: input.name, template: input.template, values: [...input.values] },
      ...(discount && { discountId: discount._id }),
      languages: [...(input.languages ?? [])],
      endsAt,
    };
  }

  async start(tx: Transaction, draft: Draft, startedBy: string): Promise<Campaign> {
    const campaign = await tx.insert(campaigns, {
      _id: this.#deps.ids.next('cmp'),
      ...draft,
      status: 'running',
      seen: false,
      counts: { looked: 0, said: 0, refused: {} },
      startedBy,
    });
    await this.wake(tx, campaign._id);
    return campaign;
  }

  /** Looks at some of the contacts and writes nothing. @param after where the part before ended */
  async preview(draft: Draft, after?: string): Promise<Preview> {
    const { store, announcer } = this.#deps;
    const page = await store.find(channelContacts, {
      where: after === undefined ? {} : { _id: { gt: after } },
      sort: { field: '_id', direction: 'asc' },
      limit: PREVIEW,
    });
    const seen: Preview = {
      ...{ looked: page.length, total: await store.count(channelContacts), addressed: 0, send: 0 },
      ...{ refused: {}, waits: {} },
    };
    for (const contact of page) {
      if (!(await isAddressed(store, draft, contact))) continue;
      seen.addressed += 1;
      const decision = await announcer.examine(contact, announcementOf(this.#deps, 'preview', draft));
      if (decision.send) seen.send += 1;
      else {
        const counts = decision.until === undefined ? seen.refused : seen.waits;
        counts[decision.reason] = (counts[decision.reason] ?? 0) + 1;
      }
    }
    const last = page.at(-1);
    return last && page.length === PREVIEW ? { ...seen, next: last._id } : seen;
  }

  /** @throws CommerceError `not_found` for the channel; `invalid_input` for a cursor that is not one */
  async list(channel: string, page: PageRequest): Promise<Page<Campaign>> {
    this.#channel(channel);
    const sort = { field: 'createdAt', direction: 'desc' } as const;
    return listPage(this.#deps.store, campaigns, { where: { channel }, sort }, page);
  }

  /** @throws CommerceError `not_found` */
  async get(channel: string, id: string): Promise<Campaign> {
    const campaign = await this.#deps.store.get(campaigns, id);
    if (campaign?.channel !== channel)
      throw new CommerceError('not_found', `There is no campaign "${id}" on ${channel}.`, { field: 'id' });
    return campaign;
  }

  /** The part of the contacts that was looked at: 0 to 1. */
  async share({ seen, cursor }: Campaign): Promise<number> {
    if (seen) return 1;
    if (cursor === undefined) return 0;
    const { store } = this.#deps;
    const [looked, all] = await Promise.all([
      store.count(channelContacts, { _id: { lte: cursor } }),
      store.count(channelContacts),
    ]);
    return all === 0 ? 1 : Math.min(1, looked / all);
  }

  /** People who wait for a better time. */
  waiting(id: string): Promise<number> {
    return this.#deps.store.count(campaignRecipients, { campaignId: id, status: 'waiting' });
  }

  /** What waits of it in the outbox waits on. Repeating it changes nothing. @throws CommerceError `not_found`, `conflict` where it is over */
  stop(channel: string, id: string, tx: Transaction): Promise<Campaign> {
    return this.#change(channel, id, tx, async ({ stoppedBecause: _why, ...campaign }) => ({
      ...campaign,
      status: 'stopped',
    }));
  }

  /** Goes on with whom nothing was sent yet. @throws CommerceError `not_found`, `conflict` where it is over */
  resume(channel: string, id: string, tx: Transaction): Promise<Campaign> {
    return this.#change(channel, id, tx, async ({ stoppedBecause: _why, ...campaign }) => {
      await this.wake(tx, id);
      return { ...campaign, status: 'running' };
    });
  }

  /** Takes up what runs and has lost its job. */
  async sweep(): Promise<void> {
    const { store, clock } = this.#deps;
    const running = await store.find(campaigns, { where: { status: 'running' }, limit: 1000 });
    for (const { _id } of running) await store.transaction((tx) => this.wake(tx, _id, clock.now()));
  }

  /** @param runAt not before then: UTC, milliseconds */
  async wake(tx: Transaction, campaignId: string, runAt?: number): Promise<void> {
    await this.#deps.jobs.enqueue(tx, {
      kind: CAMPAIGN_JOB,
      payload: { campaignId },
      partition: campaignId,
      ...(runAt !== undefined && { runAt, key: `${campaignId} ${runAt}` }),
    });
  }

  #channel(name: string): Channel {
    const entry = this.#deps.registry.get(name);
    if (!entry) throw new CommerceError('not_found', `There is no channel "${name}".`, { field: 'name' });
    return entry.channel;
  }

  async #change(
    channel: string,
    id: string,
    tx: Transaction,
    change: (campaign: Campaign) => Promise<Campaign>,
  ): Promise<Campaign> {
    const campaign = await tx.get(campaigns, id);
    if (campaign?.channel !== channel)
      throw new CommerceError('not_found', `There is no campaign "${id}" on ${channel}.`, { field: 'id' });
    if (campaign.endsAt <= this.#deps.clock.now())
      throw new CommerceError('conflict', `The campaign ${campaign.name} is over.`, { field: 'id' });
    return tx.replace(campaigns, await change(campaign));
  }
}

/** The message of a campaign to one person. */
export const announcementOf = (deps: OfferDeps, id: string, draft: Draft): Announcement => ({
  key: ['campaign', id],
  purpose: 'marketing',
  notice: 'campaign',
  campaignId: id,
  template: { name: draft.template, places: draft.values, when: 'always' },
  gather: (notebook, contact) => gatherOffer(deps, draft, notebook, contact),
});

/** Whether a contact is on the channel, and speaks one of the languages. */
export async function isAddressed(
  store: Store,
  { channel, languages }: Pick<Draft, 'channel' | 'languages'>,
  contact: ChannelContact,
): Promise<boolean> {
  if (contact.channel !== channel) return false;
  if (languages.length === 0) return true;
  const conversation = await store.get(conversations, contact.conversationId);
  return conversation !== undefined && languages.includes(languageOf(conversation.locale));
}
