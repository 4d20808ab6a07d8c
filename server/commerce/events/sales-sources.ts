import { carts } from '../carts/model.ts';
import { checkouts } from '../checkouts/model.ts';
import { orders } from '../orders/model.ts';
import { refunds } from '../payments/model.ts';
import type { EventDraft, EventType } from './model.ts';
import { changedFields, snakeCase, source } from './source.ts';

const publisherOf = ({ publisherId }: { publisherId?: string | undefined }) =>
  publisherId === undefined ? {} : { publisher_id: publisherId };

export const cartSource = source(carts, ({ before, after }) => {
  const cart = (after ?? before)!;
  const draft = (type: EventType, more: object = {}): EventDraft[] => [
    {
      type,
      subject: `cart/${cart._id}`,
      data: { cart_id: cart._id, status: cart.status, market: cart.market, ...publisherOf(cart), ...more },
    },
  ];
  if (!after) return draft('cart.deleted');
  if (!before) return draft('cart.created');
  const changed = changedFields(before, after, ['expiresAt']);
  return changed.length > 0 ? draft('cart.updated', { changed: snakeCase(changed) }) : [];
});

export const checkoutSource = source(checkouts, ({ before, after }) => {
  const checkout = (after ?? before)!;
  const draft = (type: EventType, more: object = {}): EventDraft[] => [
    {
      type,
      subject: `checkout/${checkout._id}`,
      data: {
        checkout_id: checkout._id,
        cart_id: checkout.cartId,
        state: checkout.state,
        ...publisherOf(checkout),
        ...(checkout.orderId !== undefined && { order_id: checkout.orderId }),
        ...more,
      },
    },
  ];
  if (!after) return draft('checkout.deleted');
  if (!before) return draft('checkout.created');
  const changed = changedFields(before, after, ['expiresAt', 'pageNonce', 'contactHolder']);
  if (changed.length === 0) return [];
  const { state } = after;
  const ended = state !== before.state && (state === 'completed' || state === 'canceled');
  return draft(ended ? `checkout.${state}` : 'checkout.updated', { changed: snakeCase(changed) });
});

export const orderSource = source(orders, ({ before, after }) => {
  const order = (after ?? before)!;
  const draft = (type: EventType, more: object = {}): EventDraft[] => [
    {
      type,
      subject: `order/${order._id}`,
      data: {
        order_id: order._id,
        status: order.status,
        total: order.breakdown.total,
        ...publisherOf(order),
        ...more,
      },
    },
  ];
  if (!after) return [];
  if (!before) return draft('order.created', { checkout_id: after.checkoutId });
  const changed = changedFields(before, after, ['events']);
  if (changed.length === 0) return [];
  const { status } = after;
  const moved = status !== before.status && status !== 'confirmed';
  return draft(moved ? `order.${status}` : 'order.updated', { changed: snakeCase(changed) });
});

/** Of the order, so that they come in their order with the rest of its story. */
export const refundSource = source(refunds, ({ before, after }) => {
  if (!after || after.status === before?.status) return [];
  const { status } = after;
  const ended = status === 'retried' || status === 'closed' ? 'closed' : status;
  const type: EventType = before === undefined || ended === 'started' ? 'refund.created' : `refund.${ended}`;
  return [
    {
      type,
      subject: `order/${after.orderId}`,
      data: { refund_id: after._id, order_id: after.orderId, amount: after.amount, status },
    },
  ];
});
