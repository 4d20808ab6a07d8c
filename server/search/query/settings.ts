import { createHash } from 'node:crypto';
import { germanKey, romanceKey, stem } from '../analysis/stem.ts';
import { isStopWord } from '../analysis/stop-words.ts';
import { tokenize } from '../analysis/tokens.ts';
import { PROPERTIES } from '../understanding/lexicon/properties.ts';

/** A merchant's wishes for search. Texts compare as words do: without case, accents and plural. */
export interface SearchSettings extends SearchWishes {
  /** Language (`es`) -> what holds in addition where the customer speaks it. */
  readonly languages?: Readonly<Record<string, SearchWishes>> | undefined;
}

export interface SearchWishes {
  readonly synonyms?: {
    /** Who looks for the first finds the others too, not the other way round. */
    readonly oneWay?: readonly { readonly from: string; readonly to: readonly string[] }[] | undefined;
    /** Each stands for each. */
    readonly twoWay?: readonly (readonly string[])[] | undefined;
  };
  /** Words that are left out of queries, unless there is nothing else. */
  readonly stopWords?: readonly string[] | undefined;
  /** For a query of exactly these words these products stand first, in this order, if the filters let them through. */
  readonly pins?: readonly { readonly query: string; readonly productIds: readonly string[] }[] | undefined;
  /** These products stand last; without a query: always. */
  readonly buries?:
    | readonly { readonly query?: string | undefined; readonly productIds: readonly string[] }[]
    | undefined;
}

/** Phrases that stand for another, as stems, with how well they do. */
export interface Synonyms {
  /** How many words they stand for. */
  readonly length: number;
  readonly phrases: readonly (readonly string[])[];
  /** At most 1. */
  readonly worth: number;
}

/** Worth of a synonym of the merchant's, and of a word of another language. */
const OWN = 0.9;
const TRANSLATED = 0.8;
/** Words of a phrase that has synonyms. */
export const LONGEST_PHRASE = 4;
const stemsOf = (text: string): string[] => tokenize(text).map((token) => stem(token.text));
/** Stop words inside phrases are left out of queries too. */
const tellingOf = (text: string): string[] => {
  const words = tokenize(text).map((token) => token.text);
  const telling = words.filter((word) => !isStopWord(word));
  return telling.length > 0 ? telling : words;
};
const keyOf = (words: readonly string[]): string => words.map(stem).join(' ');
/** Phrases with the same key are one to search; empty for a text without words. */
export const phraseKey = (text: string): string => keyOf(tellingOf(text));
/** Under which a single word is found in other genders and numbers. */
const inflectedKeys = (word: string): string[] => {
  const romance = romanceKey(word);
  const german = germanKey(word);
  return [
    ...(romance === undefined ? [] : [`r~${romance}`]),
    ...(german === undefined ? [] : [`g~${german}`]),
  ];
};

class Thesaurus {
  readonly #phrases = new Map<string, string[][]>();

  add(from: string, to: readonly string[]): void {
    const words = tellingOf(from);
    const key = keyOf(words);
    if (key === '') return;
    const phrases = to.map((text) => tellingOf(text).map(stem));
    const others = phrases.filter((phrase) => phrase.length > 0 && phrase.join(' ') !== key);
    this.#phrases.set(key, [...(this.#phrases.get(key) ?? []), ...others]);
    if (words.length > 1) return;
    for (const inflected of inflectedKeys(words[0]!))
      if (!this.#phrases.has(inflected)) this.#phrases.set(inflected, [words.map(stem), ...others]);
  }

  addGroup(group: readonly string[]): void {
    for (const from of group) this.add(from, group);
  }

  /** The longest phrase from `start` on that has synonyms. */
  at(words: readonly string[], start: number, worth: number): Synonyms | undefined {
    if (this.#phrases.size === 0) return undefined;
    for (let length = Math.min(LONGEST_PHRASE, words.length - start); length > 0; length -= 1) {
      const phrases = this.#phrases.get(keyOf(words.slice(start, start + length)));
      if (phrases) return { length, phrases, worth };
    }
    for (const key of inflectedKeys(words[start]!)) {
      const phrases = this.#phrases.get(key);
      if (phrases) return { length: 1, phrases, worth };
    }
    return undefined;
  }
}

const PROPERTY_WORDS = new Thesaurus();
for (const line of PROPERTIES.trim().split('\n'))
  PROPERTY_WORDS.addGroup(line.split(',').map((word) => word.trim()));

/** Wishes in the form that queries are answered by. */
class CompiledWishes {
  readonly #synonyms = new Thesaurus();
  readonly #stopWords: ReadonlySet<string>;
  readonly #pins = new Map<string, readonly string[]>();
  readonly #buries = new Map<string | undefined, string[]>();

  /** @param wishes later ones come before earlier ones where both pin */
  constructor(...wishes: readonly SearchWishes[]) {
    this.#stopWords = new Set(wishes.flatMap(({ stopWords = [] }) => stopWords.flatMap(stemsOf)));
    for (const { synonyms, pins, buries } of wishes) {
      for (const { from, to } of synonyms?.oneWay ?? []) this.#synonyms.add(from, to);
      for (const group of synonyms?.twoWay ?? []) this.#synonyms.addGroup(group);
      for (const { query, productIds } of pins ?? []) this.#pins.set(this.keyOf(query), productIds);
      for (const { query, productIds } of buries ?? []) {
        const key = query === undefined ? undefined : this.keyOf(query);
        this.#buries.set(key, [...(this.#buries.get(key) ?? []), ...productIds]);
      }
    }
  }

  isStopWord(folded: string): boolean {
    return isStopWord(folded) || this.#stopWords.has(stem(folded));
  }

  synonyms(words: readonly string[], start: number): Synonyms | undefined {
    return this.#synonyms.at(words, start, OWN);
  }

  pins(text: string): readonly string[] {
    return this.#pins.size === 0 ? [] : (this.#pins.get(this.keyOf(text)) ?? []);
  }

  buries(text: string): readonly string[] {
    if (this.#buries.size === 0) return [];
    return [...(this.#buries.get(undefined) ?? []), ...(this.#buries.get(this.keyOf(text)) ?? [])];
  }

  /** Queries with the same key have the same pins. */
  keyOf(text: string): string {
    const stems = stemsOf(text);
    const telling = stems.filter((word) => !this.isStopWord(word));
    return (telling.length > 0 ? telling : stems).join(' ');
  }
}

/** `es` of `es-MX`. */
export const languageOf = (locale = ''): string => locale.split('-', 1)[0]!.toLowerCase();

/** Settings in the form that queries are answered by, one query at a time. */
export class CompiledSettings {
  readonly #content: string;
  readonly #general: CompiledWishes;
  readonly #languages = new Map<string, CompiledWishes>();
  #language = '';
  #wishes: CompiledWishes;

  constructor(settings: SearchSettings = {}) {
    const { languages = {}, ...general } = settings;
    const content = JSON.stringify(settings);
    this.#content =
      content === '{}' ? '' : createHash('sha256').update(content).digest('base64url').slice(0, 8);
    this.#general = new CompiledWishes(general);
    for (const [language, wishes] of Object.entries(languages))
      this.#languages.set(languageOf(language), new CompiledWishes(general, wishes));
    this.#wishes = this.#general;
  }

  /** Whether customers who speak this language get answers of their own. */
  speaks(locale: string | undefined): boolean {
    return this.#languages.has(languageOf(locale));
  }

  /** Reads the wishes that hold for the customer of `query` from now on. */
  see({ locale }: { readonly locale?: string | undefined }): void {
    this.#language = this.speaks(locale) ? languageOf(locale) : '';
    this.#wishes = this.#languages.get(this.#language) ?? this.#general;
  }

  /** Of the settings' content for the query at hand: pages of one query must not mix them. Empty for none. */
  get version(): string {
    return this.#content + this.#language;
  }

  isStopWord(folded: string): boolean {
    return this.#wishes.isStopWord(folded);
  }

  /** What stands for the words from `start` on: by the merchant's wish, and in other languages. @param words of the query, folded */
  synonyms(words: readonly string[], start: number): Synonyms[] {
    const own = this.#wishes.synonyms(words, start);
    const translated = PROPERTY_WORDS.at(words, start, TRANSLATED);
    return [...(own ? [own] : []), ...(translated ? [translated] : [])];
  }

  /** Queries with the same key have the same pins. */
  keyOf(text: string): string {
    return this.#wishes.keyOf(text);
  }

  pins(text: string): readonly string[] {
    return this.#wishes.pins(text);
  }

  buries(text: string): readonly string[] {
    return this.#wishes.buries(text);
  }
}
