import type { Compiled } from '../lexicons/lexicon.ts';
import { LEXICON_LANGUAGES } from '../lexicons/lexicons.ts';
import type { CompiledTalk } from '../lexicons/talk.ts';
import type { Paragraph } from './paragraph.ts';
import { FACT_MARK } from './plain-form.ts';
import { type Part, sentencesOf } from './sentences.ts';
import { isUnable, statementsOf } from './speech.ts';
import { type Vocabulary, wordsOf } from './vocabulary.ts';

/** Shorter words with a capital are "I", "OK" and the like. */
const MIN_NAME = 3;
/** After these a capital says nothing: quotes, lists, and what stands before a colon. */
const OPENS = /[\n•:"“”«»'‘’([{|*_-][^\uFFFC]*$/u;

export interface Known {
  vocabulary: Vocabulary;
  /** Words of sentences that state nothing. */
  harmless: ReadonlySet<string>;
  /** Names that the facts of the reply bring. */
  texts: readonly string[];
  lexicon: Compiled;
  talk: CompiledTalk;
}

/** "I can also answer in German." */
const languageNames = new Map<string, ReadonlySet<string>>();
function namesOfLanguages(language: string): ReadonlySet<string> {
  const known = languageNames.get(language);
  if (known) return known;
  const names = new Intl.DisplayNames(language, { type: 'language' });
  const made = new Set(LEXICON_LANGUAGES.flatMap((one) => wordsOf(names.of(one) ?? '')));
  languageNames.set(language, made);
  return made;
}

/**
 * Names that nobody in this shop has: words written large within a sentence that neither the catalogue nor everyday talk knows.
 * German writes every noun large, so there two of them have to stand together. That something was not found may be said of any name.
 */
export function strangeNames(
  paragraph: Paragraph,
  { vocabulary, harmless, texts, lexicon, talk }: Known,
  language: string,
): Part[] {
  const { text } = paragraph;
  const named = new Set([...texts.flatMap(wordsOf), ...namesOfLanguages(language)]);
  const isDay = (word: string): boolean => word.search(lexicon.day) >= 0;
  const isStrange = (word: string): boolean =>
    word.length >= MIN_NAME &&
    !harmless.has(word) &&
    !named.has(word) &&
    !vocabulary.knows(word) &&
    !isDay(word);
  return sentencesOf(text).flatMap((sentence) => {
    const says = text.slice(sentence.start, sentence.end);
    let before = 0;
    const words = [...says.matchAll(/\p{L}+/gu)].map(({ 0: word, index }) => {
      const gap = says.slice(before, index);
      const first = before === 0 && !gap.includes(FACT_MARK);
      before = index + word.length;
      return {
        start: sentence.start + index,
        end: sentence.start + before,
        opens: first || OPENS.test(gap),
        // Codes are all capitals, and looked for as such.
        strange:
          paragraph.isCapital(sentence.start + index) &&
          !paragraph.isCapital(sentence.start + index + 1) &&
          isStrange(word),
      };
    });
    const joined = (left: number): boolean =>
      words[left]?.strange === true &&
      words[left + 1]?.strange === true &&
      /^[\s-]+$/u.test(text.slice(words[left].end, words[left + 1]!.start).replaceAll(FACT_MARK, '.'));
    const found = words.filter(
      ({ strange, opens }, at) =>
        joined(at) || joined(at - 1) || (strange && !opens && !language.startsWith('de')),
    );
    if (found.length === 0) return [];
    const unable = statementsOf(text, sentence, talk).filter((part) => isUnable(text, part, talk));
    return found
      .filter(({ start }) => !unable.some((part) => start >= part.start && start < part.end))
      .map(({ start, end }) => ({ start, end }));
  });
}
