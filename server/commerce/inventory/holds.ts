import { defineGuard } from '../../platform/guard.ts';
import type { Transaction } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import type { Shop } from '../shop/model.ts';
import { allocateStock, availableAt } from './allocation.ts';
import { type Hold, holds, stockLevels } from './model.ts';
import { stockLevelId } from './write.ts';

const manyOfSession = defineGuard(
  'hold:session',
  'One session does not lay stock aside in many unfinished payments.',
);
const manyOfAddress = defineGuard(
  'hold:address',
  'One network address does not lay stock aside in many unfinished payments.',
);
const manyOfKey = defineGuard('hold:key', 'One key does not lay stock aside in many unfinished payments.');
const muchOfStock = defineGuard('hold:stock', 'Unfinished payments do not empty the shop.');

export interface HoldCaps {
  perSession: number;
  perAddress: number;
  perPrincipal: number;
  /** Share of a variant's on-hand stock, 0..1, that payments waiting for buyers may hold together; at least one unit. */
  shareOfStock: number;
}

export interface HoldRequest {
  attemptId: string;
  checkoutId: string;
  principalId: string;
  sessionId: string;
  addressKey?: string;
  country?: string;
  /** Units by variant. */
  units: ReadonlyMap<string, number>;
  /** Milliseconds, UTC. */
  expiresAt: number;
  /** For the message when there is not enough. */
  titleOf: (variantId: string) => string;
}

export const holdId = (attemptId: string): string => `hold_${attemptId}`;

/** Sets units aside for one payment. @throws CommerceError `quantity_not_available` naming what is short */
export async function takeHold(tx: Transaction, shop: Shop, request: HoldRequest): Promise<Hold> {
  const lines: Hold['lines'] = [];
  for (const [variantId, quantity] of request.units) {
    const levels = await tx.find(stockLevels, { where: { variantId } });
    const allocation = allocateStock(levels, quantity, shop, request.country);
    if (!allocation) {
      const available = levels.reduce((sum, level) => sum + availableAt(level), 0);
      const title = request.titleOf(variantId);
      throw new CommerceError(
        available === 0 ? 'out_of_stock' : 'quantity_not_available',
        available === 0
          ? `${title} has just sold out. Remove it with update_cart, or offer an alternative (recommend_products).`
          : `Only ${available} of ${title} left. Set the quantity to ${available} or less with update_cart and check out again.`,
        { details: { variant_id: variantId, available } },
      );
    }
    lines.push(...allocation);
  }
  await changeHeld(tx, lines, +1);
  return tx.insert(holds, {
    _id: holdId(request.attemptId),
    checkoutId: request.checkoutId,
    lines,
    principalId: request.principalId,
    sessionId: request.sessionId,
    ...(request.addressKey !== undefined && { addressKey: request.addressKey }),
    waiting: false,
    expiresAt: request.expiresAt,
  });
}

async function changeHeld(tx: Transaction, lines: Hold['lines'], sign: 1 | -1): Promise<void> {
  for (const line of lines) {
    const level = await tx.get(stockLevels, stockLevelId(line.variantId, line.locationId));
    if (!level) throw new Error(`no stock level ${line.variantId}@${line.locationId} under a hold`);
    await tx.replace(stockLevels, { ...level, held: level.held + sign * line.quantity });
  }
}

/**
 * From now on the hold waits for the buyer, or for a slow provider, and counts against the caps.
 * @param caps null: whatever they say
 * @throws CommerceError `too_many_unfinished_payments` when a cap is reached; the hold is then unchanged
 */
export async function markWaiting(
  tx: Transaction,
  attemptId: string,
  caps: HoldCaps | null,
  expiresAt: number,
): Promise<void> {
  const hold = await tx.get(holds, holdId(attemptId));
  if (!hold || hold.waiting) return;
  if (caps) await refuseBeyond(tx, hold, caps);
  await tx.replace(holds, { ...hold, waiting: true, expiresAt });
}

async function refuseBeyond(tx: Transaction, hold: Hold, caps: HoldCaps): Promise<void> {
  const refuse = (text: string): never => {
    throw new CommerceError('too_many_unfinished_payments', text);
  };
  if (
    manyOfSession((await tx.count(holds, { sessionId: hold.sessionId, waiting: true })) >= caps.perSession)
  ) {
    refuse(
      'Another payment of this session still waits for the buyer. Finish or cancel it first (get_checkout, cancel_checkout).',
    );
  }
  if (
    hold.addressKey !== undefined &&
    manyOfAddress((await tx.count(holds, { addressKey: hold.addressKey, waiting: true })) >= caps.perAddress)
  ) {
    refuse(
      'Too many unfinished payments from this network address. Finish or cancel one, or wait some minutes.',
    );
  }
  if (
    hold.principalId !== 'anonymous' &&
    manyOfKey((await tx.count(holds, { principalId: hold.principalId, waiting: true })) >= caps.perPrincipal)
  ) {
    refuse('Too many unfinished payments under this key. Finish or cancel some first.');
  }
  const waitingUnits = new Map<string, number>();
  const variants = new Set(hold.lines.map((l) => l.variantId));
  for (const other of await tx.find(holds, { where: { waiting: true }, limit: 10_000 })) {
    for (const line of other.lines) {
      if (variants.has(line.variantId))
        waitingUnits.set(line.variantId, (waitingUnits.get(line.variantId) ?? 0) + line.quantity);
    }
  }
  for (const variantId of variants) {
    const onHand = (await tx.find(stockLevels, { where: { variantId } })).reduce(
      (sum, level) => sum + level.onHand,
      0,
    );
    const wanted = hold.lines
      .filter((l) => l.variantId === variantId)
      .reduce((sum, l) => sum + l.quantity, 0);
    const cap = Math.max(1, Math.floor(onHand * caps.shareOfStock));
    if (muchOfStock((waitingUnits.get(variantId) ?? 0) + wanted > cap)) {
      refuse(
        'Too much of this stock is set aside for unfinished payments. Try again in some minutes, or pay without an extra confirmation step.',
      );
    }
  }
}

/** Puts the units back. Nothing happens when the hold is gone already. */
export async function releaseHold(tx: Transaction, attemptId: string): Promise<void> {
  const hold = await tx.get(holds, holdId(attemptId));
  if (!hold) return;
  await changeHeld(tx, hold.lines, -1);
  await tx.delete(holds, hold._id, hold.version);
}

/** Turns the hold into a sale; undefined when the hold is gone (it expired before the payment came). */
export async function sellHeld(tx: Transaction, attemptId: string): Promise<Hold['lines'] | undefined> {
  const hold = await tx.get(holds, holdId(attemptId));
  if (!hold) return undefined;
  for (const line of hold.lines) {
    const level = await tx.get(stockLevels, stockLevelId(line.variantId, line.locationId));
    if (!level) throw new Error(`no stock level ${line.variantId}@${line.locationId} under a hold`);
    // A correction from outside may have set on-hand below what is held; the sale still stands.
    await tx.replace(stockLevels, {
      ...level,
      onHand: Math.max(0, level.onHand - line.quantity),
      held: level.held - line.quantity,
      sold: level.sold + line.quantity,
    });
  }
  await tx.delete(holds, hold._id, hold.version);
  return hold.lines;
}

/** Takes units back into stock after a cancellation or a received return. */
export async function restock(tx: Transaction, lines: Hold['lines']): Promise<void> {
  for (const line of lines) {
    const level = await tx.get(stockLevels, stockLevelId(line.variantId, line.locationId));
    if (!level) continue;
    await tx.replace(stockLevels, {
      ...level,
      onHand: level.onHand + line.quantity,
      sold: Math.max(0, level.sold - line.quantity),
    });
  }
}
