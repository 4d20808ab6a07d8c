import type { Fact, Facts } from '../fact.ts';
import type { Compiled } from '../lexicons/lexicon.ts';
import type { CompiledTalk } from '../lexicons/talk.ts';
import { matchesOf } from '../lexicons/whole-words.ts';
import type { ViolationKind } from '../violation.ts';
import type { Paragraph } from './paragraph.ts';
import { spacedWords } from './plain-form.ts';
import { mentionsIn, type Part, sentencesOf } from './sentences.ts';
import { isAsking, isUnable, statementsOf } from './speech.ts';
import { type Vocabulary, wordsOf } from './vocabulary.ts';

export interface Claim {
  kind: ViolationKind;
  start: number;
  end: number;
}

/** Digits of every script are looked for in the text as it stands. */
const NUMBER_SIGNS = /[\u{1F51F}\u{1F4AF}]/gu;
const CURRENCY_SIGNS =
  /[\p{Sc}%‰]|[\u{1F4B2}\u{1F4B5}\u{1F4B6}\u{1F4B7}\u{1F4B4}\u{1F4B0}\u{1FA99}\u{1F911}]/gu;
/** A text like SAVE or SPRING-SALE: letters of one case, as no word is written. */
const CODE_SHAPE = /(?<![\p{L}\p{N}])\p{Lu}[\p{Lu}\p{N}_-]{3,}(?![\p{L}\p{N}])/gu;

/**
 * What the free text of a paragraph states. With `talk`, what is asked of the customer, and what the speaker cannot do or does not
 * know, is not stated.
 */
export function claimsIn(
  paragraph: Paragraph,
  facts: Facts,
  lexicon: Compiled,
  vocabulary: Vocabulary,
  named: { products: ReadonlySet<string>; texts: readonly string[] },
  talk?: CompiledTalk,
): Claim[] {
  const { text } = paragraph;
  const bare = struck(text, lexicon.harmless);
  const claims: Claim[] = [];
  const add = (kind: ViolationKind, start: number, end: number): void => {
    claims.push({ kind, start, end });
  };
  for (const match of matchesOf(text, NUMBER_SIGNS))
    add('number', match.index, match.index + match[0].length);
  for (const match of matchesOf(text, CURRENCY_SIGNS))
    add('currency', match.index, match.index + match[0].length);
  for (const { word, start, end } of spacedWords(text)) {
    const kind = anyKind(word, lexicon);
    if (kind) add(kind, start, end);
  }
  for (const sentence of sentencesOf(bare)) {
    const near = mentionsIn(paragraph, sentence).flatMap(({ fact }) => facts.get(fact) ?? []);
    const before = claims.length;
    const says = bare.slice(sentence.start, sentence.end);
    const each = (words: RegExp, then: (start: number, end: number, word: string) => void): void => {
      for (const match of matchesOf(says, words))
        then(sentence.start + match.index, sentence.start + match.index + match[0].length, match[0]);
    };
    const has = (words: RegExp): boolean => says.search(words) >= 0;
    const ban =
      (kind: ViolationKind) =>
      (start: number, end: number): void =>
        add(kind, start, end);
    each(lexicon.number, ban('number_word'));
    for (const { start, end } of romanNumbers(bare, sentence, lexicon)) add('number_word', start, end);
    for (const { start, end } of countedOnes(bare, sentence, lexicon)) add('number_word', start, end);
    each(lexicon.currency, ban('currency'));
    each(lexicon.day, ban('date'));
    if (has(lexicon.arrival)) each(lexicon.soon, ban('date'));
    each(lexicon.scarcity, (start, end) => {
      if (!near.some((fact) => fact.kind === 'stock' && unhurried(bare.slice(start, end), lexicon)))
        add('stock', start, end);
    });
    const inStock = near.some(isInStock);
    const soldOut = near.some(isSoldOut);
    each(lexicon.soldOut, (start, end) => {
      if (!soldOut) add('stock', start, end);
    });
    if (!has(lexicon.soldOut))
      each(lexicon.inStock, (start, end) => {
        if (!inStock && !(soldOut && has(lexicon.not))) add('stock', start, end);
      });
    if (!near.some(isDiscount)) each(lexicon.discount, ban('discount'));
    if (!near.some(isNothing)) each(lexicon.free, ban('discount'));
    const first = near.some(({ kind }) => kind === 'superlative');
    if (!first) {
      each(lexicon.cheapest, ban('superlative'));
      each(lexicon.cheaper, ban('superlative'));
    }
    each(lexicon.superlative, ban('superlative'));
    const withPolicy = near.some(({ kind }) =>
      ['policy', 'description', 'notice', 'order_status'].includes(kind),
    );
    if (!withPolicy) each(lexicon.policy, ban('policy'));
    featureClaims(says, sentence.start, near, lexicon, vocabulary, add);
    if (talk) dropUnstated(claims, before, text, sentence, lexicon, talk);
    productClaims(says, sentence.start, paragraph, vocabulary, named, add);
  }
  return claims;
}

const SOFT = new Set<ViolationKind>(['discount', 'superlative', 'policy', 'feature', 'date', 'stock']);

/** What is asked of the customer, and what the speaker cannot do or does not know, is not stated. Pressure and gifts always are. */
function dropUnstated(
  claims: Claim[],
  from: number,
  text: string,
  sentence: Part,
  lexicon: Compiled,
  talk: CompiledTalk,
): void {
  if (claims.length === from) return;
  const asking = isAsking(text, sentence, talk);
  const unable = statementsOf(text, sentence, talk).filter((part) => isUnable(text, part, talk));
  const kept = claims.splice(from).filter(({ kind, start, end }) => {
    const said = text.slice(start, end);
    if (unable.some((part) => start >= part.start && start < part.end))
      return !SOFT.has(kind) && !(kind === 'number_word' && said.search(lexicon.number) < 0);
    return (
      !asking || !SOFT.has(kind) || [lexicon.free, lexicon.scarcity].some((words) => said.search(words) >= 0)
    );
  });
  claims.push(...kept);
}

export const isInStock = ({ kind, value }: Fact): boolean =>
  (kind === 'stock' && value.type === 'count' && value.value > 0) ||
  (kind === 'available' && value.type === 'flag' && value.value);
const isSoldOut = ({ kind, value }: Fact): boolean =>
  (kind === 'stock' && value.type === 'count' && value.value === 0) ||
  (kind === 'available' && value.type === 'flag' && !value.value);
const isDiscount = ({ kind, field }: Fact): boolean =>
  kind === 'coupon' ||
  kind === 'compare_at' ||
  (kind === 'total' && field.includes('discount')) ||
  (kind === 'notice' && (field.startsWith('coupon') || field.includes('discount')));
const isNothing = ({ kind, field, value }: Fact): boolean =>
  kind === 'policy' ||
  (kind === 'total' && field.includes('shipping') && value.type === 'money' && value.amount === 0);

/** "left" beside a number of units is no pressure; "hurry" always is. */
const unhurried = (word: string, lexicon: Compiled): boolean =>
  word.split(' ').length === 1 &&
  lexicon.kinds.some(([kind, words]) => kind === 'stock' && word.search(words) >= 0);

/** The same text, as long, with every harmless turn of phrase blanked. */
export function struck(text: string, harmless: RegExp): string {
  return text.replace(harmless, (found) => found.replace(/[^\s.!?;]/gu, ' '));
}

const ROMAN = /^m{0,3}(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})$/;
const NO_ROMAN = new Set(['mix', 'mmm', 'dix']);

/** "XIX", and "XC days": words that are Roman numbers, and none of a language. */
function romanNumbers(text: string, { start, end }: Part, { counted }: Compiled): Part[] {
  const says = text.slice(start, end);
  return [...says.matchAll(/(?<![\p{L}\p{N}])[mdclxvi]{2,15}(?![\p{L}\p{N}])/gu)]
    .filter(({ 0: word, index }) => {
      if (!ROMAN.test(word) || NO_ROMAN.has(word)) return false;
      const after = says.slice(index + word.length, index + word.length + 24);
      return word.length > 2 || [...matchesOf(after, counted)][0]?.index === 1;
    })
    .map((match) => ({ start: start + match.index, end: start + match.index + match[0].length }));
}

/** "one year", "a hundred": articles and pronouns that count. */
function countedOnes(text: string, { start, end }: Part, { one, counted }: Compiled): Part[] {
  const says = text.slice(start, end);
  const nouns = [...matchesOf(says, counted)];
  return [...matchesOf(says, one)].flatMap((match) => {
    const after = match.index + match[0].length;
    const noun = nouns.find(({ index }) => index > match.index && /^\s+$/.test(says.slice(after, index)));
    return noun ? [{ start: start + match.index, end: start + noun.index + noun[0].length }] : [];
  });
}

const KINDS = {
  number: 'number_word',
  currency: 'currency',
  discount: 'discount',
  free: 'discount',
  day: 'date',
  scarcity: 'stock',
  cheapest: 'superlative',
  policy: 'policy',
  feature: 'feature',
} as const satisfies Partial<Record<keyof Compiled, ViolationKind>>;
type Listed = keyof typeof KINDS;
const LISTED = Object.keys(KINDS) as Listed[];

/** As what a word by itself is refused, by these lists or by all. */
export function anyKind(
  word: string,
  lexicon: Compiled,
  lists: readonly Listed[] = LISTED,
): ViolationKind | undefined {
  const list = lists.find((name) => word.search(lexicon[name]) >= 0);
  return list && KINDS[list];
}

/** Words of values that are words of every conversation too: "Size Plus", "down", "Modell Nein". */
const EVERYDAY = new Set([
  'plus',
  'down',
  'email',
  'mail',
  'city',
  'nein',
  'home',
  'haya',
  'mais',
  'ohne',
  'avec',
  'sans',
  'mini',
]);

type Add = (kind: ViolationKind, start: number, end: number) => void;

/** A property may be spoken of where a fact in the same sentence says it, with the same sign. */
function featureClaims(
  says: string,
  offset: number,
  near: readonly Fact[],
  lexicon: Compiled,
  vocabulary: Vocabulary,
  add: Add,
): void {
  const backing = near.filter(({ kind }) =>
    ['attribute', 'description', 'reason', 'variant', 'policy'].includes(kind),
  );
  const said = new Set(
    backing
      .flatMap(({ label, value }) => wordsOf(`${label ?? ''} ${value.type === 'text' ? value.text : ''}`))
      .map(stem),
  );
  const negated = says.search(lexicon.not) >= 0;
  const denied = backing.some(
    ({ kind, value }) =>
      kind === 'attribute' &&
      value.type === 'text' &&
      /^(no|nein|non|nao)$/.test(wordsOf(value.text).join(' ')),
  );
  const backed = (words: string): boolean =>
    wordsOf(words).some((word) => said.has(stem(word))) && (denied === negated || !denied);
  const seen: Part[] = [];
  for (const match of matchesOf(says, lexicon.feature)) {
    seen.push({ start: match.index, end: match.index + match[0].length });
    if (!backed(match[0])) add('feature', offset + match.index, offset + match.index + match[0].length);
  }
  for (const match of says.matchAll(/\p{L}{4,}/gu)) {
    const known = seen.some(({ start, end }) => match.index >= start && match.index < end);
    if (known || EVERYDAY.has(match[0]) || !vocabulary.isAttributeWord(match[0]) || backed(match[0]))
      continue;
    add('feature', offset + match.index, offset + match.index + match[0].length);
  }
}

/** So that "wasserdichter" finds "wasserdicht", and "pockets" finds "pocket". */
export const stem = (word: string): string =>
  word.length > 5 ? word.slice(0, Math.max(5, word.length - 3)) : word;

/**
 * Products and brands that the reply shows by no fact. A word of a name counts when it is written as a name, or beside another word of the
 * same name.
 */
function productClaims(
  says: string,
  offset: number,
  paragraph: Pick<Paragraph, 'isCapital'>,
  vocabulary: Vocabulary,
  named: { products: ReadonlySet<string>; texts: readonly string[] },
  add: Add,
): void {
  const known = new Set(named.texts.flatMap(wordsOf));
  let before: ReadonlySet<string> | undefined;
  for (const match of says.matchAll(/[\p{L}\p{N}]+/gu)) {
    const word = match[0];
    const products = known.has(word) ? undefined : vocabulary.productsNamed(word);
    const written = paragraph.isCapital(offset + match.index) || (products && sharesOne(products, before));
    const strange = products !== undefined && ![...products].some((id) => named.products.has(id));
    if (written && (strange || (!known.has(word) && vocabulary.isBrand(word))))
      add('product', offset + match.index, offset + match.index + word.length);
    before = products;
  }
}

const sharesOne = (a: ReadonlySet<string>, b: ReadonlySet<string> | undefined): boolean =>
  b !== undefined && [...a].some((id) => b.has(id));

/** Codes that are written as codes: looked for in the text as it stands. */
export function codeShapes(original: string, allowed: ReadonlySet<string>): Claim[] {
  return [...matchesOf(original, CODE_SHAPE)]
    .filter((match) => !allowed.has(match[0]))
    .map((match) => ({ kind: 'coupon' as const, start: match.index, end: match.index + match[0].length }));
}
