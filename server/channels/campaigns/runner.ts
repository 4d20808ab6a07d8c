import type { Clock } from '../../platform/clock.ts';
import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { type ChannelContact, channelContacts } from '../contacts/model.ts';
import type { Announced, Announcer } from '../notices/announcer.ts';
import { channelDeliveries } from '../outbox/model.ts';
import { announcementOf, CAMPAIGN_JOB, type Campaigns, isAddressed } from './campaigns.ts';
import { type Campaign, campaignRecipients, campaigns, recipientId } from './model.ts';
import type { OfferDeps } from './offer.ts';

export interface CampaignRunnerDeps extends OfferDeps {
  store: Store;
  clock: Clock;
  jobs: Jobs;
  campaigns: Pick<Campaigns, 'wake'>;
  announcer: Pick<Announcer, 'announce' | 'examine'>;
  /** The conversations of the person whose this one is. */
  siblings: (conversationId: string) => Promise<readonly string[]>;
}

/** People of one step. */
const STEP = 50;
/** As much may wait in the outbox of a channel before more is written to it. */
const BACKLOG = 200;
const BACKLOG_MS = 5_000;

const GONE = { status: 'refused', reason: 'contact_gone' } as const;

/** What concerns everybody: the campaign stops, and goes on once it is mended. */
const FOR_ALL: ReadonlySet<string> = new Set([
  'budget',
  'quality',
  'channel_off',
  'template_missing',
  'template_not_approved',
  'template_unfillable',
  'template_places',
  'template_category',
]);

/**
 * Goes through the contacts of a channel, step by step. What becomes of a person is written in the transaction that writes their
 * message, under an id of campaign and contact: so a step that is cut off goes on where it was, and nobody is written to twice.
 */
export class CampaignRunner {
  readonly #deps: CampaignRunnerDeps;
  constructor(deps: CampaignRunnerDeps) {
    this.#deps = deps;
    deps.jobs.handle(CAMPAIGN_JOB, ({ payload }, signal) => this.#step(String(payload.campaignId), signal));
  }

  async #step(id: string, signal: AbortSignal): Promise<void> {
    const { store, clock } = this.#deps;
    const campaign = await store.get(campaigns, id);
    if (campaign?.status !== 'running') return;
    const now = clock.now();
    if (now >= campaign.endsAt) return this.#over(campaign);
    if ((await store.count(channelDeliveries, { channel: campaign.channel, status: 'waiting' })) >= BACKLOG)
      return store.transaction((tx) => this.#deps.campaigns.wake(tx, id, now + BACKLOG_MS));
    const due = await store.find(campaignRecipients, {
      where: { campaignId: id, status: 'waiting', until: { lte: now } },
      sort: { field: 'until', direction: 'asc' },
      limit: STEP,
    });
    for (const { contactId, conversationId } of due) {
      const contact = await store.get(channelContacts, contactId);
      if (!contact) await this.#note(id, { _id: contactId, conversationId }, GONE);
      else if (!signal.aborted && !(await this.#write(campaign, contact))) return;
    }
    if (signal.aborted) return store.transaction((tx) => this.#deps.campaigns.wake(tx, id, now));
    if (!campaign.seen && !(await this.#look(campaign, signal))) return;
    await this.#goOn(id, now);
  }

  /** The next contacts. Answers whether it goes on. */
  async #look(campaign: Campaign, signal: AbortSignal): Promise<boolean> {
    const { store } = this.#deps;
    const page = await store.find(channelContacts, {
      where: campaign.cursor === undefined ? {} : { _id: { gt: campaign.cursor } },
      sort: { field: '_id', direction: 'asc' },
      limit: STEP,
    });
    for (const contact of page) {
      if (signal.aborted) break;
      // Who came after it had begun has not been asked for.
      const isMeant =
        contact.createdAt <= campaign.createdAt && (await isAddressed(store, campaign, contact));
      if (isMeant && !(await this.#write(campaign, contact))) return false;
      await this.#change(campaign._id, (stored) => ({ ...stored, cursor: contact._id }));
    }
    if (page.length < STEP && !signal.aborted)
      await this.#change(campaign._id, (stored) => ({ ...stored, seen: true }));
    return true;
  }

  /** Writes to one person, or why not. Answers whether the campaign goes on. */
  async #write(campaign: Campaign, contact: ChannelContact): Promise<boolean> {
    const { announcer } = this.#deps;
    const id = campaign._id;
    const announcement = announcementOf(this.#deps, id, campaign);
    if (await this.#isWritten(id, contact)) {
      await this.#note(id, contact, { status: 'refused', reason: 'already' });
      return true;
    }
    const decision = await announcer.examine(contact, announcement);
    if (!decision.send && FOR_ALL.has(decision.reason)) {
      await this.#change(id, (stored) => ({ ...stored, status: 'stopped', stoppedBecause: decision.reason }));
      return false;
    }
    const announced: Announced = await announcer.announce(contact._id, {
      ...announcement,
      key: [...announcement.key, contact._id],
      also: (tx, { said, reason }) =>
        this.#noteIn(tx, id, contact, said ? { status: 'said' } : { status: 'refused', reason: reason! }),
    });
    if (announced.done === 'later')
      await this.#note(id, contact, { status: 'waiting', reason: announced.reason, until: announced.until });
    if (announced.done === 'nothing')
      await this.#note(id, contact, { status: 'refused', reason: 'nothing_to_say' });
    return true;
  }

  /** Whether the same person was written to, here or under another contact of theirs. */
  async #isWritten(campaignId: string, contact: ChannelContact): Promise<boolean> {
    const { store, siblings } = this.#deps;
    for (const conversationId of await siblings(contact.conversationId)) {
      const known = await store.find(campaignRecipients, { where: { conversationId }, limit: 1000 });
      const others = known.filter((one) => one.campaignId === campaignId && one.contactId !== contact._id);
      if (others.some(({ status }) => status !== 'refused')) return true;
    }
    return false;
  }

  #note(campaignId: string, contact: Who, outcome: Outcome): Promise<void> {
    return this.#deps.store.transaction((tx) => this.#noteIn(tx, campaignId, contact, outcome));
  }

  async #noteIn(
    tx: Transaction,
    campaignId: string,
    { _id: contactId, conversationId }: Who,
    outcome: Outcome,
  ): Promise<void> {
    const _id = recipientId(campaignId, contactId);
    const known = await tx.get(campaignRecipients, _id);
    if (known && known.status !== 'waiting') return;
    if (known) {
      const { until: _until, reason: _reason, ...rest } = known;
      await tx.replace(campaignRecipients, { ...rest, ...outcome });
    } else await tx.insert(campaignRecipients, { _id, campaignId, contactId, conversationId, ...outcome });
    const campaign = await tx.get(campaigns, campaignId);
    if (!campaign) return;
    const { looked, said, refused } = campaign.counts;
    const { status, reason } = outcome;
    await tx.replace(campaigns, {
      ...campaign,
      counts: {
        looked: looked + (known ? 0 : 1),
        said: said + (status === 'said' ? 1 : 0),
        refused: status === 'refused' ? { ...refused, [reason!]: (refused[reason!] ?? 0) + 1 } : refused,
      },
    });
  }

  /** Looks again when more is to be done, or ends it. */
  async #goOn(id: string, now: number): Promise<void> {
    const { store } = this.#deps;
    await store.transaction(async (tx) => {
      const campaign = await tx.get(campaigns, id);
      if (campaign?.status !== 'running') return;
      if (!campaign.seen) return this.#deps.campaigns.wake(tx, id);
      const [next] = await tx.find(campaignRecipients, {
        where: { campaignId: id, status: 'waiting' },
        sort: { field: 'until', direction: 'asc' },
        limit: 1,
      });
      if (!next) return void (await tx.replace(campaigns, { ...campaign, status: 'done' }));
      const until = Math.min(Math.max(next.until!, now), campaign.endsAt);
      return this.#deps.campaigns.wake(tx, id, until > now ? until : undefined);
    });
  }

  /** Its time is over: who waits is not written to any more. */
  async #over(campaign: Campaign): Promise<void> {
    const { store } = this.#deps;
    const id = campaign._id;
    for (;;) {
      const waiting = await store.find(campaignRecipients, {
        where: { campaignId: id, status: 'waiting' },
        limit: STEP,
      });
      if (waiting.length === 0) break;
      for (const { contactId: _id, conversationId } of waiting)
        await this.#note(id, { _id, conversationId }, { status: 'refused', reason: 'campaign_over' });
    }
    await this.#change(id, (stored) => ({ ...stored, status: 'done' }));
  }

  #change(id: string, change: (campaign: Campaign) => Campaign): Promise<void> {
    return this.#deps.store.transaction(async (tx) => {
      const stored = await tx.get(campaigns, id);
      if (stored) await tx.replace(campaigns, change(stored));
    });
  }
}

type Who = Pick<ChannelContact, '_id' | 'conversationId'>;

interface Outcome {
  status: 'waiting' | 'said' | 'refused';
  reason?: string;
  until?: number;
}
