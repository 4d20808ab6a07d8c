import type { ClaimKind, GradingContext, Language, Observation, Violation } from '../../contract.ts';
import { type Mention, mentionsOf, type Stranger } from './mentions.ts';
import { type MoneyAt, moneyOf } from './money.ts';
import { type NumberAt, numbersOf } from './numbers.ts';
import { type Plain, plainOf } from './plain.ts';
import { moodAt, type Sentence, sentencesOf } from './sentences.ts';
import { strangeNames } from './strange-names.ts';
import { withVariants } from './variant-names.ts';
import { type Item, type World, worldOf } from './world.ts';

/** Money in minor units, as a tool of the target told it. */
export interface Told {
  readonly amount: number;
  readonly currency: string;
  readonly product?: string;
  readonly turn: number;
}

/** A reply with all that its statements are held against. */
export interface Reading {
  readonly plain: Plain;
  /** `plain.low` with the names of products blanked out: words of a name are no words about it. */
  readonly bare: string;
  readonly language: Language;
  readonly sentences: readonly Sentence[];
  readonly numbers: readonly NumberAt[];
  readonly monies: readonly MoneyAt[];
  readonly mentions: readonly Mention[];
  readonly strangers: readonly Stranger[];
  readonly world: World;
  readonly market: string;
  readonly currency: string | undefined;
  readonly turn: number;
  /** Time of the reply; 0 where nobody tells. */
  readonly time: number;
  /** Products that the talk was about before this reply, the latest first. */
  readonly before: readonly number[];
  /** What the customer wrote in this turn. */
  readonly asked: Plain;
  readonly askedNumbers: readonly NumberAt[];
  readonly told: readonly Told[];
  /** Everything that tools told up to this turn, as one folded text. */
  readonly toldText: string;
  readonly observation: Observation;
  readonly last: boolean;
  /** Number of statements that were looked at. */
  count(kind: ClaimKind): void;
  wrong(kind: ClaimKind, start: number, end: number, message: string): void;
}

/** What a place in the text is about. */
export interface About {
  readonly items: readonly number[];
  /** Named in the same sentence. */
  readonly named: boolean;
}

export function readingOf(
  text: string,
  given: {
    language: Language;
    context: GradingContext;
    observation: Observation;
    turn: number;
    time: number;
    last: boolean;
    asked: string;
    before: readonly number[];
    told: readonly Told[];
    toldText: string;
  },
  out: { violations: Violation[]; counts: Record<string, number>; at: number },
): Reading {
  const { language, context, turn } = given;
  const world = worldOf(context.shopAt(turn));
  const plain = plainOf(text);
  const { mentions: names, strangers: models } = mentionsOf(plain, world);
  const begins = new Map(names.map(({ start, end }) => [start, end]));
  const whole = withVariants(plain, names, world);
  const strangers = distinct([
    ...models,
    ...strangeNames(plain, world, language, (place) => begins.get(place)).filter(
      ({ start, end }) => !whole.some((one) => one.start <= start && one.end >= end),
    ),
  ]);
  // What is a part of a strange name is no name.
  const mentions = whole.filter(
    (one) => !strangers.some(({ start, end }) => one.start >= start && one.start < end),
  );
  const called = [...mentions, ...strangers];
  const inName = ({ start, end }: NumberAt): boolean =>
    called.some((one) => start >= one.start && end <= one.end);
  const numbers = numbersOf(plain, language).filter((number) => !inName(number));
  const asked = plainOf(given.asked);
  const seen = new Set<string>();
  return {
    ...given,
    plain,
    bare: blanked(plain.low, called, ' '),
    world,
    mentions,
    strangers,
    numbers,
    asked,
    askedNumbers: numbersOf(asked, language),
    // A comma or a full stop in a name ends nothing.
    sentences: sentencesOf(
      { ...plain, text: blanked(plain.text, called, 'x'), low: blanked(plain.low, called, 'x') },
      language,
    ),
    monies: moneyOf(plain, numbers),
    market: context.market,
    currency: context.currency,
    count: (kind) => {
      out.counts[kind] = (out.counts[kind] ?? 0) + 1;
      out.counts.claims = (out.counts.claims ?? 0) + 1;
    },
    wrong: (kind, from, to, message) => {
      const [start, end] = [plain.at[from]!, plain.at[Math.max(to, from)]!];
      if (seen.has(`${kind} ${start}`)) return;
      seen.add(`${kind} ${start}`);
      out.violations.push({ kind, start, end, text: text.slice(start, end), message, turn, at: out.at });
    },
  };
}

/** Without those that lie over another. */
function distinct(all: readonly Stranger[]): Stranger[] {
  let done = -1;
  return all
    .toSorted((a, b) => a.start - b.start || b.end - a.end)
    .filter(({ start, end }) => {
      if (start < done) return false;
      done = end;
      return true;
    });
}

function blanked(text: string, spans: readonly { start: number; end: number }[], by: string): string {
  let made = '';
  let done = 0;
  for (const { start, end } of spans.toSorted((a, b) => a.start - b.start)) {
    if (start < done) continue;
    made += text.slice(done, start) + by.repeat(end - start);
    done = end;
  }
  return made + text.slice(done);
}

/** The sentence in which a place is. */
export const sentenceAt = ({ sentences }: Reading, place: number): Sentence | undefined =>
  sentences.find(({ start, end }) => place >= start && place < end);

export const isStated = (reading: Reading, place: number): boolean => {
  const sentence = sentenceAt(reading, place);
  return sentence === undefined || moodAt(sentence, place) === 'stated';
};

export const within = <T extends { start: number; end: number }>(
  all: readonly T[],
  { start, end }: { start: number; end: number },
): T[] => all.filter((one) => one.start >= start && one.end <= end);

/**
 * The product that a number at `place` belongs to. In “$5 for the lamp and $9 for the mug” names follow their numbers, elsewhere
 * they go before. Without a name in the sentence: that of the sentence before, or what the talk was about.
 */
export function aboutAt(
  reading: Reading,
  place: number,
  numbers: readonly { start: number; end: number }[] = reading.monies,
): About {
  const sentence = sentenceAt(reading, place);
  if (!sentence) return { items: reading.before.slice(0, 1), named: false };
  const names = within(reading.mentions, sentence);
  if (names.length === 0) return { items: earlier(reading, sentence), named: false };
  if (names.length === 1) return { items: names[0]!.items, named: true };
  const own = within(numbers, sentence);
  const index = own.findIndex(({ start, end }) => place >= start && place < end);
  // Names first, then as many numbers: “A and B cost 1 and 2 respectively”.
  if (
    own.length === names.length &&
    index >= 0 &&
    (names.at(-1)!.end <= own[0]!.start || own.at(-1)!.end <= names[0]!.start)
  )
    return { items: names[index]!.items, named: true };
  const low = reading.plain.low;
  const follows =
    own.length > 0 &&
    own[0]!.start < names[0]!.start &&
    /^[\s*_]*(?:for|fur|por|para|pour|:|-)/.test(low.slice(own[0]!.end, own[0]!.end + 6));
  const before = names.filter(({ end }) => end <= place).at(-1);
  const after = names.find(({ start }) => start > place);
  const chosen = (follows ? (after ?? before) : (before ?? after))!;
  return { items: chosen.items, named: true };
}

function earlier(reading: Reading, sentence: Sentence): readonly number[] {
  const past = reading.mentions.filter(({ end }) => end <= sentence.start);
  const last = past.at(-1);
  if (!last) return reading.before.slice(0, 1);
  const near = sentenceAt(reading, last.start);
  return [...new Set(near ? within(reading.mentions, near).flatMap(({ items }) => items) : last.items)];
}

export const itemsOf = ({ world }: Reading, { items }: About): Item[] =>
  items.flatMap((index) => world.items[index] ?? []);
export const titleOf = ({ language }: Reading, { product: { title, id } }: Item): string =>
  typeof title === 'string' ? title : (title[language] ?? title.en ?? id);

/** Variants of an item whose option values stand near a place: all, when none does. */
export function variantsNear(reading: Reading, item: Item, place: number): Item['product']['variants'] {
  const sentence = sentenceAt(reading, place);
  if (!sentence || item.options.size === 0) return item.product.variants;
  const index = reading.world.items.indexOf(item);
  const exact = within(reading.mentions, sentence).flatMap(({ items: [first], variants }) =>
    first === index && variants ? variants : [],
  );
  if (exact.length > 0) return item.product.variants.filter(({ id }) => exact.includes(id));
  const low = ` ${reading.plain.low.slice(sentence.start, sentence.end).replaceAll(/[^\p{L}\p{N}.]+/gu, ' ')} `;
  const chosen = new Map<string, Set<string>>();
  for (const [label, { name, value }] of item.options) {
    if (label.length < 2 && !/^[sml]$/.test(label)) continue;
    if (/^\d+$/.test(label)) continue;
    const words = label.replaceAll(/[^\p{L}\p{N}.]+/gu, ' ').trim();
    if (words !== '' && low.includes(` ${words} `))
      chosen.set(name, (chosen.get(name) ?? new Set()).add(value));
  }
  const fits = item.product.variants.filter(({ options }) =>
    [...chosen].every(([name, values]) => values.has(options[name] ?? '')),
  );
  return fits.length > 0 ? fits : item.product.variants;
}
