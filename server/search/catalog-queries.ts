import type { Category, Product } from '../commerce/catalog/model.ts';
import type { CatalogService } from '../commerce/catalog/service.ts';
import { CommerceError } from '../commerce/errors.ts';
import { AnswerCache } from './answer-cache.ts';
import { CategoryTree } from './catalog-documents.ts';
import type { CatalogReader } from './catalog-reader.ts';
import {
  type Explanation,
  InvalidCursorError,
  type SearchEngine,
  type SearchQuery,
  type SearchResult,
} from './search-engine.ts';
import type { CatalogVectors, QueryMeaning } from './vectors/catalog-vectors.ts';

/** A query in which a category stands for those below it too. */
export type CatalogQuery = Omit<SearchQuery, 'categoryDescendants' | 'meaning' | 'nearest'>;

/** Asks the engine of the moment. Answers are kept until anything changes. */
export class CatalogQueries {
  readonly #catalog: CatalogService;
  readonly #reader: CatalogReader;
  readonly #engine: () => SearchEngine;
  readonly #vectors: CatalogVectors | undefined;
  readonly #tree = new CategoryTree();
  readonly #answers = new AnswerCache();

  constructor(deps: {
    catalog: CatalogService;
    reader: CatalogReader;
    engine: () => SearchEngine;
    vectors?: CatalogVectors | undefined;
  }) {
    this.#catalog = deps.catalog;
    this.#reader = deps.reader;
    this.#engine = deps.engine;
    this.#vectors = deps.vectors;
  }

  /** @throws CommerceError `invalid_input` for a cursor of another query */
  async search(query: CatalogQuery): Promise<SearchResult> {
    const all = await this.#catalog.categories();
    const meaning = await this.#meaningOf(query);
    const engine = this.#engine();
    const { locale, ...rest } = query;
    // Where no setting is of a language, one answer does for all.
    const asked: CatalogQuery = engine.speaks(locale) ? query : rest;
    const whole: SearchQuery = { ...this.#whole(asked, all), meaning };
    const key = meaning ? { ...asked, byMeaning: true } : asked;
    const state = [engine, engine.revision, all, this.#vectors?.revision];
    const answer = refusingCursors(() => this.#answers.get(key, state, () => engine.search(whole)));
    if (!meaning || answer.total > 0 || query.cursor !== undefined) return answer;
    const nearest = await meaning.nearest();
    return nearest.length === 0 ? answer : this.#engine().search({ ...whole, nearest });
  }

  /**
   * Why a product stands where it does for a query; undefined for one that is not in the index.
   * @throws CommerceError `invalid_input` for a cursor of another query
   */
  async explain(query: CatalogQuery, product: Product): Promise<Explanation | undefined> {
    const all = await this.#catalog.categories();
    const [document] = await this.#reader.documents([product]);
    const whole = { ...this.#whole(query, all), meaning: await this.#meaningOf(query) };
    const told = refusingCursors(() => this.#engine().explain(whole, product._id, document));
    if (!told || !whole.meaning) return told;
    const { hits, relaxed = [] } = await this.search(query);
    if (!relaxed.includes('meaning')) return told;
    const cosine = hits.find((hit) => hit.productId === product._id)?.score;
    return { ...told, relaxed, score: cosine ?? 0, meaning: { cosine, score: cosine ?? 0 } };
  }

  /** Nothing where vectors are off, late, or not what the query is ordered by. */
  #meaningOf({ text = '', sort, literal }: CatalogQuery): Promise<QueryMeaning | undefined> | undefined {
    if (!this.#vectors || sort !== 'relevance' || literal === true) return undefined;
    return this.#vectors.meaningOf(text, this.#engine().size);
  }

  #whole(query: CatalogQuery, all: ReadonlyMap<string, Category>): SearchQuery {
    return { ...query, categoryDescendants: (id) => this.#tree.below(all, id) };
  }
}

function refusingCursors<T>(search: () => T): T {
  try {
    return search();
  } catch (error) {
    if (!(error instanceof InvalidCursorError)) throw error;
    throw new CommerceError(
      'invalid_input',
      'This cursor belongs to another query. Repeat the query unchanged with it, or leave cursor out.',
      { field: 'cursor' },
    );
  }
}
