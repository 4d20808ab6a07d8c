import { fold } from './fold.ts';

/** A run of letters and digits, with the marks that hold a model number together. */
const ASCII_RUN = /[a-z0-9]+(?:[-._+'][a-z0-9]+)*/g;
const ANY_RUN = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*(?:[-._+'][\p{L}\p{N}][\p{L}\p{N}\p{M}]*)*/gu;
const NOT_ASCII = /[^\p{ASCII}]/u;
const CJK =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+|[^\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]+/gu;
const IS_CJK = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u;
const DECIMAL = /^\d+\.\d+$/;
const NUMBER = /^\d+(?:\.\d+)?$/;
const MEASURE = /^(\d+(?:\.\d+)?)(k?[gwv]|m?l|[cm]m|m|[kmgt]b|[kmg]?hz|mah|mp|ft|inch|in|x)$/;
const UNIT = /^(?:k?[gwv]|m?l|[cm]m|[kmgt]b|[kmg]?hz|mah|mp|ft|inch)$/;
const INCH = /^(?:inches|pulgadas?|polegadas?|zoll|pouces?)$/;
/** How feeds count what is in a box; no computer. */
const PIECES = /\bpc\(s\)|(?<=\d ?-?)pcs\b/g;
/** `20,000 mAh`; `15,6 Zoll`. Without a unit after them they may be lists. */
const UNITS =
  '(?:k?[gwv]|m?l|[cmk]?m|[kmgt]b|[kmg]?hz|mah|mp|inch(?:es)?|pulgadas?|polegadas?|zoll|pouces?|lumens?|rpm|dpi|sheets|pages)\\b';
const COMMA = /\d,\d/;
const THOUSANDS = new RegExp(`(?<![\\d,.])(\\d{1,3}),(\\d{3})(?=[ -]?${UNITS})`, 'g');
const DECIMALS = new RegExp(`(?<![\\d,.])(\\d+),(\\d{1,2})(?=[ -]?${UNITS})`, 'g');
/** Longer words are cut off. */
const LONGEST = 40;

/** One word of a text as it stands there. */
export interface Token {
  /** Folded. */
  readonly text: string;
  /** For a part of `dv7-1211ea` the whole written in one (`dv71211ea`), for `500` in `500 GB` `500gb`. */
  readonly whole?: string | undefined;
}

/** Scripts that write words without blanks between them, and whose words are not made of single signs. */
const UNSPACED = /[\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;
let segmenter: Intl.Segmenter | undefined;

/** The words of a text without blanks, as the dictionaries of ICU have them, with their places. */
function segments(run: string): { segment: string; index: number }[] {
  segmenter ??= new Intl.Segmenter(undefined, { granularity: 'word' });
  return [...segmenter.segment(run)];
}

/**
 * Pairs of characters: they match wherever one text and another are cut into words differently. Pairs within a longer
 * word carry it, so that the word as such counts too.
 */
function addPairs(run: string, whole: string | undefined, out: Token[]): void {
  const words = segments(run).filter(({ segment }) => segment.length > 2);
  for (let i = 0; i + 1 < run.length; i += 1) {
    const word = words.find(({ segment, index }) => i >= index && i + 2 <= index + segment.length);
    out.push({ text: run.slice(i, i + 2), whole: whole ?? word?.segment });
  }
}

function addPart(part: string, whole: string | undefined, out: Token[]): void {
  if (NOT_ASCII.test(part)) {
    for (const run of part.match(CJK) ?? []) {
      if (IS_CJK.test(run) && run.length > 2) addPairs(run, whole, out);
      else if (UNSPACED.test(run))
        for (const { segment } of segments(run)) out.push({ text: segment, whole });
      else out.push({ text: run, whole });
    }
    return;
  }
  const measure = MEASURE.exec(part);
  if (measure && whole === undefined) {
    out.push(
      { text: measure[1]!, whole: part },
      { text: measure[2] === 'in' ? 'inch' : measure[2]!, whole: part },
    );
  } else {
    out.push({ text: INCH.test(part) ? 'inch' : part, whole });
  }
}

/**
 * Splits a text into words. Model numbers give their parts, each with the whole; numbers with a unit the same, written
 * together or apart; Chinese, Japanese and Korean give pairs of characters.
 */
export function tokenize(text: string): Token[] {
  let folded = fold(text).replace(/(\d)"/g, '$1 inch ');
  if (folded.includes('pc')) folded = folded.replace(PIECES, 'piece');
  if (folded.includes(',') && COMMA.test(folded))
    folded = folded.replace(THOUSANDS, '$1$2').replace(DECIMALS, '$1.$2');
  const out: Token[] = [];
  for (const run of folded.match(NOT_ASCII.test(folded) ? ANY_RUN : ASCII_RUN) ?? []) {
    const apostrophe = run.indexOf("'");
    const word = apostrophe < 0 ? run : run.replace(/'s(?![\p{L}\p{N}])/gu, '').replace(/'/g, ' ');
    for (const piece of apostrophe < 0 ? [word] : word.split(' ')) {
      if (DECIMAL.test(piece) || !/[-._+]/.test(piece)) addPart(piece, undefined, out);
      else {
        const parts = piece.split(/[-._+]/);
        const joined = parts.join('');
        for (const part of parts) addPart(part, joined.length <= LONGEST ? joined : undefined, out);
      }
    }
  }
  for (let i = 1; i < out.length; i += 1) {
    const number = out[i - 1]!;
    const unit = out[i]!;
    if (
      number.whole === undefined &&
      NUMBER.test(number.text) &&
      UNIT.test(unit.text) &&
      unit.whole === undefined
    ) {
      const whole = number.text + unit.text;
      out[i - 1] = { text: number.text, whole };
      out[i] = { text: unit.text, whole };
    }
  }
  return out.map((token) =>
    token.text.length > LONGEST ? { ...token, text: token.text.slice(0, LONGEST) } : token,
  );
}
