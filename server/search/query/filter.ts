import { filterTerm } from '../index/document-terms.ts';
import type { IndexedDocument, IndexedVariant, PriceColumn } from '../index/documents.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import type { SearchQuery } from '../search-types.ts';

/** Any of these will do. */
interface Clause {
  readonly terms: readonly number[];
  readonly slots: readonly number[];
}

/** The filters of a query against the index: first all inverted lists at once, then price, stock and options per variant. */
export class Filter {
  readonly #index: InvertedIndex;
  #stamps = new Uint32Array(0);
  #stamp = 0;
  #target = 0;
  #clauses: Clause[] = [];
  #columns: PriceColumn[] = [];
  /** Attribute clauses again, which a variant's options may have to fulfil. */
  #attributes: (readonly number[])[] = [];
  #query!: SearchQuery;
  #groups: readonly string[] = [];
  #perVariant = false;

  constructor(index: InvertedIndex) {
    this.#index = index;
  }

  /** Makes this the filter of `query`. */
  prepare(query: SearchQuery): void {
    const { filters } = query;
    const { dictionary, documents } = this.#index;
    const ids = (terms: Iterable<string>): number[] =>
      [...terms].flatMap((term) => dictionary.find(term) ?? []);
    this.#query = query;
    this.#groups = query.customerGroups ?? [];
    this.#columns = documents.priceColumns(query.market, this.#groups);
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
    if (filters.productIds && filters.productIds.length > 0) {
      this.#clauses.push({ terms: [], slots: filters.productIds.flatMap((id) => documents.slot(id) ?? []) });
    }
    this.#perVariant =
      filters.priceMin !== undefined ||
      filters.priceMax !== undefined ||
      filters.inStock === true ||
      this.#attributes.length > 0;
    this.#stampClauses();
  }

  /** Whether hits name the variant that fulfils the filters. */
  get perVariant(): boolean {
    return this.#perVariant;
  }

  passes(slot: number): boolean {
    const { documents } = this.#index;
    if (documents.alive[slot] !== 1) return false;
    if (this.#clauses.length > 0 && this.#stamps[slot] !== this.#target) return false;
    const lowest = this.#lowest(slot);
    if (lowest === Number.POSITIVE_INFINITY) return false;
    if (!this.#perVariant) return true;
    const { priceMin, priceMax, inStock } = this.#query.filters;
    if (priceMax !== undefined && lowest > priceMax) return false;
    if (inStock === true && documents.inStock[slot] !== 1) return false;
    if (this.#attributes.length === 0 && documents.single[slot] === 1)
      return priceMin === undefined || lowest >= priceMin;
    return this.variant(documents.at(slot)) !== undefined;
  }

  /** Lowest visible price of the variants that fulfil the filters; only for products that pass. */
  price(slot: number): number {
    if (!this.#perVariant || this.#index.documents.single[slot] === 1) return this.#lowest(slot);
    const variant = this.variant(this.#index.documents.at(slot));
    return variant ? this.#visiblePrice(variant) : Number.POSITIVE_INFINITY;
  }

  /**
   * The variant that fulfils the filters: the one with most of `words`, then the cheapest, then one in stock.
   * @param words terms of the query's text
   */
  variant(document: IndexedDocument, words?: ReadonlySet<number>): IndexedVariant | undefined {
    let best: IndexedVariant | undefined;
    let bestWords = 0;
    let bestPrice = Number.POSITIVE_INFINITY;
    for (const variant of document.variants) {
      const price = this.#visiblePrice(variant);
      if (price === Number.POSITIVE_INFINITY || !this.#fulfils(document, variant, price)) continue;
      const matched = words ? countIn(variant.wordTerms, words) : 0;
      const better =
        matched !== bestWords
          ? matched > bestWords
          : price !== bestPrice
            ? price < bestPrice
            : variant.available > 0 && best !== undefined && best.available <= 0;
      if (best !== undefined && !better) continue;
      best = variant;
      bestWords = matched;
      bestPrice = price;
    }
    return best;
  }

  /** Slots that fulfil the inverted clauses, when there are any: a shorter way than asking all products. */
  candidates(): Int32Array | undefined {
    if (this.#clauses.length === 0) return undefined;
    const found: number[] = [];
    const seen = new Set<number>();
    this.#visit(this.#clauses.at(-1)!, (slot) => {
      if (this.#stamps[slot] === this.#target && !seen.has(slot)) {
        seen.add(slot);
        found.push(slot);
      }
    });
    return Int32Array.from(found);
  }

  #fulfils(document: IndexedDocument, variant: IndexedVariant, price: number): boolean {
    const { priceMin, priceMax, inStock } = this.#query.filters;
    if (priceMin !== undefined && price < priceMin) return false;
    if (priceMax !== undefined && price > priceMax) return false;
    if (inStock === true && variant.available <= 0) return false;
    for (const terms of this.#attributes) {
      if (!includesAny(variant.optionTerms, terms) && !includesAny(document.filterTerms, terms)) return false;
    }
    return true;
  }

  #lowest(slot: number): number {
    let lowest = Number.POSITIVE_INFINITY;
    for (const column of this.#columns) if (column[slot]! < lowest) lowest = column[slot]!;
    return lowest;
  }

  #visiblePrice(variant: IndexedVariant): number {
    let lowest = Number.POSITIVE_INFINITY;
    for (const price of variant.prices) {
      if (price.market !== this.#query.market || price.amount >= lowest) continue;
      if (price.customerGroup === undefined || this.#groups.includes(price.customerGroup))
        lowest = price.amount;
    }
    return lowest;
  }

  /** Stamps a slot n+1 only when it has stamp n: after the last clause those with the target fulfil all. */
  #stampClauses(): void {
    const size = this.#index.documents.capacity;
    const steps = this.#clauses.length + 1;
    if (this.#stamps.length < size || this.#stamp + steps > 0xffffffff) {
      this.#stamps = new Uint32Array(size);
      this.#stamp = 0;
    }
    const base = this.#stamp + 1;
    this.#stamp += steps;
    for (const [i, clause] of this.#clauses.entries()) {
      this.#visit(clause, (slot) => {
        if (i === 0 || this.#stamps[slot] === base + i - 1) this.#stamps[slot] = base + i;
      });
    }
    this.#target = base + this.#clauses.length - 1;
  }

  #visit(clause: Clause, visit: (slot: number) => void): void {
    for (const term of clause.terms) {
      for (const run of this.#index.postings(term)) {
        for (let i = 0; i < run.length; i += 1) visit(run[i]! >>> 8);
      }
    }
    for (const slot of clause.slots) visit(slot);
  }
}

function includesAny(have: Uint32Array, wanted: readonly number[]): boolean {
  for (const term of have) if (wanted.includes(term)) return true;
  return false;
}

function countIn(have: Uint32Array, wanted: ReadonlySet<number>): number {
  let n = 0;
  for (const term of have) if (wanted.has(term)) n += 1;
  return n;
}
