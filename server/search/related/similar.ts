import { localized, type Product } from '../../commerce/catalog/model.ts';
import { visiblePrice } from '../../commerce/catalog/rules.ts';
import type { CatalogService } from '../../commerce/catalog/service.ts';
import type { CatalogIndex } from '../catalog-index.ts';
import type { CatalogReader } from '../catalog-reader.ts';
import { filterTerm } from '../index/document-terms.ts';
import type { QueryPlan } from '../query/query-plan.ts';
import type { SearchDocument, SearchFilters, SearchQuery } from '../search-types.ts';
import { type Concept, isKindOf } from '../understanding/concepts.ts';
import { kindTerm } from '../understanding/kind-terms.ts';
import { productKind } from '../understanding/product-kind.ts';
import { significantTerms } from './significant-terms.ts';

export interface SimilarRequest {
  readonly market: string;
  readonly customerGroups?: readonly string[] | undefined;
  /** Of the customer. */
  readonly locale: string;
  readonly limit: number;
}

/** What a similar product shares with the one it is similar to. */
export interface Shared {
  /** Product type, or kind of thing where the catalogue has no types. */
  readonly type: boolean;
  readonly brand: boolean;
  /** At most a fifth dearer or cheaper. */
  readonly price: boolean;
  /** Names of attributes with the same value, as the customer reads them. */
  readonly attributes: readonly string[];
}

export interface SimilarProduct {
  readonly product: Product;
  readonly shared: Shared;
}

/** Candidates that are compared by price as well. */
const CANDIDATES = 50;
/** A kind of which a product is only perhaps says nothing of others. */
const CERTAIN = 0.67;
const SIMILAR_PRICE = 0.2;
const MOST_ATTRIBUTES = 2;

/** Finds products that can stand in for one: the same kind of thing, in words alike, at about its price, in stock. */
export class SimilarProducts {
  readonly #index: CatalogIndex;
  readonly #catalog: CatalogService;
  readonly #reader: CatalogReader;

  constructor(deps: { search: CatalogIndex; catalog: CatalogService; reader: CatalogReader }) {
    this.#index = deps.search;
    this.#catalog = deps.catalog;
    this.#reader = deps.reader;
  }

  /** The most similar first; never the product itself, nor what merely goes with it. */
  async of(product: Product, request: SimilarRequest): Promise<SimilarProduct[]> {
    const [document] = await this.#reader.documents([product]);
    const kind = certainKind(document!);
    const scores = this.#candidates(document!, kind, request);
    scores.delete(product._id);
    const products = await this.#catalog.findMany([...scores.keys()]);
    const own = lowestPrice(product, request);
    const ranked = (await this.#ofItsKind(document!, kind, products)).map((other) => ({
      product: other,
      score: scores.get(other._id)! * nearness(own, lowestPrice(other, request)),
    }));
    ranked.sort((a, b) => b.score - a.score || (a.product._id < b.product._id ? -1 : 1));
    const best = ranked.slice(0, request.limit).map((candidate) => candidate.product);
    const documents = await this.#reader.documents(best);
    return best.map((other, i) => ({
      product: other,
      shared: {
        ...sharedBy(product, other, request),
        type: sameType(product, other) || (kind !== undefined && certainKind(documents[i]!) === kind),
      },
    }));
  }

  /** Ids with their score by words. Where a kind has too few products, the next wider one is asked too. */
  #candidates(
    document: SearchDocument,
    kind: Concept | undefined,
    request: SimilarRequest,
  ): Map<string, number> {
    const { engine } = this.#index;
    const telling = significantTerms(document, {
      size: engine.size,
      frequency: (term) => engine.frequency(term),
    });
    const shelf = kind ? [kindTerm(kind)] : shelfTerms(document);
    const words = [...telling, { idf: telling[0]?.idf ?? 1, terms: shelf.map((term) => [term, 1] as const) }];
    const plan: QueryPlan = { words, boosts: [], doubts: [], required: 1 };
    const scores = new Map<string, number>();
    for (let at: Concept | undefined = kind, first = true; first || at; at = at?.parent, first = false) {
      const filters = { inStock: true, ...(at ? {} : sameShelf(document)) };
      const query: SearchQuery = {
        market: request.market,
        customerGroups: request.customerGroups,
        filters,
        sort: 'relevance',
        limit: CANDIDATES,
      };
      for (const { productId, score } of engine.planned(plan, query, at?.id).hits)
        if (!scores.has(productId)) scores.set(productId, score);
      if (scores.size > request.limit) break;
    }
    return scores;
  }

  /** Without a kind that is certain: no accessory in the place of a thing, and no thing in that of an accessory. */
  async #ofItsKind(
    document: SearchDocument,
    kind: Concept | undefined,
    products: readonly Product[],
  ): Promise<readonly Product[]> {
    if (kind) return products;
    const own = productKind(document);
    const others = await this.#reader.documents(products);
    return products.filter((_, i) => {
      const { head } = productKind(others[i]!);
      if (own.head && head) return isKindOf(head, own.head) || isKindOf(own.head, head);
      return head === undefined || !head.accessory;
    });
  }
}

function certainKind(document: SearchDocument): Concept | undefined {
  const { head, certainty } = productKind(document);
  return certainty >= CERTAIN ? head : undefined;
}

/** Where the kind is not known: the product's type, else its categories. */
function sameShelf({ productType, categories }: SearchDocument): SearchFilters {
  const types = Object.values(productType ?? {}).filter((type) => type !== '');
  if (types.length > 0) return { productTypes: types };
  return categories.length > 0 ? { categories: categories.map(({ id }) => id) } : {};
}

const shelfTerms = (document: SearchDocument): string[] => {
  const { productTypes = [], categories = [] } = sameShelf(document);
  return [...productTypes.map(filterTerm.productType), ...categories.map(filterTerm.category)];
};

function lowestPrice(product: Product, { market, customerGroups = [] }: SimilarRequest): number | undefined {
  const amounts = product.variants.flatMap((v) => visiblePrice(v, market, customerGroups)?.amount ?? []);
  return amounts.length === 0 ? undefined : Math.min(...amounts);
}

/** 1 at the same price, 0.7 at twice or half of it, 0.1 at twenty times. */
const nearness = (own: number | undefined, other: number | undefined): number =>
  own === undefined || other === undefined ? 1 : 1 / (1 + Math.log((other + 1) / (own + 1)) ** 2);

const sameType = (a: Product, b: Product): boolean =>
  a.productType !== undefined && localized(a.productType, 'en') === localized(b.productType, 'en');

function sharedBy(product: Product, other: Product, request: SimilarRequest): Omit<Shared, 'type'> {
  const own = lowestPrice(product, request);
  const price = lowestPrice(other, request);
  const { locale } = request;
  return {
    brand: product.brand !== undefined && product.brand === other.brand,
    price: own !== undefined && price !== undefined && Math.abs(price - own) <= own * SIMILAR_PRICE,
    attributes: product.attributes
      .filter(({ name, value }) =>
        other.attributes.some((attribute) => attribute.name === name && attribute.value === value),
      )
      .filter(({ value }) => typeof value !== 'boolean')
      .slice(0, MOST_ATTRIBUTES)
      .map(({ name, label }) => (label ? localized(label, locale) : name.replaceAll('_', ' '))),
  };
}
