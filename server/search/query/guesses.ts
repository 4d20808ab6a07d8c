import { stem } from '../analysis/stem.ts';
import type { Token } from '../analysis/tokens.ts';
import { filterTerm } from '../index/document-terms.ts';
import { byFrequency, type SimilarTerm } from '../index/index-terms.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import { conceptOf, isNameWord, isNoun } from '../understanding/concepts.ts';
import { kindTerm } from '../understanding/kind-terms.ts';
import { kindOfLine } from '../understanding/product-lines.ts';

type Term = readonly [string, number];

/** What a word may have meant. */
export interface Guess {
  /** For each word meant its terms, the likeliest first. */
  readonly terms: readonly (readonly Term[])[];
  /** The word that a slip of the key was read as, stemmed. */
  readonly corrected?: string | undefined;
}

const EXPANSIONS = 16;
/** Shorter words are taken as they are; words of this length are read only as longer ones and as names. */
const SHORTEST = 4;
/** Letters of a word whose first may be wrong, if so many products have the right one. */
const LONG = 6;
const COMMON = 20;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const LETTERS = /^[a-z]+$/;

/** Whether a letter was taken for another: rarer than one left out, doubled or out of order. */
const isOtherKey = (word: string, term: string): boolean =>
  word.length === term.length && [...word].sort().join('') !== [...term].sort().join('');

/** Reads words that no product has: as a start, a slip of one key, two words in one, a slip of two. */
export class Guesses {
  readonly #index: InvertedIndex;
  constructor(index: InvertedIndex) {
    this.#index = index;
  }

  /** @param last the word may not be written to its end */
  of(token: Token, last: boolean): Guess {
    if (last) {
      const longer = [...this.prefixed(token.text, 1), ...(token.whole ? this.prefixed(token.whole, 1) : [])];
      if (longer.length > 0) return { terms: [longer.slice(0, EXPANSIONS)] };
    }
    const pieces = token.text.match(/\d+|\D+/g) ?? [];
    if (pieces.length > 1 && pieces.every((piece) => this.#frequency(stem(piece)) > 0)) {
      return { terms: pieces.map((piece) => [[stem(piece), 1]]) };
    }
    if (!LETTERS.test(token.text)) return { terms: [] };
    const first = this.#swapped(token.text);
    if (first) return { terms: [[[first, 1]]], corrected: first };
    const one = token.text.length >= SHORTEST ? this.#similar(token.text, 1) : [];
    if (one.length > 0) return { terms: [one], corrected: one[0]![0] };
    const parts = this.#split(token.text);
    if (parts) return { terms: parts.map((part) => [[part, 1]]) };
    const two = token.text.length >= 8 ? this.#similar(token.text, 2) : [];
    return two.length > 0 ? { terms: [two], corrected: two[0]![0] } : { terms: [] };
  }

  /**
   * Words with another first letter, or what a product line that nobody sells is.
   * @param named only names of things and brands, and common words for long ones
   */
  far(token: Token, named: boolean): Guess {
    const { text } = token;
    const line = named ? undefined : conceptOf(kindOfLine(text) ?? '');
    if (line && this.#frequency(kindTerm(line)) > 0) return { terms: [[[kindTerm(line), 0.8]]] };
    if (text.length < 5 || !LETTERS.test(text)) return { terms: [] };
    const swapped = text.charAt(1) + text.charAt(0) + text.slice(2);
    const starts = [...ALPHABET].map((letter) => letter + text.slice(1));
    const found = [text.slice(1), swapped, ...starts, ...[...ALPHABET].map((letter) => letter + text)]
      .filter((word) => this.#frequency(stem(word)) > 0)
      .map((word): SimilarTerm => ({ term: stem(word), distance: 1, frequency: this.#frequency(stem(word)) }))
      .sort((a, b) => this.#named(b) - this.#named(a) || byFrequency(a, b));
    if (named) {
      const sure = (candidate: SimilarTerm): boolean =>
        this.#named(candidate) === 2 || (text.length >= LONG && candidate.frequency >= COMMON);
      found.splice(0, found.length, ...found.filter(sure));
    }
    const near = found.slice(0, 3).map(({ term }, i): Term => [term, i === 0 ? 0.8 : 0.5]);
    return near.length > 0 ? { terms: [near], corrected: near[0]![0] } : { terms: [] };
  }

  /** What is named by a word of which the first two letters are in the wrong order. */
  #swapped(text: string): string | undefined {
    if (text.length < 5) return undefined;
    const term = stem(text.charAt(1) + text.charAt(0) + text.slice(2));
    const frequency = this.#frequency(term);
    return frequency > 0 && this.#named({ term, distance: 1, frequency }) === 2 ? term : undefined;
  }

  prefixed(prefix: string, worth: number): Term[] {
    if (prefix.length < 2) return [];
    return this.#index.startingWith(prefix, EXPANSIONS).map(({ term }) => [term, worth] as const);
  }

  #frequency(term: string): number {
    const id = this.#index.find(term);
    return id === undefined ? 0 : this.#index.frequency(id);
  }

  #similar(word: string, distance: number): Term[] {
    const best = new Map<string, SimilarTerm>();
    const candidates = [...new Set([word, stem(word)])].flatMap((w) => this.#index.similarTo(w, distance));
    if (word.length < 5 && word.endsWith('e')) {
      // A letter short, `aple` keeps an e that the stem of `apple` has lost.
      const short = word.slice(0, -1);
      candidates.push(...this.#index.similarTo(short, 1).filter(({ term }) => term.length > short.length));
    }
    for (const candidate of candidates) {
      const known = best.get(candidate.term);
      if (!known || candidate.distance < known.distance) best.set(candidate.term, candidate);
    }
    return [...best.values()]
      .filter(
        (candidate) =>
          word.length > SHORTEST ||
          candidate.term.length >= word.length + 1 - Number(word.endsWith('e')) ||
          this.#named(candidate) > 0,
      )
      .sort(
        (a, b) =>
          a.distance - b.distance ||
          this.#named(b) - this.#named(a) ||
          Number(isOtherKey(word, a.term)) - Number(isOtherKey(word, b.term)) ||
          byFrequency(a, b),
      )
      .slice(0, 3)
      .map(({ term, distance: d }, i) => [term, (i === 0 ? 1 : 0.6) / d] as const);
  }

  /** More for what people search by: 2 for names of things and brands, 1 for words in such names. */
  #named({ term }: SimilarTerm): number {
    const brands = [term, `${term}e`, `${term}s`].map(filterTerm.brand);
    if (isNoun(term) || brands.some((brand) => this.#frequency(brand) > 0)) return 2;
    return isNameWord(term) ? 1 : 0;
  }

  /** `smartwatch` as `smart` and `watch`, when products have both. */
  #split(word: string): [string, string] | undefined {
    let best: { parts: [string, string]; frequency: number } | undefined;
    for (let at = 3; at <= word.length - 3; at += 1) {
      const parts: [string, string] = [stem(word.slice(0, at)), stem(word.slice(at))];
      const frequency = Math.min(this.#frequency(parts[0]), this.#frequency(parts[1]));
      if (frequency > (best?.frequency ?? 0)) best = { parts, frequency };
    }
    return best?.parts;
  }
}
