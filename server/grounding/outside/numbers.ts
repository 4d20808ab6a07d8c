import type { Part } from '../verify/sentences.ts';
import { isCurrency } from './money-forms.ts';
import { isAsWritten, type Reading } from './reading.ts';

/** A number as it stands in a text, with what stands right beside it. */
export interface NumberSaid extends Part {
  /** As written, in plain form: `1,299.00`. Cents that were said apart are put behind a point. */
  numeral: string;
  /** Plain form of the currency's sign, code or name. */
  currency?: string;
  /** The word after it, or `%`. */
  unit?: string;
  /** Where the range ends when the unit is taken in. */
  unitEnd: number;
  /** The unit follows without a space: `32l`. */
  attached: boolean;
  /** Other signs run into it: it is a part of something else. */
  glued: boolean;
}

const NUMERAL = /\d+(?:[.,']\d+)*/g;
const SPACED_NUMERAL = /(?:\d{1,3}(?: \d{3})+(?!\d)(?:[.,]\d+)?|\d+(?:[.,']\d+)*)/g;
const BEFORE = /(?:^|[^\p{L}\p{N}\p{Sc}])((?:[a-z]{1,3})?\p{Sc}|[a-z]{3}) ?$/u;
const AFTER =
  /^ ?(?:([a-z]{0,3}\p{Sc}(?:[a-z]{1,2}(?![\p{L}\p{N}]))?)|(%)|(?:[ -]|de (?=\p{L}))?(\p{L}[\p{L}-]{0,40}))/u;
const CENTS_BY_SIGN = /^(\d{2})(?![\p{L}\p{N}.,])/u;
const CENTS_BY_WORD =
  /^ (?:and|y|con|e|et|und) (\d{2}) (?:cents?|centimos|centavos|centimes)(?![\p{L}\p{N}])/u;
const PERCENT_WORDS = /^(?:percent|prozent|porciento)$/;
const TWO_WORD_PERCENT = /^ (?:per cent|por ciento|por cento|pour cent)(?![\p{L}\p{N}])/u;

const isNamed = (behind: string, name: string): boolean => {
  const at = behind.startsWith(' de ') ? 4 : 1;
  return (
    behind[0] === ' ' && behind.startsWith(name, at) && !/^[\p{L}\p{N}]/u.test(behind.slice(at + name.length))
  );
};

export interface NumberOptions {
  /** Whether the language parts thousands by a space. */
  spaced: boolean;
  /** Names of currencies of more than one word, the longest first. */
  names: readonly string[];
}

/** Every number of a text, in one pass. */
export function numbersIn(reading: Reading, { spaced, names }: NumberOptions): NumberSaid[] {
  const { text } = reading;
  const numeral = new RegExp(spaced ? SPACED_NUMERAL : NUMERAL);
  const found: NumberSaid[] = [];
  for (let match = numeral.exec(text); match; match = numeral.exec(text)) {
    const said = numberAt(reading, match.index, match[0], names);
    found.push(said);
    numeral.lastIndex = Math.max(said.end, match.index + match[0].length);
  }
  return found;
}

function numberAt(reading: Reading, at: number, written: string, names: readonly string[]): NumberSaid {
  const { text } = reading;
  const inOriginal = (start: number, end: number): string =>
    reading.original.slice(reading.starts[start], reading.ends[Math.max(end - 1, start)]);
  let numeral = written;
  let start = at;
  let end = at + written.length;
  let currency: string | undefined;
  const before = BEFORE.exec(text.slice(Math.max(0, at - 8), at));
  if (before?.[1]) {
    const from = at - before[0].length + before[0].indexOf(before[1]);
    if (isCurrency(before[1], inOriginal(from, from + before[1].length))) {
      currency = before[1];
      start = from;
    }
  }
  let unit: string | undefined;
  let unitEnd = end;
  let attached = false;
  let gluedAfter = /^(?:[\p{L}\p{N}]|[.,'/:]\d)/u.test(text.slice(end, end + 2));
  const behind = text.slice(end, end + 64);
  const name = names.find((long) => isNamed(behind, long));
  const after = name === undefined ? AFTER.exec(behind.slice(0, 48)) : null;
  if (name !== undefined && currency === undefined) {
    currency = name;
    end += behind.indexOf(name) + name.length;
    unitEnd = end;
  } else if (after) {
    const token = after[1] ?? after[2] ?? after[3]!;
    const to = end + after[0].length;
    const tokenStart = to - token.length;
    if (after[2] || PERCENT_WORDS.test(token)) {
      unit = '%';
      unitEnd = to;
      gluedAfter = false;
    } else if (currency === undefined && isCurrency(token, inOriginal(tokenStart, to))) {
      currency = token;
      end = to;
      unitEnd = to;
      gluedAfter = false;
      const rest = text.slice(to, to + 24);
      const cents = /^\d+$/.test(written)
        ? ((after[1] ? CENTS_BY_SIGN : undefined)?.exec(rest) ?? CENTS_BY_WORD.exec(rest))
        : null;
      if (cents) {
        numeral = `${written}.${cents[1]}`;
        end = to + cents[0].length;
        unitEnd = end;
      } else gluedAfter = /^\d/.test(rest);
    } else if (after[3]) {
      unit = token;
      unitEnd = to;
      attached = tokenStart === end;
      if (attached) gluedAfter = false;
    }
  }
  const percent = TWO_WORD_PERCENT.exec(text.slice(end, end + 20));
  if (percent && currency === undefined) {
    unit = '%';
    unitEnd = end + percent[0].length;
  }
  const touching = text.slice(Math.max(0, start - 2), start);
  const gluedBefore =
    start === at
      ? /[\p{L}\p{N}]$/u.test(touching) || /\d[.,'/:-]$/.test(touching) || /[.,]$/.test(touching)
      : /\d$/.test(touching);
  return {
    start,
    end,
    numeral,
    ...(currency !== undefined && { currency }),
    ...(unit !== undefined && { unit }),
    unitEnd,
    attached,
    glued: gluedBefore || gluedAfter || !isAsWritten(reading, { start: at, end: at + written.length }),
  };
}
