import type { Mention } from './mentions.ts';
import { aboutAt, isStated, itemsOf, type Reading, titleOf, within } from './reading.ts';
import { moodAt } from './sentences.ts';
import { tells } from './tells.ts';
import { SAME, UNITS } from './units.ts';
import { fold, type Item, textsOf, type World } from './world.ts';

interface Field {
  readonly name: string;
  /** What it is called, folded, the longest first. */
  readonly labels: readonly string[];
  /** Every way in which the product's own value may be written, folded. */
  readonly own: readonly string[];
  readonly number?: { readonly value: number; readonly unit: string | undefined };
  readonly flag?: boolean;
}

const fields = new WeakMap<Item, readonly Field[]>();
function fieldsOf(item: Item): readonly Field[] {
  const known = fields.get(item);
  if (known) return known;
  const { product } = item;
  const made: Field[] = product.attributes.map(({ name, label, value, value_label, unit }) => ({
    name,
    labels: longest([name.replaceAll('_', ' '), ...textsOf(label)]),
    own: longest([...(typeof value === 'boolean' ? [] : [String(value)]), ...textsOf(value_label)]),
    ...(typeof value === 'number' && { number: { value, unit } }),
    ...(typeof value === 'boolean' && { flag: value }),
  }));
  for (const { name, label, values } of product.options)
    made.push({
      name,
      labels: longest([name.replaceAll('_', ' '), ...textsOf(label)]),
      own: longest(values.flatMap(({ value, label: text }) => [value, ...textsOf(text)])),
    });
  fields.set(item, made);
  return made;
}
const longest = (texts: readonly string[]): string[] =>
  [...new Set(texts.map(fold))].filter((text) => text !== '').sort((a, b) => b.length - a.length);

/** Every value that anything in the shop has of an attribute or option, folded. */
const values = new WeakMap<World, ReadonlyMap<string, ReadonlySet<string>>>();
function valuesOf(world: World, name: string): ReadonlySet<string> {
  const known =
    values.get(world) ??
    world.items.reduce((all, item) => {
      for (const field of fieldsOf(item))
        if (field.flag === undefined && !field.number)
          all.set(field.name, new Set([...(all.get(field.name) ?? []), ...field.own]));
      return all;
    }, new Map<string, Set<string>>());
  values.set(world, known);
  return known.get(name) ?? new Set();
}

const YES = /^(?:yes|true|si|sim|ja|oui)$/;
const NO = /^(?:no|false|none|nao|nein|non)$/;

/**
 * “Material: silicone”, “under ‘Organic’ it says no”: the value that is said of an attribute by its name must be the product's own. Values
 * are words that the shop uses for that attribute, yes and no, and numbers.
 * @returns the places of names of attributes: they claim nothing by themselves
 */
export function checkAttributes(reading: Reading): { start: number; end: number }[] {
  const { mentions } = reading;
  const spoken: { start: number; end: number }[] = [];
  for (const sentence of reading.sentences) {
    const named = within(mentions, sentence);
    // “Material: silicone. That is the Lamp.”: named at once after it, or the talk is about it.
    const after =
      named.length === 0
        ? mentions.find(({ start }) => start >= sentence.end && start - sentence.end < 40)
        : undefined;
    const [item, ...others] = itemsOf(
      reading,
      named.length > 0
        ? { items: named[0]!.items, named: true }
        : after
          ? { items: after.items, named: true }
          : aboutAt(reading, sentence.end - 1, []),
    );
    if (!item || others.length > 0) continue;
    // Other products can be a value: what it goes with.
    const words = sayingOf(reading, sentence, named[0]);
    const labelled = fieldsOf(item).flatMap((field) => {
      const place = labelIn(words, field.labels);
      return place ? [{ field, place }] : [];
    });
    for (const { field, place } of labelled) {
      // “Colour temperature” names no colour.
      if (labelled.some((other) => holds(other.place, place))) continue;
      const [start, end] = [sentence.start + place.start, sentence.start + place.end];
      const claimed = claimedIn(reading, item, field, words, place, sentence);
      if (claimed === undefined) {
        // In quotation marks, or with a colon behind it, it is the name of an attribute and no claim.
        if (/["'(]$/.test(words.slice(0, place.start)) || /^["')]?\s?[:=]/.test(words.slice(place.end)))
          spoken.push({ start, end });
        continue;
      }
      spoken.push({ start, end });
      if (claimed === 'right') continue;
      // “No” is the value of a yes-or-no attribute, and denies nothing.
      const answered = field.flag !== undefined && moodAt(sentence, start) !== 'open';
      if (!answered && !isStated(reading, start) && !isStated(reading, claimed.start)) continue;
      reading.count('feature');
      reading.wrong(
        'feature',
        claimed.start,
        claimed.end,
        `${titleOf(reading, item)}: ${field.own[0] ?? String(field.flag)}`,
      );
    }
  }
  return spoken;
}

const holds = (outer: { start: number; end: number }, inner: { start: number; end: number }): boolean =>
  outer.start <= inner.start && outer.end >= inner.end && outer.end - outer.start > inner.end - inner.start;

/** The sentence, folded, with the product's own name blanked out. */
function sayingOf(
  { plain, mentions }: Reading,
  { start, end }: { start: number; end: number },
  own: Mention | undefined,
): string {
  let words = plain.low.slice(start, end).replaceAll('\u00a0', ' ');
  for (const one of within(mentions, { start, end }))
    if (own && one.items.join() === own.items.join())
      words =
        words.slice(0, one.start - start) + ' '.repeat(one.end - one.start) + words.slice(one.end - start);
  return words;
}

function labelIn(words: string, labels: readonly string[]): { start: number; end: number } | undefined {
  for (const label of labels) {
    for (let start = words.indexOf(label); start >= 0; start = words.indexOf(label, start + 1)) {
      const end = start + label.length;
      if (!/[\p{L}\p{N}]/u.test(words[start - 1] ?? ' ') && !/[\p{L}\p{N}]/u.test(words[end] ?? ' '))
        return { start, end };
    }
  }
  return undefined;
}

const said = ({ says, words }: Item, text: string): boolean =>
  /^[\p{L}\p{N}]+$/u.test(text) ? words.has(text) : says.includes(text);

function claimedIn(
  reading: Reading,
  item: Item,
  field: Field,
  words: string,
  label: { start: number; end: number },
  sentence: { start: number; end: number },
): 'right' | { start: number; end: number } | undefined {
  const outside = (start: number, end: number): boolean => end <= label.start || start >= label.end;
  const has = (text: string): { start: number; end: number } | undefined => {
    for (let start = words.indexOf(text); start >= 0; start = words.indexOf(text, start + 1)) {
      const end = start + text.length;
      if (
        outside(start, end) &&
        !/[\p{L}\p{N}]/u.test(words[start - 1] ?? ' ') &&
        !/[\p{L}\p{N}]/u.test(words[end] ?? ' ')
      )
        return { start: sentence.start + start, end: sentence.start + end };
    }
    return undefined;
  };
  if (field.flag !== undefined) {
    const answers = [...words.slice(label.end).matchAll(/\p{L}+/gu)]
      .map(({ 0: word, index }) => ({ word, start: sentence.start + label.end + index }))
      .filter(({ word }) => YES.test(word) || NO.test(word));
    const last = answers.at(-1);
    if (!last) return undefined;
    return YES.test(last.word) === field.flag
      ? 'right'
      : { start: last.start, end: last.start + last.word.length };
  }
  if (field.number) {
    const numbers = within(reading.numbers, sentence).filter(
      ({ start, end }) =>
        outside(start - sentence.start, end - sentence.start) &&
        !reading.monies.some((one) => start >= one.start && end <= one.end),
    );
    if (numbers.length === 0) return undefined;
    const { value, unit } = field.number;
    for (const number of numbers) {
      const said = UNITS.exec(reading.plain.low.slice(number.end, number.end + 14))?.[1];
      const wanted = said === undefined ? unit?.toLowerCase() : (SAME[said] ?? said);
      if (number.values.includes(value)) return 'right';
      if (wanted !== undefined && tells(item, number.values, wanted)) return 'right';
    }
    const last = numbers.at(-1)!;
    const after = UNITS.exec(reading.plain.low.slice(last.end, last.end + 14))?.[0].length ?? 0;
    return last.start - sentence.start >= label.end
      ? { start: last.start, end: last.end + after }
      : undefined;
  }
  if (field.own.some((text) => has(text))) return 'right';
  const known = [...valuesOf(reading.world, field.name)]
    .filter((text) => text.length > 1 && !YES.test(text) && !NO.test(text))
    .sort((a, b) => b.length - a.length);
  for (const text of known) {
    const place = has(text);
    if (place && !said(item, text)) return place;
  }
  // A value that nothing in the shop has, in the form of an entry.
  const entry = /^["'»)]*\s?[:=]\s*["'«(]*([^.;!?\n"'»]{2,40})/u.exec(words.slice(label.end));
  if (!entry) return undefined;
  const telling = (entry[1]!.match(/[\p{L}\p{N}]+/gu) ?? []).filter(
    (word) => word.length > 2 || /\d/.test(word),
  );
  if (telling.length === 0 || telling.some((word) => item.words.has(word)))
    return telling.length === 0 ? undefined : 'right';
  const start = sentence.start + label.end + entry[0].indexOf(entry[1]!);
  return { start, end: start + entry[1]!.trimEnd().length };
}
