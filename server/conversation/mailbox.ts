import { withoutCardNumbers } from '../commerce/card-numbers.ts';
import { CommerceError } from '../commerce/errors.ts';
import type { KeyedHash } from '../commerce/secrets.ts';
import type { Clock } from '../platform/clock.ts';
import { type Ids, orderedId } from '../platform/ids.ts';
import { DuplicateKeyError, type Store, type Transaction } from '../platform/store/port.ts';
import { type Attachment, conversations, type InboundMessage, inboundMessages } from './model.ts';

export interface MailboxDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  /** Of channel account and the provider's message id. Its key never changes, so nothing is ever answered twice. */
  dedupeHash: KeyedHash;
  /** This process, as it stands in leases. */
  worker: string;
  /** Milliseconds that a worker has before another may take its turn over. */
  leaseMs: number;
}

export interface Inbound {
  conversationId: string;
  /** The account of the merchant's on the channel; `web` for the chat of this server. */
  channelAccount: string;
  providerMessageId: string;
  text: string;
  /** Asked for when the message is new. */
  attachments?: () => Promise<Attachment[]>;
  locale?: string;
  /** Happens in the transaction that stores a new message. */
  also?: (tx: Transaction) => Promise<void>;
}

export const MAX_TEXT = 4000;
const MAX_WAITING = 50;
/** Whoever delivers a message waits for its acknowledgement, and sends it again when that takes long. */
export const URGENT = { urgent: true };

/** Stores what customers write. Acknowledge a message after `accept` only: then it is on disk and will be answered. */
export class Mailbox {
  readonly #deps: MailboxDeps;
  constructor(deps: MailboxDeps) {
    this.#deps = deps;
  }

  async knows({
    channelAccount,
    providerMessageId,
  }: Pick<Inbound, 'channelAccount' | 'providerMessageId'>): Promise<boolean> {
    const dedupe = this.#deps.dedupeHash(JSON.stringify([channelAccount, providerMessageId]));
    return (await this.#deps.store.count(inboundMessages, { dedupe })) > 0;
  }

  /**
   * `isNew` is false for a message that came before: it is not answered again.
   * @throws CommerceError `invalid_input`, `not_found`, `too_many_requests` when too many messages wait for an answer
   */
  async accept(inbound: Inbound): Promise<{ message: InboundMessage; isNew: boolean }> {
    const { store, clock, ids, dedupeHash, worker, leaseMs } = this.#deps;
    const { conversationId, channelAccount, providerMessageId } = inbound;
    const text = withoutCardNumbers(inbound.text);
    if (text.length > MAX_TEXT)
      throw new CommerceError('invalid_input', `A message has at most ${MAX_TEXT} characters.`, {
        field: 'text',
      });
    const dedupe = dedupeHash(JSON.stringify([channelAccount, providerMessageId]));
    // What came with a message that is answered already is gone.
    const [before] = inbound.attachments
      ? await store.find(inboundMessages, { where: { dedupe }, limit: 1 })
      : [];
    if (before) return { message: before, isNew: false };
    const attachments = (await inbound.attachments?.()) ?? [];
    if (text.trim() === '' && attachments.length === 0)
      throw new CommerceError('invalid_input', 'The message is empty.', { field: 'text' });
    try {
      return await store.transaction(async (tx) => {
        const [known] = await tx.find(inboundMessages, { where: { dedupe }, limit: 1 });
        if (known) return { message: known, isNew: false };
        const conversation = await tx.get(conversations, conversationId);
        if (!conversation) throw new CommerceError('not_found', 'This conversation does not exist.');
        if (conversation.waiting >= MAX_WAITING)
          throw new CommerceError('too_many_requests', 'Wait for the answer before you write more.');
        const now = clock.now();
        const sequence = conversation.lastInbound + 1;
        const message = await tx.insert(inboundMessages, {
          _id: orderedId(ids, 'msg', now),
          conversationId,
          sequence,
          dedupe,
          text,
          attachments,
          ...(inbound.locale !== undefined && { locale: inbound.locale }),
        });
        const held = conversation.lease && conversation.lease.until > now ? conversation.lease : undefined;
        const lease = held ?? { worker, until: now + leaseMs };
        await tx.replace(conversations, {
          ...conversation,
          lastInbound: sequence,
          waiting: conversation.waiting + 1,
          lastMessageAt: now,
          lease,
          dueAt: lease.until,
        });
        await inbound.also?.(tx);
        return { message, isNew: true };
      }, URGENT);
    } catch (error) {
      if (!(error instanceof DuplicateKeyError)) throw error;
      const [known] = await store.find(inboundMessages, { where: { dedupe }, limit: 1 });
      if (!known) throw error;
      return { message: known, isNew: false };
    }
  }
}
