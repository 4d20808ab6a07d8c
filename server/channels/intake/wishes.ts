import { carts } from '../../commerce/carts/model.ts';
import type { ConsentLedger } from '../../commerce/consent/ledger.ts';
import { orders } from '../../commerce/orders/model.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import type { ChannelEvent } from '../channel.ts';
import type { ChannelContact } from '../contacts/model.ts';
import { readWish, type Wish } from '../policy/opt-out.ts';
import type { InboundChannelMessage, IntakeNotice } from './intake.ts';

export interface WishesDeps {
  store: Store;
  ledger: ConsentLedger;
  /** The conversations of the person whose conversation it is: a cart may stand in any of them. */
  siblings: (conversationId: string) => Promise<readonly string[]>;
  /** Confirms, once. */
  confirm: (
    tx: Transaction,
    contact: ChannelContact,
    messageId: string,
    notice: IntakeNotice,
  ) => Promise<void>;
}

const MEANING = {
  stop: { purpose: 'all', status: 'withdrawn', notice: 'stopped' },
  stop_marketing: { purpose: 'marketing', status: 'withdrawn', notice: 'marketing_stopped' },
  resume: { purpose: 'all', status: 'granted', notice: 'resumed' },
  agree_marketing: { purpose: 'marketing', status: 'granted', notice: 'marketing_agreed' },
} as const satisfies Record<Wish, { purpose: string; status: string; notice: IntakeNotice }>;

/** What people wish of messages: read, kept in the ledger, and confirmed once. */
export class Wishes {
  readonly #deps: WishesDeps;
  constructor(deps: WishesDeps) {
    this.#deps = deps;
  }

  /** What a text wishes; "cancel" is about an order where there is one, or a cart. */
  async read({ conversationId }: ChannelContact, text: string): Promise<Wish | undefined> {
    const wish = readWish(text);
    if (wish !== 'stop' || readWish(text, { ordering: true }) === 'stop') return wish;
    const { store, siblings } = this.#deps;
    const sessionId = { in: [...(await siblings(conversationId))] };
    const open = await store.find(carts, { where: { sessionId, status: 'open' } });
    const ordering =
      open.some(({ lines }) => lines.length > 0) || (await store.count(orders, { sessionId })) > 0;
    return ordering ? undefined : wish;
  }

  /** In the transaction that stores the message, so that it counts from then on. */
  async take(
    tx: Transaction,
    contact: ChannelContact,
    message: InboundChannelMessage,
    wish: Wish,
  ): Promise<void> {
    const { purpose, status, notice } = MEANING[wish];
    const { ledger } = this.#deps;
    const said = {
      ...{ subject: contact.consentKey, channel: contact.channel, status },
      ...({ method: 'message', actor: 'customer' } as const),
      ...{ messageId: message.messageId, at: message.at },
    };
    // Who had stopped everything and asks for promotions wants messages again.
    if (wish === 'agree_marketing' && (await ledger.of(contact.consentKey, tx)).stoppedAt !== undefined)
      await ledger.record(tx, { ...said, purpose: 'all' });
    const changed = await ledger.record(tx, { ...said, purpose });
    if (changed) await this.#deps.confirm(tx, contact, message.messageId, notice);
  }

  /** What somebody set with a switch of the vendor's own, or what the vendor says when a message is refused. */
  async told(
    contact: Pick<ChannelContact, 'consentKey' | 'channel'>,
    { marketing, at }: Pick<Extract<ChannelEvent, { kind: 'preference' }>, 'marketing' | 'at'>,
  ): Promise<void> {
    const { store, ledger } = this.#deps;
    await store.transaction(async (tx) => {
      const known = await ledger.entries(contact.consentKey, tx);
      const status = marketing === 'stop' ? 'withdrawn' : 'granted';
      if (known.some((one) => one.method === 'vendor' && one.at === at && one.status === status)) return;
      await ledger.record(tx, {
        ...{ subject: contact.consentKey, channel: contact.channel, purpose: 'marketing', status },
        ...{ method: 'vendor', actor: 'vendor', at },
      });
    });
  }
}
