import { plainText } from '../../grounding/plain-text.ts';
import type { RenderedBlock, Run, Span } from '../../grounding/rendered-reply.ts';

/** A text, and where each fact stands in it. */
export interface Passage {
  text: string;
  spans: readonly Span[];
}

/** Words without a fact, such as a number in front of a line. */
export const words = (text: string): Passage => ({ text, spans: [] });

/** A block as text, as a certificate reads it. */
export const passageOf = (block: RenderedBlock): Passage => plainText({ blocks: [block] });

export const passageOfRuns = (runs: readonly Run[]): Passage =>
  passageOf({ type: 'text', runs: runs.map((run) => ({ ...run })) });

/** One after the other; empty ones are left out. */
export function joined(passages: readonly Passage[], between: string): Passage {
  let text = '';
  const spans: Span[] = [];
  for (const passage of passages) {
    if (passage.text === '') continue;
    if (text !== '') text += between;
    const offset = text.length;
    for (const { start, end, fact } of passage.spans)
      spans.push({ start: start + offset, end: end + offset, fact });
    text += passage.text;
  }
  return { text, spans };
}

/** From `start` to `end`, without the white space around it that is no fact's. */
export function part({ text, spans }: Passage, start: number, end: number): Passage {
  const inside = spans.filter((span) => span.end > start && span.start < end && span.end > span.start);
  const first = inside.length > 0 ? Math.min(...inside.map((span) => span.start)) : end;
  const last = inside.length > 0 ? Math.max(...inside.map((span) => span.end)) : start;
  let from = start;
  let to = end;
  while (from < Math.min(first, to) && isSpace(text[from]!)) from += 1;
  while (to > Math.max(last, from) && isSpace(text[to - 1]!)) to -= 1;
  return {
    text: text.slice(from, to),
    spans: inside.map((span) => ({
      start: Math.max(span.start, from) - from,
      end: Math.min(span.end, to) - from,
      fact: span.fact,
    })),
  };
}

const isSpace = (character: string): boolean => /\s/u.test(character);
