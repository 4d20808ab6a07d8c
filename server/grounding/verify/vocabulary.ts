import { plainForm } from './plain-form.ts';

/** Names and words of a shop's catalogue, as the verifier asks for them. Words come in plain form. */
export interface Vocabulary {
  /** Products that a word is part of the name of, or undefined for a word of the language. */
  productsNamed(word: string): ReadonlySet<string> | undefined;
  /** Whether this is a brand. */
  isBrand(words: string): boolean;
  /** Whether attributes of products use this word: "nylon", "wasserdicht". */
  isAttributeWord(word: string): boolean;
}

export const EMPTY_VOCABULARY: Vocabulary = {
  productsNamed: () => undefined,
  isBrand: () => false,
  isAttributeWord: () => false,
};

export interface NamedProduct {
  id: string;
  titles: readonly string[];
  brand?: string | undefined;
  /** Words by which people speak of any such product: type, category, description. */
  common: readonly string[];
  /** Values of attributes and options in all languages. */
  attributes: readonly string[];
}

const MIN_NAME = 4;
/** A word in the names of more products than this is a word of the trade. */
const MAX_PRODUCTS = 40;
const MIN_ATTRIBUTE = 4;

export const wordsOf = (text: string): string[] =>
  plainForm(text)
    .text.split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '');

/** Follows a catalogue: put and remove products as they change. */
export class CatalogVocabulary implements Vocabulary {
  readonly #named = new Map<string, Set<string>>();
  readonly #common = new Map<string, number>();
  readonly #brands = new Map<string, number>();
  readonly #attributes = new Map<string, number>();
  readonly #products = new Map<string, NamedProduct>();

  put(product: NamedProduct): void {
    this.remove(product.id);
    this.#products.set(product.id, product);
    this.#apply(product, 1);
  }

  remove(id: string): void {
    const product = this.#products.get(id);
    if (!product) return;
    this.#products.delete(id);
    this.#apply(product, -1);
  }

  productsNamed(word: string): ReadonlySet<string> | undefined {
    if (word.length < MIN_NAME || /^\d+$/.test(word) || this.#common.has(word)) return undefined;
    const products = this.#named.get(word);
    return products && products.size > 0 && products.size <= MAX_PRODUCTS ? products : undefined;
  }

  isBrand(words: string): boolean {
    return this.#brands.has(words);
  }

  isAttributeWord(word: string): boolean {
    return word.length >= MIN_ATTRIBUTE && this.#attributes.has(word);
  }

  #apply(product: NamedProduct, by: 1 | -1): void {
    for (const word of new Set(product.titles.flatMap(wordsOf))) {
      const products = this.#named.get(word) ?? new Set<string>();
      if (by === 1) this.#named.set(word, products.add(product.id));
      else if (products.delete(product.id) && products.size === 0) this.#named.delete(word);
    }
    count(this.#common, new Set(product.common.flatMap(wordsOf)), by);
    count(this.#attributes, new Set(product.attributes.flatMap(wordsOf)), by);
    if (product.brand !== undefined) count(this.#brands, [wordsOf(product.brand).join(' ')], by);
  }
}

function count(counts: Map<string, number>, words: Iterable<string>, by: 1 | -1): void {
  for (const word of words) {
    const next = (counts.get(word) ?? 0) + by;
    if (next > 0) counts.set(word, next);
    else counts.delete(word);
  }
}
