import { identifierKey } from '../analysis/fold.ts';
import { sharedUint32 } from './shared-arrays.ts';

/** Slots are 24 bits wide: at most 16.7 million products. */
export const MAX_SLOTS = 1 << 24;

/** 32 bits. */
export function identifierHash(key: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < key.length; i += 1) h = Math.imul(h ^ key.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Hash table with open addressing from the keys of ids, SKUs and GTINs to slots: `slot << 8 | tag`, 0 where free. It
 * holds no keys: what it answers is a guess, right but for one in some hundred.
 */
export const identifierTable = (keys: number): Uint32Array => {
  let size = 16;
  while (size * 0.8 < keys) size *= 2;
  return sharedUint32(size);
};

/** @param h the hash of its key */
export function addIdentifier(table: Uint32Array, h: number, slot: number): void {
  const mask = table.length - 1;
  let at = h & mask;
  while (table[at] !== 0) at = (at + 1) & mask;
  table[at] = ((slot << 8) | (h >>> 24 || 1)) >>> 0;
}

/** Calls `visit` with each slot that may have the key. */
export function visitIdentified(table: Uint32Array, key: string, visit: (slot: number) => void): void {
  const h = identifierHash(key);
  const tag = h >>> 24 || 1;
  const mask = table.length - 1;
  for (let at = h & mask; table[at] !== 0; at = (at + 1) & mask) {
    if ((table[at]! & 255) === tag) visit(table[at]! >>> 8);
  }
}

/** A product's own texts. */
export interface ProductTexts {
  readonly productId: string;
  readonly variants: readonly { id: string; sku?: string | undefined; gtin?: string | undefined }[];
}

/** The keys under which a product is found by identifier. */
export function identifierKeys({ productId, variants }: ProductTexts): Set<string> {
  const keys = new Set([identifierKey(productId)]);
  for (const { id, sku, gtin } of variants) {
    keys.add(identifierKey(id));
    if (sku) keys.add(identifierKey(sku));
    if (gtin) keys.add(identifierKey(gtin));
  }
  return keys;
}
