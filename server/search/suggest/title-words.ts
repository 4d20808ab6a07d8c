import { localized, type Product } from '../../commerce/catalog/model.ts';
import { stem } from '../analysis/stem.ts';
import { labelWords } from './labels.ts';

export interface TitleWord {
  /** In lower case. */
  readonly written: string;
  readonly folded: string;
  readonly stem: string;
}

/** The clauses of a title, each in its words. */
export type TitleWords = readonly (readonly TitleWord[])[];

const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:['’.+-][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;
const BREAK = /[,;:()|/]| [-–—] /;

/** By language. A product is one object until it changes. */
const known = new WeakMap<Product, Map<string, TitleWords>>();

/** The words of a product's title as its customer reads it. */
export function titleWords(product: Product, locale: string): TitleWords {
  const byLocale = known.get(product) ?? new Map<string, TitleWords>();
  const words = byLocale.get(locale) ?? clausesOf(localized(product.title, locale));
  known.set(product, byLocale.set(locale, words));
  return words;
}

const clausesOf = (title: string): TitleWords =>
  title.split(BREAK).map((clause) =>
    (clause.match(WORD) ?? []).map((word) => {
      const folded = labelWords(word).join('');
      return { written: word.toLowerCase(), folded, stem: stem(folded) };
    }),
  );
