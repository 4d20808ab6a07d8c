import { CommerceError } from '../../commerce/errors.ts';
import { MAX_TEXT } from '../../conversation/mailbox.ts';
import type { Attachment, Memory } from '../../conversation/model.ts';
import type { Clock } from '../../platform/clock.ts';
import { crashPoint } from '../../platform/crash-point.ts';
import { type Ids, orderedId } from '../../platform/ids.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { Channel, ChannelEvent, InboundContent } from '../channel.ts';
import type { Contacts } from '../contacts/contacts.ts';
import { type ChannelContact, channelContacts } from '../contacts/model.ts';
import type { Seen } from '../seen.ts';
import type { Wishes } from './wishes.ts';

type Of<K extends ChannelEvent['kind']> = Extract<ChannelEvent, { kind: K }>;
export type InboundChannelMessage = Of<'message'>;
export type ContentOf<T extends InboundContent['type']> = Extract<InboundContent, { type: T }>;

/** What of an inbound message a conversation takes. */
export interface InboundText {
  conversationId: string;
  /** Message ids are unique in it. */
  channelAccount: string;
  providerMessageId: string;
  text: string;
  /** Its bytes are still at the vendor. */
  attachments?: () => Promise<Attachment[]>;
  /** Happens in the transaction that stores the message. */
  also: (tx: Transaction) => Promise<void>;
}

/** Sentences of the shop's about a message that no turn answers. */
export type IntakeNotice =
  | 'message_not_read'
  | 'order_not_whole'
  | 'form_taken'
  | 'form_not_taken'
  | 'stopped'
  | 'marketing_stopped'
  | 'resumed'
  | 'marketing_agreed';

export interface IntakeDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  contacts: Contacts;
  conversations: {
    /** Stores the message, once, and sees to it that it is answered. */
    take: (message: InboundText) => Promise<unknown>;
    knows: (message: Pick<InboundText, 'channelAccount' | 'providerMessageId'>) => Promise<boolean>;
  };
  seen: Seen;
  /** The product of a SKU, if the shop has it. */
  about: (sku: string) => Promise<Memory['focus']>;
  /** Says a sentence of the shop's, once for the message. */
  notice: (
    tx: Transaction,
    contact: ChannelContact,
    messageId: string,
    notice: IntakeNotice,
  ) => Promise<void>;
  /** Has what was sent fetched. */
  fetch: (tx: Transaction, conversationId: string, attachments: readonly Attachment[]) => Promise<void>;
  /** A cart that was filled at the vendor goes into the shop's, at the shop's prices; answers what is to be said of it. */
  order: (
    contact: ChannelContact,
    message: InboundChannelMessage,
    content: ContentOf<'order'>,
  ) => Promise<{ text: string; notice?: IntakeNotice }>;
  /** What was filled into a form is kept; answers what is to be said of it. */
  form: (
    contact: ChannelContact,
    message: InboundChannelMessage,
    content: ContentOf<'form'>,
  ) => Promise<{ text: string; notice?: IntakeNotice }>;
  status: (channel: Channel, status: Of<'status'>) => Promise<void>;
  account: (channel: Channel, rating: Of<'account'>) => Promise<void>;
  template: (channel: Channel, news: Of<'template'>) => Promise<void>;
  /** What people wish of messages. */
  wishes: Pick<Wishes, 'read' | 'take'>;
  preference: (contact: ChannelContact | undefined, preference: Of<'preference'>) => Promise<void>;
  /** Somebody of the merchant's wrote by other means: a person has the conversation. */
  echo: (channel: Channel, contact: ChannelContact | undefined, echo: Of<'echo'>) => Promise<void>;
  fault: (channel: Channel, what: string) => void;
}

/** Takes what a vendor delivers. When `take` settles, all of it is durable and may be acknowledged; it may come again. */
export class Intake {
  readonly #deps: IntakeDeps;
  constructor(deps: IntakeDeps) {
    this.#deps = deps;
  }

  /**
   * Different people's events at once, one person's in their order. What fails keeps nothing else from being stored.
   * @throws the first error, such as CommerceError `too_many_requests`: then all of it has to come again
   */
  async take(channel: Channel, events: readonly ChannelEvent[]): Promise<void> {
    const byPerson = Map.groupBy(events, personOf);
    const done = await Promise.allSettled(
      [...byPerson.values()].map(async (theirs) => {
        for (const event of theirs) await this.#one(channel, event);
      }),
    );
    const failed = done.find((one) => one.status === 'rejected');
    if (failed) throw failed.reason;
  }

  async #one(channel: Channel, event: ChannelEvent): Promise<void> {
    const { contacts } = this.#deps;
    switch (event.kind) {
      case 'message':
        return this.#message(channel, event);
      case 'status':
        return this.#deps.status(channel, event);
      case 'account':
        return this.#deps.account(channel, event);
      case 'template':
        return this.#deps.template(channel, event);
      case 'preference':
        return this.#deps.preference(await contacts.find(channel, event.from), event);
      case 'identity':
        return contacts.renamed(channel, event);
      case 'echo':
        return this.#deps.echo(channel, await contacts.find(channel, event.to), event);
      case 'fault':
        return this.#deps.fault(channel, event.what);
    }
  }

  async #message(channel: Channel, message: InboundChannelMessage): Promise<void> {
    const { contacts, conversations } = this.#deps;
    const contact = await contacts.ofSender(channel, message);
    const ids = {
      channelAccount: `${channel.name} ${channel.account}`,
      providerMessageId: message.messageId,
    };
    if (message.content.type !== 'text' && (await conversations.knows(ids))) return;
    const { text, notice } = await this.#wordsOf(contact, message);
    const attachments = this.#attachmentsOf(channel, message.content);
    const about = message.about === undefined ? undefined : await this.#deps.about(message.about);
    const wish =
      message.content.type === 'text'
        ? await this.#deps.wishes.read(contact, message.content.text)
        : undefined;
    const also = async (tx: Transaction): Promise<void> => {
      await contacts.wrote(tx, channel, contact._id, message);
      await this.#deps.seen(tx, contact, message, about);
      if (wish) await this.#deps.wishes.take(tx, contact, message, wish);
      if (notice) await this.#deps.notice(tx, contact, message.messageId, notice);
      if (attachments.length > 0) await this.#deps.fetch(tx, contact.conversationId, attachments);
      crashPoint('intake.before-commit');
    };
    try {
      await conversations.take({
        ...ids,
        conversationId: contact.conversationId,
        text: text.slice(0, MAX_TEXT),
        also,
        ...(attachments.length > 0 && { attachments: async () => attachments }),
      });
      crashPoint('intake.after-commit');
    } catch (error) {
      const code = error instanceof CommerceError ? error.code : undefined;
      // Without words there is nothing to answer; that somebody wrote counts all the same.
      if (code === 'invalid_input') return this.#deps.store.transaction(also);
      if (code === 'not_found') await this.#forget(contact);
      throw error;
    }
  }

  /** The conversation was erased, and its contact was made meanwhile: the vendor comes again, and finds nobody it knows. */
  async #forget({ _id }: ChannelContact): Promise<void> {
    await this.#deps.store.transaction(async (tx) => {
      const stored = await tx.get(channelContacts, _id);
      if (stored) await tx.delete(channelContacts, _id, stored.version);
    });
  }

  async #wordsOf(
    contact: ChannelContact,
    message: InboundChannelMessage,
  ): Promise<{ text: string; notice?: IntakeNotice }> {
    const { content } = message;
    switch (content.type) {
      case 'text':
        return { text: content.text };
      case 'media':
        return { text: content.media.caption ?? '' };
      case 'order':
        return this.#deps.order(contact, message, content);
      case 'form':
        return this.#deps.form(contact, message, content);
      case 'unsupported':
        return { text: content.text ?? '', notice: 'message_not_read' };
    }
  }

  #attachmentsOf(channel: Channel, content: InboundContent): Attachment[] {
    if (content.type !== 'media' || !channel.media) return [];
    const { kind, mediaType, id } = content.media;
    const mediaId = orderedId(this.#deps.ids, 'med', this.#deps.clock.now());
    return [{ kind, mediaType, mediaId, remote: { channel: channel.name, id } }];
  }
}

const personOf = (event: ChannelEvent): string => {
  switch (event.kind) {
    case 'message':
    case 'preference':
      return event.from.userId;
    case 'status':
      return event.messageId;
    case 'identity':
      return event.previous;
    case 'echo':
      return event.to.userId;
    case 'account':
    case 'template':
    case 'fault':
      return '';
  }
};
