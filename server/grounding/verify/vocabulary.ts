import { plainForm } from './plain-form.ts';

/** Names and words of a shop's catalogue, as the verifier asks for them. Words come in plain form. */
export interface Vocabulary {
  /** Products that a word is part of the name of, or undefined for a word of the language. */
  productsNamed(word: string): ReadonlySet<string> | undefined;
  /** Whether the word stands in any text of the catalogue, or in the shop's name. */
  knows(word: string): boolean;
  /** Whether this is a brand. */
  isBrand(words: string): boolean;
  /** Whether attributes of products use this word: "nylon", "wasserdicht". */
  isAttributeWord(word: string): boolean;
}

export interface NamedProduct {
  id: string;
  /** In all languages. */
  titles: readonly string[];
  brand?: string | undefined;
  /** Words by which people speak of any such product: its type and categories, and the words of its description. */
  common: readonly string[];
  /** Values of attributes, in all languages. */
  attributes: readonly string[];
}

const MIN_NAME = 4;
/** A word in the names of more products than this is a word of the trade. */
const MAX_PRODUCTS = 40;
const MIN_ATTRIBUTE = 4;
/** A value of more words is a sentence. */
const MAX_ATTRIBUTE_WORDS = 3;
/** Of larger catalogues only brands and attributes are known: names would take more memory than they are worth. */
const MAX_NAMED = 200_000;

const ASCII = /^[ -~]*$/;

export function wordsOf(text: string): string[] {
  const words = ASCII.test(text)
    ? text.toLowerCase().split(/[^a-z0-9]+/)
    : plainForm(text).text.split(/[^\p{L}\p{N}]+/u);
  return words.filter((word) => word !== '');
}

/** Words that are written in lower case somewhere are words of the language. */
const lowerCaseWords = (text: string): string[] =>
  wordsOf((text.match(/(?<![\p{L}\p{N}])\p{Ll}[\p{L}]{3,}/gu) ?? []).join(' '));

/** Follows a catalogue: put and remove products as they change. Words of the language are never forgotten. */
export class CatalogVocabulary implements Vocabulary {
  readonly #named = new Map<string, Set<string> | 'many'>();
  readonly #names = new Map<string, readonly string[]>();
  readonly #common = new Set<string>();
  /** Words that stand in the texts of one product so far, without being its name. */
  readonly #mentionedBy = new Map<string, string>();
  readonly #brands = new Set<string>();
  readonly #attributes = new Set<string>();
  readonly #own = new Set<string>();

  /** Words that are no product's, and that everybody here may say: what the shop is called. */
  know(text: string): void {
    for (const word of wordsOf(text)) this.#own.add(word);
  }

  put(product: NamedProduct): void {
    this.remove(product.id);
    for (const text of product.common) for (const word of lowerCaseWords(text)) this.#common.add(word);
    this.#learn(product);
    for (const text of product.attributes) {
      const words = wordsOf(text);
      if (words.length <= MAX_ATTRIBUTE_WORDS) for (const word of words) this.#attributes.add(word);
    }
    if (product.brand !== undefined) this.#brands.add(wordsOf(product.brand).join(' '));
    if (this.#names.size >= MAX_NAMED) return;
    const names = [...new Set(product.titles.flatMap(wordsOf))].filter((word) => word.length >= MIN_NAME);
    this.#names.set(product.id, names);
    for (const word of names) {
      const known = this.#named.get(word);
      if (known === 'many') continue;
      const products = known ?? new Set<string>();
      this.#named.set(word, products.size < MAX_PRODUCTS ? products.add(product.id) : 'many');
    }
  }

  /** What two products are described with is a word of the language, however it is written: German writes every noun large. */
  #learn({ id, common, titles }: NamedProduct): void {
    const own = new Set(titles.flatMap(wordsOf));
    for (const word of common.flatMap(wordsOf)) {
      if (word.length < MIN_NAME || own.has(word) || this.#common.has(word)) continue;
      const by = this.#mentionedBy.get(word);
      if (by === undefined) this.#mentionedBy.set(word, id);
      else if (by !== id) {
        this.#common.add(word);
        this.#mentionedBy.delete(word);
      }
    }
  }

  remove(id: string): void {
    for (const word of this.#names.get(id) ?? []) {
      const products = this.#named.get(word);
      if (products && products !== 'many' && products.delete(id) && products.size === 0)
        this.#named.delete(word);
    }
    this.#names.delete(id);
  }

  productsNamed(word: string): ReadonlySet<string> | undefined {
    if (/^\d+$/.test(word) || this.#common.has(word) || this.#attributes.has(word)) return undefined;
    const products = this.#named.get(word);
    return products === 'many' ? undefined : products;
  }

  knows(word: string): boolean {
    return (
      this.#common.has(word) ||
      this.#named.has(word) ||
      this.#attributes.has(word) ||
      this.#mentionedBy.has(word) ||
      this.#own.has(word)
    );
  }

  isBrand(words: string): boolean {
    return words.length >= MIN_NAME && this.#brands.has(words) && !this.#common.has(words);
  }

  isAttributeWord(word: string): boolean {
    return word.length >= MIN_ATTRIBUTE && this.#attributes.has(word);
  }
}
