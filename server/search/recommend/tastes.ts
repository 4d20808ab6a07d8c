import { filterKey } from '../analysis/fold.ts';
import { isStopWord } from '../analysis/stop-words.ts';
import { tokenize } from '../analysis/tokens.ts';
import type { Considered } from './needs.ts';
import { attributeWith, optionsOf, states, texts } from './stated.ts';
import { demandsOf } from './words.ts';

/** What is known of a customer beside what they need now. It moves products up and down, and leaves nothing out. */
export interface Tastes {
  /** In their words, such as "no leather" and "likes blue": kept with their consent. */
  readonly stated: readonly string[];
  /** What of, and which: `shoes` is `42`. */
  readonly sizes: Readonly<Record<string, string>>;
  /** Ids of products that they like. */
  readonly liked: readonly string[];
  /** Ids of products that they have bought. */
  readonly bought: readonly string[];
}

/** Places up for a word of taste, for a product that is liked, and for a brand that was liked or bought before. */
const WORD = 6;
const LIKED = 6;
const BRAND = 2;
/** Places down for what was bought already, and for what they do not like. */
const BOUGHT = 12;
const DISLIKED = 100;
/** Words that say that something is liked, folded. */
const LIKING = new Set(
  'like likes liked love loves prefer prefers prefiero prefiere gusta gustan encanta gosto gosta prefiro adoro mag liebe liebt bevorzuge bevorzugt gern aime aimes prefere adore favourite favorite color colour farbe couleur cor'.split(
    ' ',
  ),
);

/** So many places a product goes up; negative: down. */
export function placesUp(tastes: Tastes, brands: ReadonlySet<string>): (considered: Considered) => number {
  const demands = tastes.stated.map(demandsOf);
  const liked = demands.flatMap(({ text }) => wordsOf(text));
  const disliked = demands.flatMap(({ mustNot }) => mustNot);
  return (considered) => {
    const { _id, brand } = considered.product;
    const said = saidOf(considered);
    const stated = (word: string): boolean => said.some((text) => states(text, word));
    return (
      liked.filter(stated).length * WORD +
      (tastes.liked.includes(_id) ? LIKED : 0) +
      (brand !== undefined && brands.has(filterKey(brand)) ? BRAND : 0) -
      (tastes.bought.includes(_id) ? BOUGHT : 0) -
      (disliked.some(stated) ? DISLIKED : 0)
    );
  };
}

const wordsOf = (text: string): string[] =>
  tokenize(text).flatMap(({ text: word }) =>
    word.length < 3 || isStopWord(word) || LIKING.has(word) ? [] : [word],
  );

function saidOf({ product, variant }: Considered): string[] {
  const { title, description, productType, tags, attributes } = product;
  return [
    ...[title, description, productType].flatMap((text) => texts(text)),
    ...tags,
    ...attributes.map(({ value }) => String(value)),
    ...Object.values(variant.options),
  ];
}

/** Whether a variant has the size that its customer wears of such things. */
export function hasSizeOf({ sizes }: Tastes, locale: string): (considered: Considered) => boolean {
  const known = Object.entries(sizes);
  return (considered) =>
    known.some(
      ([of, size]) =>
        saidOf(considered).some((text) => states(text, of)) &&
        optionsOf(considered, locale).some(({ name }) => attributeWith(considered, name, [size], locale)),
    );
}
