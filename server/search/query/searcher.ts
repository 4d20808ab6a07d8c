import type { InvertedIndex } from '../index/inverted-index.ts';
import {
  type FacetValue,
  InvalidCursorError,
  type Relaxation,
  type SearchDocument,
  type SearchHit,
  type SearchQuery,
  type SearchResult,
  type Understood,
} from '../search-types.ts';
import { QueryReader } from '../understanding/query-reader.ts';
import type { Blend } from '../vectors/blend.ts';
import { blendFor, nearestInMeaning, raiseBy } from './by-meaning.ts';
import { constraintsOf, inForce, nextToRelax, withUnderstood } from './constraints.ts';
import { decodeCursor, encodeCursor, queryHash } from './cursor.ts';
import { type Explanation, explained } from './explain.ts';
import { Facets } from './facets.ts';
import { Filter } from './filter.ts';
import { matchedVariant } from './matched-variant.ts';
import { Matcher } from './matcher.ts';
import { MovedProducts } from './moved.ts';
import { asIdentifier, Planner } from './planner.ts';
import type { QueryPlan } from './query-plan.ts';
import { RANKING, type Ranking } from './ranking.ts';
import { Scorer } from './scorer.ts';
import { CompiledSettings } from './settings.ts';
import { compareRanks, type Rank, TopHits } from './top-hits.ts';

const MAX_LIMIT = 50;

/** A query as it is answered. */
interface Attempt {
  readonly query: SearchQuery;
  /** Undefined without words to look for. */
  readonly plan: QueryPlan | undefined;
  /** What the text asks for; what `relaxed` names of it is not in force. */
  readonly understood: Understood;
  readonly relaxed: readonly Relaxation[];
  /** Slots of the products whose identifier the text is. */
  readonly named: readonly number[];
  /** How meaning is mixed in; on the first page only its answer has it. */
  readonly blend?: Blend | undefined;
}

/** Answers queries on one index. Its working arrays live as long: a query allocates next to nothing. */
export class Searcher {
  readonly #index: InvertedIndex;
  readonly #settings: CompiledSettings;
  readonly #ranking: Ranking;
  readonly #planner: Planner;
  readonly #reader: QueryReader;
  readonly #scorer: Scorer;
  readonly #filter: Filter;
  readonly #facets: Facets;
  readonly #priceOf = (slot: number): number => this.#filter.lowest(slot);
  readonly #matcher: Matcher;
  /** What the merchant moved for the query at hand. */
  readonly #moved: MovedProducts;
  /** How the last query was answered that found anything. */
  #answered: Attempt | undefined;

  constructor(
    index: InvertedIndex,
    ranking: Ranking = RANKING,
    settings: CompiledSettings = new CompiledSettings(),
  ) {
    this.#index = index;
    this.#settings = settings;
    this.#ranking = ranking;
    this.#moved = new MovedProducts(index, settings);
    this.#planner = new Planner(index, ranking, settings);
    this.#reader = new QueryReader(index);
    this.#filter = new Filter(index);
    this.#scorer = new Scorer(index, this.#filter, ranking.coverage);
    this.#facets = new Facets(index);
    this.#matcher = new Matcher(index, this.#filter, this.#scorer);
  }

  /**
   * @throws InvalidCursorError when the cursor is broken or of another query
   * @throws RangeError when the limit is not a whole number from 1 to 50
   */
  search(query: SearchQuery): SearchResult {
    if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > MAX_LIMIT) {
      throw new RangeError(`limit must be a whole number from 1 to ${MAX_LIMIT}`);
    }
    this.#settings.see(query);
    const hash = queryHash(query, this.#settings.version);
    const named = this.#named(query);
    this.#filter.see(query);
    if (query.cursor !== undefined) {
      const { after, ...decoded } = decodeCursor(query.cursor, hash);
      // Without the meaning the order of its first page is gone.
      if (decoded.blend && !query.meaning) throw new InvalidCursorError();
      const attempt = { query, ...decoded, named };
      return this.#answer(attempt, hash, after) ?? this.#nothing(query);
    }
    const first = this.#understand(query, named);
    for (let attempt = first; ; ) {
      const result = this.#answer(attempt, hash);
      if (result) return result;
      const gave = nextToRelax(attempt.understood, attempt.relaxed);
      if (!gave) break;
      attempt = { ...attempt, relaxed: [...attempt.relaxed, gave] };
    }
    return (
      this.#nearest(query, first, hash) ??
      nearestInMeaning(this.#index, this.#filter, first) ??
      this.#nothing(query)
    );
  }

  /** The products of a plan made elsewhere, any of whose words they have; those of a kind alone where `kind` names one. */
  planned(plan: QueryPlan, query: SearchQuery, kind?: string): SearchResult {
    this.#settings.see(query);
    const attempt = { query, plan, understood: kind === undefined ? {} : { kind }, relaxed: [], named: [] };
    return this.#answer(attempt, '') ?? this.#nothing(query);
  }

  /** Why a product stands where it does for a query; undefined for an unknown product. @param document to tell fields apart */
  explain(query: SearchQuery, productId: string, document?: SearchDocument): Explanation | undefined {
    const slot = this.#index.slot(productId);
    if (slot === undefined) return undefined;
    this.#answered = undefined;
    this.search({ ...query, limit: 1, facets: undefined });
    const attempt: Attempt = this.#answered ?? this.#understand(query, this.#named(query));
    const { plan, named, understood, relaxed } = attempt;
    const meant = inForce(understood, relaxed);
    const asked = withUnderstood(query, meant);
    this.#filter.prepare(asked, constraintsOf(meant));
    const pinned = this.#moved.settle(asked);
    const moved = this.#moved.of(slot);
    const score = plan ? this.#scorer.scoreOf({ plan, named, pinned }, slot) : 0;
    return explained(this.#index, {
      productId,
      slot,
      plan,
      understood,
      relaxed,
      document,
      score: score / 1e4,
      ...(attempt.blend && {
        meaning: {
          cosine: query.meaning?.cosine(productId),
          score: raiseBy(this.#index, attempt, slot, score) / 1e4,
        },
      }),
      exact: plan !== undefined && named.includes(slot),
      price: this.#filter.lowest(slot),
      passes: this.#filter.passes(slot),
      steepness: this.#ranking.coverage,
      ...(moved !== 0 && { moved: moved > 0 ? 'pinned' : 'buried' }),
    });
  }

  #named({ text = '' }: SearchQuery): readonly number[] {
    const key = asIdentifier(text.trim());
    return key === undefined ? [] : this.#index.identified(key);
  }

  #understand(query: SearchQuery, named: readonly number[]): Attempt {
    const text = query.text?.trim() ?? '';
    const bare = { query, understood: {}, relaxed: [], named };
    if (text === '') return { ...bare, plan: undefined };
    if (query.literal === true || named.length > 0)
      return { ...bare, plan: this.#planner.plan(text, named.length > 0, this.#priceOf) };
    const { text: rest, understood, foreignPrice } = this.#reader.read(query);
    const planned = rest === '' ? undefined : this.#planner.plan(rest, false, this.#priceOf);
    const spelling = planned?.spelling ?? {};
    const relaxed: Relaxation[] = foreignPrice ? ['currency'] : [];
    if (planned?.unread && planned.words.length > 0) relaxed.push('words');
    return {
      query,
      plan: planned,
      understood: Object.keys(spelling).length > 0 ? { ...understood, spelling } : understood,
      relaxed,
      named,
    };
  }

  /** For words that nothing has: the words nearest to them. */
  #nearest(query: SearchQuery, { plan, named }: Attempt, hash: string): SearchResult | undefined {
    const text = query.text?.trim() ?? '';
    if (plan === undefined || plan.words.length > 0 || named.length > 0 || query.literal === true)
      return undefined;
    const far = this.#planner.plan(text, false, this.#priceOf, true);
    if (far.words.length === 0) return undefined;
    const understood = { spelling: far.spelling };
    return this.#answer({ query, plan: far, understood, relaxed: ['similar'], named: [] }, hash);
  }

  /** One page; undefined when nothing is found. */
  #answer(attempt: Attempt, hash: string, after?: Rank): SearchResult | undefined {
    const { plan, named } = attempt;
    const meant = inForce(attempt.understood, attempt.relaxed);
    const query = withUnderstood(attempt.query, meant);
    this.#filter.prepare(query, constraintsOf(meant));
    if (!plan) return this.#page({ ...attempt, query }, hash, this.#matcher.browse(), after);
    const question = { plan, named, pinned: this.#moved.settle(query) };
    const byRelevance = query.sort === 'relevance';
    const isPlain = byRelevance && this.#moved.none && !query.meaning && !query.facets?.length;
    const { total, required, all } = this.#matcher.match(
      question,
      byRelevance,
      // One more tells whether there is a next page.
      isPlain ? { best: query.limit + 1, below: after?.key ?? Number.POSITIVE_INFINITY } : undefined,
    );
    const relaxed =
      all || attempt.relaxed.includes('words') ? attempt.relaxed : [...attempt.relaxed, 'words' as const];
    const { slots, scores, count } = this.#matcher;
    const fresh = !after && named.length === 0;
    const blend = fresh
      ? blendFor(this.#index, query, slots.subarray(0, count), (_slot, i) => scores[i]!)
      : attempt.blend;
    const answer = { ...attempt, query, plan: { ...plan, required }, relaxed, blend };
    return this.#page(answer, hash, total, after);
  }

  #nothing(query: SearchQuery): SearchResult {
    const facets = Object.fromEntries((query.facets ?? []).map((name) => [name, []]));
    return { hits: [], total: 0, facets };
  }

  #page(attempt: Attempt, hash: string, total: number, after: Rank | undefined): SearchResult | undefined {
    if (total === 0) return undefined;
    this.#answered = attempt;
    const { query, plan, named, understood, relaxed, blend } = attempt;
    const { products } = this.#index;
    const keyOf = this.#keyOf(attempt);
    const { inStock } = products;
    const { slots, scores, count } = this.#matcher;
    const top = new TopHits(query.limit, products);
    let left = 0;
    let { least } = top;
    for (let i = 0; i < count; i += 1) {
      const slot = slots[i]!;
      const key = keyOf(slot, scores[i]!);
      if (after && !this.#isAfter(after, slot, key)) continue;
      left += 1;
      if (key < least) continue;
      top.offer(slot, key, inStock[slot]!);
      least = top.least;
    }
    const ranked = top.take();
    const words =
      plan &&
      new Set(plan.words.flatMap((word) => word.terms.flatMap(([term]) => this.#index.find(term) ?? [])));
    const hits = ranked.map(({ slot }): SearchHit => {
      const score = this.#matcher.scoreOf(slot);
      return {
        productId: products.idOf(slot),
        score: (score + raiseBy(this.#index, attempt, slot, score)) / 1e4,
        matchedVariantId: matchedVariant(this.#index, this.#filter, {
          slot,
          words,
          text: plan && named.includes(slot) ? query.text : undefined,
        }),
      };
    });
    const facets: Record<string, FacetValue[]> = query.facets?.length
      ? this.#facets.count(query.facets, slots.subarray(0, total), (slot) => this.#filter.price(slot))
      : {};
    const last = ranked.at(-1);
    const nextCursor =
      last && left > ranked.length
        ? encodeCursor(hash, {
            after: { key: last.key, inStock: last.inStock, id: products.idOf(last.slot) },
            plan,
            understood,
            relaxed,
            blend,
          })
        : undefined;
    return {
      hits,
      total,
      facets,
      nextCursor,
      ...(Object.keys(understood).length > 0 && { understood }),
      ...(relaxed.length > 0 && { relaxed }),
    };
  }

  #isAfter(after: Rank, slot: number, key: number): boolean {
    if (key !== after.key) return key < after.key;
    const { products } = this.#index;
    return compareRanks({ key, inStock: products.inStock[slot]!, id: products.idOf(slot) }, after) > 0;
  }

  /** Higher stands first. */
  #keyOf(attempt: Attempt): (slot: number, score: number) => number {
    const { query, plan, blend } = attempt;
    const { createdAt } = this.#index.products;
    if (query.sort === 'price_asc') return (slot) => -this.#filter.price(slot);
    if (query.sort === 'price_desc') return (slot) => this.#filter.price(slot);
    if (query.sort !== 'relevance' || !plan) return (slot) => createdAt[slot]!;
    if (this.#moved.none && !blend) return (_slot, score) => score;
    return (slot, score) => {
      const moved = this.#moved.of(slot);
      return moved > 0 ? moved : score + raiseBy(this.#index, attempt, slot, score) + moved;
    };
  }
}
