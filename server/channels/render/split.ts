import { type Passage, part } from './passage.ts';

/** How much a text counts against a limit. Of two texts in a row it is the sum. */
export type Measure = (text: string) => number;

/** UTF-16 units: never fewer than a vendor counts who counts characters. */
export const inCharacters: Measure = (text) => text.length;
export const inBytes: Measure = (text) => Buffer.byteLength(text, 'utf8');

interface Break {
  /** UTF-16 offset. */
  at: number;
  /** Measure of everything before it. */
  size: number;
  strength: Strength;
  /** In the middle of a fact: only where a fact is longer than a message. */
  inFact: boolean;
}
/** After a paragraph, a line, a sentence, a word; between two graphemes. */
type Strength = 4 | 3 | 2 | 1 | 0;

const graphemes = new Intl.Segmenter(undefined, { granularity: 'grapheme' });

/**
 * A text as messages that fit, cut between paragraphs, lines, sentences or words, in that order of preference; never inside
 * a grapheme, and inside a fact only where the fact alone is longer than a message. White space at a cut falls away.
 */
export function split(passage: Passage, limit: number, measure: Measure = inCharacters): Passage[] {
  const parts: Passage[] = [];
  const breaks = breaksOf(passage, measure);
  let start = 0;
  let spent = 0;
  while (start < passage.text.length) {
    const reach = breaks.filter(({ at, size }) => at > start && size - spent <= limit);
    const end = reach.at(-1)?.at === passage.text.length ? passage.text.length : best(reach, start);
    // A grapheme that is longer than a message.
    const at = end ?? breaks.find((one) => one.at > start)!.at;
    parts.push(part(passage, start, at));
    start = at;
    spent = breaks.find((one) => one.at === at)!.size;
  }
  return parts.filter(({ text }) => text !== '');
}

/**
 * The end of a text that fits a limit and starts at a good place, and what stands before it. No end, where it would start
 * inside a fact.
 */
export function splitTail(
  passage: Passage,
  limit: number,
  measure: Measure = inCharacters,
): { head: Passage; tail: Passage | undefined } {
  const all = measure(passage.text);
  const { text } = passage;
  if (all <= limit) return { head: part(passage, 0, 0), tail: part(passage, 0, text.length) };
  const fitting = breaksOf(passage, measure).filter(
    ({ size, inFact, at }) => !inFact && all - size <= limit && at < text.length,
  );
  for (const strength of [4, 3, 2, 1] as const) {
    const found = fitting.find((one) => one.strength >= strength);
    if (found) return { head: part(passage, 0, found.at), tail: part(passage, found.at, text.length) };
  }
  return { head: part(passage, 0, text.length), tail: undefined };
}

/** The beginning of a label that fits, with an ellipsis where something was left out. For words, never for facts. */
export function cut(text: string, limit: number, measure: Measure = inCharacters): string {
  if (measure(text) <= limit) return text;
  const room = limit - measure('…');
  let kept = '';
  for (const { segment } of graphemes.segment(text)) {
    if (measure(kept) + measure(segment) > room) break;
    kept += segment;
  }
  const word = kept.lastIndexOf(' ');
  return `${(word > kept.length / 2 ? kept.slice(0, word) : kept).trimEnd()}…`;
}

/** The last break of the strongest kind that does not leave a message half empty. */
function best(reach: readonly Break[], start: number): number | undefined {
  const last = reach.at(-1);
  if (!last) return undefined;
  const half = start + (last.at - start) / 2;
  const outside = reach.filter(({ inFact }) => !inFact);
  for (const strength of [4, 3, 2, 1] as const) {
    const found = outside.findLast((one) => one.strength >= strength && one.at >= half);
    if (found) return found.at;
  }
  for (const strength of [1, 0] as const) {
    const found = outside.findLast((one) => one.strength >= strength);
    if (found) return found.at;
  }
  return (reach.findLast((one) => one.strength >= 1) ?? last).at;
}

function breaksOf({ text, spans }: Passage, measure: Measure): Break[] {
  const breaks: Break[] = [];
  let size = 0;
  let next = 0;
  const ordered = [...spans].sort((a, b) => a.start - b.start);
  for (const { segment, index } of graphemes.segment(text)) {
    size += measure(segment);
    const at = index + segment.length;
    while (next < ordered.length && ordered[next]!.end <= at) next += 1;
    const span = ordered[next];
    const inFact = span !== undefined && span.start < at && at < span.end;
    breaks.push({ at, size, strength: strengthAt(text, at), inFact });
  }
  return breaks;
}

function strengthAt(text: string, at: number): Strength {
  const before = text[at - 1]!;
  if (before === '\n') return text[at - 2] === '\n' ? 4 : 3;
  if (!/\s/u.test(before)) return 0;
  return /[.!?…]/u.test(text[at - 2] ?? '') ? 2 : 1;
}
