import type { CallTool } from '../../../tools/call-tool.ts';
import type { KeyedHash } from '../../commerce/secrets.ts';
import { type AppendReplyDeps, appendReply, type NewReply } from '../../conversation/append-reply.ts';
import { type Conversation, conversations, replies } from '../../conversation/model.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { Contacts } from '../contacts/contacts.ts';
import { type ChannelContact, channelContacts } from '../contacts/model.ts';
import type { Decision, DeliveryPolicy, SendRequest } from '../outbox/delivery-policy.ts';
import { channelDeliveries, type DeliveryTemplate } from '../outbox/model.ts';
import type { Outbox } from '../outbox/outbox.ts';
import { isWindowOpen } from '../policy/decide.ts';
import type { ChannelRegistry } from '../registry.ts';
import type { TemplateBook } from '../templates/book.ts';
import { Notebook } from './notebook.ts';
import { type AskedTemplate, type Form, type Gathered, type WordsDeps, wordsOf } from './words.ts';

export interface AnnouncerDeps extends WordsDeps, Pick<AppendReplyDeps, 'certify'> {
  store: Store;
  clock: Clock;
  registry: ChannelRegistry;
  contacts: Pick<Contacts, 'readable'>;
  policy: DeliveryPolicy;
  templates: Pick<TemplateBook, 'pick'>;
  outbox: Pick<Outbox, 'deliver' | 'refuse'>;
  callTool: CallTool;
  /** Of what is said once. */
  hash: KeyedHash;
  shopLocale: () => Promise<string>;
}

/** A message that nobody asked for. */
export interface Announcement {
  /** By which it is known: it is said once. */
  key: readonly string[];
  purpose: 'transactional' | 'marketing';
  notice: string;
  campaignId?: string;
  template?: AskedTemplate;
  /** Reads the facts; undefined where there is nothing to say any more. */
  gather: (notebook: Notebook, contact: ChannelContact) => Promise<Gathered | undefined>;
  /** Written with it, whether it is said or refused. */
  also?: (tx: Transaction, outcome: { said: boolean; reason?: string; replyId: string }) => Promise<void>;
}

export type Announced =
  | { done: 'said' }
  /** It was said, or refused, before; or there is nothing to say. */
  | { done: 'before' | 'nothing' }
  | { done: 'refused'; reason: string }
  | { done: 'later'; until: number; reason: string };

/** A turn is under way: what it says comes first. */
const TURN_MS = 2_000;
const TEMPLATES_MS = 60_000;
/** A person of the merchant's talks with them: no promotion comes between. */
const PERSON_MS = 3_600_000;
/** What has to wait no longer than this waits in the outbox. */
const SOON_MS = 120_000;

/** Says what nobody asked for: asks the policy first, reads the facts, and writes reply, certificate and delivery together. */
export class Announcer {
  readonly #deps: AnnouncerDeps;
  constructor(deps: AnnouncerDeps) {
    this.#deps = deps;
  }

  /** Whether it would be said now. Nothing is written. */
  async examine(contact: ChannelContact, announcement: Announcement): Promise<Decision> {
    const conversation = await this.#deps.store.get(conversations, contact.conversationId);
    if (!conversation) return { send: false, reason: 'contact_gone' };
    const form = await this.#formFor(contact, conversation, announcement);
    return 'send' in form ? form : { send: true };
  }

  async announce(contactId: string, announcement: Announcement): Promise<Announced> {
    const { store, clock, callTool } = this.#deps;
    const contact = await store.get(channelContacts, contactId);
    const conversation = contact && (await store.get(conversations, contact.conversationId));
    if (!contact || !conversation) return { done: 'nothing' };
    const replyId = this.replyId(announcement.key);
    if (await this.#isKnown(store, replyId)) return { done: 'before' };
    const now = clock.now();
    const busy = this.#busy(conversation, announcement, now);
    if (busy) return busy;
    const form = await this.#formFor(contact, conversation, announcement);
    if ('send' in form) {
      if (form.send) throw new TypeError('a decision to send has a form');
      if (form.until !== undefined) return { done: 'later', until: form.until, reason: form.reason };
      return this.#refuse(contact, announcement, replyId, form.reason);
    }
    const { locale, lastFact } = conversation;
    const notebook = new Notebook({ callTool, locale, now, lastFact });
    const gathered = await announcement.gather(notebook, contact);
    if (!gathered) return { done: 'nothing' };
    const said = await wordsOf(this.#deps, announcement, form, gathered, notebook);
    if (typeof said === 'string') return this.#refuse(contact, announcement, replyId, said);
    return this.#write(
      contact,
      announcement,
      { replyId, by: 'system', ...said.reply },
      said.template,
      notebook,
    );
  }

  replyId(key: readonly string[]): string {
    return `rep_${this.#deps.hash(JSON.stringify(key)).replaceAll(/[-_]/g, '0').slice(0, 22)}`;
  }

  async #isKnown(reader: Store | Transaction, replyId: string): Promise<boolean> {
    if (await reader.get(replies, replyId)) return true;
    return (await reader.count(channelDeliveries, { replyId })) > 0;
  }

  #busy(
    { lease, heldBy }: Conversation,
    { purpose }: Announcement,
    now: number,
  ): Extract<Announced, { done: 'later' }> | undefined {
    if (lease && lease.until > now) return { done: 'later', until: now + TURN_MS, reason: 'turn' };
    if (purpose === 'marketing' && heldBy === 'person')
      return { done: 'later', until: now + PERSON_MS, reason: 'with_person' };
    return undefined;
  }

  /** Free text, or the template that stands for it; or why neither may be sent. */
  async #formFor(
    contact: ChannelContact,
    conversation: Conversation,
    { purpose, template: asked }: Announcement,
  ): Promise<Form | Decision> {
    const { registry, contacts, clock, policy, templates, shopLocale } = this.#deps;
    const entry = registry.get(contact.channel);
    if (!entry) return { send: false, reason: 'channel_off' };
    const address = contacts.readable(contact);
    if (!address) return { send: false, reason: 'address_unreadable' };
    const now = clock.now();
    const { name, account, capabilities } = entry.channel;
    const { lastInboundAt, referral } = contact;
    const cameByAdAt = referral?.source === 'ad' ? referral.at : undefined;
    const free = asked?.when !== 'always' && isWindowOpen(now, { lastInboundAt, cameByAdAt }, capabilities);
    const decide = (form: SendRequest['form']) =>
      policy.decide({
        ...{ channel: name, account, capabilities, contact, phone: address.phone, purpose, form, now },
        ...({ confirms: false, by: 'system' } as const),
      });
    const soon = (decision: Decision): boolean =>
      decision.send || (decision.until !== undefined && decision.until <= now + SOON_MS);
    const pick = async (template: string) =>
      templates.pick(name, template, [conversation.locale, await shopLocale(), 'en']);
    if (free || !asked) {
      const decision = await decide({ type: 'free' });
      if (!soon(decision)) return decision;
      const late = asked && (await pick(asked.name).catch(() => undefined));
      return typeof late === 'object' ? { late } : {};
    }
    const category = purpose === 'marketing' ? 'marketing' : 'utility';
    const wished = await decide({ type: 'template', category, approved: true });
    // What they want goes before whether there are words for it.
    if (!soon(wished)) return wished;
    let found: Awaited<ReturnType<TemplateBook['pick']>>;
    try {
      found = await pick(asked.name);
    } catch {
      return { send: false, reason: 'templates_unknown', until: now + TEMPLATES_MS };
    }
    if (typeof found === 'string') return { send: false, reason: found };
    if (found.category === category) return { template: found };
    const decision = await decide({ type: 'template', category: found.category, approved: true });
    return soon(decision) ? { template: found } : decision;
  }

  async #write(
    contact: ChannelContact,
    { purpose, notice, campaignId, also, ...announcement }: Announcement,
    reply: NewReply,
    template: DeliveryTemplate | undefined,
    notebook: Notebook,
  ): Promise<Announced> {
    const { store, clock, certify, outbox } = this.#deps;
    const about = {
      ...{ purpose, notice },
      ...(campaignId !== undefined && { campaignId }),
      ...(template && { template }),
    };
    return store.transaction<Announced>(async (tx) => {
      const conversation = await tx.get(conversations, contact.conversationId);
      if (!conversation) return { done: 'nothing' };
      if (await this.#isKnown(tx, reply.replyId)) return { done: 'before' };
      const busy = this.#busy(conversation, { purpose, notice, ...announcement }, clock.now());
      if (busy) return busy;
      // A turn has found facts meanwhile: these have their numbers.
      if (conversation.lastFact !== notebook.lastFact - notebook.facts.size)
        return { done: 'later', until: clock.now() + TURN_MS, reason: 'turn' };
      const deliver: AppendReplyDeps['deliver'] = (inner, stored, id) =>
        outbox.deliver(inner, stored, id, about);
      const next = await appendReply({ certify, deliver }, tx, conversation, reply);
      await tx.replace(conversations, { ...next, lastFact: notebook.lastFact });
      await also?.(tx, { said: true, replyId: reply.replyId });
      return { done: 'said' };
    });
  }

  async #refuse(
    contact: ChannelContact,
    { purpose, notice, campaignId, also }: Announcement,
    replyId: string,
    reason: string,
  ): Promise<Announced> {
    const about = { purpose, notice, ...(campaignId !== undefined && { campaignId }) };
    return this.#deps.store.transaction<Announced>(async (tx) => {
      if (await this.#isKnown(tx, replyId)) return { done: 'before' };
      await this.#deps.outbox.refuse(tx, { contact, replyId, reason, ...about });
      await also?.(tx, { said: false, reason, replyId });
      return { done: 'refused', reason };
    });
  }
}
