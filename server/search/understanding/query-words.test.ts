import { describe, expect, test } from 'vitest';
import { fold } from '../analysis/fold.ts';
import { colorNames } from './colors.ts';
import { orderWords, stockWords } from './order-words.ts';
import { priceWords } from './price-words.ts';
import { queryKind } from './query-kind.ts';

const price = (text: string) => priceWords(fold(text));

describe('prices', () => {
  test.each([
    ['laptop under 50', { max: 50, rest: 'laptop' }],
    ['laptop under $1,299.50', { max: 1299.5, rest: 'laptop' }],
    ['Kopfhörer bis 100 Euro', { max: 100, rest: 'kopfhorer' }],
    ['Drucker unter 1.299,50 €', { max: 1299.5, rest: 'drucker' }],
    ['auriculares menos de 200', { max: 200, rest: 'auriculares' }],
    ['portátil por menos de 500 €', { max: 500, rest: 'portatil' }],
    ['fones até 200 reais', { max: 200, rest: 'fones' }],
    ['casque moins de 50€', { max: 50, rest: 'casque' }],
    ['laptop 50€ or less', { max: 50, rest: 'laptop' }],
    ['laptop mehr als 500', { min: 500, rest: 'laptop' }],
    ['ab 100 Euro Drucker', { min: 100, rest: 'drucker' }],
    ['laptop entre 300 y 500', { min: 300, max: 500, rest: 'laptop' }],
    ['between 100 and 200 euros laptop', { min: 100, max: 200, rest: 'laptop' }],
  ])('%s', (text, expected) => {
    expect(price(text)).toMatchObject(expected);
  });
  test.each([
    'monitor under 27 inch',
    'tv bis 55 Zoll',
    'cable from 5 to 10 m',
    'charger under 20 w',
    'power bank over 20000 mAh',
    'under armour shoes',
    'over ear headphones',
    'windows 10',
    'ab 18',
  ])('%s is none', (text) => {
    expect(price(text)?.currencies ?? price(text)?.max).toBeUndefined();
  });
  test('the currency is told', () => {
    expect(price('bis 100 Euro')?.currencies).toEqual(['EUR']);
    expect(price('under £20')?.currencies).toEqual(['GBP']);
    expect(price('laptop under 50')?.currencies).toBeUndefined();
  });
});

test.each([
  ['cheapest laptop', 'price_asc', 'laptop'],
  ['portátil más barato', 'price_asc', 'portatil'],
  ['o portátil mais barato', 'price_asc', 'o portatil'],
  ['günstigster Drucker', 'price_asc', 'drucker'],
  ['casque le moins cher', 'price_asc', 'casque'],
  ['most expensive tv', 'price_desc', 'tv'],
  ['neueste Kameras', 'newest', 'kameras'],
])('%s asks for %s', (text, sort, rest) => {
  expect(orderWords(fold(text))).toEqual({ sort, rest });
});

test('words for what is in stock', () => {
  for (const text of ['laptop in stock', 'laptop auf Lager', 'laptop disponible'])
    expect(stockWords(fold(text))).toBe('laptop');
  expect(stockWords('laptop')).toBeUndefined();
});

test('colours in all languages and inflections', () => {
  for (const word of ['black', 'negras', 'preto', 'schwarze', 'noire'])
    expect(colorNames(fold(word))?.[0]).toBe('black');
  for (const word of ['rote', 'rojas', 'vermelho', 'rouges']) expect(colorNames(word)?.[0]).toBe('red');
  expect(colorNames('laptop')).toBeUndefined();
});

describe('what a query looks for', () => {
  const heads = (text: string): string[] =>
    queryKind(fold(text).split(' ')).heads.map((concept) => concept.id);
  test.each([
    ['laptop', ['laptop']],
    ['laptop bag', ['bag']],
    ['charger for laptop', ['charger']],
    ['ordenador portátil', ['laptop']],
    ['altavoz portátil', ['speaker']],
    ['lampe de bureau', ['lamp']],
    ['desk lamp', ['lamp']],
    ['laptop with backpack', ['laptop']],
    ['xylophone', []],
  ])('%s: %j', (text, expected) => {
    expect(heads(text)).toEqual(expected);
  });
  test('a system asks for what it runs on', () => {
    expect(queryKind(['windows', '10']).implied.map((concept) => concept.id)).toEqual(['computer']);
    expect(queryKind(['windows', '10', 'laptop']).implied).toEqual([]);
    expect(queryKind(['windows']).implied).toEqual([]);
  });
});
