import type { Compiled } from '../lexicons/lexicon.ts';
import { stem } from '../verify/claims.ts';
import { plainForm } from '../verify/plain-form.ts';
import { sentencesOf } from '../verify/sentences.ts';
import { wordsOf } from '../verify/vocabulary.ts';
import type { Statement } from './issued.ts';
import type { OutsidePatterns } from './words.ts';

/** One sentence of a text of the shop, ready to be compared. */
export interface Source {
  statement: Statement;
  /** Plain form. */
  text: string;
  /** As the shop wrote it. */
  written: string;
  stems: ReadonlySet<string>;
  /** Stems of all its words. */
  vocabulary: ReadonlySet<string>;
  /** Of what the shop calls it: the name of an attribute, the heading of a section. */
  labelStems: ReadonlySet<string>;
  denied: boolean;
  /** What it is about, the most telling words first. */
  topics: readonly ReadonlySet<string>[];
}

const MIN_WORD = 4;

/** Stems of the words that carry meaning. */
export const contentStems = (text: string, { idle }: OutsidePatterns): Set<string> =>
  new Set(
    wordsOf(text)
      .filter((word) => word.length >= MIN_WORD && !idle.has(word) && !/^\d/.test(word))
      .map(stem),
  );

export const isDenied = (text: string, lexicon: Compiled): boolean => text.search(lexicon.not) >= 0;

function found(text: string, words: RegExp): Set<string> {
  return new Set([...text.matchAll(words)].flatMap(([match]) => wordsOf(match).map(stem)));
}

/** The topics of a text in plain form: conditions, then discounts, then what arrives or is a property, then any word. */
export function topicsOf(text: string, lexicon: Compiled, words: OutsidePatterns): Set<string>[] {
  return [
    found(text, lexicon.policy),
    new Set([...found(text, lexicon.discount), ...found(text, lexicon.free)]),
    new Set([...found(text, lexicon.arrival), ...found(text, lexicon.feature)]),
    contentStems(text, words),
  ];
}

/** The sentences of the shop's texts. */
export function sourcesOf(
  statements: readonly Statement[],
  lexicon: Compiled,
  words: OutsidePatterns,
): Source[] {
  return statements.flatMap((statement) => {
    const { text, origin } = plainForm(statement.text);
    const label = plainForm(statement.label).text;
    const labelStems = contentStems(label, words);
    // A point between two digits ends no sentence.
    const joined = text.replace(/(?<=\d)[.](?=\d)/g, ',');
    return sentencesOf(joined).map(({ start, end }) => {
      const said = text.slice(start, end).trim();
      const about = `${label} ${said}`;
      return {
        statement,
        text: said,
        written: statement.text.slice(origin[start], origin[end]),
        stems: contentStems(about, words),
        vocabulary: new Set(wordsOf(about).map(stem)),
        labelStems,
        denied: statement.denied ?? isDenied(said, lexicon),
        topics: topicsOf(about, lexicon, words),
      };
    });
  });
}

/** Whether a sentence speaks of what the source is about: they share its most telling kind of word. */
export function sharesTopic(
  sentence: string,
  source: Source,
  lexicon: Compiled,
  words: OutsidePatterns,
): boolean {
  const own = topicsOf(sentence, lexicon, words);
  const tier = source.topics.findIndex((topic) => topic.size > 0);
  return tier >= 0 && [...source.topics[tier]!].some((topic) => own[tier]!.has(topic));
}

/** Whether a sentence says nothing but what one of the sources says, with the same sign. */
export function restatesAny(
  sentence: string,
  sources: readonly Source[],
  lexicon: Compiled,
  words: OutsidePatterns,
): boolean {
  const own = [...contentStems(sentence, words)];
  if (own.length < 2) return false;
  const denied = isDenied(sentence, lexicon);
  return sources.some((source) => source.denied === denied && own.every((word) => source.stems.has(word)));
}

/** Whether a text of the shop uses these words with this sign. */
export function says(words: string, denied: boolean, source: Source): boolean {
  const stems = wordsOf(words)
    .filter((word) => word.length >= 2)
    .map(stem);
  return source.denied === denied && stems.length > 0 && stems.every((word) => source.vocabulary.has(word));
}
