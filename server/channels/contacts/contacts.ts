import { resealed } from '../../commerce/profiles/reseal.ts';
import type { Seal } from '../../commerce/profiles/seal.ts';
import type { KeyedHash } from '../../commerce/secrets.ts';
import type { Ids } from '../../platform/ids.ts';
import { DuplicateKeyError, type Reader, type Store, type Transaction } from '../../platform/store/port.ts';
import type { Channel, ChannelAddress, ChannelEvent } from '../channel.ts';
import { type ChannelContact, channelContacts } from './model.ts';

/** A conversation for somebody new; `insert` happens in the transaction that makes it. */
export type OpenConversation = (
  contact: {
    contactId: string;
    channel: string;
    /** Given where the vendor vouches for it: E.164. */
    phone: string | undefined;
  },
  insert: (tx: Transaction, conversationId: string) => Promise<void>,
) => Promise<void>;

export interface ContactsDeps {
  store: Store;
  ids: Ids;
  /** Its key never changes: by it a user is known again. */
  hash: KeyedHash;
  /** Of a phone number: the hash that erasures know people by. */
  phoneHash: (phone: string) => string;
  seal: Seal;
  open: OpenConversation;
}

/** What addresses are sealed for. */
const PURPOSE = 'channelContacts.sealedAddress';

export type Account = Pick<Channel, 'name' | 'account'>;
type Message = Extract<ChannelEvent, { kind: 'message' }>;
type Identity = Extract<ChannelEvent, { kind: 'identity' }>;

/** Who writes on the channels, each with one conversation. */
export class Contacts {
  readonly #deps: ContactsDeps;
  constructor(deps: ContactsDeps) {
    this.#deps = deps;
  }

  /**
   * The contact of a user, if they have written before. Who was known by a phone number alone, before the vendor gave them an
   * id, is found by that number.
   */
  async find(account: Account, { userId, phone }: ChannelAddress): Promise<ChannelContact | undefined> {
    const { store } = this.#deps;
    const [found] = await store.find(channelContacts, {
      where: { userHash: this.#hash(account, userId) },
      limit: 1,
    });
    return found ?? this.#byPhone(store, account, phone);
  }

  /** The contact of a message's sender; one who is new gets a conversation. */
  async ofSender(account: Account, message: Message): Promise<ChannelContact> {
    return (await this.find(account, message.from)) ?? this.#add(account, message);
  }

  addressOf({ sealedAddress }: Pick<ChannelContact, 'sealedAddress'>): ChannelAddress {
    return JSON.parse(this.#deps.seal.open(sealedAddress, PURPOSE)) as ChannelAddress;
  }

  /** Undefined where the key that sealed it is gone: then they are reached again once they write. */
  readable(contact: Pick<ChannelContact, 'sealedAddress'>): ChannelAddress | undefined {
    try {
      return this.addressOf(contact);
    } catch {
      return undefined;
    }
  }

  /** Of a conversation: the one who wrote last, where two of them lead to it. */
  async ofConversation(reader: Reader, conversationId: string): Promise<ChannelContact | undefined> {
    const found = await reader.find(channelContacts, { where: { conversationId }, limit: 100 });
    return found.sort((a, b) => b.lastInboundAt - a.lastInboundAt)[0];
  }

  /** Notes that somebody wrote, how they are reached now, and what led them here. */
  async wrote(tx: Transaction, account: Account, contactId: string, message: Message): Promise<void> {
    const contact = await tx.get(channelContacts, contactId);
    if (!contact) return;
    const { at, from } = message;
    const address = this.readable(contact);
    const current = { ...address, ...from };
    const changed =
      JSON.stringify(address) !== JSON.stringify(current) ||
      !this.#deps.seal.isCurrent(contact.sealedAddress);
    const referral = referralOf(message);
    if (!changed && !referral && at <= contact.lastInboundAt) return;
    await tx.replace(channelContacts, {
      ...contact,
      lastInboundAt: Math.max(contact.lastInboundAt, at),
      ...(changed && this.#fields(account, current)),
      ...(referral && referral.at >= (contact.referral?.at ?? 0) && { referral }),
    });
  }

  /** The vendor gave somebody another id: they stay who they were. Of two contacts, the one with the history stays. */
  async renamed(
    account: Account,
    { previous, previousPhone, current }: Pick<Identity, 'previous' | 'previousPhone' | 'current'>,
  ): Promise<void> {
    await this.#deps.store.transaction(async (tx) => {
      const byUser = async (userId: string): Promise<ChannelContact | undefined> =>
        (await tx.find(channelContacts, { where: { userHash: this.#hash(account, userId) }, limit: 1 }))[0];
      const before = (await byUser(previous)) ?? (await this.#byPhone(tx, account, previousPhone));
      if (!before) return;
      const taken = await byUser(current.userId);
      if (taken?._id === before._id) return;
      if (taken) await tx.delete(channelContacts, taken._id, taken.version);
      const { phoneHash: _hash, ...rest } = before;
      const { phone: _phone, ...address } = this.readable(before) ?? current;
      await tx.replace(channelContacts, { ...rest, ...this.#fields(account, { ...address, ...current }) });
    });
  }

  /** Seals again, with the key that seals now, what an older one sealed. Answers how many. */
  async reseal(): Promise<number> {
    const { store, seal } = this.#deps;
    if (!seal.hasOlderKeys) return 0;
    return resealed(store, channelContacts, (contact) =>
      seal.isCurrent(contact.sealedAddress)
        ? undefined
        : { ...contact, sealedAddress: this.#sealed(this.addressOf(contact)) },
    );
  }

  async #add(account: Account, message: Message): Promise<ChannelContact> {
    const { from, at } = message;
    const _id = this.#deps.ids.next('cct');
    const referral = referralOf(message);
    let made: ChannelContact | undefined;
    try {
      await this.#deps.open(
        { contactId: _id, channel: account.name, phone: from.phone },
        async (tx, conversationId) => {
          made = await tx.insert(channelContacts, {
            _id,
            channel: account.name,
            account: account.account,
            ...this.#fields(account, from),
            consentKey: this.#hash(account, from.userId),
            conversationId,
            lastInboundAt: at,
            ...(referral && { referral }),
          });
        },
      );
    } catch (error) {
      // Two first messages came at once.
      if (!(error instanceof DuplicateKeyError)) throw error;
      made = await this.find(account, from);
    }
    if (!made) throw new Error('a new contact was not stored');
    return made;
  }

  async #byPhone(
    reader: Reader,
    account: Account,
    phone: string | undefined,
  ): Promise<ChannelContact | undefined> {
    if (phone === undefined) return undefined;
    const phoneHash = this.#deps.phoneHash(phone);
    const same = await reader.find(channelContacts, { where: { phoneHash }, limit: 50 });
    return same.find(
      (contact) =>
        contact.channel === account.name &&
        contact.account === account.account &&
        isPhone(this.readable(contact)),
    );
  }

  #fields(
    account: Account,
    address: ChannelAddress,
  ): Pick<ChannelContact, 'userHash' | 'sealedAddress'> & { phoneHash?: string } {
    const { userId, phone } = address;
    return {
      userHash: this.#hash(account, userId),
      sealedAddress: this.#sealed(address),
      ...(phone !== undefined && { phoneHash: this.#deps.phoneHash(phone) }),
    };
  }

  #sealed(address: ChannelAddress): string {
    return this.#deps.seal.seal(JSON.stringify(address), PURPOSE);
  }

  #hash({ name, account }: Account, userId: string): string {
    return this.#deps.hash(JSON.stringify([name, account, userId]));
  }
}

const digits = (text: string): string => text.replaceAll(/\D/g, '');

/** The vendor had no other id of them than their number. A number that another id came with may have a new owner since. */
const isPhone = (address: ChannelAddress | undefined): boolean =>
  address?.phone !== undefined &&
  /^\+?\d+$/.test(address.userId) &&
  digits(address.userId) === digits(address.phone);

const referralOf = ({ referral, at }: Message): ChannelContact['referral'] =>
  referral && {
    ...referral,
    ...(referral.utm && { utm: { ...referral.utm } }),
    at,
  };
