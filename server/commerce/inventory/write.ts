import type { Transaction } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import { type StockLevel, stockLevels } from './model.ts';

export const stockLevelId = (variantId: string, locationId: string): string => `${variantId}@${locationId}`;

export interface StockSetting {
  variantId: string;
  locationId: string;
  onHand: number;
  sourceSequence?: number;
}

/** Sets what is on hand. Units held for running payments stay held. @throws CommerceError `stale_update` */
export async function setStock(tx: Transaction, setting: StockSetting): Promise<StockLevel> {
  return (await putStock(tx, setting)).level;
}

/** As `setStock`; tells whether anything was written. @throws CommerceError `stale_update` */
export async function putStock(
  tx: Transaction,
  setting: StockSetting,
): Promise<{ level: StockLevel; changed: boolean }> {
  const id = stockLevelId(setting.variantId, setting.locationId);
  const level = await tx.get(stockLevels, id);
  if (!level) {
    const made = await tx.insert(stockLevels, {
      _id: id,
      variantId: setting.variantId,
      locationId: setting.locationId,
      onHand: setting.onHand,
      held: 0,
      sold: 0,
      ...(setting.sourceSequence !== undefined && { sourceSequence: setting.sourceSequence }),
    });
    return { level: made, changed: true };
  }
  refuseStale(level, setting.sourceSequence);
  if (level.onHand === setting.onHand && setting.sourceSequence === undefined)
    return { level, changed: false };
  const next = await tx.replace(stockLevels, {
    ...level,
    onHand: setting.onHand,
    ...(setting.sourceSequence !== undefined && { sourceSequence: setting.sourceSequence }),
  });
  return { level: next, changed: true };
}

/** More than this on hand at one place is a mistake, and sums over places stay exact. */
export const MAX_ON_HAND = 1_000_000_000;

export interface StockAdjustment {
  variantId: string;
  locationId: string;
  /** Units; negative takes away. */
  by: number;
  sourceSequence?: number;
}

/** Adds `by` to what is on hand. @throws CommerceError when it would fall below zero or pass the limit, or is stale */
export async function adjustStock(tx: Transaction, change: StockAdjustment): Promise<StockLevel> {
  const level = await tx.get(stockLevels, stockLevelId(change.variantId, change.locationId));
  const onHand = (level?.onHand ?? 0) + change.by;
  if (onHand < 0) {
    throw new CommerceError(
      'conflict',
      `Only ${level?.onHand ?? 0} on hand at ${change.locationId}; cannot take away ${-change.by}.`,
      {
        field: 'by',
        details: { on_hand: level?.onHand ?? 0 },
      },
    );
  }
  if (onHand > MAX_ON_HAND) {
    throw new CommerceError('conflict', `At most ${MAX_ON_HAND} can be on hand at ${change.locationId}.`, {
      field: 'by',
      details: { on_hand: level?.onHand ?? 0 },
    });
  }
  return setStock(tx, {
    variantId: change.variantId,
    locationId: change.locationId,
    onHand,
    ...(change.sourceSequence !== undefined && { sourceSequence: change.sourceSequence }),
  });
}

function refuseStale(level: StockLevel, sequence: number | undefined): void {
  if (sequence !== undefined && level.sourceSequence !== undefined && sequence <= level.sourceSequence) {
    throw new CommerceError(
      'stale_update',
      `Update ${sequence} is older than ${level.sourceSequence}, which is already applied to ${level._id}.`,
      { field: 'source_sequence', details: { applied: level.sourceSequence } },
    );
  }
}
