import { beginTag, ENTITY_NAMES, isNumeric } from '../entity-tags.ts';
import type { Message } from '../message.ts';
import type { EntityName } from '../model.ts';
import { ordinalOf } from '../word-classes.ts';

export const listOf = (value: unknown): unknown[] =>
  value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];

/** Tags of the tokens that a label names. What stands nowhere in the text is left out. */
export function tagsOfLabel(message: Message, entities: Readonly<Record<string, unknown>>): number[] {
  const tags = message.tokens.map(() => 0);
  const wanted = ENTITY_NAMES.flatMap((name) => listOf(entities[name]).map((value) => ({ name, value })));
  const words = wanted.filter(({ name }) => !isNumeric(name));
  // Longer ones first, so that a short one does not take a part of a long one.
  words.sort((a, b) => String(b.value).length - String(a.value).length);
  for (const { name, value } of words) put(tags, name, rangeOfWords(message, tags, String(value)));
  for (const { name, value } of wanted.filter(({ name: one }) => isNumeric(one)))
    put(tags, name, rangeOfNumber(message, tags, name, Number(value)));
  return tags;
}

function put(tags: number[], name: EntityName, range: [number, number] | undefined): void {
  if (!range) return;
  const tag = beginTag(name);
  for (let at = range[0]; at < range[1]; at += 1) tags[at] = at === range[0] ? tag : tag + 1;
}

/** Tokens that the words cover; whole tokens before parts of them. */
function rangeOfWords(
  message: Message,
  tags: readonly number[],
  value: string,
): [number, number] | undefined {
  const text = message.text.toLowerCase();
  const needle = value.toLowerCase().trim();
  let partly: [number, number] | undefined;
  for (
    let start = text.indexOf(needle);
    start >= 0 && needle !== '';
    start = text.indexOf(needle, start + 1)
  ) {
    const end = start + needle.length;
    const from = message.tokens.findIndex((token) => token.end > start);
    let to = from;
    while (to < message.tokens.length && message.tokens[to]!.start < end) to += 1;
    if (from < 0 || to === from || tags.slice(from, to).some((tag) => tag !== 0)) continue;
    if (message.tokens[from]!.start === start && message.tokens[to - 1]!.end === end) return [from, to];
    partly ??= [from, to];
  }
  return partly;
}

function rangeOfNumber(
  message: Message,
  tags: readonly number[],
  name: EntityName,
  value: number,
): [number, number] | undefined {
  if (name === 'ordinal') {
    const at = message.tokens.findIndex(
      (token, index) => tags[index] === 0 && ordinalOf(token.text) === value,
    );
    if (at >= 0) return [at, at + 1];
  }
  const spans = message.numbers.filter(
    (span) => span.value === value && tags.slice(span.from, span.to).every((tag) => tag === 0),
  );
  // "a case of six" holds two numbers: of several that are one, digits before articles.
  const span = spans.find(({ from }) => /\d/.test(message.tokens[from]!.text)) ?? spans[0];
  return span && (name === 'ordinal' ? [span.from, span.from + 1] : [span.from, span.to]);
}
