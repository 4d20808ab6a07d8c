import type { Compiled } from '../lexicons/lexicon.ts';
import { matchesOf } from '../lexicons/whole-words.ts';
import type { ViolationKind } from '../violation.ts';
import { anyKind, type Claim } from './claims.ts';
import type { Paragraph } from './paragraph.ts';
import type { Part } from './sentences.ts';

const FOUR_LETTERS = /(?<![\p{L}\p{N}])\p{L}(?:[ ._*~|·'/-]{1,4}\p{L}){3,}(?![\p{L}\p{N}])/gu;
const CLAIMING =
  /[\u{1F193}\u{1F51D}\u{1F3C6}\u{1F947}\u{1F3C5}\u{1F451}\u{1F525}\u{1F4B8}\u{1F6A8}\u{23F0}\u{23F3}\u{231B}⭐\u{1F31F}★☆✅✔☑\u{1F197}\u{1F192}]/gu;

/** Signs that stand inside of no word; "Kund*innen" and "client·e" do. */
const SIGNS_INSIDE = /\p{L}[_•~|^]+\p{L}/gu;

/** Letters that were pulled apart, and pictures that say what words may not: stars, "free", a tick. */
export function signsIn(text: string): Claim[] {
  const found = (signs: RegExp, kind: ViolationKind): Claim[] =>
    [...matchesOf(text, signs)].map(({ index, 0: sign }) => ({
      kind,
      start: index,
      end: index + sign.length,
    }));
  return [
    ...found(FOUR_LETTERS, 'hidden_text'),
    ...found(SIGNS_INSIDE, 'hidden_text'),
    ...found(CLAIMING, 'superlative'),
  ];
}

const TAG = /<[^<>]{0,60}>|[*`]{1,3}|'{2,3}|&[a-z]{2,8};/gu;
/** Between two letters, and no apostrophe of the language. */
const JOIN =
  /(?<=\p{L})[_~·/.|]{1,3}(?=\p{L})|(?<=[\p{L}]{2})'(?=\p{L})(?!(?:t|s|re|ve|ll|d|m|hui)(?!\p{L}))(?<!(?:qu|jusqu|lorsqu|puisqu|quelqu|aujourd|presqu)')/gu;
const STRETCHED = /(\p{L})\1{2,}/gu;

/**
 * The paragraph as a reader puts it together: without markup, signs inside words and letters that are written
 * thrice.
 *
 * @param keep how many of such letters stay: "freee" and "nowww"
 */
export function puttingTogether(paragraph: Paragraph, keep: 1 | 2 = 1): Paragraph | undefined {
  const { text } = paragraph;
  const drop: Part[] = [
    ...parts(text, TAG),
    ...parts(text, JOIN),
    ...parts(text, STRETCHED).map(({ start, end }) => ({ start: start + keep, end })),
  ].sort((a, b) => a.start - b.start);
  return drop.length === 0 ? undefined : without(paragraph, drop);
}

const parts = (text: string, what: RegExp): Part[] =>
  [...matchesOf(text, what)].map(({ index, 0: found }) => ({ start: index, end: index + found.length }));

function without(paragraph: Paragraph, drop: readonly Part[]): Paragraph {
  let text = '';
  const from: number[] = [];
  const to = new Map<number, number>();
  let next = 0;
  for (let at = 0; at < paragraph.text.length; at++) {
    while (next < drop.length && drop[next]!.end <= at) next++;
    if (drop[next] && at >= drop[next]!.start) continue;
    to.set(at, text.length);
    from.push(at);
    text += paragraph.text[at];
  }
  from.push(paragraph.text.length);
  return {
    ...paragraph,
    text,
    mentions: paragraph.mentions.flatMap((one) => (to.has(one.at) ? [{ ...one, at: to.get(one.at)! }] : [])),
    place: (start, end) => paragraph.place(from[start]!, from[Math.max(end - 1, start)]! + 1),
    isCapital: (at) => paragraph.isCapital(from[at]!),
  };
}

const MIN_JOINED = 5;

/** A word with a space in it: "twen ty", "dis count". */
export function brokenWords(text: string, lexicon: Compiled): Claim[] {
  const words = [...text.matchAll(/\p{L}+/gu)].map(({ index, 0: word }) => ({ word, start: index }));
  const pairs = words.flatMap(({ word, start }, index) => {
    const next = words[index + 1];
    const end = start + word.length;
    if (!next || next.start !== end + 1 || text[end] !== ' ') return [];
    const joined = word + next.word;
    if (joined.length < MIN_JOINED || joined.length > MAX_JOINED) return [];
    return [{ word: joined, start, end: next.start + next.word.length }];
  });
  return listed(pairs, lexicon).filter(
    ({ start, end }) =>
      !text
        .slice(start, end)
        .split(' ')
        .some((word) => anyKind(word, lexicon)),
  );
}

/** Those of the words that the lists hold: all are looked at in one text. */
function listed(words: readonly { word: string; start: number; end: number }[], lexicon: Compiled): Claim[] {
  const text = words.map(({ word }) => word).join('\n');
  if (BROKEN.every((list) => text.search(lexicon[list]) < 0)) return [];
  return words.flatMap(({ word, start, end }) => {
    const kind = anyKind(word, lexicon, BROKEN);
    return kind ? [{ kind, start, end }] : [];
  });
}

const MAX_JOINED = 24;
const BROKEN = ['number', 'currency', 'discount', 'free', 'scarcity'] as const;
const MAX_LINES = 60;

/** Words that the first letters of the lines spell. */
export function spelledByLines(
  lines: readonly string[],
  lexicon: Compiled,
): { kind: ViolationKind; word: string; line: number } | undefined {
  const letters = lines.slice(0, MAX_LINES).map((line) => /\p{L}|\uFFFC/u.exec(line)?.[0] ?? ' ');
  for (let from = 0; from + 4 <= letters.length; from++)
    for (let to = from + 4; to <= Math.min(letters.length, from + 12); to++) {
      const word = letters.slice(from, to).join('');
      if (!/^\p{L}+$/u.test(word)) break;
      const kind = anyKind(word, lexicon, BROKEN);
      if (kind) return { kind, word, line: from };
    }
  return undefined;
}

const LONG = 5;

/** Words that are written from their end. */
export function reversedWords(text: string, lexicon: Compiled): Claim[] {
  const words = [...text.matchAll(/\p{L}+/gu)]
    .filter(({ 0: word }) => word.length >= LONG && word.length <= MAX_JOINED)
    .map(({ index, 0: word }) => ({
      word: [...word].reverse().join(''),
      start: index,
      end: index + word.length,
    }));
  return listed(words, lexicon).filter(({ start, end }) => !anyKind(text.slice(start, end), lexicon));
}
