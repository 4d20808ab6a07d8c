import { fold } from '../analysis/fold.ts';
import { isStopWord } from '../analysis/stop-words.ts';
import { TARGET_SPLIT } from '../analysis/target-words.ts';
import { tokenize } from '../analysis/tokens.ts';
import type { LocalizedText, SearchDocument } from '../search-types.ts';
import { isColor } from './colors.ts';
import {
  ALL_LANGUAGES,
  type Concept,
  type ConceptMatch,
  conceptOf,
  ENGLISH,
  GERMAN,
  headOf,
  isKindOf,
  isWide,
  type LanguageSet,
  languageBit,
  matchConcepts,
  splitCompound,
} from './concepts.ts';
import { LANGUAGES } from './lexicon/parse-lexicon.ts';
import { kindOfLine } from './product-lines.ts';
import { kindBySpecifications } from './specifications.ts';

/** What a product is, and what else its title speaks of. */
export interface ProductKind {
  readonly head: Concept | undefined;
  /** 0 to 1. */
  readonly certainty: number;
  /** Head and modifiers of the title: a laptop bag mentions laptops. */
  readonly mentions: ReadonlySet<Concept>;
}

const CLAUSES = /[,;:()|]/;
const DASH = /\s[-–—]\s/;
const FEATURE = /(?:^|[|;\n])\s*([^:|;\n]{2,40}):\s*([^|;\n]*)/g;
/** Attributes that name the kind of the product. */
const KIND_NAMES = new Set(
  'product type,type,kind,item type,tipo,tipo de producto,tipo de produto,produktart,produkttyp,type de produit'.split(
    ',',
  ),
);
/** Attributes that name what the product goes with. */
const TARGET_NAMES =
  /\b(?:device type|suitable|compatib|best uses|purpose|designed for|proper use|intended for)/;
/** Words between two names that still belong together (`laptop cooling stand`). */
const LARGEST_GAP = 2;
const AND = new Set(['and', 'und', 'y', 'e', 'et']);
const NUMBER = /^\d+(?:\.\d+)?$/;
/** A word that may be a noun the lexicon lacks. */
const WORD = /^[a-z]{3,}$/;

/** How sure each way of telling is. */
const STATED = 1;
const CONFIRMED = 1;
const TITLE = 0.99;
const SPECIFIED = 0.9;
const CATEGORY = 0.8;
const LINE = 0.6;
/** The word after the name could be the real noun: `projector cage`. */
const DOUBTFUL = 0.4;

const languagesOf = (locale: string): LanguageSet => {
  const language = LANGUAGES.find((known) => known === locale.split('-')[0]);
  return language === undefined ? ALL_LANGUAGES : languageBit(language) | ENGLISH;
};

/** Words of a clause, German compounds in their parts. */
function wordsOf(clause: string, languages: LanguageSet): string[] {
  const words = tokenize(clause).map((token) => token.text);
  if ((languages & GERMAN) === 0 || languages === ALL_LANGUAGES) return words;
  return words.flatMap((word) => {
    if (matchConcepts([word], languages).length > 0) return [word];
    return splitCompound(word, () => word.length >= 9) ?? [word];
  });
}

const isAccessory = (match: ConceptMatch): boolean => match.senses.every((sense) => sense.concept.accessory);

/** The first names that stand together. A stand and hub is a stand; but a phone and tablet stand is one for both. */
function firstRun(words: readonly string[], matches: readonly ConceptMatch[]): ConceptMatch[] {
  const run: ConceptMatch[] = [];
  for (const match of matches) {
    const before = run.at(-1);
    if (before) {
      const gap = words.slice(before.end, match.start);
      const telling = gap.filter((word) => word.length > 1);
      if (telling.length > LARGEST_GAP || gap.some((word) => NUMBER.test(word))) break;
      if (gap.some((word) => AND.has(word)) && (isAccessory(before) || !matches.some(isAccessory))) break;
    }
    run.push(match);
  }
  return run;
}

const conceptIn = (match: ConceptMatch | undefined, languages: LanguageSet): Concept | undefined =>
  match?.senses.find((sense) => (sense.languages & languages & ~ENGLISH) !== 0)?.concept ??
  match?.senses[0]?.concept;

function mention(matches: readonly ConceptMatch[], mentions: Set<Concept>): void {
  for (const { senses } of matches) {
    for (const { concept } of senses)
      for (let at: Concept | undefined = concept; at; at = at.parent) mentions.add(at);
  }
}

interface TitleReading {
  head: Concept | undefined;
  /** The word after the head may be the real noun. */
  doubtful: boolean;
  /** An accessory that the same clause names further on. */
  later: Concept | undefined;
}

/** Reads a title clause by clause. `mentions` gets all it names. */
function readTitle(title: string, languages: LanguageSet, mentions: Set<Concept>): TitleReading {
  const [own = '', ...targets] = ` ${title} `.replaceAll('&', ' and ').split(TARGET_SPLIT);
  const reading: TitleReading = { head: undefined, doubtful: false, later: undefined };
  for (const clause of own.split(CLAUSES)) {
    let accessory: Concept | undefined;
    let headHere = false;
    for (const part of clause.split(DASH)) {
      const words = wordsOf(part, languages);
      const matches = matchConcepts(words, languages);
      mention(matches, mentions);
      accessory ??= conceptIn(matches.find(isAccessory), languages);
      const head = headOf(firstRun(words, matches), languages);
      if (!head || reading.head) continue;
      headHere = true;
      reading.head = conceptIn(head, languages);
      const next = words[head.end] ?? '';
      reading.doubtful = WORD.test(next) && !isStopWord(next) && !isColor(next);
    }
    if (headHere) reading.later = accessory;
  }
  for (const target of targets) {
    const words = wordsOf(target, languages);
    const matches = matchConcepts(words, languages);
    mention(matches, mentions);
    const found = reading.head
      ? undefined
      : conceptIn(headOf(firstRun(words, matches), languages), languages);
    // `For phones: vent mount` is a mount; what only says `for phones` is no phone.
    if (found?.accessory) reading.head = found;
  }
  return reading;
}

/** The head of the first text that names something. */
function namedIn(text: LocalizedText | undefined, mentions: Set<Concept>): Concept | undefined {
  for (const locale in text) {
    const languages = languagesOf(locale);
    const words = wordsOf(fold(text[locale]!), languages);
    const matches = matchConcepts(words, languages);
    mention(matches, mentions);
    const head = conceptIn(headOf(matches, languages), languages);
    if (head) return head;
  }
  return undefined;
}

interface Specifications {
  /** Folded, joined by `|`. */
  readonly names: string;
  /** What attributes such as `product type` say. */
  readonly kinds: string;
  /** What the product goes with, folded. */
  readonly targets: string;
}

function specificationsOf(doc: SearchDocument): Specifications {
  const names: string[] = [];
  const kinds: string[] = [];
  const targets: string[] = [];
  const add = (name: string, value: string): void => {
    const key = fold(name).replaceAll('_', ' ').trim();
    names.push(key);
    if (KIND_NAMES.has(key)) kinds.push(value);
    else if (TARGET_NAMES.test(key)) targets.push(value);
  };
  for (const { name, value } of doc.attributes) add(name, String(value));
  for (const [, name, value] of doc.features?.matchAll(FEATURE) ?? []) add(name!, value!);
  return { names: names.join('|'), kinds: kinds.join(' '), targets: fold(targets.join(' ')) };
}

const names = (text: string, concept: Concept): boolean =>
  matchConcepts(tokenize(text).map((token) => token.text)).some(({ senses }) =>
    senses.some((sense) => isKindOf(sense.concept, concept) || isKindOf(concept, sense.concept)),
  );

/**
 * What a product is: its type as the merchant gives it, else the head noun of its title, else what its specifications
 * speak for, else its product line or category. A pure function of the document.
 */
export function productKind(doc: SearchDocument): ProductKind {
  const mentions = new Set<Concept>();
  const specifications = specificationsOf(doc);
  let title: TitleReading | undefined;
  for (const locale in doc.title) {
    const reading = readTitle(fold(doc.title[locale]!), languagesOf(locale), mentions);
    if (!title?.head) title = reading;
  }
  const first = fold(doc.title.en ?? Object.values(doc.title)[0] ?? '');
  const bySpecs = conceptOf(kindBySpecifications(first, specifications.names) ?? '');
  const stated = namedIn(doc.productType, mentions) ?? namedIn({ en: specifications.kinds }, mentions);
  // A type as wide as `PC` says less than a title that names something else.
  const other = title?.head && stated && !isKindOf(title.head, stated) ? title.head : undefined;
  const told = other && (other.accessory || (stated && isWide(stated)));
  if (stated && (stated.accessory || !told)) {
    const narrower = [title?.head, bySpecs].find((concept) => concept && isKindOf(concept, stated));
    return { head: narrower ?? stated, certainty: STATED, mentions };
  }
  const { head, doubtful = false, later } = title ?? {};
  if (head) {
    if (bySpecs && isKindOf(bySpecs, head)) return { head: bySpecs, certainty: CONFIRMED, mentions };
    if (head.accessory) return { head, certainty: TITLE, mentions };
    if (later) return { head: later, certainty: DOUBTFUL, mentions };
    if (!names(specifications.targets, head))
      return { head, certainty: doubtful ? DOUBTFUL : TITLE, mentions };
  } else if (bySpecs) return { head: bySpecs, certainty: SPECIFIED, mentions };
  else {
    const line = tokenize(` ${first} `.split(TARGET_SPLIT, 1)[0]!)
      .map((token) => kindOfLine(token.text))
      .find((kind) => kind !== undefined);
    if (line !== undefined) return { head: conceptOf(line), certainty: LINE, mentions };
  }
  const category = doc.categories.flatMap(({ title: text }) => namedIn(text, mentions) ?? [])[0];
  return { head: category, certainty: CATEGORY, mentions };
}
