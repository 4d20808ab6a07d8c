import type { Segment } from '../reply.ts';
import { FACT_MARK, type PlainForm, plainForm } from './plain-form.ts';

/** A fact in a paragraph, at its place in the plain form. */
export interface Mention {
  fact: string;
  at: number;
  segment: number;
}

/** Ends a sentence. */
const END = '•';

/** The segments of a paragraph as one text, so that a word which was split over segments is seen whole. */
export interface Paragraph {
  /** Plain form; each fact is one mark. */
  text: string;
  mentions: readonly Mention[];
  /** Where a range of the plain form stands in the document. */
  place(start: number, end: number): { segment: number; start: number; end: number; text: string };
  /** Whether the word that begins here was written with a capital letter. */
  isCapital(at: number): boolean;
  /** Signs that cannot be seen. */
  hidden: readonly { segment: number; start: number; end: number; text: string }[];
}

/**
 * @param ends whether the shop's text of this fact is a sentence of its own
 */
export function paragraphOf(
  segments: readonly Segment[],
  ends: (fact: string) => boolean = () => false,
): Paragraph {
  let original = '';
  const pieces: { start: number; segment: number }[] = [];
  const facts: { fact: string; original: number; segment: number }[] = [];
  const mark = (fact: string, segment: number): void => {
    facts.push({ fact, original: original.length, segment });
    original += FACT_MARK;
    if (ends(fact)) original += END;
  };
  segments.forEach((segment, index) => {
    pieces.push({ start: original.length, segment: index });
    if (segment.type === 'text') original += segment.text.replaceAll(FACT_MARK, ' ');
    else if (segment.type === 'fact') mark(segment.fact, index);
    else for (const fact of Object.values(segment.facts ?? {})) mark(fact, index);
    // A phrase is a sentence of its own.
    if (segment.type === 'phrase') original += END;
  });
  const { text, origin, hidden } = singleSpaced(plainForm(original));
  const placeOf = (start: number, end: number) => {
    const piece = pieces.findLast((p) => p.start <= start) ?? { start: 0, segment: 0 };
    return {
      segment: piece.segment,
      start: start - piece.start,
      end: end - piece.start,
      text: original.slice(start, end).replaceAll(FACT_MARK, '…').replaceAll(END, ''),
    };
  };
  const mentions: Mention[] = [];
  let next = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] !== FACT_MARK) continue;
    const { fact, segment } = facts[next++]!;
    mentions.push({ fact, at, segment });
  }
  return {
    text,
    mentions,
    place: (start, end) => placeOf(origin[start]!, origin[Math.max(end - 1, start)]! + 1),
    isCapital: (at) => /^\p{Lu}/u.test(original.slice(origin[at]!)),
    hidden: hidden.map((at) => placeOf(at, at + 1)),
  };
}

/** One space between words, however the segments were cut. */
function singleSpaced(plain: PlainForm): PlainForm {
  if (!plain.text.includes('  ')) return plain;
  let text = '';
  const origin: number[] = [];
  for (let at = 0; at < plain.text.length; at++) {
    if (plain.text[at] === ' ' && text.endsWith(' ')) continue;
    text += plain.text[at];
    origin.push(plain.origin[at]!);
  }
  origin.push(plain.origin.at(-1)!);
  return { ...plain, text, origin };
}
