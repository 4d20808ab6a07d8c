import { CommerceError } from '../../commerce/errors.ts';
import type { Store } from '../../platform/store/port.ts';
import type { Channel, ChannelEvent, InboundContent, MediaReference } from '../channel.ts';
import type { Contacts } from '../contacts/contacts.ts';
import type { ChannelContact } from '../contacts/model.ts';

type Of<K extends ChannelEvent['kind']> = Extract<ChannelEvent, { kind: K }>;
export type InboundChannelMessage = Of<'message'>;

/** What of an inbound message a conversation takes. */
export interface InboundText {
  conversationId: string;
  /** Message ids are unique in it. */
  channelAccount: string;
  providerMessageId: string;
  text: string;
  /** Read from the vendor when the message is new. */
  media?: () => Promise<Uint8Array>;
}

export interface IntakeDeps {
  store: Store;
  contacts: Contacts;
  /** Stores the message, once, and sees to it that it is answered. */
  post: (message: InboundText) => Promise<unknown>;
  /** Keeps what somebody came with, and their session alive. */
  seen: (contact: ChannelContact, message: InboundChannelMessage) => Promise<void>;
  /** A cart that was filled at the vendor goes into the shop's, at the shop's prices; answers what is to be said of it. */
  order: (
    contact: ChannelContact,
    message: InboundChannelMessage,
    content: Extract<InboundContent, { type: 'order' }>,
  ) => Promise<string>;
  form: (
    contact: ChannelContact,
    message: InboundChannelMessage,
    content: Extract<InboundContent, { type: 'form' }>,
  ) => Promise<string>;
  status: (channel: Channel, status: Of<'status'>) => Promise<void>;
  preference: (contact: ChannelContact | undefined, preference: Of<'preference'>) => Promise<void>;
  echo: (contact: ChannelContact | undefined, echo: Of<'echo'>) => Promise<void>;
}

/** Takes what a vendor delivers. When `take` settles, all of it is durable and may be acknowledged; it may come again. */
export class Intake {
  readonly #deps: IntakeDeps;
  constructor(deps: IntakeDeps) {
    this.#deps = deps;
  }

  /**
   * Different people's events at once, one person's in their order.
   * @throws CommerceError `too_many_requests` where one of them has to come again later; the rest is stored
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
      case 'preference':
        return this.#deps.preference(await contacts.find(channel, event.from.userId), event);
      case 'identity':
        return contacts.renamed(channel, event.previous, event.current);
      case 'echo':
        return this.#deps.echo(await contacts.find(channel, event.to.userId), event);
    }
  }

  async #message(channel: Channel, message: InboundChannelMessage): Promise<void> {
    const { contacts, store, seen, post } = this.#deps;
    const contact = await contacts.ofSender(channel, message);
    await store.transaction((tx) => contacts.wrote(tx, contact._id, message));
    await seen(contact, message);
    const text = await this.#textOf(contact, message);
    try {
      await post({
        conversationId: contact.conversationId,
        channelAccount: `${channel.name} ${channel.account}`,
        providerMessageId: message.messageId,
        text,
        ...(message.content.type === 'media' && { media: () => mediaOf(channel, message.content) }),
      });
    } catch (error) {
      // Nothing that could be answered: to have it sent again would not help.
      if (error instanceof CommerceError && error.code === 'invalid_input') return;
      throw error;
    }
  }

  async #textOf(contact: ChannelContact, message: InboundChannelMessage): Promise<string> {
    const { content } = message;
    switch (content.type) {
      case 'text':
        return content.text;
      case 'media':
        return content.media.caption ?? '';
      case 'order':
        return this.#deps.order(contact, message, content);
      case 'form':
        return this.#deps.form(contact, message, content);
      case 'unsupported':
        return '';
    }
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
  }
};

async function mediaOf(channel: Channel, content: InboundContent): Promise<Uint8Array> {
  const { media } = content as { media: MediaReference };
  if (!channel.media) throw new TypeError(`${channel.name} brings no media`);
  return channel.media(media, AbortSignal.timeout(30_000));
}
