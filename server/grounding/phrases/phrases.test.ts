import { describe, expect, it } from 'vitest';
import { en } from './en.ts';
import { LANGUAGES, PHRASES, phraseParts } from './phrases.ts';

const placesOf = (text: string): string[] =>
  [...text.matchAll(/\{(\w+)[},]/g)].map((match) => match[1]!).sort();
const unique = (values: readonly string[]): string[] => [...new Set(values)];

describe.each(LANGUAGES)('the phrases in %s', (language) => {
  it('are the same as in English, with the same places', () => {
    const own = PHRASES[language]!;
    expect(Object.keys(own)).toEqual(Object.keys(en));
    for (const [key, text] of Object.entries(en))
      expect([key, unique(placesOf(own[key as keyof typeof en]))]).toEqual([key, unique(placesOf(text))]);
  });

  it('hold no number, no currency and no date of their own', () => {
    for (const text of Object.values(PHRASES[language]!))
      expect(text.replaceAll(/=\d+ \{/g, '')).not.toMatch(/[\p{N}\p{Sc}%]/u);
  });

  it('can be read', () => {
    for (const [key, text] of Object.entries(PHRASES[language]!)) {
      const places = unique(placesOf(text));
      const counts = Object.fromEntries(places.map((place) => [place, 2]));
      const asked = places.filter((place) => !place.endsWith('_count'));
      expect(phraseParts(key, language, asked, counts).length).toBeGreaterThan(0);
    }
  });
});
