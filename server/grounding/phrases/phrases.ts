import { IntlMessageFormat } from 'intl-messageformat';
import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';
import { pt } from './pt.ts';

export type PhraseKey = keyof typeof en;
export type Phrases = Record<PhraseKey, string>;

/** The sentences of the shop, in ICU MessageFormat. A place in braces takes a fact; `{name_count}` is its number, for plurals. */
export const PHRASES: Readonly<Record<string, Phrases>> = { en, es, pt, de, fr };
export const LANGUAGES: readonly string[] = Object.keys(PHRASES);

const isKey = (key: string): key is PhraseKey => Object.hasOwn(en, key);
const formats = new Map<string, IntlMessageFormat>();

/** A phrase without places, such as a label. English where there is no such language. */
export const phraseText = (key: PhraseKey, language: string): string =>
  phraseParts(key, language, [], {})
    .map((part) => ('text' in part ? part.text : ''))
    .join('');

/** A part of a phrase: words of ours, or a place for what was put in. */
export type PhrasePart = { text: string } | { place: string };

/**
 * A phrase in a language, cut at its places. English where there is no such language.
 * @param counts the numbers that plurals go by
 * @throws RangeError for an unknown phrase, and for a place that nothing was given for
 */
export function phraseParts(
  key: string,
  language: string,
  places: readonly string[],
  counts: Readonly<Record<string, number>>,
): PhrasePart[] {
  if (!isKey(key)) throw new RangeError(`there is no phrase "${key}"`);
  const spoken = PHRASES[language] ? language : 'en';
  const id = `${spoken} ${key}`;
  let format = formats.get(id);
  if (!format) {
    format = new IntlMessageFormat(PHRASES[spoken]![key], spoken);
    formats.set(id, format);
  }
  const values: Record<string, unknown> = { ...counts };
  for (const place of places) values[place] = { place };
  return format.formatToParts<{ place: string }>(values as never).map((part) => {
    const value: unknown = part.value;
    return typeof value === 'object' && value !== null && 'place' in value
      ? { place: (value as { place: string }).place }
      : { text: String(value) };
  });
}
