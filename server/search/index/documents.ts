import type { SearchDocument, SearchPrice } from '../search-types.ts';
import { MAX_SLOTS } from './postings.ts';

export interface IndexedVariant {
  readonly id: string;
  available: number;
  readonly prices: readonly SearchPrice[];
  /** Filter terms of its options. */
  readonly optionTerms: Uint32Array;
  /** Words of its options; empty when the product has no other variant. */
  readonly wordTerms: Uint32Array;
  /** As `identifierKey` writes them. */
  readonly identifiers: readonly string[];
}

export interface IndexedDocument {
  readonly productId: string;
  /** Of everything the inverted index holds of it. */
  readonly digest: string;
  readonly variants: readonly IndexedVariant[];
  /** Filter terms of the product itself: brand, categories, product types, tags, attributes. */
  readonly filterTerms: Uint32Array;
}

/** Lowest price per slot in one market for one customer group (or everybody); infinite where there is none. */
export type PriceColumn = Float64Array;
const columnKey = (market: string, group?: string): string =>
  group === undefined ? market : `${market}\u0000${group}`;

function resized<A extends Uint8Array | Float64Array>(from: A, to: A): A {
  to.set(from);
  return to;
}

/** The products by slot, with the columns that filters and sorts read. */
export class Documents {
  readonly #slots = new Map<string, number>();
  readonly #variants = new Map<string, number>();
  readonly #documents: (IndexedDocument | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #prices = new Map<string, PriceColumn>();
  #bound = 0;
  #alive = new Uint8Array(1024);
  #inStock = new Uint8Array(1024);
  #single = new Uint8Array(1024);
  #createdAt = new Float64Array(1024);

  get size(): number {
    return this.#slots.size;
  }
  /** Slots are below this. */
  get bound(): number {
    return this.#bound;
  }
  /** Columns have this length; it grows. */
  get capacity(): number {
    return this.#alive.length;
  }
  /** 1 where a slot holds a product. */
  get alive(): Uint8Array {
    return this.#alive;
  }
  /** 1 where any variant can be sold now. */
  get inStock(): Uint8Array {
    return this.#inStock;
  }
  /** 1 where there is one variant: then the columns say all about price and stock. */
  get single(): Uint8Array {
    return this.#single;
  }
  get createdAt(): Float64Array {
    return this.#createdAt;
  }

  slot(productId: string): number | undefined {
    return this.#slots.get(productId);
  }
  at(slot: number): IndexedDocument {
    return this.#documents[slot]!;
  }

  /** The columns whose minimum is the lowest price that a customer of these groups sees. */
  priceColumns(market: string, groups: readonly string[]): PriceColumn[] {
    const keys = [columnKey(market), ...new Set(groups.map((group) => columnKey(market, group)))];
    return keys.flatMap((key) => this.#prices.get(key) ?? []);
  }

  allocate(): number {
    const slot = this.#free.pop() ?? this.#bound;
    if (slot >= MAX_SLOTS) throw new RangeError(`search holds at most ${MAX_SLOTS} products`);
    if (slot >= this.#bound) this.#bound = slot + 1;
    if (slot >= this.#alive.length) this.#grow();
    return slot;
  }

  /** Puts a product into its slot, new or over its earlier self. */
  put(slot: number, document: IndexedDocument, createdAt: number): void {
    this.#clear(slot);
    this.#documents[slot] = document;
    this.#slots.set(document.productId, slot);
    this.#alive[slot] = 1;
    this.#single[slot] = document.variants.length === 1 ? 1 : 0;
    this.#createdAt[slot] = createdAt;
    for (const variant of document.variants) {
      this.#variants.set(variant.id, slot);
      for (const price of variant.prices) {
        const column = this.#priceColumn(columnKey(price.market, price.customerGroup));
        if (price.amount < column[slot]!) column[slot] = price.amount;
      }
    }
    this.#updateStock(slot);
  }

  /** Takes a product out. Its slot stays reserved until `reuse`. */
  remove(slot: number): void {
    const document = this.at(slot);
    this.#clear(slot);
    this.#slots.delete(document.productId);
    this.#documents[slot] = undefined;
    this.#alive[slot] = 0;
  }

  /** Gives slots back of which no posting is left. */
  reuse(slots: readonly number[]): void {
    for (const slot of slots) this.#free.push(slot);
  }

  /** @returns false when no product has the variant */
  setAvailability(variantId: string, available: number): boolean {
    const slot = this.#variants.get(variantId);
    const variant = slot === undefined ? undefined : this.at(slot).variants.find((v) => v.id === variantId);
    if (slot === undefined || !variant) return false;
    variant.available = available;
    this.#updateStock(slot);
    return true;
  }

  #clear(slot: number): void {
    for (const variant of this.#documents[slot]?.variants ?? []) {
      if (this.#variants.get(variant.id) === slot) this.#variants.delete(variant.id);
    }
    for (const column of this.#prices.values()) column[slot] = Number.POSITIVE_INFINITY;
  }

  #updateStock(slot: number): void {
    this.#inStock[slot] = this.at(slot).variants.some((variant) => variant.available > 0) ? 1 : 0;
  }

  #priceColumn(key: string): PriceColumn {
    let column = this.#prices.get(key);
    if (!column) {
      column = new Float64Array(this.capacity).fill(Number.POSITIVE_INFINITY);
      this.#prices.set(key, column);
    }
    return column;
  }

  #grow(): void {
    const size = this.capacity * 2;
    this.#alive = resized(this.#alive, new Uint8Array(size));
    this.#inStock = resized(this.#inStock, new Uint8Array(size));
    this.#single = resized(this.#single, new Uint8Array(size));
    this.#createdAt = resized(this.#createdAt, new Float64Array(size));
    for (const [key, column] of this.#prices) {
      this.#prices.set(key, resized(column, new Float64Array(size).fill(Number.POSITIVE_INFINITY)));
    }
  }
}

/** A copy of the prices that no caller can change. */
export const copiedPrices = (prices: SearchDocument['variants'][number]['prices']): SearchPrice[] =>
  prices.map(({ market, amount, customerGroup }) => ({ market, amount, customerGroup }));
