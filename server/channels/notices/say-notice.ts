import { orderView } from '../../../tools/order-view.ts';
import { carts } from '../../commerce/carts/model.ts';
import { localized, type Product } from '../../commerce/catalog/model.ts';
import { checkouts } from '../../commerce/checkouts/model.ts';
import { format } from '../../commerce/money.ts';
import { type Order, orders } from '../../commerce/orders/model.ts';
import { refunds } from '../../commerce/payments/model.ts';
import { productWatches } from '../../commerce/watches/model.ts';
import { replies } from '../../conversation/model.ts';
import { cartBlock, orderBlock, productCard } from '../../grounding/blocks.ts';
import type { Fact } from '../../grounding/fact.ts';
import type { PhraseKey } from '../../grounding/phrases/phrases.ts';
import type { Block } from '../../grounding/reply.ts';
import type { Store } from '../../platform/store/port.ts';
import type { ChannelContact } from '../contacts/model.ts';
import { actorOf } from '../intake/vendor-cart.ts';

import type { NoticeKind } from './kinds.ts';
import type { Notebook } from './notebook.ts';
import type { Gathered } from './words.ts';

/** What a notice is about. */
export interface Subject {
  /** Of the order, refund, checkout, watch or cart. */
  id: string;
  /** Of the parcel. */
  fulfillmentId?: string | undefined;
  /** When it happened: UTC, milliseconds. */
  at: number;
}

export interface SayDeps {
  store: Store;
  findProduct: (id: string) => Promise<Product | undefined>;
}

type Say = (
  deps: SayDeps,
  notebook: Notebook,
  contact: ChannelContact,
  subject: Subject,
) => Promise<Gathered | undefined>;

const say = (key: PhraseKey, facts: Record<string, string> = {}): Block => ({
  type: 'text',
  segments: [{ type: 'phrase', key, facts }],
});
const link = (purpose: 'checkout' | 'tracking', key: PhraseKey, fact: string): Block => ({
  type: 'link',
  purpose,
  label: { type: 'phrase', key },
  link: fact,
});
const idOf = (facts: readonly Fact[], kind: Fact['kind'], field: string = kind): string | undefined =>
  facts.find((fact) => fact.kind === kind && fact.field === field)?.id;

/** The order as it is now, and its facts; undefined where it is gone, or its person was erased. */
async function orderOf(
  { store }: SayDeps,
  notebook: Notebook,
  orderId: string,
  change: (order: Order) => Order = (order) => order,
): Promise<{ order: Order; facts: Fact[]; number: string } | undefined> {
  const order = await store.get(orders, orderId);
  if (!order || order.erasedAt !== undefined) return undefined;
  const view = orderView(change(order), notebook.locale, false);
  const facts = notebook.note('get_order', { orders: [view] }, `order ${order._id} ${order.version}`);
  const number = idOf(facts, 'order_number');
  return number === undefined ? undefined : { order, facts, number };
}

/** Whether the conversation has said it already, such as the answer with which it was paid. */
async function isTold(
  { store }: SayDeps,
  { conversationId }: ChannelContact,
  orderId: string,
): Promise<boolean> {
  const last = await store.find(replies, {
    where: { conversationId },
    sort: { field: 'sequence', direction: 'desc' },
    limit: 5,
  });
  return last.some(
    ({ by, facts }) => by === 'bot' && facts.some(({ subject }) => subject.orderId === orderId),
  );
}

const orderConfirmed: Say = async (deps, notebook, contact, { id }) => {
  if (await isTold(deps, contact, id)) return undefined;
  const found = await orderOf(deps, notebook, id);
  if (!found || found.order.status === 'canceled') return undefined;
  const { facts, number } = found;
  const shown = orderBlock(facts, id);
  return {
    blocks: [say('notice_order_confirmed', { order: number }), ...(shown ? [shown] : [])],
    values: { order: number, total: idOf(facts, 'total', 'total'), delivery: idOf(facts, 'delivery') },
  };
};

/** One parcel: what is told is told of that one. */
const orderShipped: Say = async (deps, notebook, _contact, { id, fulfillmentId }) => {
  const only = (order: Order): Order => ({
    ...order,
    fulfillments: order.fulfillments.filter((one) => one.id === fulfillmentId),
  });
  const found = await orderOf(deps, notebook, id, only);
  if (!found || found.order.status === 'canceled') return undefined;
  const { facts, number } = found;
  const tracking = idOf(facts, 'tracking');
  const url = idOf(facts, 'link', 'tracking_url');
  return {
    blocks: [
      say('notice_order_shipped', { order: number }),
      ...(tracking === undefined ? [] : [say('notice_tracking', { tracking })]),
      ...(url === undefined ? [] : [link('tracking', 'notice_follow', url)]),
    ],
    values: { order: number, tracking, link: url },
  };
};

const orderDelivered: Say = async (deps, notebook, _contact, { id }) => {
  const found = await orderOf(deps, notebook, id);
  if (!found) return undefined;
  const { number } = found;
  return { blocks: [say('notice_order_delivered', { order: number })], values: { order: number } };
};

const orderCanceled: Say = async (deps, notebook, _contact, { id }) => {
  const found = await orderOf(deps, notebook, id);
  if (!found) return undefined;
  const { number, facts } = found;
  return {
    blocks: [say('notice_order_canceled', { order: number })],
    values: { order: number, refunded: idOf(facts, 'total', 'refunded') },
  };
};

const refunded: Say = async (deps, notebook, _contact, { id }) => {
  const refund = await deps.store.get(refunds, id);
  if (refund?.status !== 'succeeded') return undefined;
  const order = await deps.store.get(orders, refund.orderId);
  if (!order || order.erasedAt !== undefined) return undefined;
  const { amount } = refund;
  const facts = notebook.note(
    'get_order',
    {
      order_id: order._id,
      order_number: order.number,
      refunded: { ...amount, text: format(amount, notebook.locale) },
    },
    `refund ${refund._id}`,
  );
  const [number, money] = [idOf(facts, 'order_number'), idOf(facts, 'total', 'refunded')];
  if (number === undefined || money === undefined) return undefined;
  return {
    blocks: [say('notice_refund', { order: number, amount: money })],
    values: { order: number, refunded: money },
  };
};

/** Where it was paid after all, or they have written since, there is nothing to say. */
const paymentFailed: Say = async ({ store }, notebook, contact, { id, at }) => {
  const checkout = await store.get(checkouts, id);
  if (checkout?.state !== 'active' || contact.lastInboundAt > at) return undefined;
  const actor = await actorOf(store, { conversationId: checkout.sessionId });
  const facts = actor && (await notebook.read('get_checkout', { checkout_id: id }, actor));
  const url = facts && idOf(facts, 'link', 'continue_url');
  if (!facts || url === undefined) return undefined;
  return {
    blocks: [say('notice_payment_failed'), link('checkout', 'pay_here', url)],
    values: { total: idOf(facts, 'total', 'total'), link: url },
  };
};

/** The variant that is watched, or the cheapest that can be had. */
const watched =
  (key: 'notice_back_in_stock' | 'notice_price_below'): Say =>
  async ({ store, findProduct }, notebook, contact, { id }) => {
    const watch = await store.get(productWatches, id);
    const product = watch && (await findProduct(watch.productId));
    const actor = await actorOf(store, contact);
    if (!watch || !product || !actor) return undefined;
    const asked = watch.variantId ?? product._id;
    const facts = await notebook.read('get_product', { product_id: asked }, actor);
    if (!facts) return undefined;
    const left = new Map(
      facts.flatMap(({ kind, subject: { variantId }, value }) =>
        kind === 'stock' && variantId !== undefined && value.type === 'count'
          ? [[variantId, value.value]]
          : [],
      ),
    );
    const prices = facts.flatMap((fact) =>
      fact.kind === 'price' && fact.value.type === 'money' && fact.subject.variantId !== undefined
        ? [{ variantId: fact.subject.variantId, amount: fact.value.amount }]
        : [],
    );
    const [best] = prices
      .filter(({ variantId }) => watch.variantId === undefined || variantId === watch.variantId)
      .filter(({ variantId }) => (left.get(variantId) ?? 0) > 0)
      .sort((a, b) => a.amount - b.amount);
    // Sold out again, or dearer, since it was looked at.
    if (!best || (watch.below && best.amount >= watch.below.amount)) return undefined;
    const card = productCard(facts, best.variantId);
    if (!card) return undefined;
    const { title: productFact, price } = card;
    return {
      blocks: [
        say(key, { product: productFact, ...(key === 'notice_price_below' && { price }) }),
        { type: 'products', layout: 'list', cards: [card] },
      ],
      values: { product: productFact, price },
    };
  };

/** Once the cart was bought, emptied or is being paid for, there is nothing to say. */
const cartReminder: Say = async ({ store }, notebook, _contact, { id }) => {
  const cart = await store.get(carts, id);
  if (cart?.status !== 'open' || cart.lines.length === 0) return undefined;
  const actor = await actorOf(store, { conversationId: cart.sessionId });
  const facts = actor && (await notebook.read('get_cart', {}, actor));
  const shown = facts && cartBlock(facts);
  if (!facts || !shown) return undefined;
  return {
    blocks: [
      say('notice_cart'),
      shown,
      {
        type: 'quick_replies',
        options: [{ label: { type: 'phrase', key: 'qr_checkout' }, send: 'checkout' }],
      },
    ],
    values: { product: shown.lines[0]?.title, total: idOf(facts, 'total', 'total') },
  };
};

export const SAY: Readonly<Record<NoticeKind, Say>> = {
  order_confirmed: orderConfirmed,
  order_shipped: orderShipped,
  order_delivered: orderDelivered,
  order_canceled: orderCanceled,
  refund: refunded,
  payment_failed: paymentFailed,
  back_in_stock: watched('notice_back_in_stock'),
  price_below: watched('notice_price_below'),
  cart_reminder: cartReminder,
};

/** Pictures as replies show them. */
export const imagesOf =
  (findProducts: (ids: readonly string[]) => Promise<readonly Product[]>) =>
  async (productIds: readonly string[], locale: string) => {
    const shown = await findProducts(productIds);
    return (productId: string, variantId: string) => {
      const product = shown.find(({ _id }) => _id === productId);
      const image = product?.variants.find(({ id }) => id === variantId)?.image ?? product?.images[0];
      return image && { url: image.url, alt: localized(image.alt, locale) };
    };
  };
