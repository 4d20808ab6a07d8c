import { setImmediate as nextTurn } from 'node:timers/promises';
import { identifierKey } from './analysis/fold.ts';
import { type MergeJob, type MergeOutcome, mergeInWorker } from './index/background-merge.ts';
import { filterTerm } from './index/document-terms.ts';
import { InvertedIndex } from './index/inverted-index.ts';
import { mergeIndex } from './index/merge.ts';
import { digestOf, isInStock, productEntry } from './index/product-entry.ts';
import type { Segment } from './index/segment.ts';
import { segmentBytes } from './index/segment-parts.ts';
import { tellOfGarbage } from './index/shared-arrays.ts';
import type { Explanation } from './query/explain.ts';
import type { QueryPlan } from './query/query-plan.ts';
import { RANKING, type Ranking } from './query/ranking.ts';
import { Searcher } from './query/searcher.ts';
import { CompiledSettings, type SearchSettings } from './query/settings.ts';
import { isSold } from './query/sold.ts';
import type { SearchDocument, SearchQuery, SearchResult } from './search-types.ts';
import { CatalogLabels } from './suggest/catalog-labels.ts';
import type { Labels } from './suggest/labels.ts';

export type { Explanation, TermExplanation } from './query/explain.ts';
export type { SearchSettings } from './query/settings.ts';
export * from './search-types.ts';

/** A merge on the calling thread is due after this many changes, or half as many as there are products. */
const MERGE_AFTER = 8192;
const MERGE_AFTER_AT_MOST = 65_536;
/** Milliseconds that a turn of catching up takes after a merge in the background. */
const TURN_MS = 2;

export interface SearchEngineOptions {
  /** What the index starts with. */
  readonly segment?: Segment | undefined;
  /** True: merges happen only when the owner calls for them. */
  readonly manual?: boolean | undefined;
  /** For measurements: how much each sign of relevance counts. */
  readonly ranking?: Ranking | undefined;
}

export interface BackgroundMergeOptions {
  /** Where to write the merged segment. */
  readonly snapshot?: MergeJob['snapshot'];
  /** For tests. */
  readonly merger?: (job: MergeJob) => MergeOutcome;
}

export interface BackgroundMerge {
  /** When the snapshot is on the disk. Rejects when it could not be written. */
  readonly written: Promise<void>;
}

/** What changed while a merge runs in the background: product ids. */
interface Changes {
  readonly replaced: Set<string>;
  readonly restocked: Set<string>;
}

/**
 * The catalogue index of one process: BM25F over the texts of all languages, with filters, facets and stable pages.
 * All but merges in the background is synchronous. A search takes well under a millisecond at tens of thousands of
 * products, a changed product about a tenth of one: hand over large numbers in batches and let others in between.
 *
 * @example
 * const engine = new SearchEngine();
 * engine.upsert(documents);
 * engine.search({ text: 'laptop bag', market: 'us', filters: { priceMax: 5000 }, sort: 'relevance', limit: 5 });
 */
export class SearchEngine {
  readonly #manual: boolean;
  readonly #ranking: Ranking;
  readonly #labels = new CatalogLabels();
  #settings = new CompiledSettings();
  #index: InvertedIndex;
  #searcher: Searcher;
  #changes: Changes | undefined;
  #merging: Promise<BackgroundMerge> | undefined;
  #revision = 0;

  constructor(options: SearchEngineOptions = {}) {
    this.#manual = options.manual ?? false;
    this.#ranking = options.ranking ?? RANKING;
    this.#index = new InvertedIndex(options.segment);
    this.#labels.addAll(this.#index);
    this.#searcher = new Searcher(this.#index, this.#ranking, this.#settings);
  }

  /** Products in the index. */
  get size(): number {
    return this.#index.size;
  }

  /** Products added, replaced and removed since the last merge. Searches slow down, and memory grows, with them. */
  get changes(): number {
    return this.#index.changes;
  }

  /** Another number after anything that can change an answer. A merge changes none. */
  get revision(): number {
    return this.#revision;
  }

  /** Whether a merge would pay. */
  get mergeIsDue(): boolean {
    const due = Math.min(MERGE_AFTER_AT_MOST, Math.max(MERGE_AFTER, this.#index.base.products.ordered / 2));
    return this.#index.changes >= due;
  }

  /** Adds products, or replaces those with the same id. The next search sees them. */
  upsert(documents: Iterable<SearchDocument>): void {
    this.#revision += 1;
    for (const document of documents) {
      const digest = digestOf(document);
      const slot = this.#index.slot(document.productId);
      if (slot !== undefined && this.#index.products.hasDigest(slot, digest)) {
        this.#index.products.setStock(slot, document.variants.map(isInStock));
        this.#changes?.restocked.add(document.productId);
        continue;
      }
      const entry = productEntry(document, digest);
      this.#index.upsert(entry);
      for (const [term, label] of entry.labels) this.#labels.add(term, label);
      this.#changed(document.productId);
    }
  }

  /** Unknown ids are passed over. */
  remove(productIds: Iterable<string>): void {
    this.#revision += 1;
    for (const productId of productIds) if (this.#index.remove(productId)) this.#changed(productId);
  }

  /** Units of a variant that can be sold now. @returns false when no product has the variant */
  setAvailability(variantId: string, available: number): boolean {
    this.#revision += 1;
    const { products } = this.#index;
    for (const slot of this.#index.identified(identifierKey(variantId))) {
      if (!products.setInStock(slot, variantId, isInStock({ available }))) continue;
      this.#changes?.restocked.add(products.idOf(slot));
      return true;
    }
    return false;
  }

  /**
   * @throws InvalidCursorError when the cursor is broken or of another query
   * @throws RangeError when the limit is not a whole number from 1 to 50
   */
  search(query: SearchQuery): SearchResult {
    return this.#searcher.search(query);
  }

  /** A merchant's wishes from now on, in place of those before. Cursors of earlier queries end with them. */
  configure(settings: SearchSettings): void {
    this.#revision += 1;
    this.#settings = new CompiledSettings(settings);
    this.#searcher = new Searcher(this.#index, this.#ranking, this.#settings);
  }

  /**
   * Why a product stands where it does for the first page of a query; undefined for an unknown product.
   * @param document the product itself, to tell its fields apart
   */
  explain(query: SearchQuery, productId: string, document?: SearchDocument): Explanation | undefined {
    return this.#searcher.explain(query, productId, document);
  }

  /** The products of a plan made elsewhere, any of whose words they have. @param kind id of the kind that they are all of */
  planned(plan: QueryPlan, query: SearchQuery, kind?: string): SearchResult {
    return this.#searcher.planned(plan, query, kind);
  }

  /** The names of brands and product types. Some may be of none any more. */
  get labels(): Labels {
    return this.#labels.labels;
  }

  /** Products that have a term of the index. */
  frequency(term: string): number {
    const id = this.#index.find(term);
    return id === undefined ? 0 : this.#index.frequency(id);
  }

  /** Whether the customer of a query can buy any product that has, of each clause, any of its terms. */
  isSold(clauses: readonly (readonly string[])[], query: SearchQuery): boolean {
    return isSold(this.#index, clauses, query);
  }

  /** Whether customers who speak this language get answers of their own. */
  speaks(locale: string | undefined): boolean {
    return this.#settings.speaks(locale);
  }

  /** Ids of the products in a category itself. */
  inCategory(id: string): string[] {
    const term = this.#index.find(filterTerm.category(id));
    const { products } = this.#index;
    const slots = term === undefined ? [] : this.#index.postings(term).flatMap((run) => [...run]);
    return slots.flatMap((packed) => (products.alive[packed >>> 8] === 1 ? products.idOf(packed >>> 8) : []));
  }

  /** Merges all changes into the base segment, on this thread: some microseconds a product. Not while one runs in the background. */
  merge(): void {
    if (this.#merging || this.#index.changes === 0) return;
    this.#use(new InvertedIndex(mergeIndex(this.#index.freeze())));
  }

  /**
   * Merges all changes into the base segment in a worker thread. Searches and changes go on meanwhile; this thread works
   * for 2 ms at a time at most. While one runs, answers that one.
   * @returns when the merged segment is in use
   */
  mergeInBackground(options: BackgroundMergeOptions = {}): Promise<BackgroundMerge> {
    this.#merging ??= this.#mergeWith(options).finally(() => {
      this.#merging = undefined;
      this.#changes = undefined;
    });
    return this.#merging;
  }

  /** The base segment, when it holds everything. */
  get segment(): Segment | undefined {
    return this.#index.changes === 0 ? this.#index.base : undefined;
  }

  async #mergeWith({ snapshot, merger = mergeInWorker }: BackgroundMergeOptions): Promise<BackgroundMerge> {
    const changes: Changes = { replaced: new Set(), restocked: new Set() };
    this.#changes = changes;
    const { segment, written, ended } = merger({ input: this.#index.freeze(), snapshot });
    const next = new InvertedIndex(await segment);
    for (;;) {
      const until = performance.now() + TURN_MS;
      while (performance.now() < until) {
        if (this.#catchUp(next, changes)) continue;
        // In the turn in which nothing is left to catch up with.
        const bytes = segmentBytes(this.#index.base);
        this.#use(next);
        void ended?.then(() => tellOfGarbage(bytes));
        return { written };
      }
      await nextTurn();
    }
  }

  /** Brings one change into the next index. @returns false when there is none */
  #catchUp(next: InvertedIndex, { replaced, restocked }: Changes): boolean {
    for (const productId of replaced) {
      replaced.delete(productId);
      const slot = this.#index.slot(productId);
      if (slot === undefined) next.remove(productId);
      else next.upsert(this.#index.entry(slot));
      return true;
    }
    for (const productId of restocked) {
      restocked.delete(productId);
      const from = this.#index.slot(productId);
      const slot = next.slot(productId);
      if (slot !== undefined && from !== undefined) next.products.copyStock(slot, this.#index.products, from);
      return true;
    }
    return false;
  }

  #changed(productId: string): void {
    this.#changes?.replaced.add(productId);
    if (!this.#manual && this.mergeIsDue) this.merge();
  }

  #use(index: InvertedIndex): void {
    this.#index = index;
    this.#searcher = new Searcher(index, this.#ranking, this.#settings);
  }
}
