import { claimModelOf } from '../claims/claim-model.ts';
import { LEXICON_LANGUAGES } from '../lexicons/lexicons.ts';
import { talkOf } from '../lexicons/talk.ts';
import { type Part, sentencesOf } from '../verify/sentences.ts';
import { isUnable, statementsOf } from '../verify/speech.ts';
import { wordsOf } from '../verify/vocabulary.ts';
import type { Rules } from './context.ts';
import type { Marked } from './marks.ts';
import { namesTold } from './told.ts';

const MIN_NAME = 4;
/** A person or a town has no article. */
const ARTICLES: Readonly<Record<string, RegExp>> = {
  en: /(?<!\p{L})(?:the|our)\s+$/u,
  es: /(?<!\p{L})(?:el|la|los|las)\s+$/u,
  pt: /(?<!\p{L})(?:os?|as)\s+$/u,
  fr: /(?<!\p{L})(?:les?|la)\s+$/u,
};
const BESIDE = /^[ -]{1,2}$/;

/**
 * Products that this shop does not have: a word written large that neither the language nor the catalogue knows, beside words of the
 * catalogue's names or behind an article. Of what is said not to be there nothing is claimed.
 */
export function unknownNames({ paragraph, marks }: Marked, rules: Rules): Part[] {
  const language = rules.locale.split('-')[0]!.toLowerCase();
  const talk = talkOf(language);
  const everyday = claimModelOf(language)?.known;
  if (!talk || !everyday) return [];
  const { vocabulary, lexicon } = rules;
  const named = namesOf(rules, language);
  const titles = new Set(
    [...rules.told.products.values()].flatMap(({ titles: all }) => all).flatMap(wordsOf),
  );
  const { text } = paragraph;
  const article = ARTICLES[language];
  const isStrange = (word: string, at: number): boolean =>
    word.length >= MIN_NAME &&
    paragraph.isCapital(at) &&
    !paragraph.isCapital(at + 1) &&
    !everyday.has(word) &&
    !named.has(word) &&
    !vocabulary.knows(word) &&
    word.search(lexicon.day) < 0;
  const products = new Set(
    marks.flatMap(({ at, said }) => (said.some(({ type }) => type === 'product') ? [at] : [])),
  );
  return sentencesOf(text).flatMap((sentence) => {
    const says = text.slice(sentence.start, sentence.end);
    const words = [...says.matchAll(/\p{L}+/gu)].map(({ 0: word, index }) => {
      const start = sentence.start + index;
      const capital = paragraph.isCapital(start);
      return { word, start, end: start + word.length, capital, strange: isStrange(word, start) };
    });
    if (!words.some(({ strange }) => strange)) return [];
    const beside = (left: number, right: number): boolean => BESIDE.test(text.slice(left, right));
    const isName = ({ word, capital }: (typeof words)[number]): boolean =>
      capital &&
      (vocabulary.productsNamed(word) !== undefined || vocabulary.isBrand(word) || titles.has(word));
    const found = words.filter(({ strange, start, end }, index) => {
      if (!strange) return false;
      const next = words[index + 1];
      const last = words[index - 1];
      if (next && beside(end, next.start) && isName(next)) return true;
      // German writes every noun large.
      if (article === undefined) return false;
      if (article.test(text.slice(Math.max(sentence.start, start - 8), start))) return true;
      if (last && beside(last.end, start) && isName(last)) return true;
      if (index === 0) return false;
      return (
        (next !== undefined &&
          beside(end, next.start) &&
          vocabulary.productsNamed(next.word) !== undefined) ||
        products.has(end + 1)
      );
    });
    if (found.length === 0) return [];
    const silent = statementsOf(text, sentence, talk).filter(
      (part) => isUnable(text, part, talk) || text.slice(part.start, part.end).search(lexicon.not) >= 0,
    );
    return found
      .filter(({ start }) => !silent.some((part) => start >= part.start && start < part.end))
      .map(({ start, end }) => ({ start, end }));
  });
}

/** Names that may be said: what was told of, languages and countries. */
function namesOf({ told, locale }: Rules, language: string): ReadonlySet<string> {
  const own = namesTold(told);
  const said = told.issued.facts.flatMap(({ value }) => (value.type === 'text' ? [value.text] : []));
  return new Set(
    [...own, ...said, ...told.sources.map(({ written }) => written), ...placesOf(locale, language)].flatMap(
      wordsOf,
    ),
  );
}

const places = new Map<string, readonly string[]>();
function placesOf(locale: string, language: string): readonly string[] {
  const known = places.get(language);
  if (known) return known;
  const languages = new Intl.DisplayNames(locale, { type: 'language' });
  const regions = new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' });
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
  const made = [
    ...LEXICON_LANGUAGES.map((one) => languages.of(one) ?? ''),
    ...letters.flatMap((a) => letters.map((b) => regions.of(a + b) ?? '')),
  ];
  places.set(language, made);
  return made;
}
