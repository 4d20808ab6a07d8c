import type { Meaning } from './vectors/blend.ts';

/** BCP 47 language tag -> text. */
export type LocalizedText = Readonly<Record<string, string>>;

export interface SearchPrice {
  /** Market id. The currency is the market's. */
  readonly market: string;
  /** Minor units, never negative. */
  readonly amount: number;
  /** Only customers of this group see this price. */
  readonly customerGroup?: string | undefined;
}

export interface SearchVariant {
  readonly id: string;
  readonly sku?: string | undefined;
  readonly gtin?: string | undefined;
  /** Option name -> option value. */
  readonly options: Readonly<Record<string, string>>;
  /** The labels of this variant's option values, in every language. */
  readonly optionLabels?: readonly string[] | undefined;
  readonly prices: readonly SearchPrice[];
  /** Units that can be sold now. In stock is more than zero. */
  readonly available: number;
}

export interface SearchAttribute {
  readonly name: string;
  readonly value: string | number | boolean;
  readonly valueLabel?: LocalizedText | undefined;
}

/** What search knows of one product. Texts of all languages are indexed together. */
export interface SearchDocument {
  readonly productId: string;
  readonly title: LocalizedText;
  readonly brand?: string | undefined;
  readonly productType?: LocalizedText | undefined;
  readonly categories: readonly { readonly id: string; readonly title: LocalizedText }[];
  readonly tags: readonly string[];
  readonly attributes: readonly SearchAttribute[];
  /** Free text of further features, searched with the weight of attributes. */
  readonly features?: string | undefined;
  readonly description: LocalizedText;
  readonly variants: readonly SearchVariant[];
  /** Milliseconds since the Unix epoch, UTC: what `newest` sorts by. */
  readonly createdAt: number;
}

/**
 * All given filters must hold (AND); within one list any value will do (OR). An empty list is no filter. Price, stock
 * and options must hold for one and the same variant. Names and values compare without case and accents.
 */
export interface SearchFilters {
  /** Inclusive, minor units of the market's currency. */
  readonly priceMin?: number | undefined;
  /** Inclusive, minor units of the market's currency. */
  readonly priceMax?: number | undefined;
  /** True: only what can be sold now. Otherwise all. */
  readonly inStock?: boolean | undefined;
  /** Category ids. */
  readonly categories?: readonly string[] | undefined;
  readonly brands?: readonly string[] | undefined;
  /** In any language. */
  readonly productTypes?: readonly string[] | undefined;
  readonly tags?: readonly string[] | undefined;
  /** Attribute or option name -> values in any language. */
  readonly attributes?: Readonly<Record<string, readonly string[]>> | undefined;
  readonly productIds?: readonly string[] | undefined;
}

/** What a text was taken to mean beyond its words. It is in force unless `relaxed` names it. */
export interface Understood {
  /** Inclusive, minor units of the market's currency. */
  readonly priceMin?: number | undefined;
  /** Inclusive, minor units of the market's currency. */
  readonly priceMax?: number | undefined;
  /** ISO 4217 code of a price in another currency than the market's; such a price is no filter. */
  readonly currency?: string | undefined;
  readonly inStock?: true | undefined;
  /** Its English name. */
  readonly color?: string | undefined;
  readonly size?: string | undefined;
  /** As filters compare it. */
  readonly brand?: string | undefined;
  /** Id of the kind of thing asked for. Where the order is by price, only such products are found. */
  readonly kind?: string | undefined;
  readonly sort?: SearchSort | undefined;
  /** Words that were read as others, by what was written. */
  readonly spelling?: Readonly<Record<string, string>> | undefined;
}

/**
 * What was given up so that something is found: parts of `Understood`; `words`: no product has all words; `similar`: the
 * words were replaced by the nearest there are; `meaning`: no word was found, and these products are nearest in meaning.
 */
export type Relaxation =
  | 'size'
  | 'color'
  | 'brand'
  | 'kind'
  | 'stock'
  | 'price'
  | 'currency'
  | 'words'
  | 'similar'
  | 'meaning';

export type SearchSort = 'relevance' | 'price_asc' | 'price_desc' | 'newest';

export interface SearchQuery {
  /** Absent or blank: all products. `relevance` then means newest first. */
  readonly text?: string | undefined;
  /** Only products with a price in this market that the customer may see are found. */
  readonly market: string;
  /** ISO 4217 code of the market's currency, to read prices in the text by; absent: one with two digits. */
  readonly currency?: string | undefined;
  /** True: the text is words and nothing else; no price, brand or order is read out of it. */
  readonly literal?: boolean | undefined;
  /** The customer's language: synonyms, pins and the like may be those of one language. */
  readonly locale?: string | undefined;
  readonly customerGroups?: readonly string[] | undefined;
  readonly filters: SearchFilters;
  /** With this, a category in the filters stands for its descendants too. */
  readonly categoryDescendants?: ((categoryId: string) => readonly string[]) | undefined;
  readonly sort: SearchSort;
  /** What the text means, where it is known: the best products by words are then ordered by it too. */
  readonly meaning?: Meaning | undefined;
  /** Products by how near they are in meaning: what is answered when words find nothing, in this order. */
  readonly nearest?: readonly { readonly productId: string; readonly cosine: number }[] | undefined;
  /** 1 to 50. */
  readonly limit: number;
  /** `nextCursor` of the page before. Page size and facets may change from page to page; nothing else may. */
  readonly cursor?: string | undefined;
  /** `brand`, `category`, `product_type`, `price`, or the name of an attribute or option. */
  readonly facets?: readonly string[] | undefined;
}

export interface SearchHit {
  readonly productId: string;
  /** Comparable within one query only; 0 without text. */
  readonly score: number;
  /** The variant that the query or its filters point at, when they point at one. */
  readonly matchedVariantId?: string | undefined;
}

export interface FacetValue {
  /** As a filter takes it: brand, category id, product type, attribute value, or `from-to` in minor units for `price`. */
  readonly value: string;
  /** Found products with this value. */
  readonly count: number;
}

export interface SearchResult {
  readonly hits: readonly SearchHit[];
  /** Products found, over all pages. */
  readonly total: number;
  /** By the names asked for; at most 50 values each, most frequent first, price ranges ascending. */
  readonly facets: Readonly<Record<string, readonly FacetValue[]>>;
  readonly nextCursor?: string | undefined;
  /** Absent when the text is nothing but words. */
  readonly understood?: Understood | undefined;
  /** Absent when nothing had to be given up. */
  readonly relaxed?: readonly Relaxation[] | undefined;
}

/** The cursor is broken or belongs to another query. Start again without it. */
export class InvalidCursorError extends Error {
  override readonly name = 'InvalidCursorError';
  constructor() {
    super(
      'this cursor is not one of this query; repeat the query unchanged, or leave the cursor out to start again',
    );
  }
}
