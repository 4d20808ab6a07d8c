import { stem } from '../analysis/stem.ts';
import { isStopWord } from '../analysis/stop-words.ts';
import type { Typed } from './completions.ts';
import type { TitleWord, TitleWords } from './title-words.ts';

/** Words that go on from what was typed, as titles have them. */
export interface TitlePhrase {
  readonly text: string;
  /** The stems of its words, apart by blanks. */
  readonly key: string;
  /** Titles that have it. */
  readonly count: number;
}

/** Words that a phrase has beyond those that were typed. */
const MORE = 2;
const LETTERS = /\p{L}/u;

/**
 * What titles go on with where they have the words typed, in their order: phrases that at least `least` of them share. A
 * shorter phrase that always goes on the same way is left out.
 */
export function titlePhrases(typed: Typed, titles: readonly TitleWords[], least: number): TitlePhrase[] {
  const stems = typed.words.map(stem);
  const counts = new Map<string, { text: string; count: number }>();
  for (const title of titles) {
    const own = new Map<string, string>();
    for (const clause of title) collect(typed, stems, clause, own);
    for (const [key, text] of own) {
      const known = counts.get(key);
      counts.set(key, { text: known?.text ?? text, count: (known?.count ?? 0) + 1 });
    }
  }
  const phrases = [...counts].filter(([, { count }]) => count >= least);
  return phrases
    .filter(
      ([key, { count }]) =>
        !phrases.some(([other, more]) => other.startsWith(`${key} `) && more.count === count),
    )
    .map(([key, phrase]) => ({ key, ...phrase }));
}

function collect(
  { words, open }: Typed,
  stems: readonly string[],
  title: readonly TitleWord[],
  into: Map<string, string>,
): void {
  const last = words.length - 1;
  for (let start = 0; start + last < title.length; start += 1) {
    const fits = words.every((word, i) => {
      const own = title[start + i]!;
      return i === last && open ? own.folded.startsWith(word) : own.stem === stems[i];
    });
    if (!fits) continue;
    for (
      let end = start + words.length;
      end <= Math.min(title.length, start + words.length + MORE);
      end += 1
    ) {
      const phrase = title.slice(start, end);
      const closing = phrase.at(-1)!;
      if (isStopWord(closing.folded) || !LETTERS.test(closing.folded)) continue;
      into.set(phrase.map((word) => word.stem).join(' '), phrase.map(({ written }) => written).join(' '));
    }
  }
}
