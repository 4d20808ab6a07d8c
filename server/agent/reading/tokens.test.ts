import { expect, it } from 'vitest';
import { tokensOf } from './tokens.ts';

const words = (text: string, language = 'en'): string[] =>
  tokensOf(text, language).map((token) => token.text);

it('keeps together what is one: codes, prices, addresses of email', () => {
  expect(words('HF-20931 for $49.99, mail jo@example.com!')).toEqual([
    'hf-20931',
    'for',
    '$',
    '49.99',
    ',',
    'mail',
    'jo@example.com',
    '!',
  ]);
  expect(words("l'article à 80€", 'fr')).toEqual(['l', 'article', 'a', '80', '€']);
});

it('reads what is written in haste as what is written with care', () => {
  expect(words('Fuer die Kueche, soooo grosse Töpfe', 'de')).toEqual(
    words('für die küche, so große topfe', 'de'),
  );
  expect(words("what's")).toEqual(words('whats'));
});

it('tells where each stands in the text', () => {
  const text = 'Grün, bitte';
  for (const { start, end, text: word } of tokensOf(text, 'de'))
    expect(text.slice(start, end).toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')).toBe(word);
});
