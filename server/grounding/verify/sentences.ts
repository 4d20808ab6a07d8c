import type { Compiled } from '../lexicons/lexicon.ts';
import { matchesOf } from '../lexicons/whole-words.ts';
import type { Mention, Paragraph } from './paragraph.ts';

export interface Part {
  start: number;
  end: number;
}

/** Sentences of a plain form. A quick list of points counts as sentences too. */
export function sentencesOf(text: string): Part[] {
  return cut(text, { start: 0, end: text.length }, /[.!?…¡¿\n;•]+/gu);
}

/**
 * The clauses of a sentence: cut at commas, dashes and brackets, and at "and" where both sides name a product.
 * @param named where a product is named
 */
export function clausesOf(text: string, sentence: Part, lexicon: Compiled, named: readonly number[]): Part[] {
  const names = (part: Part): boolean => named.some((at) => at >= part.start && at < part.end);
  return cut(text, sentence, /[,:()[\]|/]+|\s-+\s/gu).flatMap((clause) => {
    const parts: Part[] = [];
    let start = clause.start;
    for (const match of matchesOf(text.slice(clause.start, clause.end), lexicon.and)) {
      const at = clause.start + match.index;
      if (!names({ start, end: at }) || !names({ start: at, end: clause.end })) continue;
      parts.push({ start, end: at });
      start = at + match[0].length;
    }
    return [...parts, { start, end: clause.end }];
  });
}

function cut(text: string, within: Part, at: RegExp): Part[] {
  const parts: Part[] = [];
  let start = within.start;
  for (const match of matchesOf(text.slice(within.start, within.end), at)) {
    const end = within.start + match.index;
    if (end > start) parts.push({ start, end });
    start = end + match[0].length;
  }
  if (start < within.end) parts.push({ start, end: within.end });
  return parts;
}

export const mentionsIn = ({ mentions }: Pick<Paragraph, 'mentions'>, part: Part): readonly Mention[] =>
  within(mentions, part);

/** Those that stand in a part, of a list in the order of their places. */
export function within<T extends { readonly at: number }>(
  list: readonly T[],
  { start, end }: Part,
): readonly T[] {
  const first = (place: number): number => {
    let low = 0;
    let high = list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (list[middle]!.at < place) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return list.slice(first(start), first(end));
}
