import type { Part } from '../verify/sentences.ts';

export interface Word extends Part {
  word: string;
}

const LONGEST_GAP = 4;

export const wordsIn = (text: string): Word[] =>
  [...text.matchAll(/[\p{L}\p{N}]+/gu)].map(({ 0: word, index }) => ({
    word,
    start: index,
    end: index + word.length,
  }));

export interface Found<T> extends Part {
  first: number;
  /** One after the last word. */
  next: number;
  values: readonly T[];
}

/** Texts of the shop, as sequences of words, each with what it stands for. */
export class Sequences<T> {
  readonly #byFirst = new Map<string, Map<string, { words: readonly string[]; values: T[] }>>();

  add(words: readonly string[], value: T): void {
    const [first] = words;
    if (first === undefined) return;
    const known = this.#byFirst.get(first) ?? new Map<string, { words: readonly string[]; values: T[] }>();
    this.#byFirst.set(first, known);
    const key = words.join(' ');
    const entry = known.get(key) ?? { words, values: [] };
    known.set(key, entry);
    if (!entry.values.includes(value)) entry.values.push(value);
  }

  /** All that begin at this word, the longest first. */
  at(text: string, words: readonly Word[], first: number): Found<T>[] {
    const found: Found<T>[] = [];
    for (const { words: sequence, values } of this.#byFirst.get(words[first]!.word)?.values() ?? []) {
      const next = first + sequence.length;
      if (next > words.length || !follows(text, words, first, sequence)) continue;
      found.push({ first, next, start: words[first]!.start, end: words[next - 1]!.end, values });
    }
    return found.sort((a, b) => b.next - a.next);
  }
}

function follows(text: string, words: readonly Word[], first: number, sequence: readonly string[]): boolean {
  return sequence.every((word, index) => {
    const said = words[first + index]!;
    if (said.word !== word) return false;
    if (index === 0) return true;
    const gap = text.slice(words[first + index - 1]!.end, said.start);
    return gap.length <= LONGEST_GAP && !gap.includes('\n');
  });
}
