import type { KeyedHash } from '../../commerce/secrets.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Ids } from '../../platform/ids.ts';
import { DuplicateKeyError, type Store, type Transaction } from '../../platform/store/port.ts';
import type { Channel, ChannelAddress, ChannelEvent } from '../channel.ts';
import { type ChannelContact, channelContacts } from './model.ts';

/** Encrypts personal data before it is stored. */
export interface Seal {
  seal(text: string): string;
  /** @throws Error where it was sealed with a key that is gone, or altered */
  open(sealed: string): string;
}

/** A conversation for somebody new. `phone` is given where the vendor vouches for it. */
export type OpenConversation = (contact: {
  contactId: string;
  channel: string;
  phone: string | undefined;
}) => Promise<{ conversationId: string }>;

export interface ContactsDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  /** Its key never changes: by it a user is known again. */
  hash: KeyedHash;
  seal: Seal;
  open: OpenConversation;
}

type Account = Pick<Channel, 'name' | 'account'>;
type Message = Extract<ChannelEvent, { kind: 'message' }>;

/** Who writes on the channels, each with one conversation. */
export class Contacts {
  readonly #deps: ContactsDeps;
  constructor(deps: ContactsDeps) {
    this.#deps = deps;
  }

  /** The contact of a user, if they have written before. */
  async find(account: Account, userId: string): Promise<ChannelContact | undefined> {
    const where = { userHash: this.#hash(account, userId) };
    const [found] = await this.#deps.store.find(channelContacts, { where, limit: 1 });
    return found;
  }

  /** The contact of a message's sender; one who is new gets a conversation. */
  async ofSender(account: Account, message: Message): Promise<ChannelContact> {
    const known = await this.find(account, message.from.userId);
    return known ?? this.#add(account, message);
  }

  addressOf({ sealedAddress }: Pick<ChannelContact, 'sealedAddress'>): ChannelAddress {
    return JSON.parse(this.#deps.seal.open(sealedAddress)) as ChannelAddress;
  }

  /** Notes that somebody wrote, and how they are reached now. */
  async wrote(tx: Transaction, contactId: string, message: Message): Promise<ChannelContact | undefined> {
    const contact = await tx.get(channelContacts, contactId);
    if (!contact) return undefined;
    const address = this.addressOf(contact);
    const current = { ...address, ...message.from };
    const changed = JSON.stringify(address) !== JSON.stringify(current);
    if (!changed && message.at <= contact.lastInboundAt) return contact;
    return tx.replace(channelContacts, {
      ...contact,
      lastInboundAt: Math.max(contact.lastInboundAt, message.at),
      ...(changed && { sealedAddress: this.#sealed(current) }),
    });
  }

  /** The vendor gave somebody another id: they stay who they were. Of two contacts, the one with the history stays. */
  async renamed(account: Account, previous: string, current: ChannelAddress): Promise<void> {
    const { store } = this.#deps;
    await store.transaction(async (tx) => {
      const [before] = await tx.find(channelContacts, {
        where: { userHash: this.#hash(account, previous) },
        limit: 1,
      });
      if (!before) return;
      const userHash = this.#hash(account, current.userId);
      const [taken] = await tx.find(channelContacts, { where: { userHash }, limit: 1 });
      if (taken?._id === before._id) return;
      if (taken) await tx.delete(channelContacts, taken._id, taken.version);
      const { phone: _phone, ...address } = this.addressOf(before);
      await tx.replace(channelContacts, {
        ...before,
        userHash,
        sealedAddress: this.#sealed({ ...address, ...current }),
      });
    });
  }

  async #add(account: Account, { from, at, referral }: Message): Promise<ChannelContact> {
    const { store, ids, open } = this.#deps;
    const _id = ids.next('cct');
    const { conversationId } = await open({ contactId: _id, channel: account.name, phone: from.phone });
    try {
      return await store.transaction((tx) =>
        tx.insert(channelContacts, {
          _id,
          channel: account.name,
          account: account.account,
          userHash: this.#hash(account, from.userId),
          sealedAddress: this.#sealed(from),
          conversationId,
          lastInboundAt: at,
          ...(referral && {
            referral: { ...referral, at, ...(referral.utm && { utm: { ...referral.utm } }) },
          }),
        }),
      );
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      // Two first messages came at once.
      const known = await this.find(account, from.userId);
      if (!known) throw error;
      return known;
    }
  }

  #sealed(address: ChannelAddress): string {
    return this.#deps.seal.seal(JSON.stringify(address));
  }

  #hash({ name, account }: Account, userId: string): string {
    return this.#deps.hash(JSON.stringify([name, account, userId]));
  }
}
