import { carts } from '../../commerce/carts/model.ts';
import { checkouts } from '../../commerce/checkouts/model.ts';
import type { DomainEvent } from '../../commerce/events/model.ts';
import type { EventRecorder } from '../../commerce/events/recorder.ts';
import { orders } from '../../commerce/orders/model.ts';
import { refunds } from '../../commerce/payments/model.ts';
import type { ProductWatch } from '../../commerce/watches/model.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Job, Jobs } from '../../platform/jobs/port.ts';
import type { Reader, Store, Transaction } from '../../platform/store/port.ts';
import type { Contacts } from '../contacts/contacts.ts';
import type { ChannelContact } from '../contacts/model.ts';
import type { ChannelRegistry } from '../registry.ts';
import type { Announced, Announcement, Announcer } from './announcer.ts';
import { NOTICES, type NoticeKind, type NoticeSettings } from './kinds.ts';
import { SAY, type SayDeps, type Subject } from './say-notice.ts';

export interface NoticesDeps extends SayDeps {
  store: Store;
  clock: Clock;
  jobs: Jobs;
  events: Pick<EventRecorder, 'on'>;
  registry: ChannelRegistry;
  contacts: Pick<Contacts, 'ofConversation'>;
  announcer: Pick<Announcer, 'announce'>;
  /** The sessions of the person whose this one is. */
  siblings: (sessionId: string, reader: Reader) => Promise<readonly string[]>;
  settings: NoticeSettings;
  /** Of carts that were left; 0: nobody is reminded. Milliseconds. */
  cartReminderMs: number;
}

export const NOTICE_JOB = 'channel.notice';
const CART_JOB = 'channel.cart-left';
/** What happened longer ago is no news. */
const NEWS_MS = 2 * 86_400_000;
/** Who is about to try another card is not told that the first one failed. */
const PAYMENT_MS = 600_000;

/** Tells customers over the channel on which they write what happens to their orders, payments, watches and carts. */
export class Notices {
  readonly #deps: NoticesDeps;
  constructor(deps: NoticesDeps) {
    this.#deps = deps;
    const { events, jobs, registry, cartReminderMs } = deps;
    jobs.handle(NOTICE_JOB, (job) => this.#run(job));
    jobs.handle(CART_JOB, ({ payload }) => this.#cartLeft(String(payload.cartId)));
    if (registry.all().length === 0) return;
    for (const type of [
      'order.created',
      'order.processing',
      'order.shipped',
      'order.delivered',
      'order.updated',
      'order.canceled',
    ] as const)
      events.on(type, (tx, event) => this.#order(tx, event));
    events.on('refund.succeeded', (tx, event) => this.#refund(tx, event));
    events.on('checkout.updated', (tx, event) => this.#checkout(tx, event));
    if (cartReminderMs === 0) return;
    events.on('cart.created', (tx, event) => this.#cart(tx, event));
    events.on('cart.updated', (tx, event) => this.#cart(tx, event));
  }

  /** What was waited for is so. */
  async watch(tx: Transaction, { _id, sessionId, kind }: ProductWatch): Promise<void> {
    await this.#tell(tx, kind, sessionId, { id: _id, at: this.#deps.clock.now() });
  }

  async #order(tx: Transaction, { type, data }: DomainEvent): Promise<void> {
    const order = await tx.get(orders, String(data.order_id));
    if (!order) return;
    const { _id: id, sessionId } = order;
    const now = this.#deps.clock.now();
    if (type === 'order.created') return this.#tell(tx, 'order_confirmed', sessionId, { id, at: now });
    if (type === 'order.canceled') return this.#tell(tx, 'order_canceled', sessionId, { id, at: now });
    for (const { id: fulfillmentId, events } of order.fulfillments) {
      const [first] = events;
      const last = events.at(-1);
      if (first && first.at > now - NEWS_MS && last?.status !== 'delivered')
        await this.#tell(tx, 'order_shipped', sessionId, { id, fulfillmentId, at: first.at });
      if (last?.status === 'delivered' && last.at > now - NEWS_MS)
        await this.#tell(tx, 'order_delivered', sessionId, { id, fulfillmentId, at: last.at });
    }
  }

  async #refund(tx: Transaction, { data }: DomainEvent): Promise<void> {
    const refund = await tx.get(refunds, String(data.refund_id));
    const order = refund && refund.orderId !== '' ? await tx.get(orders, refund.orderId) : undefined;
    if (refund && order)
      await this.#tell(tx, 'refund', order.sessionId, { id: refund._id, at: this.#deps.clock.now() });
  }

  /** A checkout that can be changed again after it was being paid for: nothing came of the payment. */
  async #checkout(tx: Transaction, { data }: DomainEvent): Promise<void> {
    const changed = Array.isArray(data.changed) && data.changed.includes('state');
    if (!changed || data.state !== 'active') return;
    const checkout = await tx.get(checkouts, String(data.checkout_id));
    const at = this.#deps.clock.now();
    if (checkout)
      await this.#tell(tx, 'payment_failed', checkout.sessionId, { id: checkout._id, at }, at + PAYMENT_MS);
  }

  async #cart(tx: Transaction, { data }: DomainEvent): Promise<void> {
    const { jobs, clock, cartReminderMs } = this.#deps;
    const cart = await tx.get(carts, String(data.cart_id));
    if (cart?.status !== 'open' || !(await this.#contactOf(tx, cart.sessionId))) return;
    const job = { kind: CART_JOB, key: cart._id };
    await jobs.cancel(tx, job);
    if (cart.lines.length > 0)
      await jobs.enqueue(tx, {
        ...job,
        payload: { cartId: cart._id },
        runAt: clock.now() + cartReminderMs,
      });
  }

  async #cartLeft(cartId: string): Promise<void> {
    const { store, clock, jobs, cartReminderMs } = this.#deps;
    await store.transaction(async (tx) => {
      const cart = await tx.get(carts, cartId);
      if (cart?.status !== 'open' || cart.lines.length === 0) return;
      const due = cart.updatedAt + cartReminderMs;
      if (due > clock.now()) {
        const key = `${cartId} ${due}`;
        await jobs.enqueue(tx, { kind: CART_JOB, key, payload: { cartId }, runAt: due });
        return;
      }
      await this.#tell(tx, 'cart_reminder', cart.sessionId, { id: cartId, at: clock.now() });
    });
  }

  async #tell(
    tx: Transaction,
    kind: NoticeKind,
    sessionId: string,
    subject: Subject,
    runAt?: number,
  ): Promise<void> {
    if (this.#deps.settings[kind] === 'off') return;
    const contact = await this.#contactOf(tx, sessionId);
    if (!contact) return;
    await this.#deps.jobs.enqueue(tx, {
      kind: NOTICE_JOB,
      key: keyOf(kind, subject).join(' '),
      payload: { kind, contactId: contact._id, ...subject },
      ...(runAt !== undefined && { runAt }),
    });
  }

  /** Who is to be told of what happens in a session: on its own channel, else on one where the same person writes. */
  async #contactOf(tx: Transaction, sessionId: string): Promise<ChannelContact | undefined> {
    const { contacts, siblings } = this.#deps;
    const own = await contacts.ofConversation(tx, sessionId);
    if (own) return own;
    const others = (await siblings(sessionId, tx)).filter((id) => id !== sessionId);
    const found: ChannelContact[] = [];
    for (const id of others) {
      const contact = await contacts.ofConversation(tx, id);
      if (contact) found.push(contact);
    }
    return found.sort((a, b) => b.lastInboundAt - a.lastInboundAt)[0];
  }

  async #run({ payload }: Job): Promise<void> {
    const { store, clock, jobs, announcer, settings } = this.#deps;
    const { kind, contactId, id, fulfillmentId, at } = payload as unknown as Subject & {
      kind: NoticeKind;
      contactId: string;
    };
    const setting = settings[kind];
    if (setting === 'off' || clock.now() - at > NEWS_MS) return;
    const subject: Subject = { id, fulfillmentId, at };
    const announcement: Announcement = {
      key: keyOf(kind, subject),
      purpose: kind === 'cart_reminder' ? 'marketing' : 'transactional',
      notice: kind,
      template: { name: setting.template, places: setting.places ?? NOTICES[kind], when: 'closed' },
      gather: (notebook, contact) => SAY[kind](this.#deps, notebook, contact, subject),
    };
    const announced: Announced = await announcer.announce(contactId, announcement);
    if (announced.done !== 'later') return;
    const key = `${announcement.key.join(' ')} ${announced.until}`;
    await store.transaction((tx) =>
      jobs.enqueue(tx, { kind: NOTICE_JOB, key, payload, runAt: announced.until }),
    );
  }
}

const keyOf = (kind: NoticeKind, { id, fulfillmentId }: Subject): string[] => [
  kind,
  id,
  ...(fulfillmentId === undefined ? [] : [fulfillmentId]),
];
