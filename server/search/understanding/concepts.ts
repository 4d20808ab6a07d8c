import { germanKey, romanceKey, stem } from '../analysis/stem.ts';
import { isStopWord } from '../analysis/stop-words.ts';
import { tokenize } from '../analysis/tokens.ts';
import { ACCESSORIES } from './lexicon/accessories.ts';
import { ELECTRONICS } from './lexicon/electronics.ts';
import { FASHION } from './lexicon/fashion.ts';
import { HOME } from './lexicon/home.ts';
import { type Concept, LANGUAGES, type Language, parseLexicon } from './lexicon/parse-lexicon.ts';

export type { Concept, Language } from './lexicon/parse-lexicon.ts';

/** A set of languages, one bit each. */
export type LanguageSet = number;
export const languageBit = (language: Language): LanguageSet => 1 << LANGUAGES.indexOf(language);
export const ALL_LANGUAGES: LanguageSet = (1 << LANGUAGES.length) - 1;
export const ROMANCE: LanguageSet = languageBit('es') | languageBit('pt') | languageBit('fr');
export const GERMAN: LanguageSet = languageBit('de');
export const ENGLISH: LanguageSet = languageBit('en');

/** What a phrase can mean, and in which languages. */
export interface Sense {
  readonly concept: Concept;
  readonly languages: LanguageSet;
}
/** Words `start` to `end` (exclusive) name something. */
export interface ConceptMatch {
  readonly start: number;
  readonly end: number;
  /** At least one. */
  readonly senses: readonly Sense[];
}

const MOST_WORDS = 4;
/** Words without meaning of their own inside a name, elided articles among them. */
const isFiller = (word: string): boolean => isStopWord(word) || word === 'd' || word === 'l';

/** Of `e-reader` the e is no filler. */
const wordsOf = (phrase: string): string[] =>
  tokenize(phrase)
    .filter((token, i) => !isFiller(token.text) || (i === 0 && token.whole !== undefined))
    .map((token) => token.text);

class Lexicon {
  readonly #concepts = new Map<string, Concept>();
  /** Key of a word (`stem`, `r~` romance, `g~` German) -> number that stands for it in phrases. */
  readonly #words = new Map<string, number>();
  readonly #phrases = new Map<string, Sense[]>();
  /** Stems of single words, by which compounds are taken apart. */
  readonly #nouns = new Set<string>();
  readonly #parents = new Set<Concept>();
  readonly #starts = new Set<string>();

  constructor() {
    const rows = [
      ...parseLexicon(FASHION, false, this.#concepts),
      ...parseLexicon(ELECTRONICS, false, this.#concepts),
      ...parseLexicon(HOME, false, this.#concepts),
      ...parseLexicon(ACCESSORIES, true, this.#concepts),
    ];
    for (const { parent } of this.#concepts.values()) if (parent) this.#parents.add(parent);
    const names = rows.flatMap(({ concept, language, phrases }) =>
      phrases.map((phrase) => ({ concept, language: languageBit(language), words: wordsOf(phrase) })),
    );
    names.sort((a, b) => a.words.length - b.words.length);
    for (const { concept, language, words } of names) this.#add(concept, language, words);
  }

  concept(id: string): Concept | undefined {
    return this.#concepts.get(id);
  }

  isParent(concept: Concept): boolean {
    return this.#parents.has(concept);
  }

  /** Whether a name begins with a filler: `e-reader`. */
  starts(filler: string): boolean {
    return this.#starts.has(filler);
  }

  knows(word: string): boolean {
    return this.#numberOf(word, ALL_LANGUAGES) !== undefined;
  }

  isNoun(word: string): boolean {
    return this.#nouns.has(word) || this.#nouns.has(stem(word));
  }

  /** The longest name that starts at `start`. */
  at(words: readonly string[], start: number, languages: LanguageSet): ConceptMatch | undefined {
    let key = '';
    let best: ConceptMatch | undefined;
    let taken = 0;
    for (let end = start; end < words.length && taken < MOST_WORDS; end += 1) {
      const word = words[end]!;
      if (isFiller(word) && end > start) continue;
      const number = this.#numberOf(word, languages);
      if (number === undefined) break;
      taken += 1;
      key = taken === 1 ? String(number) : `${key} ${number}`;
      const senses = this.#phrases.get(key)?.filter((sense) => (sense.languages & languages) !== 0);
      if (senses && senses.length > 0) best = { start, end: end + 1, senses };
    }
    return best;
  }

  #numberOf(word: string, languages: LanguageSet): number | undefined {
    const known = this.#words.get(stem(word));
    if (known !== undefined || word.length < 5) return known;
    const romance = (languages & ROMANCE) !== 0 ? romanceKey(word) : undefined;
    const byRomance = romance === undefined ? undefined : this.#words.get(`r~${romance}`);
    if (byRomance !== undefined) return byRomance;
    const german = (languages & GERMAN) !== 0 ? germanKey(word) : undefined;
    return german === undefined ? undefined : this.#words.get(`g~${german}`);
  }

  /** What a shorter name says already is left out: of `gaming keyboard` the first word stays a word of its own. */
  #add(concept: Concept, language: LanguageSet, words: readonly string[]): void {
    if (isFiller(words[0]!)) this.#starts.add(words[0]!);
    const numbers = words.map((word) => this.#intern(word, language));
    const parts = numbers
      .slice(1)
      .map((_, i) => ((language & ROMANCE) !== 0 ? numbers.slice(0, i + 1) : numbers.slice(i + 1)));
    const says = (part: readonly number[]): boolean =>
      this.#phrases
        .get(part.join(' '))
        ?.some((sense) => sense.concept === concept && (sense.languages & language) !== 0) ?? false;
    // Unless its start is another name: an SD card reader is no SD card.
    const starts = numbers.slice(2).map((_, i) => numbers.slice(0, i + 2).join(' '));
    if (parts.some(says) && !starts.some((start) => this.#phrases.has(start))) return;
    const key = numbers.join(' ');
    if (words.length === 1) this.#nouns.add(stem(words[0]!));
    const senses = this.#phrases.get(key);
    const same = senses?.findIndex((sense) => sense.concept === concept) ?? -1;
    if (!senses) this.#phrases.set(key, [{ concept, languages: language }]);
    else if (same >= 0) senses[same] = { concept, languages: senses[same]!.languages | language };
    else senses.push({ concept, languages: language });
  }

  #intern(word: string, language: LanguageSet): number {
    const keys = [stem(word)];
    const romance = (language & ROMANCE) !== 0 ? romanceKey(word) : undefined;
    const german = (language & GERMAN) !== 0 ? germanKey(word) : undefined;
    if (romance !== undefined) keys.push(`r~${romance}`);
    if (german !== undefined) keys.push(`g~${german}`);
    const number = this.#words.get(keys[0]!) ?? this.#words.size;
    for (const key of keys) if (!this.#words.has(key)) this.#words.set(key, number);
    return number;
  }
}

const lexicon = new Lexicon();

/** @returns undefined for an id that the lexicon lacks */
export const conceptOf = (id: string): Concept | undefined => lexicon.concept(id);

/** Whether a word of its own names a thing in any language. */
export const isNoun = (word: string): boolean => lexicon.isNoun(word);

/** Whether a word is part of any name. */
export const isNameWord = (word: string): boolean => lexicon.knows(word);

/** What the words name, the longest names first, without overlaps, in the order of the words. */
export function matchConcepts(words: readonly string[], languages = ALL_LANGUAGES): ConceptMatch[] {
  const matches: ConceptMatch[] = [];
  for (let at = 0; at < words.length; ) {
    const match =
      isFiller(words[at]!) && !lexicon.starts(words[at]!) ? undefined : lexicon.at(words, at, languages);
    if (match) matches.push(match);
    at = match ? match.end : at + 1;
  }
  return matches;
}

/** Whether there are narrower kinds of it. */
export const isWide = (concept: Concept): boolean => lexicon.isParent(concept);

/** Whether `concept` is `kind` or a narrower kind of it. */
export function isKindOf(concept: Concept, kind: Concept): boolean {
  for (let at: Concept | undefined = concept; at; at = at.parent) if (at === kind) return true;
  return false;
}

/**
 * Which of several names next to each other says what the whole is: a bag for a laptop is a bag, in whatever order; of
 * two things the last in English and German (`desk lamp`), the first in Romance languages (`lampe de bureau`).
 */
export function headOf(
  matches: readonly ConceptMatch[],
  languages = ALL_LANGUAGES,
): ConceptMatch | undefined {
  if (matches.length < 2) return matches[0];
  const shared = matches.reduce(
    (set, match) => set & match.senses.reduce((all, sense) => all | sense.languages, 0),
    languages,
  );
  const romance = shared !== 0 ? (shared & ~ROMANCE) === 0 : firstIsRomance(matches);
  const accessories = matches.filter((match) => match.senses.every((sense) => sense.concept.accessory));
  const from = accessories.length > 0 ? accessories : matches;
  const head = (romance ? from[0] : from.at(-1))!;
  return pretended(matches, head) ?? head;
}

/** What things are that are made for play: doll shoes are no shoes. */
const PRETENDED: ReadonlyMap<string, string> = new Map([
  ['doll', 'toy_accessory'],
  ['toy', 'toy'],
]);
function pretended(matches: readonly ConceptMatch[], head: ConceptMatch): ConceptMatch | undefined {
  const idOf = (match: ConceptMatch): string | undefined => PRETENDED.get(match.senses[0]!.concept.id);
  const toy = idOf(head) === undefined ? matches.find((match) => idOf(match) !== undefined) : undefined;
  const concept = toy && lexicon.concept(idOf(toy)!);
  if (!toy || !concept) return undefined;
  const [start, end] = [Math.min(toy.start, head.start), Math.max(toy.end, head.end)];
  return { start, end, senses: [{ concept, languages: ALL_LANGUAGES }] };
}

const firstIsRomance = (matches: readonly ConceptMatch[]): boolean =>
  matches[0]!.senses.every((sense) => (sense.languages & ~ROMANCE) === 0);

/**
 * The parts of a German compound: `laptoptasche` is `laptop` and `tasche`. The last part names a thing; the rest does,
 * or satisfies `isWord`.
 * @param word folded
 */
export function splitCompound(word: string, isWord: (part: string) => boolean): [string, string] | undefined {
  if (word.length < 7 || !/^[a-z]+$/.test(word)) return undefined;
  for (let at = 3; at <= word.length - 3; at += 1) {
    const tail = word.slice(at);
    if (!isNoun(tail)) continue;
    const front = word.slice(0, at);
    for (const ending of ['', 's', 'n', 'es', 'en', 'er']) {
      if (!front.endsWith(ending)) continue;
      const part = front.slice(0, front.length - ending.length);
      if (part.length >= 3 && (isNoun(part) || isWord(part))) return [part, tail];
    }
  }
  return undefined;
}
