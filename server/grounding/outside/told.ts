import type { Fact } from '../fact.ts';
import type { Compiled } from '../lexicons/lexicon.ts';
import { stem } from '../verify/claims.ts';
import type { Vocabulary } from '../verify/vocabulary.ts';
import { wordsOf } from '../verify/vocabulary.ts';
import { type Source, sourcesOf } from './backing.ts';
import { dayForms, rangeForms } from './day-forms.ts';
import type { Issued, IssuedProduct } from './issued.ts';
import { amountForms, groupOf, longNames, wholeForms } from './money-forms.ts';
import { type NumberOptions, type NumberSaid, numbersIn } from './numbers.ts';
import { readText } from './reading.ts';
import { Sequences } from './sequences.ts';
import type { OutsidePatterns } from './words.ts';

/** What a sequence of words stands for. */
export type Said =
  | { type: 'product'; product: IssuedProduct; whole: boolean }
  | { type: 'fact'; fact: Fact; part?: 'from' | 'to' | undefined; exactly?: string }
  | { type: 'refused_code'; exactly: string }
  | { type: 'source'; source: Source };

/** A number in a text of the shop. */
export interface NumberTold {
  source: Source;
  said: NumberSaid;
}

/** All accepted forms of what was told, by the words and numerals in which they are looked for. */
export interface Told {
  issued: Issued;
  sequences: Sequences<Said>;
  sums: ReadonlyMap<string, readonly Fact[]>;
  counts: ReadonlyMap<string, readonly Fact[]>;
  numbers: ReadonlyMap<string, readonly NumberTold[]>;
  sources: readonly Source[];
  /** By product; under the empty id what is said of none. */
  sourcesOf: ReadonlyMap<string, readonly Source[]>;
  products: ReadonlyMap<string, IssuedProduct>;
  /** How numbers are read. */
  reading: NumberOptions;
  /** The only product that was told of. */
  only: string | undefined;
}

export interface ToldOptions {
  lexicon: Compiled;
  words: OutsidePatterns;
  vocabulary: Vocabulary;
  locales: readonly string[];
}

/** What the products that were told of are called: titles, brands and options. */
export const namesTold = ({ products }: Told): string[] =>
  [...products.values()].flatMap(({ titles, brand, options }) => [
    ...titles,
    ...(brand === undefined ? [] : [brand]),
    ...[...options.values()].flat(),
  ]);

const MIN_QUOTED_WORDS = 4;
const MIN_HEAD = 4;

export function told(issued: Issued, options: ToldOptions): Told {
  const { lexicon, words, locales } = options;
  const sequences = new Sequences<Said>();
  const sums = new Map<string, Fact[]>();
  const counts = new Map<string, Fact[]>();
  const numbers = new Map<string, NumberTold[]>();
  const put = <T>(map: Map<string, T[]>, key: string, value: T): void => {
    const list = map.get(key);
    if (list) list.push(value);
    else map.set(key, [value]);
  };
  addTitles(sequences, issued.products, options.vocabulary);
  for (const fact of issued.facts) {
    const { value } = fact;
    if (value.type === 'money')
      for (const form of new Set(amountForms(value, locales))) put(sums, form, fact);
    else if (value.type === 'count')
      for (const form of new Set(wholeForms(value.value, locales))) put(counts, form, fact);
    else if (value.type === 'days') {
      for (const form of rangeForms(value.from, value.to, locales, words.to))
        sequences.add(form, { type: 'fact', fact });
      for (const form of dayForms(value.from, locales))
        sequences.add(form, { type: 'fact', fact, part: value.from === value.to ? undefined : 'from' });
      if (value.from !== value.to)
        for (const form of dayForms(value.to, locales))
          sequences.add(form, { type: 'fact', fact, part: 'to' });
    } else if (value.type === 'link') sequences.add(wordsOf(value.url), { type: 'fact', fact });
    else if (value.type === 'text' && VERBATIM.has(fact.kind))
      sequences.add(wordsOf(value.text), {
        type: 'fact',
        fact,
        ...(fact.kind === 'coupon' && { exactly: value.text }),
      });
  }
  for (const code of issued.refusedCodes)
    sequences.add(wordsOf(code), { type: 'refused_code', exactly: code });
  const sources = sourcesOf(issued.statements, lexicon, words);
  const currencies = new Set(
    issued.facts.flatMap(({ value }) => (value.type === 'money' ? [value.currency] : [])),
  );
  const reading = {
    spaced: locales.some((locale) => groupOf(locale) === ' '),
    names: longNames(currencies, locales),
  };
  for (const source of sources) {
    for (const said of numbersIn(readText(source.written), reading))
      put(numbers, numeralKey(said.numeral), { source, said });
    const spoken = wordsOf(source.text);
    const sentence = source.statement.kind !== 'attribute' && spoken.length >= MIN_QUOTED_WORDS;
    if (sentence) sequences.add(spoken, { type: 'source', source });
  }
  const bySubject = Map.groupBy(sources, ({ statement }) => statement.productId ?? '');
  const products = new Map(issued.products.map((product) => [product.id, product]));
  const only = products.size === 1 ? [...products.keys()][0] : undefined;
  return { issued, sequences, sums, counts, numbers, sources, sourcesOf: bySubject, products, reading, only };
}

const VERBATIM = new Set<Fact['kind']>(['order_number', 'tracking', 'coupon', 'shipping_option', 'brand']);

/** A decimal comma and a decimal point are the same in a measure. */
export const numeralKey = (numeral: string): string => numeral.replace(/,(?=\d{1,2}$)/, '.');

/** Whether the words after two numbers count the same. */
export const sameUnit = (a: string | undefined, b: string | undefined): boolean =>
  a === b || (a !== undefined && b !== undefined && stem(a) === stem(b) && a[0] === b[0]);

/** Whole titles, and their beginnings where these name one product only. */
function addTitles(
  sequences: Sequences<Said>,
  products: readonly IssuedProduct[],
  vocabulary: Vocabulary,
): void {
  const titles = products.flatMap((product) =>
    [...new Set(product.titles)].map((title) => ({ product, words: wordsOf(title) })),
  );
  const owners = new Map<string, Set<string>>();
  for (const { product, words } of titles)
    for (let length = 1; length <= words.length; length++) {
      const key = words.slice(0, length).join(' ');
      const known = owners.get(key);
      owners.set(key, known ? known.add(product.id) : new Set([product.id]));
    }
  const plural = (words: readonly string[]): string[][] => {
    const last = words.at(-1) ?? '';
    return [[...words], ...(/\p{L}{2}$/u.test(last) ? [[...words.slice(0, -1), `${last}s`]] : [])];
  };
  for (const { product, words } of titles) {
    for (const form of plural(words)) sequences.add(form, { type: 'product', product, whole: true });
    for (let length = 1; length < words.length; length++) {
      const head = words.slice(0, length);
      const letters = head.join('').replace(/[^\p{L}]/gu, '').length;
      if (owners.get(head.join(' '))!.size > 1 || letters < MIN_HEAD) continue;
      if (length === 1 && !vocabulary.productsNamed(head[0]!)?.has(product.id)) continue;
      if (
        /^(?:de|of|the|la|le|der|die|das|for|with|mit|para|pour|con|avec|and|und|et|y|e)$/.test(head.at(-1)!)
      )
        continue;
      for (const form of plural(head)) sequences.add(form, { type: 'product', product, whole: false });
    }
  }
}
