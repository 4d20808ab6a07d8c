import { MAX_SLOTS, type ProductTexts } from './identifiers.ts';
import {
  emptyProductData,
  makeRoom,
  newPriceColumn,
  OF_OPTION,
  type PriceColumn,
  type ProductData,
  priceKey,
  SEPARATOR,
} from './product-data.ts';
import type { ProductEntry, VariantEntry } from './product-entry.ts';
import { NumberList, resized } from './shared-arrays.ts';
import { TextList } from './text-list.ts';

const HIGH = 2 ** 32;

/** The products by slot: columns that filters and sorts read. Slots are handed out upwards and not used again. */
export class Products {
  readonly #data: ProductData;
  readonly #texts: TextList;
  readonly #filters: NumberList;
  readonly #details: NumberList;
  /** Slots below this stand in the order of their ids. */
  readonly ordered: number;

  constructor(data: ProductData = emptyProductData()) {
    this.#data = data;
    this.#texts = new TextList(data.texts);
    this.#filters = new NumberList(data.filterTerms, data.filters);
    this.#details = new NumberList(data.detail, data.details);
    this.ordered = data.ordered;
  }

  /** As it is now; what is added later does not show, what is changed may. */
  get data(): ProductData {
    return {
      ...this.#data,
      prices: this.#data.prices.map((column) => ({ ...column })),
      texts: this.#texts.data,
      filterTerms: this.#filters.data,
      filters: this.#filters.count,
      detail: this.#details.data,
      details: this.#details.count,
    };
  }

  /** Slots are below this. */
  get bound(): number {
    return this.#data.bound;
  }
  /** Columns have this length; it grows. */
  get capacity(): number {
    return this.#data.alive.length;
  }
  /** 1 where a slot holds a product. */
  get alive(): Uint8Array {
    return this.#data.alive;
  }
  /** 1 where any variant can be sold now. */
  get inStock(): Uint8Array {
    return this.#data.inStock;
  }
  /** Milliseconds since the epoch. */
  get createdAt(): Float64Array {
    return this.#data.createdAt;
  }
  /** Per variant 1 where it can be sold now. */
  get available(): Uint8Array {
    return this.#data.available;
  }
  /** The variants of slot s have the numbers from `variantStart[s]` up to `variantStart[s + 1]`. */
  get variantStart(): Uint32Array {
    return this.#data.variantStart;
  }
  /** The filter terms of slot s are those from `filterStart[s]` up to `filterStart[s + 1]`; see `OF_OPTION`. */
  get filterStart(): Uint32Array {
    return this.#data.filterStart;
  }
  get filterTerms(): Uint32Array {
    return this.#filters.data;
  }
  /** Per variant of a product with several, in `details`: numbers of prices, options and words; see `ProductData`. */
  get detailStart(): Uint32Array {
    return this.#data.detailStart;
  }
  get details(): Uint32Array {
    return this.#details.data;
  }
  /** The price columns; details of variants name them by their place here. */
  get prices(): readonly { readonly key: string; readonly amounts: PriceColumn }[] {
    return this.#data.prices;
  }

  /** The filter terms of a product and its variants. */
  filtersOf(slot: number): number[] {
    const { filterStart } = this.#data;
    return [...this.filterTerms.subarray(filterStart[slot]!, filterStart[slot + 1]!)].map(
      (term) => term % OF_OPTION,
    );
  }

  isSingle(slot: number): boolean {
    const { variantStart } = this.#data;
    return variantStart[slot + 1]! - variantStart[slot]! === 1;
  }

  hasDigest(slot: number, [low, high]: readonly [number, number]): boolean {
    return this.#data.digest[2 * slot] === low && this.#data.digest[2 * slot + 1] === high;
  }

  idOf(slot: number): string {
    const start = this.#texts.start(slot);
    return this.#texts.bytes.toString('utf8', start, this.#texts.bytes.indexOf(SEPARATOR, start));
  }

  /** Less than zero when the id of `a` comes before that of `b`. */
  compareIds(a: number, b: number): number {
    if (a < this.ordered && b < this.ordered) return a - b;
    const [one, other] = [this.idOf(a), this.idOf(b)];
    return one < other ? -1 : one > other ? 1 : 0;
  }

  texts(slot: number): ProductTexts {
    const parts: string[] = [];
    const { bytes } = this.#texts;
    for (let at = this.#texts.start(slot); at < this.#texts.end(slot); ) {
      const end = bytes.indexOf(SEPARATOR, at);
      parts.push(bytes.toString('utf8', at, end));
      at = end + 1;
    }
    const variants: { id: string; sku?: string | undefined; gtin?: string | undefined }[] = [];
    for (let i = 1; i + 2 < parts.length; i += 3)
      variants.push({ id: parts[i]!, sku: parts[i + 1] || undefined, gtin: parts[i + 2] || undefined });
    return { productId: parts[0]!, variants };
  }

  /** @param termId the number of a term that the product has */
  append(entry: ProductEntry, termId: (term: string) => number): number {
    const data = this.#data;
    const slot = data.bound;
    if (slot >= MAX_SLOTS) throw new RangeError(`search holds at most ${MAX_SLOTS} products`);
    makeRoom(data, entry.variants.length);
    this.#texts.pushAll(
      [entry.productId, ...entry.variants.flatMap(({ id, sku, gtin }) => [id, sku ?? '', gtin ?? ''])],
      SEPARATOR,
    );
    data.createdAt[slot] = entry.createdAt;
    data.digest.set(entry.digest, 2 * slot);
    data.alive[slot] = 1;
    data.inStock[slot] = entry.variants.some((variant) => variant.inStock) ? 1 : 0;
    for (const { prices } of entry.variants) {
      for (const { market, customerGroup, amount } of prices) {
        const { amounts } = data.prices[this.#column(priceKey(market, customerGroup))]!;
        if (amount < amounts[slot]!) amounts[slot] = amount;
      }
    }
    const several = entry.variants.length > 1;
    for (const variant of entry.variants) {
      data.available[data.variants] = variant.inStock ? 1 : 0;
      if (several) this.#addDetails(data.variants, variant, termId);
      data.variants += 1;
    }
    data.variantStart[slot + 1] = data.variants;
    this.#addFilters(entry, several, termId);
    data.filterStart[slot + 1] = this.#filters.count;
    data.bound = slot + 1;
    return slot;
  }

  remove(slot: number): void {
    this.#data.alive[slot] = 0;
  }

  /** @returns false when the product does not have the variant */
  setInStock(slot: number, variantId: string, inStock: boolean): boolean {
    const i = this.texts(slot).variants.findIndex((variant) => variant.id === variantId);
    if (i < 0) return false;
    const { available, variantStart } = this.#data;
    available[variantStart[slot]! + i] = inStock ? 1 : 0;
    this.#updateStock(slot);
    return true;
  }

  /** What can be sold of each variant, in their order. */
  setStock(slot: number, inStock: readonly boolean[]): void {
    const start = this.variantStart[slot]!;
    for (const [i, can] of inStock.entries()) this.available[start + i] = can ? 1 : 0;
    this.#updateStock(slot);
  }

  /** Takes over what can be sold of a product with the same variants. */
  copyStock(slot: number, from: Products, fromSlot: number): void {
    const start = this.variantStart[slot]!;
    const fromStart = from.variantStart[fromSlot]!;
    const count = this.variantStart[slot + 1]! - start;
    for (let i = 0; i < count; i += 1) this.available[start + i] = from.available[fromStart + i]!;
    this.#updateStock(slot);
  }

  /** Everything kept of a product but its words. */
  entry(slot: number, term: (id: number) => string): Omit<ProductEntry, 'words' | 'labels'> {
    const { data } = this;
    const several = !this.isSingle(slot);
    const filters = data.filterTerms.subarray(data.filterStart[slot]!, data.filterStart[slot + 1]!);
    const { productId, variants } = this.texts(slot);
    return {
      productId,
      digest: [data.digest[2 * slot]!, data.digest[2 * slot + 1]!],
      createdAt: data.createdAt[slot]!,
      filters: new Set([...filters].filter((id) => id < OF_OPTION).map(term)),
      variants: variants.map((texts, i): VariantEntry => {
        const number = data.variantStart[slot]! + i;
        const inStock = data.available[number] === 1;
        const prices = this.#pricesOf(slot, number, several);
        if (!several) return { ...texts, inStock, prices, options: [], words: [] };
        const at = data.detailStart[number]!;
        const options = at + 3 + 3 * data.detail[at]!;
        const words = options + data.detail[at + 1]!;
        const end = words + data.detail[at + 2]!;
        return {
          ...texts,
          inStock,
          prices,
          options: [...data.detail.subarray(options, words)].map(term),
          words: [...data.detail.subarray(words, end)].map(term),
        };
      }),
    };
  }

  #pricesOf(
    slot: number,
    variant: number,
    several: boolean,
  ): { market: string; amount: number; customerGroup?: string | undefined }[] {
    const priced = (column: number, amount: number) => {
      const [market, customerGroup] = this.prices[column]!.key.split('\u0000');
      return { market: market!, customerGroup, amount };
    };
    if (!several)
      return this.prices.flatMap(({ amounts }, i) =>
        amounts[slot] === Number.POSITIVE_INFINITY ? [] : priced(i, amounts[slot]!),
      );
    const at = this.detailStart[variant]!;
    return Array.from({ length: this.details[at]! }, (_, i) => {
      const [column, low, high] = this.details.subarray(at + 3 + 3 * i);
      return priced(column!, high! * HIGH + low!);
    });
  }

  #addFilters(entry: ProductEntry, several: boolean, termId: (term: string) => number): void {
    const own = new Set(entry.filters);
    if (!several) for (const variant of entry.variants) for (const term of variant.options) own.add(term);
    for (const term of own) this.#filters.push(termId(term));
    if (!several) return;
    const options = new Set(entry.variants.flatMap((variant) => variant.options));
    for (const term of options) if (!own.has(term)) this.#filters.push((termId(term) | OF_OPTION) >>> 0);
  }

  #addDetails(variant: number, entry: VariantEntry, termId: (term: string) => number): void {
    const details = this.#details;
    const data = this.#data;
    if (variant >= data.detailStart.length)
      data.detailStart = resized(data.detailStart, data.available.length);
    data.detailStart[variant] = details.count;
    details.push(entry.prices.length);
    details.push(entry.options.length);
    details.push(entry.words.length);
    for (const { market, customerGroup, amount } of entry.prices) {
      details.push(this.#column(priceKey(market, customerGroup)));
      details.push(amount % HIGH);
      details.push(Math.floor(amount / HIGH));
    }
    for (const term of entry.options) details.push(termId(term));
    for (const term of entry.words) details.push(termId(term));
  }

  #column(key: string): number {
    const { prices } = this.#data;
    const known = prices.findIndex((column) => column.key === key);
    if (known >= 0) return known;
    return prices.push({ key, amounts: newPriceColumn(this.capacity) }) - 1;
  }

  #updateStock(slot: number): void {
    const { available, variantStart, inStock } = this.#data;
    inStock[slot] = 0;
    for (let v = variantStart[slot]!; v < variantStart[slot + 1]!; v += 1)
      if (available[v] === 1) inStock[slot] = 1;
  }
}
