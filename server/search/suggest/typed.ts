import { tokenize } from '../analysis/tokens.ts';
import type { Typed } from './completions.ts';

/** More words than anybody types before choosing. */
const MOST_WORDS = 12;

/** Reads what was typed. A blank at the end ends the last word. */
export function readTyped(text: string): Typed {
  const words = tokenize(text)
    .map((token) => token.text)
    .slice(-MOST_WORDS);
  const plain = text.trim().split(/\s+/);
  // Where signs split words the folded ones are shown.
  const written = plain.length === words.length ? plain : words;
  return { words, written, open: !/\s$/u.test(text) };
}
