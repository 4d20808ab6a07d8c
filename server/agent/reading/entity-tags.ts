import type { Message } from './message.ts';
import type { Entities, EntityName } from './model.ts';
import { isCurrency, ordinalOf } from './word-classes.ts';

/** Entities in the order of their tags. */
export const ENTITY_NAMES = [
  ...(['product', 'attribute', 'colour', 'size', 'material', 'brand', 'category', 'recipient'] as const),
  ...([
    'occasion',
    'order_number',
    'coupon',
    'email',
    'phone',
    'code',
    'address',
    'name',
    'country',
  ] as const),
  ...(['date', 'currency', 'quantity', 'price_max', 'price_min', 'ordinal', 'rating'] as const),
] as const satisfies readonly EntityName[];

const NUMERIC: ReadonlySet<EntityName> = new Set(['quantity', 'price_max', 'price_min', 'ordinal', 'rating']);
export const isNumeric = (name: EntityName): boolean => NUMERIC.has(name);

/** 0 is none; then for each entity one that begins it and one that goes on with it. */
export const TAGS = 1 + 2 * ENTITY_NAMES.length;
export const beginTag = (name: EntityName): number =>
  1 + 2 * ENTITY_NAMES.indexOf(name as (typeof ENTITY_NAMES)[number]);
export const entityOfTag = (tag: number): EntityName => ENTITY_NAMES[(tag - 1) >> 1]!;
const begins = (tag: number): boolean => tag % 2 === 1;

/** What goes on with an entity stands behind a part of it. */
export const tagFollows = (before: number | undefined, tag: number): boolean =>
  tag === 0 || begins(tag) || (before !== undefined && (before === tag || before === tag - 1));

/** Entities whose tags do not stand at just any word. */
const TOLD: ReadonlySet<EntityName> = new Set([
  ...(['email', 'currency', 'quantity', 'price_max', 'price_min', 'rating', 'ordinal'] as const),
  ...(['code', 'phone'] as const),
]);

/** So many things are shown at once at most. */
const MOST_SHOWN = 20;

/** What a tag asks of its token. */
const RULES = Array.from({ length: TAGS }, (_, tag): EntityName | 'none' | 'text' => {
  if (tag === 0) return 'none';
  const name = entityOfTag(tag);
  return TOLD.has(name) ? name : 'text';
});
const EMAIL = beginTag('email');

/** Which tags may stand at a token at all: amounts only at numbers, an address of email only at one. */
export function tagMay(message: Message): (at: number, tag: number) => boolean {
  const numbers = message.tokens.map(() => false);
  const starts = message.tokens.map(() => false);
  const small = message.tokens.map(() => false);
  for (const { from, to, value } of message.numbers) {
    starts[from] = true;
    small[from] = value <= MOST_SHOWN;
    for (let at = from; at < to; at += 1) numbers[at] = true;
  }
  const words = message.tokens.map(({ text }, at) => ({
    email: message.kinds[at] === 'EMAIL',
    begins: message.kinds[at] !== 'MARK',
    currency: isCurrency(text),
    ordinal: small[at]! || ordinalOf(text) !== undefined,
    code: numbers[at]! || /\d/.test(text),
    phone: /^[\d+()/.x-]+$/.test(text),
  }));
  return (at, tag) => {
    const word = words[at]!;
    if (word.email) return tag === EMAIL;
    switch (RULES[tag]) {
      case 'none':
        return true;
      case 'email':
        return false;
      case 'currency':
        return word.currency;
      case 'quantity':
      case 'price_max':
      case 'price_min':
      case 'rating':
        return begins(tag) ? starts[at]! : numbers[at]! && !starts[at]!;
      case 'ordinal':
        return begins(tag) && word.ordinal;
      case 'code':
        return word.code;
      case 'phone':
        return word.phone;
      default:
        return !begins(tag) || word.begins;
    }
  };
}

/** A part of a message that names something. */
export interface EntitySpan {
  name: EntityName;
  from: number;
  to: number;
}

export function spansOf(tags: readonly number[]): EntitySpan[] {
  const spans: EntitySpan[] = [];
  tags.forEach((tag, at) => {
    if (tag === 0) return;
    if (begins(tag)) spans.push({ name: entityOfTag(tag), from: at, to: at + 1 });
    else spans.at(-1)!.to = at + 1;
  });
  return spans;
}

/** What a span says: words as they were written, or a number. */
export function valueOfSpan(message: Message, { name, from, to }: EntitySpan): string | number | undefined {
  const number = message.numbers.find((span) => span.from >= from && span.to <= to)?.value;
  if (name === 'ordinal') return ordinalOf(message.tokens[from]!.text) ?? number;
  if (isNumeric(name)) return number;
  return message.text.slice(message.tokens[from]!.start, message.tokens[to - 1]!.end);
}

/** The entities of the tagged tokens in a range. */
export function entitiesIn(
  message: Message,
  spans: readonly EntitySpan[],
  from: number,
  to: number,
): Entities {
  const found: Partial<Record<EntityName, (string | number)[]>> = {};
  for (const span of spans) {
    if (span.from < from || span.from >= to) continue;
    const value = valueOfSpan(message, span);
    if (value === undefined) continue;
    const list = found[span.name] ?? [];
    if (!list.includes(value)) found[span.name] = [...list, value];
  }
  return found as Entities;
}
