import { languageOf, type SearchSettings, type SearchWishes } from '../query/settings.ts';
import type { SearchSettingsFields } from './model.ts';

/** Stored settings as the engine takes them: what holds for all, and language by language what holds besides. */
export function engineSettings(stored: SearchSettingsFields): SearchSettings {
  const { synonyms, stopWords, pins, buries } = stored;
  const entries = [...synonyms.oneWay, ...synonyms.twoWay, ...stopWords, ...pins, ...buries];
  const languages = new Set(
    entries.flatMap(({ locale }) => (locale === undefined ? [] : languageOf(locale))),
  );
  const wishes = (language?: string): SearchWishes => {
    const of = <T extends { locale?: string | undefined }>(list: readonly T[]): T[] =>
      list.filter(({ locale }) => (locale === undefined ? undefined : languageOf(locale)) === language);
    return {
      synonyms: {
        oneWay: of(synonyms.oneWay),
        twoWay: of(synonyms.twoWay).map((group) => group.words),
      },
      stopWords: of(stopWords).flatMap(({ words }) => words),
      pins: of(pins),
      buries: of(buries),
    };
  };
  if (entries.length === 0) return {};
  return {
    ...wishes(),
    ...(languages.size > 0 && {
      languages: Object.fromEntries([...languages].map((language) => [language, wishes(language)])),
    }),
  };
}
