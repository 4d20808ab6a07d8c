import { createHash } from 'node:crypto';
import type { Transaction } from '../../platform/store/port.ts';
import { carts } from '../carts/model.ts';
import { localized } from '../catalog/model.ts';
import type { CatalogService } from '../catalog/service.ts';
import { type Checkout, checkouts } from '../checkouts/model.ts';
import { zero } from '../money.ts';
import type { Breakdown } from '../pricing/model.ts';
import { sessions } from '../sessions/model.ts';
import type { OrderLine } from './line.ts';
import { type Order, orders } from './model.ts';

const CROCKFORD = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** `SW-7K4QP-X2M9D`: 50 bits derived from the unguessable order id. */
export function orderNumber(orderId: string): string {
  const digest = createHash('sha256').update(orderId).digest();
  let text = '';
  for (let i = 0; i < 10; i += 1) text += CROCKFORD[digest[i]! & 31];
  return `SW-${text.slice(0, 5)}-${text.slice(5)}`;
}

export async function orderLines(
  catalog: CatalogService,
  checkout: Checkout,
  breakdown: Breakdown,
): Promise<OrderLine[]> {
  const lines: OrderLine[] = [];
  for (const line of checkout.lines) {
    const found = await catalog.findVariant(line.variantId);
    const priced = breakdown.lines.find((p) => p.lineId === line.lineId);
    if (!found || !priced) throw new Error(`line ${line.lineId} was agreed but has no price`);
    lines.push({
      lineId: line.lineId,
      productId: line.productId,
      variantId: line.variantId,
      ...(found.variant.sku !== undefined && { sku: found.variant.sku }),
      title: localized(found.product.title, checkout.locale),
      options: found.variant.options,
      quantity: line.quantity,
      unitPrice: line.unitPrice,
      quoteId: line.quoteId,
      total: priced.total,
      fulfilled: 0,
      canceled: 0,
      returned: 0,
    });
  }
  return lines;
}

/** Writes the order and closes checkout and cart: all in the transaction that records the payment. */
export async function createOrder(
  tx: Transaction,
  input: {
    orderId: string;
    checkout: Checkout;
    attemptId: string;
    stockSources: Order['stockSources'];
    /** Who is credited with it. */
    publisherId: string | undefined;
    now: number;
  },
): Promise<Order> {
  const { orderId, checkout, attemptId, stockSources, publisherId, now } = input;
  const { agreed, buyer } = checkout;
  if (!agreed || !buyer) throw new Error(`checkout ${checkout._id} has nothing agreed to order`);
  const referral = (await tx.get(sessions, checkout.sessionId))?.referral;
  const order = await tx.insert(orders, {
    _id: orderId,
    number: orderNumber(orderId),
    checkoutId: checkout._id,
    sessionId: checkout.sessionId,
    principalId: checkout.principalId,
    ...(referral && { referral }),
    ...(publisherId !== undefined && { publisherId }),
    market: checkout.market,
    currency: checkout.currency,
    locale: checkout.locale,
    status: 'confirmed',
    lines: agreed.lines,
    breakdown: agreed.breakdown,
    buyer,
    ...(checkout.shippingAddress && { shippingAddress: checkout.shippingAddress }),
    contactFromPage: checkout.contactFromPage,
    ...(agreed.shipping && { shipping: agreed.shipping }),
    stockSources,
    attemptId,
    fulfillments: [],
    returns: [],
    refunded: zero(checkout.currency),
    disputes: [],
    events: [{ at: now, kind: 'confirmed', text: 'Paid and confirmed' }],
  });
  const { needsBuyer: _needs, ...closed } = checkout;
  await tx.replace(checkouts, { ...closed, state: 'completed', orderId });
  const cart = await tx.get(carts, checkout.cartId);
  if (cart?.status === 'open') await tx.replace(carts, { ...cart, status: 'ordered' });
  return order;
}
