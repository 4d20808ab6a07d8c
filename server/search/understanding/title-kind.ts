import { fold } from '../analysis/fold.ts';
import { isStopWord } from '../analysis/stop-words.ts';
import { TARGET_SPLIT } from '../analysis/target-words.ts';
import { tokenize } from '../analysis/tokens.ts';
import type { LocalizedText } from '../search-types.ts';
import { isColor } from './colors.ts';
import {
  ALL_LANGUAGES,
  type Concept,
  type ConceptMatch,
  ENGLISH,
  GERMAN,
  headOf,
  type LanguageSet,
  languageBit,
  matchConcepts,
  splitCompound,
} from './concepts.ts';
import { LANGUAGES } from './lexicon/parse-lexicon.ts';

const CLAUSES = /[,;:|]/;
const DASH = /\s[-–—]\s/;
/** `(UPS)`, but not the end of `outlet(s)`. */
const BRACKETS = /(?<=\s)\([^()]*\)/g;
const GOES_WITH = /\s(?:for|fits|para|fur|pour)\s/;
/** Words between two names that still belong together (`laptop cooling stand`). */
const LARGEST_GAP = 2;
const AND = new Set(['and', 'und', 'y', 'e', 'et']);
const NUMBER = /^\d+(?:\.\d+)?$/;
/** A word that may be a noun the lexicon lacks. */
const WORD = /^[a-z]{3,}$/;

export const languagesOf = (locale: string): LanguageSet => {
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

export const conceptsOf = (matches: readonly ConceptMatch[]): Concept[] =>
  matches.flatMap(({ senses }) => senses.map((sense) => sense.concept));

/** What a title says that its product is. */
export interface TitleReading {
  head: Concept | undefined;
  /** The word after the head may be the real noun. */
  doubtful: boolean;
  /** An accessory that the same clause names further on. */
  later: Concept | undefined;
  /** What the name of the head says besides: a coffee maker coffee. */
  inside: readonly Concept[];
  /** Things named after the head, apart from it. */
  after: Concept[];
  /** What the same clause names after a computer. */
  platformOf: Concept | undefined;
  /** The head may be a form, as of a 24-port desktop switch. */
  formOnly: boolean;
}

const isForm = (words: readonly string[], { start, end }: ConceptMatch): boolean =>
  end - start === 1 && words[start] === 'desktop';

const isCounted = (words: readonly string[], { start, end }: ConceptMatch): boolean =>
  NUMBER.test(words[start - 1] ?? '') && (words[end] === 's' || words[end - 1]!.endsWith('s'));

/** Whether the word after the head may be the real noun. An abbreviation in capitals is none: `smartwatch AMOLED`. */
const isDoubtful = (next: string, title: string): boolean =>
  WORD.test(next) &&
  !isStopWord(next) &&
  !isColor(next) &&
  (!title.includes(next.toUpperCase()) || title === title.toUpperCase());

/**
 * Reads a title clause by clause. `mentions` gets all it names.
 * @param title the text folded
 * @param isTarget whether the specifications say that the product goes with such things
 */
export function readTitle(
  text: string,
  title: string,
  languages: LanguageSet,
  isTarget: (concept: Concept) => boolean,
  mentions: Set<Concept>,
): TitleReading {
  const [bare = '', ...targets] = ` ${title} `.replaceAll('&', ' and ').split(TARGET_SPLIT);
  // What stands in brackets says less than the words around it.
  const own = [bare.replace(BRACKETS, ' '), ...(bare.match(BRACKETS) ?? [])].join(' | ');
  const reading: TitleReading = {
    head: undefined,
    doubtful: false,
    later: undefined,
    inside: [],
    after: [],
    platformOf: undefined,
    formOnly: false,
  };
  for (const clause of own.split(CLAUSES)) {
    let accessory: Concept | undefined;
    let headHere = false;
    for (const part of clause.split(DASH)) {
      const words = wordsOf(part, languages);
      const matches = matchConcepts(words, languages);
      mention(matches, mentions);
      // `8 AC outlets` are counted, they are not what is sold.
      const uncounted = matches.filter((match) => !isCounted(words, match));
      accessory ??= conceptIn(uncounted.find(isAccessory), languages);
      const run = firstRun(words, matches);
      // Of `numeric keypad notebook/PC` the last names what the thing is for, if the specifications say so.
      // And `desktop` alone is rather a form.
      const free =
        run.length < 2
          ? run
          : run.filter(
              (match) => !match.senses.some((sense) => isTarget(sense.concept)) && !isForm(words, match),
            );
      const head = headOf(free.length > 0 ? free : run, languages);
      if (reading.head) reading.after.push(...conceptsOf(matches));
      if (!head || reading.head) continue;
      headHere = true;
      reading.head = conceptIn(head, languages);
      reading.inside = conceptsOf(matchConcepts(words.slice(head.start, head.end - 1), languages));
      const rest = conceptsOf(matches.slice(run.length));
      reading.after.push(...rest);
      // `PC G80 keyboard`: what goes with PCs.
      if (reading.head?.id === 'computer' || isForm(words, head)) reading.platformOf = rest.at(-1);
      reading.formOnly = isForm(words, head);
      reading.doubtful = isDoubtful(words[head.end] ?? '', text);
    }
    if (headHere) reading.later = accessory;
  }
  const isFor = GOES_WITH.test(title);
  for (const target of targets) {
    const words = wordsOf(target, languages);
    const matches = matchConcepts(words, languages);
    mention(matches, mentions);
    const found = reading.head
      ? undefined
      : conceptIn(headOf(firstRun(words, matches), languages), languages);
    // `For phones: vent mount` is a mount; what only says `for phones` is no phone.
    if (found?.accessory && isFor) reading.head = found;
    // `2 port USB with audio and cables KVM switch`: the type stands last.
    else if (!isFor && !reading.head && !isDoubtful(words[matches.at(-1)?.end ?? 0] ?? '', text))
      reading.head = conceptIn(matches.at(-1), languages);
  }
  if (reading.head && !reading.head.accessory && isForAccessory(title, languages)) reading.doubtful = true;
  return reading;
}

/** What goes with an accessory is rather a part of it than a thing: `black boot for 5.5 mm cable`. */
function isForAccessory(title: string, languages: LanguageSet): boolean {
  const [, target] = title.split(GOES_WITH, 2);
  const match = target === undefined ? undefined : matchConcepts(wordsOf(target, languages), languages)[0];
  return match !== undefined && isAccessory(match);
}

/** The head of the first text that names something. `mentions` gets all they name. */
export function namedIn(text: LocalizedText | undefined, mentions: Set<Concept>): Concept | undefined {
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
