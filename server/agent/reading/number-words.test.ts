import { expect, it } from 'vitest';
import { numberInDigits, numberSpans } from './number-words.ts';

const values = (text: string, language: string): number[] =>
  numberSpans(text.split(' '), language).map(({ value }) => value);

it('reads numbers as shops write them', () => {
  expect(['1.299,50', '1,299.50', '49.99', '2x', '1k', 'x3'].map(numberInDigits)).toEqual([
    1299.5, 1299.5, 49.99, 2, 1000, 3,
  ]);
  expect(numberInDigits('AB-204')).toBeUndefined();
});

it('reads numbers in words of five languages', () => {
  expect(values('half a dozen mugs', 'en')).toEqual([6]);
  expect(values('two hundred and fifty dollars', 'en')).toEqual([250]);
  expect(values('zwei und dreiundzwanzig', 'de')).toEqual([2, 23]);
  expect(values('media docena', 'es')).toEqual([6]);
  expect(values('duas meias', 'pt')).toEqual([2]);
  expect(values('vingt deux', 'fr')).toEqual([22]);
});
