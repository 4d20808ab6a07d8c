import { identifierKey } from '../analysis/fold.ts';
import { germanKey, romanceKey, stem } from '../analysis/stem.ts';
import { isStopWord } from '../analysis/stop-words.ts';
import { type Token, tokenize } from '../analysis/tokens.ts';
import { germanTerm, romanceTerm } from '../index/document-terms.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import { isNameWord, isNoun, splitCompound } from '../understanding/concepts.ts';
import { kindTerm, mentionTerm } from '../understanding/kind-terms.ts';
import { type QueryKind, queryKind } from '../understanding/query-kind.ts';
import { Guesses } from './guesses.ts';
import { MAX_BOOSTS, MAX_TEXT, MAX_WORDS, type PlannedWord, type QueryPlan } from './query-plan.ts';
import type { Ranking } from './ranking.ts';

/** A last word that fewer products have may be the start of another. */
const RARE = 10;

type Term = readonly [string, number];

/** A word of the query with what stands for it. */
interface Reading {
  readonly token: Token;
  /** The word as it is, in its inflections and joined with its neighbours. */
  readonly known: readonly Term[];
  /** What an unknown word may have meant; each stands for a word of its own. */
  readonly guessed: readonly (readonly Term[])[];
  /** The word to look up kinds by: a slip of the key put right. */
  readonly text: string;
}

/** Plans queries on one index. */
export class Planner {
  readonly #index: InvertedIndex;
  readonly #guesses: Guesses;
  readonly #ranking: Ranking;
  constructor(index: InvertedIndex, ranking: Ranking) {
    this.#index = index;
    this.#ranking = ranking;
    this.#guesses = new Guesses(index);
  }

  /** @param exactMatch the whole text is an identifier: words nobody has are left as they are */
  plan(text: string, exactMatch: boolean): QueryPlan {
    const all = tokenize(text.slice(0, MAX_TEXT)).flatMap((token) => this.#parts(token));
    const telling = all.filter((token) => !isStopWord(token.text));
    const tokens = telling.length > 0 ? telling : all;
    const named = queryKind(all.map((token) => token.text));
    const readings = new Map<Token, Reading>();
    for (const [i, token] of tokens.entries()) {
      const last = i === tokens.length - 1 && !exactMatch;
      const sure = exactMatch || this.#isNamed(named, all.indexOf(token));
      readings.set(token, this.#read(token, tokens[i - 1], tokens[i + 1], last, sure));
    }
    const kind = queryKind(all.map((token) => readings.get(token)?.text ?? token.text));
    return this.#assemble(all, readings, kind);
  }

  #assemble(all: readonly Token[], readings: ReadonlyMap<Token, Reading>, kind: QueryKind): QueryPlan {
    const words: PlannedWord[] = [];
    const seen = new Set<string>();
    const boosts = new Map<string, number>();
    for (const [i, token] of all.entries()) {
      const reading = readings.get(token);
      if (!reading || seen.has(reading.text) || words.length >= MAX_WORDS) continue;
      seen.add(reading.text);
      const kinds = this.#kindTerms(kind, i);
      const [first = [], ...rest] = reading.known.length > 0 ? [reading.known] : reading.guessed;
      if (first.length + kinds.length === 0) continue;
      const word = this.#word(merged(first, kinds));
      words.push(word);
      for (const more of rest) if (words.length < MAX_WORDS) words.push(this.#word(more));
      if (kind.isHead(i)) {
        for (const concept of kind.heads)
          boosts.set(
            kindTerm(concept),
            Math.max(
              boosts.get(kindTerm(concept)) ?? 0,
              word.idf * (concept.accessory ? this.#ranking.accessoryBoost : this.#ranking.kindBoost),
            ),
          );
      }
    }
    for (const term of this.#phrases(all))
      boosts.set(term, this.#word([[term, 1]]).idf * this.#ranking.phraseBoost);
    const known = [...boosts]
      .filter(([term, value]) => value > 0 && this.#frequency(term) > 0)
      .slice(0, MAX_BOOSTS);
    return { words, boosts: known.map(([term, value]) => [term, rounded(value)] as const), required: 0 };
  }

  /** A compound that no product has whole, in its parts. */
  #parts(token: Token): Token[] {
    if (this.#frequency(stem(token.text)) > 0 || isNameWord(token.text)) return [token];
    const parts = splitCompound(token.text, (part) => this.#frequency(stem(part)) > RARE);
    if (parts && !parts.every(isNoun) && this.#index.similarTo(token.text, 1).length > 0) return [token];
    return parts ? parts.map((text) => ({ text })) : [token];
  }

  #read(
    token: Token,
    before: Token | undefined,
    after: Token | undefined,
    last: boolean,
    sure: boolean,
  ): Reading {
    const known = this.#known(token, before, after);
    if (known.length > 0) {
      return {
        token,
        known: last ? this.#withRarePrefix(token, known) : known,
        guessed: [],
        text: token.text,
      };
    }
    if (sure) return { token, known, guessed: [], text: token.text };
    const { terms, corrected } = this.#guesses.of(token, last);
    return { token, known, guessed: terms, text: corrected ?? token.text };
  }

  #frequency(term: string): number {
    const id = this.#index.find(term);
    return id === undefined ? 0 : this.#index.frequency(id);
  }

  #word(terms: readonly Term[]): PlannedWord {
    const products = this.#index.size;
    const frequency = Math.min(products, Math.max(...terms.map(([term]) => this.#frequency(term))));
    const idf = Math.log(1 + (products - frequency + 0.5) / (frequency + 0.5));
    return { idf: Math.max(0.01, rounded(idf)), terms };
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
    if (romance !== undefined) add(romanceTerm(romance), this.#ranking.inflected);
    if (german !== undefined) add(germanTerm(german), this.#ranking.inflected);
    if (before && !token.whole && !before.whole) add(stem(before.text + token.text), this.#ranking.joined);
    if (after && !token.whole && !after.whole) add(stem(token.text + after.text), this.#ranking.joined);
    return [...terms];
  }

  #withRarePrefix(token: Token, known: readonly Term[]): readonly Term[] {
    if (token.text.length < 2 || Math.max(...known.map(([term]) => this.#frequency(term))) >= RARE)
      return known;
    const longer = this.#guesses
      .prefixed(token.text, 0.5)
      .filter(([term]) => !known.some(([k]) => k === term));
    return [...known, ...longer];
  }

  /** Whether a product is or names what the word at `i` means. */
  #isNamed(kind: QueryKind, i: number): boolean {
    return kind.at(i).some((concept) => this.#frequency(mentionTerm(concept)) > 0);
  }

  #kindTerms(kind: QueryKind, i: number): Term[] {
    const terms = kind.at(i).flatMap((concept): Term[] =>
      kind.isHead(i)
        ? [
            [kindTerm(concept), this.#ranking.sameKind],
            [mentionTerm(concept), this.#ranking.namedKind],
          ]
        : [[mentionTerm(concept), this.#ranking.modifier]],
    );
    return terms.filter(([term]) => this.#frequency(term) > 0);
  }

  /** Words with a number after them, which titles have as one: `windows 10`. */
  #phrases(all: readonly Token[]): string[] {
    return all.flatMap((token, i) => {
      const next = all[i + 1];
      if (!next || !/^\d{1,2}$/.test(next.text) || token.whole || next.whole) return [];
      const phrase = token.text + next.text;
      return this.#frequency(phrase) > 0 ? [phrase] : [];
    });
  }
}

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

const merged = (terms: readonly Term[], more: readonly Term[]): Term[] => [
  ...terms,
  ...more.filter(([term]) => !terms.some(([known]) => known === term)),
];

/** What the whole text would be as a SKU, GTIN or id; undefined when it cannot be one. */
export function asIdentifier(text: string): string | undefined {
  return text.length > MAX_TEXT ? undefined : identifierKey(text) || undefined;
}
