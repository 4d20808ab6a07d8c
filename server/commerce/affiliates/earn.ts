import type { Ids } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/store/port.ts';
import { carts } from '../carts/model.ts';
import { categories, products } from '../catalog/model.ts';
import type { Checkout } from '../checkouts/model.ts';
import { subtract, sum } from '../money.ts';
import type { Order } from '../orders/model.ts';
import type { KeyedHash } from '../secrets.ts';
import { creditOf } from './credit.ts';
import {
  attributions,
  type CommissionRule,
  commissionEntries,
  commissionRules,
  publishers,
} from './model.ts';
import { earnings, type SaleLine } from './rules.ts';
import { entryId, settleCommission } from './settle.ts';
import { type FraudLimits, fraudSignals, isOwnPurchase, normalAddress } from './signals.ts';

/** What the merchant set about commission. */
export interface CommissionTerms extends FraudLimits {
  /** Milliseconds that a publisher's work on a cart counts. */
  windowMs: number;
  /** Days after the last parcel within which goods can be returned. */
  returnDays: number;
  /** For delivery addresses. */
  addressHash: KeyedHash;
}

/** The publisher who is credited with the order of a checkout: see `creditOf`. */
export async function creditedPublisher(
  tx: Transaction,
  checkout: Checkout,
  windowMs: number,
  now: number,
): Promise<string | undefined> {
  const cart = await tx.get(carts, checkout.cartId);
  const { publisherId, createdAt } = cart ?? checkout;
  const first = publisherId === undefined ? [] : [{ publisherId, firstAt: createdAt, lastAt: createdAt }];
  return creditOf(cart?.touches ?? first, now, windowMs);
}

/**
 * Writes what an order earns its publisher, in the transaction that writes the order. Nothing for a publisher that is unknown
 * or suspended; a purchase by the publisher itself is noted, and earns nothing.
 */
export async function earnCommission(
  tx: Transaction,
  deps: { ids: Ids; now: number; terms: CommissionTerms },
  order: Order,
): Promise<void> {
  if (order.publisherId === undefined) return;
  const publisher = await tx.get(publishers, order.publisherId);
  if (publisher?.status !== 'active') return;
  const { ids, now, terms } = deps;
  const { buyer, shippingAddress, sessionId, currency } = order;
  const own = isOwnPurchase(publisher, buyer);
  const addressKey = shippingAddress && terms.addressHash(normalAddress(shippingAddress));
  const signals = own
    ? [{ kind: 'self_purchase' as const, detail: 'The publisher itself bought' }]
    : await fraudSignals(tx, terms, { publisher, buyer, sessionId, addressKey, now });
  const lines = own ? [] : await saleLines(tx, order);
  const rules = own ? [] : await allRules(tx);
  const earned = earnings(rules, lines, { publisherId: publisher._id, at: now });
  const attribution = await tx.insert(attributions, {
    _id: ids.next('att'),
    orderId: order._id,
    publisherId: publisher._id,
    sessionId,
    status: own ? 'rejected' : signals.length > 0 ? 'held' : 'pending',
    signals,
    ...(addressKey !== undefined && { addressKey }),
    net: sum(
      earned.map(({ amount }) => amount),
      currency,
    ),
    entries: earned.length,
    returnDays: terms.returnDays,
  });
  for (const [index, { line, amount, rule }] of earned.entries()) {
    await tx.insert(commissionEntries, {
      _id: entryId(attribution._id, index),
      attributionId: attribution._id,
      orderId: order._id,
      publisherId: publisher._id,
      lineId: line.lineId,
      productId: line.productId,
      kind: 'earned',
      reason: 'sale',
      amount,
      basis: line.basis,
      rule,
    });
  }
  await settleCommission(tx, order);
}

async function allRules(tx: Transaction): Promise<CommissionRule[]> {
  return tx.find(commissionRules, { limit: 10_000 });
}

/** Brand and categories are those of the product at the sale. */
async function saleLines(tx: Transaction, order: Order): Promise<SaleLine[]> {
  const sold = await tx.getMany(products, [...new Set(order.lines.map(({ productId }) => productId))]);
  const lines: SaleLine[] = [];
  for (const { lineId, productId, quantity } of order.lines) {
    const priced = order.breakdown.lines.find((line) => line.lineId === lineId);
    const product = sold.find(({ _id }) => _id === productId);
    if (!priced) continue;
    lines.push({
      ...{ lineId, productId, quantity },
      // Whether prices include tax or not: the total of a line holds its tax.
      basis: subtract(priced.total, priced.tax),
      brand: product?.brand,
      categories: await withAncestors(tx, product?.categories ?? []),
    });
  }
  return lines;
}

async function withAncestors(tx: Transaction, ids: readonly string[]): Promise<string[]> {
  const all = new Set<string>();
  for (const id of ids) {
    for (let at: string | undefined = id; at !== undefined && !all.has(at); ) {
      all.add(at);
      at = (await tx.get(categories, at))?.parentId;
    }
  }
  return [...all];
}
