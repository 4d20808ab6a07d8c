import { productId } from '../../commerce/catalog/rules.ts';
import { CompiledSettings, languageOf, phraseKey } from '../query/settings.ts';
import type { SearchSettingsInput } from './settings-input.ts';

/** Small changes of settings, each a new object. What an entry is for is compared as search compares it. */

interface Spoken {
  readonly locale?: string | undefined;
}
const spoken = ({ locale }: Spoken): Spoken => (locale === undefined ? {} : { locale });
const sameLanguage = (a: Spoken, b: Spoken): boolean =>
  (a.locale === undefined ? undefined : languageOf(a.locale)) ===
  (b.locale === undefined ? undefined : languageOf(b.locale));

/** Of texts that are one phrase to search, the first. */
const distinct = (texts: readonly string[]): string[] =>
  texts.filter((text, i) => texts.findIndex((other) => phraseKey(other) === phraseKey(text)) === i);
const has = (texts: readonly string[], text: string): boolean =>
  texts.some((other) => phraseKey(other) === phraseKey(text));
const distinctIds = (ids: readonly string[]): string[] => [...new Set(ids.map(productId))];

/** Makes the words stand for each other, together with the synonyms that any of them has already. */
export function addSynonyms(
  settings: SearchSettingsInput,
  words: readonly string[],
  options: Spoken = {},
): SearchSettingsInput {
  const { one_way, two_way } = settings.synonyms;
  const joins = (group: (typeof two_way)[number]): boolean =>
    sameLanguage(group, options) && words.some((word) => has(group.words, word));
  const joined = [...two_way.filter(joins).flatMap((group) => group.words), ...words];
  const groups = [
    ...two_way.filter((group) => !joins(group)),
    { words: distinct(joined), ...spoken(options) },
  ];
  return { ...settings, synonyms: { one_way, two_way: groups } };
}

/** Lets who looks for `from` find `to` too. */
export function addOneWaySynonyms(
  settings: SearchSettingsInput,
  from: string,
  to: readonly string[],
  options: Spoken = {},
): SearchSettingsInput {
  const { one_way, two_way } = settings.synonyms;
  const isIt = (entry: (typeof one_way)[number]): boolean =>
    sameLanguage(entry, options) && phraseKey(entry.from) === phraseKey(from);
  const before = one_way.filter(isIt).flatMap((entry) => entry.to);
  const entries = [
    ...one_way.filter((entry) => !isIt(entry)),
    { from, to: distinct([...before, ...to]), ...spoken(options) },
  ];
  return { ...settings, synonyms: { one_way: entries, two_way } };
}

/** Takes words out of all synonyms. */
export function removeSynonyms(
  settings: SearchSettingsInput,
  words: readonly string[],
  options: Spoken = {},
): SearchSettingsInput {
  const stays = (text: string): boolean => !has(words, text);
  const { one_way, two_way } = settings.synonyms;
  return {
    ...settings,
    synonyms: {
      one_way: one_way
        .map((entry) => (sameLanguage(entry, options) ? { ...entry, to: entry.to.filter(stays) } : entry))
        .filter((entry) => entry.to.length > 0 && (!sameLanguage(entry, options) || stays(entry.from))),
      two_way: two_way
        .map((group) =>
          sameLanguage(group, options) ? { ...group, words: group.words.filter(stays) } : group,
        )
        .filter((group) => group.words.length > 1),
    },
  };
}

export function addStopWords(
  settings: SearchSettingsInput,
  words: readonly string[],
  options: Spoken = {},
): SearchSettingsInput {
  const before = settings.stop_words.filter((entry) => sameLanguage(entry, options));
  const all = [...before.flatMap((entry) => entry.words), ...words];
  return {
    ...settings,
    stop_words: [
      ...settings.stop_words.filter((entry) => !sameLanguage(entry, options)),
      { words: distinct(all), ...spoken(options) },
    ],
  };
}

export function removeStopWords(
  settings: SearchSettingsInput,
  words: readonly string[],
  options: Spoken = {},
): SearchSettingsInput {
  return {
    ...settings,
    stop_words: settings.stop_words
      .map((entry) =>
        sameLanguage(entry, options)
          ? { ...entry, words: entry.words.filter((word) => !has(words, word)) }
          : entry,
      )
      .filter((entry) => entry.words.length > 0),
  };
}

/** Whether an entry is for the query; without one: for every query. */
function isFor(settings: SearchSettingsInput, query: string | undefined, options: Spoken) {
  const compiled = new CompiledSettings({ stopWords: settings.stop_words.flatMap(({ words }) => words) });
  const key = query === undefined ? undefined : compiled.keyOf(query);
  return (entry: Spoken & { query?: string | undefined }): boolean =>
    sameLanguage(entry, options) &&
    (entry.query === undefined ? undefined : compiled.keyOf(entry.query)) === key;
}

/** Puts these products first for a query, in place of those pinned before. None: pins nothing for it. */
export function pin(
  settings: SearchSettingsInput,
  query: string,
  productIds: readonly string[],
  options: Spoken = {},
): SearchSettingsInput {
  const isIt = isFor(settings, query, options);
  const ids = distinctIds(productIds);
  const others = settings.pins.filter((entry) => !isIt(entry));
  return {
    ...settings,
    pins: ids.length === 0 ? others : [...others, { query, product_ids: ids, ...spoken(options) }],
  };
}

/** Puts further products last, for a query or for all. */
export function bury(
  settings: SearchSettingsInput,
  productIds: readonly string[],
  options: Spoken & { readonly query?: string | undefined } = {},
): SearchSettingsInput {
  const isIt = isFor(settings, options.query, options);
  const before = settings.buries.filter(isIt).flatMap((entry) => entry.product_ids);
  const entry = {
    ...(options.query !== undefined && { query: options.query }),
    product_ids: distinctIds([...before, ...productIds]),
    ...spoken(options),
  };
  return { ...settings, buries: [...settings.buries.filter((other) => !isIt(other)), entry] };
}

/** Lets products stand where they belong again, for a query or for all. */
export function unbury(
  settings: SearchSettingsInput,
  productIds: readonly string[],
  options: Spoken & { readonly query?: string | undefined } = {},
): SearchSettingsInput {
  const isIt = isFor(settings, options.query, options);
  const gone = new Set(distinctIds(productIds));
  return {
    ...settings,
    buries: settings.buries
      .map((entry) =>
        isIt(entry)
          ? { ...entry, product_ids: entry.product_ids.filter((id) => !gone.has(productId(id))) }
          : entry,
      )
      .filter((entry) => entry.product_ids.length > 0),
  };
}
