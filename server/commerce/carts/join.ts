import type { Transaction } from '../../platform/store/port.ts';
import { MAX_TOUCHES, merged } from '../affiliates/credit.ts';
import { checkouts } from '../checkouts/model.ts';
import { availableAt } from '../inventory/allocation.ts';
import { stockLevels } from '../inventory/model.ts';
import { type Cart, type CartLine, carts, MAX_CART_LINES, MAX_LINE_QUANTITY } from './model.ts';
import { unitsByVariant } from './rules.ts';

const MAX_CODES = 10;

/**
 * What is in both carts, in the first. Quantities of a variant add up to what is available, and never to less than either cart
 * had; lines of the same variant and price become one; codes and publishers are kept.
 * @param available units by variant
 */
export function joinedCart(into: Cart, from: Cart, available: ReadonlyMap<string, number>): Cart {
  const [here, there] = [unitsByVariant(into.lines), unitsByVariant(from.lines)];
  const units = new Map(here);
  const lines = [...into.lines];
  for (const line of from.lines) {
    const { variantId } = line;
    const known = units.get(variantId) ?? 0;
    const most = Math.max(available.get(variantId) ?? 0, here.get(variantId) ?? 0, there.get(variantId) ?? 0);
    const index = lines.findIndex((one) => isSame(one, line));
    const room = index < 0 ? MAX_LINE_QUANTITY : MAX_LINE_QUANTITY - lines[index]!.quantity;
    const quantity = Math.min(line.quantity, most - known, room);
    if (quantity <= 0 || (index < 0 && lines.length >= MAX_CART_LINES)) continue;
    units.set(variantId, known + quantity);
    if (index < 0) lines.push({ ...line, quantity });
    else lines[index] = together(lines[index]!, line, quantity);
  }
  const destination = into.destination ?? from.destination;
  const touches = merged(into.touches ?? [], from.touches ?? []).slice(0, MAX_TOUCHES);
  return {
    ...into,
    lines,
    codes: [...new Set([...into.codes, ...from.codes])].slice(0, MAX_CODES),
    ...(touches.length > 0 && { touches }),
    ...(destination && { destination }),
    expiresAt: Math.max(into.expiresAt, from.expiresAt),
  };
}

const isSame = (one: CartLine, other: CartLine): boolean =>
  one.variantId === other.variantId &&
  one.unitPrice.amount === other.unitPrice.amount &&
  one.unitPrice.currency === other.unitPrice.currency;

/** At the promise that holds longer. */
const together = (one: CartLine, other: CartLine, more: number): CartLine => ({
  ...(one.quoteExpiresAt >= other.quoteExpiresAt ? one : other),
  lineId: one.lineId,
  quantity: one.quantity + more,
});

/**
 * The open carts of sessions that are one person's become one for each market. Those that went up in another are closed, and
 * checkouts of them too, so that nothing is paid twice; a cart that is being paid stays as it is.
 * @param into the session in which the person goes on
 * @returns the market to go on in, where there is nothing in the cart of the session's own
 */
export async function joinCarts(
  tx: Transaction,
  {
    sessionIds,
    into,
    market,
    now,
  }: { sessionIds: readonly string[]; into: string; market: string; now: number },
): Promise<string | undefined> {
  const found = await tx.find(carts, {
    where: { sessionId: { in: [...sessionIds] }, status: 'open' },
    limit: 1000,
  });
  const filled = found.filter(({ expiresAt, lines }) => expiresAt > now && lines.length > 0);
  const free: Cart[] = [];
  for (const cart of filled) if (!(await isBeingPaid(tx, cart))) free.push(cart);
  for (const group of Map.groupBy(free, (cart) => cart.market).values()) {
    const newest = group.toSorted((a, b) => a.updatedAt - b.updatedAt);
    let target = newest.findLast(({ sessionId }) => sessionId === into) ?? newest.at(-1)!;
    for (const other of newest) {
      if (other._id === target._id) continue;
      target = await tx.replace(carts, joinedCart(target, other, await availableIn(tx, other)));
      await close(tx, other);
    }
  }
  if (filled.length === 0 || filled.some((cart) => cart.market === market)) return undefined;
  return filled.toSorted((a, b) => a.updatedAt - b.updatedAt).at(-1)!.market;
}

async function isBeingPaid(tx: Transaction, { _id: cartId }: Cart): Promise<boolean> {
  return (await tx.count(checkouts, { cartId, state: { in: ['completing', 'needs_buyer'] } })) > 0;
}

async function availableIn(tx: Transaction, { lines }: Cart): Promise<Map<string, number>> {
  const available = new Map<string, number>();
  for (const { variantId } of lines) {
    const levels = await tx.find(stockLevels, { where: { variantId } });
    available.set(
      variantId,
      levels.reduce((sum, level) => sum + availableAt(level), 0),
    );
  }
  return available;
}

async function close(tx: Transaction, cart: Cart): Promise<void> {
  await tx.replace(carts, { ...cart, status: 'abandoned' });
  const open = await tx.find(checkouts, { where: { cartId: cart._id, state: 'active' }, limit: 1000 });
  for (const checkout of open) await tx.replace(checkouts, { ...checkout, state: 'canceled' });
}
