import { wholeWords } from './whole-words.ts';

/**
 * Words of one language that state something. Each entry is alternatives of a regular expression over text in plain form (lower case, no
 * accents, ß as ss), matched as whole words; `~` at the end of an alternative lets the word go on.
 */
export interface Lexicon {
  /** Struck out before anything is looked for: they state nothing. */
  harmless: string;
  number: string;
  /** Numbers that are pronouns or articles too: a number only before a measure, time or share, or after a word of limit. */
  one: string;
  /** What such a number counts. */
  counted: string;
  currency: string;
  discount: string;
  /** "free" and its like: a price of nothing. */
  free: string;
  inStock: string;
  soldOut: string;
  /** Never said: hurry, last one, selling fast. */
  scarcity: string;
  /** Weekdays, months, tomorrow: days are said by facts only. */
  day: string;
  /** Vague times, which promise something beside a word of `arrival`. */
  soon: string;
  arrival: string;
  /** The first in price. */
  cheapest: string;
  /** The first in anything else. */
  superlative: string;
  cheaper: string;
  policy: string;
  /** Properties, compatibility, contents, origin. */
  feature: string;
  not: string;
  /** Joins two statements. */
  and: string;
  /** Kinds of sums, as they are called before the sum. */
  kinds: Readonly<Record<SumKind, string>>;
}

export type SumKind = 'total' | 'subtotal' | 'shipping' | 'tax' | 'saving' | 'price' | 'stock';

export type Compiled = Readonly<Record<Exclude<keyof Lexicon, 'kinds'>, RegExp>> & {
  readonly kinds: readonly (readonly [SumKind, RegExp])[];
};

export function compile({ kinds, ...words }: Lexicon): Compiled {
  const compiled = Object.fromEntries(Object.entries(words).map(([name, list]) => [name, wholeWords(list)]));
  return {
    ...(compiled as Record<Exclude<keyof Lexicon, 'kinds'>, RegExp>),
    kinds: (Object.entries(kinds) as [SumKind, string][]).map(
      ([kind, list]) => [kind, wholeWords(list)] as const,
    ),
  };
}
