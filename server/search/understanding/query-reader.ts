import { filterKey, fold } from '../analysis/fold.ts';
import { isStopWord } from '../analysis/stop-words.ts';
import { tokenize } from '../analysis/tokens.ts';
import { filterTerm } from '../index/document-terms.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import type { SearchQuery, Understood } from '../search-types.ts';
import { colorNames } from './colors.ts';
import { splitCompound } from './concepts.ts';
import { joinNames } from './joined-names.ts';
import { SIZE_NAMES } from './option-names.ts';
import { orderWords, stockWords } from './order-words.ts';
import { priceWords } from './price-words.ts';
import { queryKind } from './query-kind.ts';

/** What a text asks for: words to look for, and the rest as filters and order. */
export interface Reading {
  /** The text without the words that became filters or an order. */
  readonly text: string;
  readonly understood: Understood;
  /** The price was given in another currency than the market's, and is no filter. */
  readonly foreignPrice?: boolean | undefined;
}

const SIZE =
  /(?<![\p{L}\p{N}])(?:size|talla|talle|tamano|tamanho|grosse|gr\.|taille)\s+(xxs|xs|s|m|l|xl|xxl|xxxl|[2-6]xl|\d{2}(?:[.,]5)?)(?![\p{L}\p{N}])/u;
const BARE_SIZE = /(?<![\p{L}\p{N}])(xxs|xs|xl|xxl|xxxl|[2-6]xl)(?![\p{L}\p{N}])/u;
const LONGEST_BRAND = 3;

const exponents = new Map<string, number>();
/** Digits after the point of a currency. */
function exponentOf(currency: string | undefined): number {
  if (currency === undefined) return 2;
  let exponent = exponents.get(currency);
  if (exponent === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency });
    exponent = format.resolvedOptions().maximumFractionDigits ?? 2;
    exponents.set(currency, exponent);
  }
  return exponent;
}

/** Reads what a text asks for beyond its words, as far as the index knows it. */
export class QueryReader {
  readonly #index: InvertedIndex;
  constructor(index: InvertedIndex) {
    this.#index = index;
  }

  read(query: Pick<SearchQuery, 'text' | 'currency' | 'sort'>): Reading {
    const understood: { -readonly [K in keyof Understood]: Understood[K] } = {};
    let text = fold(query.text ?? '').trim();
    const price = priceWords(text);
    let foreignPrice = false;
    if (price) {
      text = price.rest;
      const { currencies } = price;
      foreignPrice =
        currencies !== undefined && query.currency !== undefined && !currencies.includes(query.currency);
      if (foreignPrice) understood.currency = currencies![0];
      const unit = 10 ** exponentOf(query.currency);
      if (!foreignPrice) {
        if (price.min !== undefined) understood.priceMin = Math.round(price.min * unit);
        if (price.max !== undefined) understood.priceMax = Math.round(price.max * unit);
      }
    }
    const order = query.sort === 'relevance' ? orderWords(text) : undefined;
    if (order) {
      text = order.rest;
      understood.sort = order.sort;
    }
    const rest = stockWords(text);
    if (rest !== undefined) {
      text = rest;
      understood.inStock = true;
    }
    text = this.#size(text, understood);
    this.#words(text, understood);
    // A thing's accessories are always cheaper.
    if (!(understood.sort ?? query.sort).startsWith('price')) delete understood.kind;
    return { text, understood, foreignPrice };
  }

  #has(term: string): boolean {
    const id = this.#index.find(term);
    return id !== undefined && this.#index.frequency(id) > 0;
  }

  #size(text: string, understood: { size?: string | undefined }): string {
    const match = SIZE.exec(text) ?? BARE_SIZE.exec(text);
    const size = match?.[1];
    if (!match || size === undefined) return text;
    if (!SIZE_NAMES.some((name) => this.#has(filterTerm.attribute(name, size)))) return text;
    understood.size = size;
    return `${text.slice(0, match.index)} ${text.slice(match.index + match[0].length)}`.trim();
  }

  /** Colour, brand and kind stay in the text: they are what products are called. */
  #words(
    text: string,
    understood: { color?: string | undefined; brand?: string | undefined; kind?: string | undefined },
  ): void {
    const tokens = joinNames(tokenize(text), (term) => this.#has(term));
    const words = tokens.flatMap((token) => splitCompound(token.text, () => false) ?? [token.text]);
    const kind = queryKind(words);
    const [head] = kind.heads;
    if (!head) return;
    const color = words.flatMap((word, i) => (kind.at(i).length > 0 ? [] : (colorNames(word) ?? [])))[0];
    if (color !== undefined) understood.color = color;
    if (kind.heads.every((concept) => !concept.accessory)) understood.brand = this.#brand(words, kind.isHead);
    if (understood.brand === undefined) delete understood.brand;
    understood.kind = head.id;
  }

  /** The brand that stands in the text beside the thing. */
  #brand(words: readonly string[], isHead: (i: number) => boolean): string | undefined {
    for (let length = LONGEST_BRAND; length > 0; length -= 1) {
      for (let at = 0; at + length <= words.length; at += 1) {
        if (words.slice(at, at + length).some((word, i) => isHead(at + i) || isStopWord(word))) continue;
        const brand = words.slice(at, at + length).join(' ');
        if (brand.length > 1 && this.#has(filterTerm.brand(brand))) return filterKey(brand);
      }
    }
    return undefined;
  }
}
