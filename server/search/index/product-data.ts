import { grown, sharedBytes, sharedFloat64, sharedUint32 } from './shared-arrays.ts';
import type { TextListData } from './text-list.ts';

/** Lowest price per slot in one market for one customer group (or everybody); infinite where there is none. */
export type PriceColumn = Float64Array;

/**
 * The columns of the products, by slot. Arrays are longer than what is in use: `bound` slots, `variants` variants,
 * `filters` and `details` numbers.
 */
export interface ProductData {
  bound: number;
  /** Slots below this stand in the order of their ids (as JavaScript compares them). */
  ordered: number;
  variants: number;
  filters: number;
  details: number;
  /** Per slot the product's id, then per variant its id, SKU and GTIN, each followed by `SEPARATOR`. */
  texts: TextListData;
  /** 1 where a slot holds a product. */
  alive: Uint8Array;
  /** 1 where any variant can be sold now. */
  inStock: Uint8Array;
  createdAt: Float64Array;
  /** Two numbers a slot. */
  digest: Uint32Array;
  /** The variants of slot s are those from `variantStart[s]` up to `variantStart[s + 1]`. */
  variantStart: Uint32Array;
  /** The filter terms of slot s are those from `filterStart[s]` up to `filterStart[s + 1]`; see `OF_OPTION`. */
  filterStart: Uint32Array;
  filterTerms: Uint32Array;
  /** Per variant 1 where it can be sold now. */
  available: Uint8Array;
  /** Per variant where its details start; only where a product has several. Empty while none has. */
  detailStart: Uint32Array;
  /** Number of prices, options and words; per price column, low and high 32 bits; option terms; word terms. */
  detail: Uint32Array;
  /** Name of the column: `priceKey`. */
  prices: { key: string; amounts: PriceColumn }[];
}

/** Marks filter terms that only variants have. */
export const OF_OPTION = 0x80000000;
/** Stands in no UTF-8 text. */
export const SEPARATOR = 0xff;

export const priceKey = (market: string, group?: string): string =>
  group === undefined ? market : `${market}\u0000${group}`;

/** Slots beyond those in use that are ready for new products. */
export const reserveFor = (products: number): number => Math.max(64, products >>> 6);

export const newPriceColumn = (length: number): PriceColumn =>
  sharedFloat64(length).fill(Number.POSITIVE_INFINITY);

export function emptyProductData(slots = 0, variants = 0): ProductData {
  const room = slots + reserveFor(slots);
  const variantRoom = variants + reserveFor(variants);
  return {
    bound: 0,
    ordered: 0,
    variants: 0,
    filters: 0,
    details: 0,
    texts: { bytes: sharedBytes(256), starts: sharedUint32(room + 1), count: 0 },
    alive: sharedBytes(room),
    inStock: sharedBytes(room),
    createdAt: sharedFloat64(room),
    digest: sharedUint32(room * 2),
    variantStart: sharedUint32(room + 1),
    filterStart: sharedUint32(room + 1),
    filterTerms: sharedUint32(64),
    available: sharedBytes(variantRoom),
    detailStart: sharedUint32(0),
    detail: sharedUint32(64),
    prices: [],
  };
}

/** Makes room for a further product with so many variants. */
export function makeRoom(data: ProductData, variants: number): void {
  if (data.bound + 1 > data.alive.length) {
    const room = data.bound + 1 + reserveFor(data.bound);
    data.alive = grown(data.alive, room);
    data.inStock = grown(data.inStock, room);
    data.createdAt = grown(data.createdAt, room);
    data.digest = grown(data.digest, room * 2);
    data.variantStart = grown(data.variantStart, room + 1);
    data.filterStart = grown(data.filterStart, room + 1);
    for (const column of data.prices) {
      const { length } = column.amounts;
      column.amounts = grown(column.amounts, room).fill(Number.POSITIVE_INFINITY, length);
    }
  }
  if (data.variants + variants > data.available.length) {
    const room = data.variants + variants + reserveFor(data.variants);
    data.available = grown(data.available, room);
    if (data.detailStart.length > 0) data.detailStart = grown(data.detailStart, room);
  }
}
