import { identifierKey } from '../analysis/fold.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import type { FacetValue, SearchHit, SearchQuery, SearchResult } from '../search-types.ts';
import { decodeCursor, encodeCursor, queryHash } from './cursor.ts';
import { Facets } from './facets.ts';
import { Filter } from './filter.ts';
import { asIdentifier, Planner } from './planner.ts';
import type { QueryPlan } from './query-plan.ts';
import { RANKING, type Ranking } from './ranking.ts';
import { bitCount, Scorer } from './scorer.ts';
import { compareRanks, type Rank, TopHits } from './top-hits.ts';

const MAX_LIMIT = 50;
/** As long as this many products have all words, none is shown that lacks one; else one word less is asked for. */
const ENOUGH = 10;

/** Answers queries on one index. Its working arrays live as long: a query allocates next to nothing. */
export class Searcher {
  readonly #index: InvertedIndex;
  readonly #planner: Planner;
  readonly #scorer: Scorer;
  readonly #filter: Filter;
  readonly #facets: Facets;
  #found = new Int32Array(0);

  constructor(index: InvertedIndex, ranking: Ranking = RANKING) {
    this.#index = index;
    this.#planner = new Planner(index, ranking);
    this.#scorer = new Scorer(index, ranking.coverage);
    this.#filter = new Filter(index);
    this.#facets = new Facets(index);
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
    const plan = cursor?.plan ?? this.#planner.plan(text, named.length > 0);
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
    const candidates = this.#filter.candidates();
    const bound = candidates?.length ?? this.#index.products.bound;
    this.#fit();
    let n = 0;
    for (let i = 0; i < bound; i += 1) {
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
    const { products } = this.#index;
    const keyOf = this.#keyOf(query, plan !== undefined);
    const { inStock } = products;
    const top = new TopHits(query.limit, products);
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
        productId: products.idOf(slot),
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
        ? encodeCursor(hash, {
            after: { key: last.key, inStock: last.inStock, id: products.idOf(last.slot) },
            plan,
          })
        : undefined;
    return { hits, total, facets, nextCursor };
  }

  #isAfter(after: Rank, slot: number, key: number): boolean {
    if (key !== after.key) return key < after.key;
    const { products } = this.#index;
    return compareRanks({ key, inStock: products.inStock[slot]!, id: products.idOf(slot) }, after) > 0;
  }

  /** Higher stands first. */
  #keyOf(query: SearchQuery, hasText: boolean): (slot: number) => number {
    const { createdAt } = this.#index.products;
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
    const { products } = this.#index;
    const idOf = (i: number | undefined): string | undefined =>
      i === undefined ? undefined : products.texts(slot).variants[i - products.variantStart[slot]!]?.id;
    if (identifier !== undefined && this.#scorer.exact[slot] === 1) {
      const named = products
        .texts(slot)
        .variants.find((variant) =>
          [variant.id, variant.sku, variant.gtin].some(
            (id) => id !== undefined && identifierKey(id) === identifier,
          ),
        );
      if (named) return named.id;
    }
    if (products.isSingle(slot))
      return this.#filter.perVariant ? idOf(products.variantStart[slot]!) : undefined;
    const variant = this.#filter.variant(slot, words);
    if (variant === undefined) return undefined;
    const pointedAt = this.#filter.perVariant || (words && this.#filter.wordsOf(variant, words) > 0);
    return pointedAt ? idOf(variant) : undefined;
  }

  #fit(): void {
    if (this.#found.length < this.#index.capacity) {
      this.#found = new Int32Array(this.#index.capacity);
    }
  }
}
