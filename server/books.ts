import { holds, type StockLevel, stockLevels } from './commerce/inventory/model.ts';
import { money } from './commerce/money.ts';
import { orders } from './commerce/orders/model.ts';
import { replaceOrder } from './commerce/orders/write.ts';
import { refunds } from './commerce/payments/model.ts';
import { counts } from './commerce/payments/refund-state.ts';
import { discounts, discountUses } from './commerce/pricing/model.ts';
import type { Collection, Document, Reader, Store } from './platform/store/port.ts';

const PAGE = 500;
const MOST = 10_000;

/**
 * Compares figures with what they are the sum of, and sets those right that differ: units held with the holds, uses of a
 * discount with their records, what an order says was refunded with its refunds. None of this should ever find anything.
 * @returns what was mended, in words
 */
export async function repairBooks(store: Store): Promise<string[]> {
  return [...(await repairHeld(store)), ...(await repairDiscounts(store)), ...(await repairRefunded(store))];
}

async function repairHeld(store: Store): Promise<string[]> {
  const held = await heldUnits(store);
  const mended: string[] = [];
  for await (const level of all(store, stockLevels)) {
    if (level.held === (held.get(level._id) ?? 0)) continue;
    // A payment may have begun or ended since: only what one moment shows counts.
    mended.push(
      ...(await store.transaction(async (tx) => {
        const now = await tx.get(stockLevels, level._id);
        const units = (await heldUnits(tx)).get(level._id) ?? 0;
        if (!now || now.held === units) return [];
        await tx.replace<StockLevel>(stockLevels, { ...now, held: units });
        return [`${now._id} held ${now.held} units, but running payments hold ${units}`];
      })),
    );
  }
  return mended;
}

async function heldUnits(reader: Reader): Promise<Map<string, number>> {
  const units = new Map<string, number>();
  for (const { lines } of await reader.find(holds, { limit: MOST })) {
    for (const { variantId, locationId, quantity } of lines) {
      const id = `${variantId}@${locationId}`;
      units.set(id, (units.get(id) ?? 0) + quantity);
    }
  }
  return units;
}

async function repairDiscounts(store: Store): Promise<string[]> {
  const mended: string[] = [];
  for await (const { _id, used } of all(store, discounts)) {
    if (used === (await store.count(discountUses, { discountId: _id }))) continue;
    mended.push(
      ...(await store.transaction(async (tx) => {
        const now = await tx.get(discounts, _id);
        const uses = await tx.count(discountUses, { discountId: _id });
        if (!now || now.used === uses) return [];
        await tx.replace(discounts, { ...now, used: uses });
        return [`${_id} counted ${now.used} uses, but has ${uses}`];
      })),
    );
  }
  return mended;
}

async function repairRefunded(store: Store): Promise<string[]> {
  const refunded = new Set<string>();
  for await (const { orderId } of all(store, refunds)) if (orderId !== '') refunded.add(orderId);
  const mended: string[] = [];
  for (const orderId of refunded) {
    mended.push(
      ...(await store.transaction(async (tx) => {
        const order = await tx.get(orders, orderId);
        const own = await tx.find(refunds, { where: { orderId }, limit: MOST });
        const sum = own.filter(counts).reduce((total, { amount }) => total + amount.amount, 0);
        if (!order || order.refunded.amount === sum) return [];
        await replaceOrder(tx, { ...order, refunded: money(sum, order.currency) });
        return [`order ${order.number} said ${order.refunded.amount} refunded, but its refunds are ${sum}`];
      })),
    );
  }
  return mended;
}

/** Each document once, a page at a time, so that others have their turn. */
async function* all<T extends Document>(store: Store, collection: Collection<T>): AsyncGenerator<T> {
  let last: T | undefined;
  do {
    const page: T[] = await store.find(collection, {
      sort: { field: '_id', direction: 'asc' },
      limit: PAGE,
      ...(last && { after: { value: last._id, _id: last._id } }),
    });
    yield* page;
    last = page.length < PAGE ? undefined : page.at(-1);
    await new Promise(setImmediate);
  } while (last);
}
