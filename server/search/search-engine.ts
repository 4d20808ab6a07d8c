import { InvertedIndex } from './index/inverted-index.ts';
import { decodeCursor, encodeCursor, queryHash } from './query/cursor.ts';
import { Facets } from './query/facets.ts';
import { Filter } from './query/filter.ts';
import { asIdentifier, planQuery } from './query/planner.ts';
import type { QueryPlan } from './query/query-plan.ts';
import { bitCount, Scorer } from './query/scorer.ts';
import { compareRanks, type Rank, TopHits } from './query/top-hits.ts';
import type { FacetValue, SearchDocument, SearchHit, SearchQuery, SearchResult } from './search-types.ts';

export * from './search-types.ts';

const MAX_LIMIT = 50;
/** As long as this many products have all words, none is shown that lacks one; else one word less is asked for. */
const ENOUGH = 10;

/**
 * The catalogue index of one process: BM25F over the texts of all languages, with filters, facets and stable pages.
 * Everything is synchronous. A search takes well under a millisecond at tens of thousands of products, a changed
 * product about a tenth of one: hand over large numbers in batches and let others in between.
 *
 * @example
 * const engine = new SearchEngine();
 * engine.upsert(documents);
 * engine.search({ text: 'laptop bag', market: 'us', filters: { priceMax: 5000 }, sort: 'relevance', limit: 5 });
 */
export class SearchEngine {
  readonly #index = new InvertedIndex();
  readonly #scorer = new Scorer(this.#index);
  readonly #filter = new Filter(this.#index);
  readonly #facets = new Facets(this.#index);
  #found = new Int32Array(0);

  /** Products in the index. */
  get size(): number {
    return this.#index.documents.size;
  }

  /** Adds products, or replaces those with the same id. The next search sees them. */
  upsert(documents: Iterable<SearchDocument>): void {
    for (const document of documents) this.#index.upsert(document);
  }

  /** Unknown ids are passed over. */
  remove(productIds: Iterable<string>): void {
    for (const productId of productIds) this.#index.remove(productId);
  }

  /** Units of a variant that can be sold now. @returns false when no product has the variant */
  setAvailability(variantId: string, available: number): boolean {
    return this.#index.documents.setAvailability(variantId, available);
  }

  /**
   * @throws InvalidCursorError when the cursor is broken or of another query
   * @throws RangeError when the limit is not a whole number from 1 to 50
   */
  search(query: SearchQuery): SearchResult {
    if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > MAX_LIMIT) {
      throw new RangeError(`limit must be a whole number from 1 to ${MAX_LIMIT}`);
    }
    const hash = queryHash(query);
    const cursor = query.cursor === undefined ? undefined : decodeCursor(query.cursor, hash);
    this.#filter.prepare(query);
    const text = query.text?.trim() ?? '';
    if (text === '') return this.#page(query, hash, this.#browse(), cursor?.after);
    const key = asIdentifier(text);
    const named = key === undefined ? [] : this.#index.identified(key);
    const plan = cursor?.plan ?? planQuery(text, this.#index, named.length > 0);
    try {
      this.#scorer.run(plan, named);
      const { count, required } = this.#match(plan, query);
      return this.#page(query, hash, count, cursor?.after, { ...plan, required }, key);
    } finally {
      this.#scorer.reset();
    }
  }

  /** Puts what the filters let through into `#found`. @returns how many */
  #browse(): number {
    const { documents } = this.#index;
    const candidates = this.#filter.candidates();
    const bound = candidates?.length ?? documents.bound;
    this.#fit();
    let n = 0;
    // From the end: there stand the newest, and the first in the order make short work of the rest.
    for (let i = bound - 1; i >= 0; i -= 1) {
      const slot = candidates ? candidates[i]! : i;
      if (this.#filter.passes(slot)) this.#found[n++] = slot;
    }
    return n;
  }

  /** Puts what the filters let through and what has enough of the words into `#found`. */
  #match(plan: QueryPlan, query: SearchQuery): { count: number; required: number } {
    const { touched, count, words, exact } = this.#scorer;
    this.#fit();
    const having = new Array<number>(plan.words.length + 1).fill(0);
    let n = 0;
    for (let i = 0; i < count; i += 1) {
      const slot = touched[i]!;
      if (!this.#filter.passes(slot)) continue;
      this.#found[n++] = slot;
      having[bitCount(words[slot]!)]! += 1;
    }
    const enough = query.sort === 'relevance' ? ENOUGH : 1;
    let required = plan.required;
    if (required <= 0) {
      required = plan.words.length;
      for (let sum = having[required] ?? 0; sum < enough && required > 1; sum += having[required]!)
        required -= 1;
    }
    if (required <= 1) return { count: n, required };
    let kept = 0;
    for (let i = 0; i < n; i += 1) {
      const slot = this.#found[i]!;
      if (exact[slot] === 1 || bitCount(words[slot]!) >= required) this.#found[kept++] = slot;
    }
    return { count: kept, required };
  }

  #page(
    query: SearchQuery,
    hash: string,
    total: number,
    after: Rank | undefined,
    plan?: QueryPlan,
    identifier?: string,
  ): SearchResult {
    const { documents } = this.#index;
    const idOf = (slot: number): string => documents.at(slot).productId;
    const keyOf = this.#keyOf(query, plan !== undefined);
    const { inStock } = documents;
    const top = new TopHits(query.limit, idOf);
    let left = 0;
    for (let i = 0; i < total; i += 1) {
      const slot = this.#found[i]!;
      const key = keyOf(slot);
      if (after && !this.#isAfter(after, slot, key)) continue;
      left += 1;
      top.offer(slot, key, inStock[slot]!);
    }
    const ranked = top.take();
    const words =
      plan &&
      new Set(plan.words.flatMap((word) => word.terms.flatMap(([term]) => this.#index.find(term) ?? [])));
    const hits = ranked.map(({ slot }): SearchHit => {
      const score = plan ? this.#scorer.score(slot) / 1e4 : 0;
      return {
        productId: idOf(slot),
        score,
        matchedVariantId: this.#matchedVariant(slot, words, identifier),
      };
    });
    const facets: Record<string, FacetValue[]> = query.facets?.length
      ? this.#facets.count(query.facets, this.#found.subarray(0, total), (slot) => this.#filter.price(slot))
      : {};
    const last = ranked.at(-1);
    const nextCursor =
      last && left > ranked.length
        ? encodeCursor(hash, { after: { key: last.key, inStock: last.inStock, id: idOf(last.slot) }, plan })
        : undefined;
    return { hits, total, facets, nextCursor };
  }

  #isAfter(after: Rank, slot: number, key: number): boolean {
    if (key !== after.key) return key < after.key;
    const { documents } = this.#index;
    return (
      compareRanks({ key, inStock: documents.inStock[slot]!, id: documents.at(slot).productId }, after) > 0
    );
  }

  /** Higher stands first. */
  #keyOf(query: SearchQuery, hasText: boolean): (slot: number) => number {
    const { createdAt } = this.#index.documents;
    if (query.sort === 'price_asc') return (slot) => -this.#filter.price(slot);
    if (query.sort === 'price_desc') return (slot) => this.#filter.price(slot);
    if (query.sort === 'relevance' && hasText) return (slot) => this.#scorer.score(slot);
    return (slot) => createdAt[slot]!;
  }

  #matchedVariant(
    slot: number,
    words: ReadonlySet<number> | undefined,
    identifier?: string,
  ): string | undefined {
    const document = this.#index.documents.at(slot);
    if (identifier !== undefined && this.#scorer.exact[slot] === 1) {
      const named = document.variants.find((variant) => variant.identifiers.includes(identifier));
      if (named) return named.id;
    }
    const variant = this.#filter.variant(document, words);
    const pointedAt =
      this.#filter.perVariant || (words && variant?.wordTerms.some((term) => words.has(term)));
    return pointedAt ? variant?.id : undefined;
  }

  #fit(): void {
    if (this.#found.length < this.#index.documents.capacity) {
      this.#found = new Int32Array(this.#index.documents.capacity);
    }
  }
}
