import { identifierKey } from '../analysis/fold.ts';
import { germanKey, romanceKey, stem } from '../analysis/stem.ts';
import { type Token, tokenize } from '../analysis/tokens.ts';
import { germanTerm, isPlural, pluralTerm, romanceTerm } from '../index/document-terms.ts';
import type { InvertedIndex } from '../index/inverted-index.ts';
import { colorNames } from '../understanding/colors.ts';
import { isNameWord, isNoun, splitCompound } from '../understanding/concepts.ts';
import { joinNames, type QueryToken } from '../understanding/joined-names.ts';
import { kindTerm, mentionTerm } from '../understanding/kind-terms.ts';
import { type QueryKind, queryKind } from '../understanding/query-kind.ts';
import { Guesses } from './guesses.ts';
import { isUnitOf, sameQuantities, unitOf } from './measures.ts';
import { MAX_BOOSTS, MAX_TEXT, MAX_WORDS, type PlannedWord, type QueryPlan } from './query-plan.ts';
import type { Ranking } from './ranking.ts';
import type { CompiledSettings } from './settings.ts';
import { spelled } from './spelled.ts';

/** A last word that fewer products have may be the start of another. */
const RARE = 10;

/** Prices looked at to know what a kind costs; of fewer products nothing is concluded. */
const SAMPLE = 25;
/** Below this part of the middle price a product is perhaps not of the kind. */
const DOUBTFUL_PART = 0.05;
/** Of one word. */
const MOST_SYNONYMS = 12;

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

/** A plan, with what became of words that no product has. */
export interface PlannedQuery extends QueryPlan {
  /** Words that were read as others, by what was written. */
  readonly spelling: Readonly<Record<string, string>>;
  /** Whether words had to be left out. */
  readonly unread: boolean;
}

/** Worth of one word of a synonym of several; of the same colour in another language. */
const PART_OF_SYNONYM = 0.6;
const SAME_COLOR = 0.9;

/** Plans queries on one index. */
export class Planner {
  readonly #index: InvertedIndex;
  readonly #guesses: Guesses;
  readonly #ranking: Ranking;
  readonly #settings: CompiledSettings;
  constructor(index: InvertedIndex, ranking: Ranking, settings: CompiledSettings) {
    this.#index = index;
    this.#settings = settings;
    this.#ranking = ranking;
    this.#guesses = new Guesses(index);
  }

  /**
   * @param exactMatch the whole text is an identifier: words nobody has are left as they are
   * @param priceOf the lowest price of a slot that the customer sees, infinite where there is none
   * @param far whether words are read as others that are less alike than a slip of the key would make them
   */
  plan(text: string, exactMatch: boolean, priceOf: (slot: number) => number, far = false): PlannedQuery {
    const written = tokenize(text.slice(0, MAX_TEXT)).flatMap((token) => this.#parts(token));
    const all = joinNames(written, (term) => this.#frequency(term) > 0);
    const telling = all.filter(
      (token, i) => !this.#settings.isStopWord(token.text) && !isUnitOf(all[i - 1], token),
    );
    const tokens: readonly QueryToken[] = telling.length > 0 ? telling : all;
    const named = queryKind(all.map((token) => token.text));
    const readings = new Map<Token, Reading>();
    const synonyms = this.#synonyms(tokens);
    for (const [i, token] of tokens.entries()) {
      const last = i === tokens.length - 1 && !exactMatch;
      const sure = exactMatch || this.#isNamed(named, all.indexOf(token));
      const known = merged(this.#known(token, tokens[i - 1], tokens[i + 1]), synonyms[i]!);
      readings.set(token, this.#read(token, known, last, sure, far));
    }
    const kind = queryKind(all.map((token) => readings.get(token)?.text ?? token.text));
    const things = kind.heads.filter((concept) => !concept.accessory).map(kindTerm);
    return { ...this.#assemble(all, readings, kind), doubts: this.#doubts(things, priceOf) };
  }

  #assemble(
    all: readonly Token[],
    readings: ReadonlyMap<Token, Reading>,
    kind: QueryKind,
  ): Omit<PlannedQuery, 'doubts'> {
    const words: PlannedWord[] = [];
    const seen = new Set<string>();
    const boosts = new Map<string, number>();
    const spelling: Record<string, string> = {};
    let unread = false;
    for (const [i, token] of all.entries()) {
      const reading = readings.get(token);
      if (!reading || seen.has(reading.text) || words.length >= MAX_WORDS) continue;
      seen.add(reading.text);
      const kinds = this.#kindTerms(kind, i);
      const [first = [], ...rest] = reading.known.length > 0 ? [reading.known] : reading.guessed;
      if (first.length + kinds.length === 0) {
        unread = true;
        continue;
      }
      if (reading.text !== token.text) spelling[token.text] = spelled(reading.text, token.text);
      const word = this.#word(merged(first, kinds));
      words.push(word);
      for (const more of rest) if (words.length < MAX_WORDS) words.push(this.#word(more));
      if (isPlural(reading.text)) boosts.set(pluralTerm(reading.text), word.idf * this.#ranking.plural);
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
    const rarest = Math.max(0, ...words.map((word) => word.idf));
    for (const concept of kind.implied) boosts.set(kindTerm(concept), rarest * this.#ranking.kindBoost);
    for (const term of this.#phrases(all))
      boosts.set(term, this.#word([[term, 1]]).idf * this.#ranking.phraseBoost);
    const known = [...boosts]
      .filter(([term, value]) => value > 0 && this.#frequency(term) > 0)
      .slice(0, MAX_BOOSTS);
    return {
      words,
      boosts: known.map(([term, value]) => [term, rounded(value)] as const),
      required: 0,
      spelling,
      unread,
    };
  }

  /** For kinds of which there are enough: a small part of the price in the middle. */
  #doubts(kinds: readonly string[], priceOf: (slot: number) => number): [string, number][] {
    return kinds.flatMap((term): [string, number][] => {
      const id = this.#index.find(term);
      const [run] = id === undefined ? [] : this.#index.postings(id);
      if (!run || run.length < SAMPLE) return [];
      const step = Math.floor(run.length / SAMPLE);
      const prices: number[] = [];
      for (let i = 0; i < SAMPLE; i += 1) {
        const price = priceOf(run[i * step]! >>> 8);
        if (price !== Number.POSITIVE_INFINITY) prices.push(price);
      }
      const middle = prices.sort((a, b) => a - b)[prices.length >> 1] ?? 0;
      const below = Math.floor(middle * DOUBTFUL_PART);
      return below > 0 ? [[term, below]] : [];
    });
  }

  /** A compound that no product has whole, in its parts. */
  #parts(token: Token): Token[] {
    if (this.#frequency(stem(token.text)) > 0 || isNameWord(token.text)) return [token];
    const parts = splitCompound(token.text, (part) => this.#frequency(stem(part)) > RARE);
    if (parts && !parts.every(isNoun) && this.#index.similarTo(token.text, 1).length > 0) return [token];
    return parts ? parts.map((text) => ({ text })) : [token];
  }

  #read(token: Token, known: readonly Term[], last: boolean, sure: boolean, far: boolean): Reading {
    const { text } = token;
    if (known.length > 0)
      return { token, known: last ? this.#withRarePrefix(token, known) : known, guessed: [], text };
    if (sure) return { token, known, guessed: [], text };
    const near = this.#guesses.of(token, last);
    const { terms, corrected } = near.terms.length > 0 ? near : this.#guesses.far(token, !far);
    return { token, known, guessed: terms, text: corrected ?? text };
  }

  /** For each word the terms of the synonyms of phrases that it belongs to. */
  #synonyms(tokens: readonly Token[]): Term[][] {
    const terms: Term[][] = tokens.map(() => []);
    const texts = tokens.map((token) => token.text);
    for (const [i, token] of tokens.entries()) {
      for (const { length, phrases, worth } of this.#settings.synonyms(texts, i)) {
        const meant = phrases.flatMap((phrase): Term[] =>
          phrase.length === 1
            ? [[phrase[0]!, worth]]
            : [[phrase.join(''), worth], ...phrase.map((word): Term => [word, PART_OF_SYNONYM])],
        );
        const kinds = phrases.flatMap((phrase) =>
          queryKind(phrase).heads.map((concept): Term => [kindTerm(concept), this.#ranking.sameKind]),
        );
        for (let j = i; j < i + length; j += 1) terms[j]!.push(...meant, ...kinds);
      }
      for (const name of colorNames(token.text) ?? []) terms[i]!.push([stem(name), SAME_COLOR]);
    }
    const known = ([term, worth]: Term): boolean => worth > 0 && this.#frequency(term) > 0;
    return terms.map((list) => list.filter(known).slice(0, MOST_SYNONYMS));
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
  #known(token: QueryToken, before?: Token, after?: Token): Term[] {
    const terms = new Map<string, number>();
    const add = (term: string | undefined, worth: number): void => {
      if (term !== undefined && worth > 0 && !terms.has(term) && this.#frequency(term) > 0)
        terms.set(term, worth);
    };
    const unit = unitOf(token);
    add(token.whole, 1);
    if (unit !== undefined)
      for (const same of sameQuantities(token.text, unit)) add(same, this.#ranking.sameQuantity);
    const alone =
      unit === undefined ? 1 : unit === 'inch' || terms.size === 0 ? this.#ranking.numberAlone : 0;
    if (alone > 0) add(stem(token.text), alone);
    for (const part of token.parts ?? []) add(stem(part), this.#ranking.partOfWord);
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
    return terms.filter(([term, worth]) => worth > 0 && this.#frequency(term) > 0);
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

const merged = (terms: readonly Term[], more: readonly Term[]): readonly Term[] => [
  ...terms,
  ...more.filter(([term]) => !terms.some(([known]) => known === term)),
];

/** What the whole text would be as a SKU, GTIN or id; undefined when it cannot be one. */
export function asIdentifier(text: string): string | undefined {
  return text.length > MAX_TEXT ? undefined : identifierKey(text) || undefined;
}
