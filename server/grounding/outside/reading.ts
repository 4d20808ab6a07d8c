import { plainForm } from '../verify/plain-form.ts';
import type { Part } from '../verify/sentences.ts';
import { type Traced, visibleText } from './visible.ts';

/** A text of somebody else as it is checked: plain form of what is shown, each unit with its place in the original (UTF-16). */
export interface Reading extends Traced {
  original: string;
  /** Places in the original of signs that cannot be seen. */
  hidden: readonly Part[];
}

const HIDES = /\p{Default_Ignorable_Code_Point}|\p{Cc}|\p{Cf}|\u2800/u;

/** A line break ends a sentence, unless the line after goes on in small letters. */
export function readText(original: string): Reading {
  const visible = visibleText(original);
  const plain = plainForm(visible.text);
  const starts: number[] = [];
  const ends: number[] = [];
  let text = '';
  for (let at = 0; at < plain.text.length; at++) {
    const from = plain.origin[at]!;
    const long = visible.text.codePointAt(from)! > 0xffff ? 1 : 0;
    starts.push(visible.starts[from]!);
    ends.push(endOfMarks(visible, from + long));
    text += visible.text[from] === '\n' && !goesOn(visible.text, from) ? '\n' : plain.text[at];
  }
  const hidden = plain.hidden
    .filter((at) => HIDES.test(visible.text[at]!) || visible.text.codePointAt(at)! > 0xffff)
    .map((at) => {
      const long = visible.text.codePointAt(at)! > 0xffff ? 1 : 0;
      return { start: visible.starts[at]!, end: visible.ends[at + long]! };
    });
  return { original, text, starts, ends, hidden };
}

const MAX_MARKS = 32;

/** Accents that stand as signs of their own belong to the letter. */
function endOfMarks(visible: Traced, last: number): number {
  let at = last;
  while (at - last < MAX_MARKS && at + 1 < visible.text.length && /\p{M}/u.test(visible.text[at + 1]!)) at++;
  return visible.ends[at]!;
}

function goesOn(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - 3), at).trimEnd();
  return /^\p{Ll}/u.test(text.slice(at + 1, at + 3)) && /[\p{L}\p{N}]$/u.test(before);
}

/** The place in the original of a range of the plain form. */
export const placeIn = ({ starts, ends }: Traced, { start, end }: Part): Part => ({
  start: starts[start]!,
  end: Math.max(ends[Math.max(end - 1, start)]!, starts[start]!),
});

/** Whether every sign of the range stands in the original as it does in the plain form: no digit is another's lookalike. */
export const isAsWritten = ({ text, starts, original }: Reading, { start, end }: Part): boolean => {
  for (let at = start; at < end; at++)
    if (/\d/.test(text[at]!) && original[starts[at]!] !== text[at] && original[starts[at]!] !== '&')
      return false;
  return true;
};
