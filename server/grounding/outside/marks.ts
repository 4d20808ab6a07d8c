import type { Mention, Paragraph } from '../verify/paragraph.ts';
import { FACT_MARK } from '../verify/plain-form.ts';
import type { Part } from '../verify/sentences.ts';
import { type NumberSaid, numbersIn } from './numbers.ts';
import { isAsWritten, placeIn, type Reading } from './reading.ts';
import { type Found, wordsIn } from './sequences.ts';
import { numeralKey, type Said, sameUnit, type Told } from './told.ts';

/** Something in the text that is a fact, or a number that has to be one. */
export interface Mark extends Part {
  said: readonly Said[];
  number?: NumberSaid;
  /** The name of a product that nothing told of: a known title with something behind it. */
  stranger?: true;
  /** Place in the text with marks. */
  at: number;
  /** Place in the original, UTF-16. */
  place: Part;
  /** Struck through, in Markdown or HTML: an earlier price. */
  struck: boolean;
}

/** The text with one sign for each mark: what the rules for reply documents read. */
export interface Marked {
  reading: Reading;
  paragraph: Paragraph;
  marks: readonly Mark[];
  /** Range of the original for a range of the paragraph. */
  place(part: Part): Part;
  /** Range of the original's units that are shown, for a range of the paragraph: indices into the reading. */
  inReading(part: Part): Part;
}

/** A model number after a title makes it another product. */
const SUFFIX =
  /^(?:pro|max|plus|mini|lite|ultra|air|xl|xs|xxl|se|gt|evo|neo|duo|next|turbo|prime|elite|deluxe|premium|ultimate|signature|ii|iii|iv|v\d+)$/;

export function markText(reading: Reading, told: Told): Marked {
  const spans = [...sequenceSpans(reading, told)];
  const numbers = numbersIn(reading, told.reading);
  const points = listPoints(reading.text, numbers);
  let next = 0;
  const alone = numbers.filter((number) => {
    while (next < spans.length && spans[next]!.end <= number.start) next++;
    return !points.has(number) && !(next < spans.length && spans[next]!.start < number.end);
  });
  for (const number of alone) {
    const known = told.numbers.get(numeralKey(number.numeral)) ?? [];
    const counted = number.unit !== undefined && known.some(({ said }) => sameUnit(said.unit, number.unit));
    spans.push({ start: number.start, end: counted ? number.unitEnd : number.end, said: [], number });
  }
  spans.sort((one, other) => one.start - other.start);
  return compress(reading, spans);
}

type Span = Omit<Mark, 'at' | 'place' | 'struck'>;

const STRUCK_BEFORE = /(?:~~|<(?:s|del|strike)(?:\s[^<>]{0,80})?>)$/i;
const STRUCK_AFTER = /^(?:~~|<\/(?:s|del|strike)>)/i;

const isStruck = (original: string, { start, end }: Part): boolean =>
  STRUCK_BEFORE.test(original.slice(Math.max(0, start - 100), start)) &&
  STRUCK_AFTER.test(original.slice(end, end + 12));

function* sequenceSpans(reading: Reading, told: Told): Generator<Span> {
  const { text } = reading;
  const words = wordsIn(text);
  for (let first = 0; first < words.length; ) {
    const taken = told.sequences
      .at(text, words, first)
      .map((found) => ({
        ...found,
        values: found.values.filter((said) => fits(said, found, reading, words)),
      }))
      .find(({ values }) => values.length > 0);
    if (taken) {
      const named = taken.values.some(({ type }) => type === 'product');
      const next = named ? suffixAfter(taken, reading, words) : undefined;
      if (next === undefined) yield { start: taken.start, end: taken.end, said: taken.values };
      else yield { start: taken.start, end: words[next]!.end, said: [], stranger: true };
      first = (next ?? taken.next - 1) + 1;
    } else first++;
  }
}

function fits(said: Said, found: Found<Said>, reading: Reading, words: ReturnType<typeof wordsIn>): boolean {
  const { text } = reading;
  if (!isAsWritten(reading, found)) return false;
  const original = reading.original.slice(reading.starts[found.start], reading.ends[found.end - 1]);
  if ('exactly' in said && said.exactly !== undefined) return original === said.exactly;
  // A number that runs on behind is another number.
  if (/\d$/.test(text.slice(found.start, found.end)) && /^[.,]\d/.test(text.slice(found.end, found.end + 2)))
    return false;
  if (said.type !== 'product') return true;
  if (said.whole) return true;
  // The beginning of a title is written as a name, and no other name runs on behind it.
  const after = words[found.next];
  const beside = after !== undefined && /^[ -]$/.test(text.slice(found.end, after.start));
  const runsOn =
    beside && /^\p{Lu}/u.test(reading.original.slice(reading.starts[after.start], reading.ends[after.start]));
  return /^[\p{Lu}\d]/u.test(original) && !runsOn;
}

/** The word after a title that makes it another product. */
function suffixAfter(
  found: Found<Said>,
  { text }: Reading,
  words: ReturnType<typeof wordsIn>,
): number | undefined {
  const after = words[found.next];
  const beside = after !== undefined && /^[ -]$/.test(text.slice(found.end, after.start));
  return beside && SUFFIX.test(after.word) ? found.next : undefined;
}

const LINE_START = /(?:^|\n)[ \t>]{0,12}$/;

/** "1.", "2)" at the beginnings of lines, when they count from one: a list, and no number that is said. */
function listPoints(text: string, numbers: readonly NumberSaid[]): ReadonlySet<NumberSaid> {
  const points = new Set<NumberSaid>();
  let expected = 1;
  for (const number of numbers) {
    const before = text.slice(Math.max(0, number.start - 14), number.start);
    if (
      !(LINE_START.test(before) && (before.includes('\n') || before.length === number.start)) ||
      !/^[.)] /.test(text.slice(number.end, number.end + 2))
    )
      continue;
    const value = Number(number.numeral);
    if (value === 1) expected = 1;
    if (value !== expected) continue;
    expected++;
    points.add(number);
  }
  return points;
}

function compress(reading: Reading, spans: readonly Span[]): Marked {
  const { text } = reading;
  const pieces: string[] = [];
  const from: number[] = [];
  const to: number[] = [];
  const marks: Mark[] = [];
  const mentions: Mention[] = [];
  let at = 0;
  const copy = (start: number, end: number): void => {
    pieces.push(text.slice(start, end));
    for (let i = start; i < end; i++) {
      from.push(i);
      to.push(i + 1);
    }
  };
  spans.forEach((span, index) => {
    copy(at, span.start);
    const place = placeIn(reading, span);
    const struck = isStruck(reading.original, place);
    marks.push({ ...span, at: from.length, place, struck });
    mentions.push({ fact: String(index), at: from.length, segment: 0 });
    pieces.push(FACT_MARK);
    from.push(span.start);
    to.push(span.end);
    at = span.end;
  });
  copy(at, text.length);
  const inReading = ({ start, end }: Part): Part => ({
    start: from[start] ?? text.length,
    end: end > start ? to[end - 1]! : (from[start] ?? text.length),
  });
  const place = (part: Part): Part => placeIn(reading, inReading(part));
  return {
    reading,
    marks,
    inReading,
    place,
    paragraph: {
      text: pieces.join(''),
      mentions,
      place: (start, end) => {
        const range = place({ start, end });
        return { segment: 0, ...range, text: reading.original.slice(range.start, range.end) };
      },
      isCapital: (mark) =>
        from[mark] !== undefined &&
        /^\p{Lu}/u.test(
          reading.original.slice(reading.starts[from[mark]!], (reading.starts[from[mark]!] ?? 0) + 2),
        ),
      hidden: [],
    },
  };
}
