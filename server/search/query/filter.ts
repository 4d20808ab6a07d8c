import { filterTerm } from '../index/document-terms.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import { OF_OPTION, type PriceColumn, priceKey } from '../index/product-data.ts';
import type { SearchQuery } from '../search-types.ts';
import type { Constraint } from './constraints.ts';
import { SlotSet } from './slot-set.ts';

/** Any of these will do. */
interface Clause {
  readonly terms: readonly number[];
  readonly slots: readonly number[];
  /** Least weight of a term. */
  readonly from?: number | undefined;
}

/** The filters of a query against the index: first all inverted lists at once, then price, stock and options per variant. */
export class Filter {
  readonly #index: InvertedIndex;
  #clauses: Clause[] = [];
  /** The slots that fulfil all clauses, where there are any. */
  #fulfilling = new SlotSet();
  #spare = new SlotSet();
  /** Prices that the customer sees. */
  #columns: PriceColumn[] = [];
  #columnNumbers: number[] = [];
  /** By column number the slots below `upTo` that have a price in it. The price of a slot never changes. */
  readonly #priced = new Map<number, { readonly slots: SlotSet; upTo: number }>();
  /** Of the prices that the customer sees. */
  #visible: SlotSet[] = [];
  #alive: Uint8Array = new Uint8Array(0);
  /** Attribute clauses again, which a variant's options may have to fulfil. */
  #attributes: (readonly number[])[] = [];
  /** Options asked for by the text: they bind only products of which some variant has them. */
  #wished: (readonly number[])[] = [];
  #query!: SearchQuery;
  #perVariant = false;

  constructor(index: InvertedIndex) {
    this.#index = index;
  }

  /** Reads prices as the customer of `query` sees them. */
  see(query: SearchQuery): void {
    const keys = [undefined, ...(query.customerGroups ?? [])].map((group) => priceKey(query.market, group));
    const { alive, prices } = this.#index.products;
    this.#alive = alive;
    this.#columnNumbers = prices.flatMap(({ key }, i) => (keys.includes(key) ? i : []));
    this.#columns = this.#columnNumbers.map((i) => prices[i]!.amounts);
    this.#visible = this.#columnNumbers.map((i) => this.#pricedIn(i));
  }

  #pricedIn(column: number): SlotSet {
    const { bound, prices } = this.#index.products;
    let priced = this.#priced.get(column);
    if (!priced) {
      priced = { slots: new SlotSet(), upTo: 0 };
      this.#priced.set(column, priced);
    }
    const { amounts } = prices[column]!;
    const { slots } = priced;
    slots.grow(bound);
    for (let slot = priced.upTo; slot < bound; slot += 1)
      if (amounts[slot] !== Number.POSITIVE_INFINITY) slots.add(slot);
    priced.upTo = bound;
    return slots;
  }

  /** Makes this the filter of `query` and of what its text asks for. */
  prepare(query: SearchQuery, constraints: readonly Constraint[] = []): void {
    const { filters } = query;
    const ids = (terms: Iterable<string>): number[] =>
      [...terms].flatMap((term) => this.#index.find(term) ?? []);
    this.#query = query;
    this.see(query);
    this.#clauses = [];
    const clause = (values: readonly string[] | undefined, term: (value: string) => string): void => {
      if (values && values.length > 0)
        this.#clauses.push({ terms: ids(new Set(values.map(term))), slots: [] });
    };
    clause(filters.brands, filterTerm.brand);
    clause(filters.productTypes, filterTerm.productType);
    clause(filters.tags, filterTerm.tag);
    const descendants = query.categoryDescendants;
    clause(
      filters.categories?.flatMap((id) => [id, ...(descendants?.(id) ?? [])]),
      filterTerm.category,
    );
    this.#attributes = Object.entries(filters.attributes ?? {})
      .filter(([, values]) => values.length > 0)
      .map(([name, values]) => ids(new Set(values.map((value) => filterTerm.attribute(name, value)))));
    for (const terms of this.#attributes) this.#clauses.push({ terms, slots: [] });
    this.#wished = [];
    for (const { terms, options, from } of constraints) {
      this.#clauses.push({ terms: ids(new Set(terms)), slots: [], from });
      const wished = ids(new Set(options));
      if (wished.length > 0) this.#wished.push(wished);
    }
    if (filters.productIds && filters.productIds.length > 0) {
      this.#clauses.push({
        terms: [],
        slots: filters.productIds.flatMap((id) => this.#index.slot(id) ?? []),
      });
    }
    this.#perVariant =
      filters.priceMin !== undefined ||
      filters.priceMax !== undefined ||
      filters.inStock === true ||
      this.#attributes.length > 0 ||
      this.#wished.length > 0;
    this.#applyClauses();
  }

  /** Whether hits name the variant that fulfils the filters. */
  get perVariant(): boolean {
    return this.#perVariant;
  }

  passes(slot: number): boolean {
    if (this.#alive[slot] !== 1) return false;
    if (this.#clauses.length > 0 && !this.#fulfilling.has(slot)) return false;
    if (!this.#isPriced(slot)) return false;
    if (!this.#perVariant) return true;
    const lowest = this.lowest(slot);
    const { products } = this.#index;
    const { priceMin, priceMax, inStock } = this.#query.filters;
    if (priceMax !== undefined && lowest > priceMax) return false;
    if (inStock === true && products.inStock[slot] !== 1) return false;
    if (products.isSingle(slot)) return priceMin === undefined || lowest >= priceMin;
    return this.variant(slot) !== undefined;
  }

  /** Lowest visible price of the variants that fulfil the filters; only for products that pass. */
  price(slot: number): number {
    if (!this.#perVariant || this.#index.products.isSingle(slot)) return this.lowest(slot);
    const variant = this.variant(slot);
    return variant === undefined
      ? Number.POSITIVE_INFINITY
      : this.#visiblePrice(this.#index.products.detailStart[variant]!);
  }

  /**
   * The number of the variant that fulfils the filters: the one with most of `words`, then the cheapest, then one in
   * stock. Only for products that fulfil the filters of products.
   * @param words terms of the query's text
   */
  variant(slot: number, words?: ReadonlySet<number>): number | undefined {
    const { products } = this.#index;
    const first = products.variantStart[slot]!;
    const end = products.variantStart[slot + 1]!;
    if (end - first === 1) return first;
    let best: number | undefined;
    let bestWords = 0;
    let bestPrice = Number.POSITIVE_INFINITY;
    for (let variant = first; variant < end; variant += 1) {
      const price = this.#visiblePrice(products.detailStart[variant]!);
      if (price === Number.POSITIVE_INFINITY || !this.#fulfils(slot, variant, price)) continue;
      const matched = words ? this.wordsOf(variant, words) : 0;
      const better =
        matched !== bestWords
          ? matched > bestWords
          : price !== bestPrice
            ? price < bestPrice
            : best !== undefined && products.available[variant]! > products.available[best]!;
      if (best !== undefined && !better) continue;
      best = variant;
      bestWords = matched;
      bestPrice = price;
    }
    return best;
  }

  /** How many of `words` are words of the options of a variant of a product with several. */
  wordsOf(variant: number, words: ReadonlySet<number>): number {
    const { details, detailStart } = this.#index.products;
    const at = detailStart[variant]!;
    const from = at + 3 + 3 * details[at]! + details[at + 1]!;
    const to = from + details[at + 2]!;
    let n = 0;
    for (let i = from; i < to; i += 1) if (words.has(details[i]!)) n += 1;
    return n;
  }

  /** Slots that fulfil the inverted clauses, when there are any: a shorter way than asking all products. */
  candidates(): Int32Array | undefined {
    return this.#clauses.length === 0 ? undefined : this.#fulfilling.slots();
  }

  /** Whether the customer sees any price. */
  #isPriced(slot: number): boolean {
    for (let i = 0; i < this.#visible.length; i += 1) if (this.#visible[i]!.has(slot)) return true;
    return false;
  }

  #fulfils(slot: number, variant: number, price: number): boolean {
    const { priceMin, priceMax, inStock } = this.#query.filters;
    if (priceMin !== undefined && price < priceMin) return false;
    if (priceMax !== undefined && price > priceMax) return false;
    const { products } = this.#index;
    if (inStock === true && products.available[variant] !== 1) return false;
    const { details, filterStart, filterTerms } = products;
    const at = products.detailStart[variant]!;
    const options = at + 3 + 3 * details[at]!;
    for (const terms of this.#attributes) {
      if (
        !includesAny(details, options, options + details[at + 1]!, terms) &&
        !includesAny(filterTerms, filterStart[slot]!, filterStart[slot + 1]!, terms)
      )
        return false;
    }
    for (const terms of this.#wished) {
      if (includesAny(details, options, options + details[at + 1]!, terms)) continue;
      const ofOthers = terms.map((term) => (term | OF_OPTION) >>> 0);
      if (includesAny(filterTerms, filterStart[slot]!, filterStart[slot + 1]!, ofOthers)) return false;
    }
    return true;
  }

  /** Lowest visible price of any variant, infinite where there is none. */
  lowest(slot: number): number {
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < this.#columns.length; i += 1) {
      const amount = this.#columns[i]![slot]!;
      if (amount < lowest) lowest = amount;
    }
    return lowest;
  }

  /** @param at where the details of a variant start */
  #visiblePrice(at: number): number {
    const { details } = this.#index.products;
    let lowest = Number.POSITIVE_INFINITY;
    for (let i = at + 3; i < at + 3 + 3 * details[at]!; i += 3) {
      if (!this.#columnNumbers.includes(details[i]!)) continue;
      const amount = details[i + 2]! * 2 ** 32 + details[i + 1]!;
      if (amount < lowest) lowest = amount;
    }
    return lowest;
  }

  #applyClauses(): void {
    const { bound } = this.#index.products;
    for (const [i, clause] of this.#clauses.entries()) {
      const before = this.#fulfilling;
      const after = this.#spare;
      after.clear(bound);
      this.#visit(clause, (slot) => {
        if (i === 0 || before.has(slot)) after.add(slot);
      });
      this.#fulfilling = after;
      this.#spare = before;
    }
  }

  #visit(clause: Clause, visit: (slot: number) => void): void {
    const { from = 0 } = clause;
    for (const term of clause.terms) {
      for (const run of this.#index.postings(term)) {
        for (let i = 0; i < run.length; i += 1) {
          if ((run[i]! & 255) >= from) visit(run[i]! >>> 8);
        }
      }
    }
    for (const slot of clause.slots) visit(slot);
  }
}

/** Whether any of the terms stands between `from` and `to`. Filter terms that only options have are other numbers. */
function includesAny(have: Uint32Array, from: number, to: number, wanted: readonly number[]): boolean {
  for (let i = from; i < to; i += 1) if (wanted.includes(have[i]!)) return true;
  return false;
}
