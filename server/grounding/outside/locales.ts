/** Where a language alone is named, its numbers and days may be written as in any of these. */
const REGIONS: Readonly<Record<string, readonly string[]>> = {
  en: ['en-US', 'en-GB'],
  es: ['es-ES', 'es-MX', 'es-US'],
  pt: ['pt-PT', 'pt-BR'],
  de: ['de-DE', 'de-AT', 'de-CH'],
  fr: ['fr-FR', 'fr-CA', 'fr-CH'],
};

/** The locales whose forms are accepted, the first of them the one that is written. @param tag BCP 47, well formed */
export function acceptedLocales(tag: string): readonly string[] {
  const { language, region } = new Intl.Locale(tag);
  return [...new Set([tag, ...(region === undefined ? (REGIONS[language] ?? []) : [language]), 'en'])];
}
