import { identifierKey } from '../analysis/fold.ts';
import { germanKey, romanceKey, stem } from '../analysis/stem.ts';
import { isStopWord } from '../analysis/stop-words.ts';
import { type Token, tokenize } from '../analysis/tokens.ts';
import { germanTerm, romanceTerm } from '../index/document-terms.ts';
import { byFrequency, type SimilarTerm } from '../index/index-terms.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';

/** One word of the query: any of its terms stands for it. */
export interface PlannedWord {
  /** How rare it is (BM25's idf), 4 decimals. */
  readonly idf: number;
  /** Terms with their worth, at most 1. */
  readonly terms: readonly (readonly [term: string, worth: number])[];
}

/** What a text means on the index of the moment. It travels in the cursor, so that later pages mean the same. */
export interface QueryPlan {
  readonly words: readonly PlannedWord[];
  /** How many words a product must have at least; 0 until the first page has settled it. */
  readonly required: number;
}

export const MAX_WORDS = 24;
export const MAX_TERMS = 24;
const MAX_TEXT = 500;
const EXPANSIONS = 16;
/** Worth of two words written in one: `mousepad` for `mouse pad`. */
const JOINED = 0.8;
/** Worth of the same word in another gender or number. */
const INFLECTED = 0.9;
/** A last word that fewer products have may be the start of another. */
const RARE = 10;
const LETTERS = /^[a-z]+$/;

type Term = readonly [string, number];

export function planQuery(text: string, index: InvertedIndex, exactMatch: boolean): QueryPlan {
  return { words: new Planner(index).plan(text.slice(0, MAX_TEXT), exactMatch), required: 0 };
}

class Planner {
  readonly #index: InvertedIndex;
  constructor(index: InvertedIndex) {
    this.#index = index;
  }

  plan(text: string, exactMatch: boolean): PlannedWord[] {
    const all = tokenize(text);
    const telling = all.filter((token) => !isStopWord(token.text));
    const tokens = telling.length > 0 ? telling : all;
    const words: PlannedWord[] = [];
    const seen = new Set<string>();
    for (const [i, token] of tokens.entries()) {
      if (seen.has(token.text) || words.length >= MAX_WORDS) continue;
      seen.add(token.text);
      const last = i === tokens.length - 1 && !exactMatch;
      const known = this.#known(token, tokens[i - 1], tokens[i + 1]);
      if (known.length > 0) words.push(this.#word(last ? this.#withRarePrefix(token, known) : known));
      else if (!exactMatch) words.push(...this.#unknown(token, last).slice(0, MAX_WORDS - words.length));
    }
    return words;
  }

  #frequency(term: string): number {
    const id = this.#index.find(term);
    return id === undefined ? 0 : this.#index.frequency(id);
  }

  #word(terms: readonly Term[]): PlannedWord {
    const products = this.#index.size;
    const frequency = Math.min(products, Math.max(...terms.map(([term]) => this.#frequency(term))));
    const idf = Math.log(1 + (products - frequency + 0.5) / (frequency + 0.5));
    return { idf: Math.max(0.01, Math.round(idf * 1e4) / 1e4), terms };
  }

  /** The terms a word stands for as it is: stem, inflections, and itself joined with its neighbours. */
  #known(token: Token, before?: Token, after?: Token): Term[] {
    const terms = new Map<string, number>();
    const add = (term: string | undefined, worth: number): void => {
      if (term !== undefined && !terms.has(term) && this.#frequency(term) > 0) terms.set(term, worth);
    };
    add(stem(token.text), 1);
    add(token.whole, 1);
    const romance = romanceKey(token.text);
    const german = germanKey(token.text);
    if (romance !== undefined) add(romanceTerm(romance), INFLECTED);
    if (german !== undefined) add(germanTerm(german), INFLECTED);
    if (before && !token.whole && !before.whole) add(stem(before.text + token.text), JOINED);
    if (after && !token.whole && !after.whole) add(stem(token.text + after.text), JOINED);
    return [...terms];
  }

  #withRarePrefix(token: Token, known: Term[]): readonly Term[] {
    if (token.text.length < 2 || Math.max(...known.map(([term]) => this.#frequency(term))) >= RARE)
      return known;
    const longer = this.#prefixed(token.text, 0.5).filter(([term]) => !known.some(([k]) => k === term));
    return [...known, ...longer];
  }

  #prefixed(prefix: string, worth: number): Term[] {
    if (prefix.length < 2) return [];
    return this.#index.startingWith(prefix, EXPANSIONS).map(({ term }) => [term, worth] as const);
  }

  /** What a word may have meant that no product has: a start, a slip of one key, two words in one, a slip of two. */
  #unknown(token: Token, last: boolean): PlannedWord[] {
    if (last) {
      const longer = [
        ...this.#prefixed(token.text, 1),
        ...(token.whole ? this.#prefixed(token.whole, 1) : []),
      ];
      if (longer.length > 0) return [this.#word(longer.slice(0, EXPANSIONS))];
    }
    const pieces = token.text.match(/\d+|\D+/g) ?? [];
    if (pieces.length > 1 && pieces.every((piece) => this.#frequency(stem(piece)) > 0)) {
      return pieces.map((piece) => this.#word([[stem(piece), 1]]));
    }
    if (!LETTERS.test(token.text)) return [];
    const one = token.text.length >= 4 ? this.#similar(token.text, 1) : [];
    if (one.length > 0) return [this.#word(one)];
    const parts = this.#split(token.text);
    if (parts) return parts.map((part) => this.#word([[part, 1]]));
    const two = token.text.length >= 8 ? this.#similar(token.text, 2) : [];
    return two.length > 0 ? [this.#word(two)] : [];
  }

  #similar(word: string, distance: number): Term[] {
    const stemmed = stem(word);
    const best = new Map<string, SimilarTerm>();
    for (const candidate of [word, ...(stemmed === word ? [] : [stemmed])].flatMap((w) =>
      this.#index.similarTo(w, distance),
    )) {
      const known = best.get(candidate.term);
      if (!known || candidate.distance < known.distance) best.set(candidate.term, candidate);
    }
    return [...best.values()]
      .sort((a, b) => a.distance - b.distance || byFrequency(a, b))
      .slice(0, 3)
      .map(({ term, distance: d }, i) => [term, (i === 0 ? 1 : 0.6) / d] as const);
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

/** What the whole text would be as a SKU, GTIN or id; undefined when it cannot be one. */
export function asIdentifier(text: string): string | undefined {
  return text.length > MAX_TEXT ? undefined : identifierKey(text) || undefined;
}
