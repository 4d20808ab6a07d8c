import { describe, expect, test } from 'vitest';
import { fold, identifierKey } from './fold.ts';
import { germanKey, romanceKey, stem } from './stem.ts';
import { tokenize } from './tokens.ts';

const words = (text: string): string[] => tokenize(text).map((token) => token.text);
const wholes = (text: string): (string | undefined)[] => tokenize(text).map((token) => token.whole);

describe('fold', () => {
  test('takes case, accents and compatibility forms away', () => {
    expect(fold('Größe ÉCRAN ﬁlm Ａ４ Łódź')).toBe('grosse ecran film a4 lodz');
  });
  test('leaves marks that are letters', () => {
    expect(fold('ガス หูฟัง')).toBe('ガス หูฟัง');
  });
  test('does not turn a trade mark sign into letters', () => {
    expect(words('Core™2 Duo®')).toEqual(['core', '2', 'duo']);
  });
});

test('identifiers compare without case, blanks and dashes', () => {
  expect(identifierKey('AB-12 34_c')).toBe('ab1234c');
});

describe('stem', () => {
  test.each([
    ['laptops', 'laptop'],
    ['batteries', 'battery'],
    ['cases', 'case'],
    ['sizes', 'size'],
    ['buses', 'bus'],
    ['boxes', 'box'],
    ['watches', 'watch'],
    ['lenses', 'lens'],
    ['shelves', 'shelf'],
    ['mice', 'mouse'],
    ['tvs', 'tv'],
    ['shoes', 'shoe'],
    ['caches', 'cache'],
    ['monitores', 'monitor'],
    ['cameras', 'camera'],
    ['movies', 'movie'],
    ['mochilas', 'mochila'],
    ['cables', 'cable'],
  ])('%s is %s', (plural, singular) => {
    expect(stem(plural)).toBe(stem(singular));
  });
  test.each([
    ['printer', 'print'],
    ['gas', 'ga'],
    ['bus', 'bu'],
    ['tablet', 'table'],
    ['constructor', 'construct'],
  ])('%s is not %s', (one, other) => {
    expect(stem(one)).not.toBe(stem(other));
  });
  test('Spanish, Portuguese and French inflections share a key', () => {
    expect(romanceKey('negras')).toBe(romanceKey('negro'));
    expect(romanceKey('altavoces')).toBe(romanceKey('altavoz'));
    expect(romanceKey('botoes')).toBe(romanceKey('botao'));
    expect(romanceKey('blanche')).toBe(romanceKey('blanc'));
  });
  test('German inflections share a key', () => {
    expect(germanKey('bucher')).toBe(germanKey('buch'));
    expect(germanKey('schwarzes')).toBe(germanKey('schwarze'));
    expect(germanKey('taschen')).toBe(germanKey('tasche'));
  });
});

describe('tokenize', () => {
  test('gives the parts of a model number, each with the whole', () => {
    expect(words('HP dv7-1211ea')).toEqual(['hp', 'dv7', '1211ea']);
    expect(wholes('HP dv7-1211ea')).toEqual([undefined, 'dv71211ea', 'dv71211ea']);
  });
  test('treats a number and its unit alike, together or apart', () => {
    expect(tokenize('500GB')).toEqual(tokenize('500 GB'));
    expect(tokenize('17" screen')).toEqual(tokenize('17 inch screen'));
    expect(words('13-inch')).toEqual(['13', 'inch']);
    expect(words('13 pulgadas')).toEqual(['13', 'inch']);
  });
  test('keeps decimals and drops apostrophes', () => {
    expect(words("43.2 cm children's l'écran")).toEqual(['43.2', 'cm', 'children', 'l', 'ecran']);
  });
  test('gives pairs of characters for Chinese and Japanese', () => {
    expect(words('無線耳機 pro')).toEqual(['無線', '線耳', '耳機', 'pro']);
  });
  test('gives words longer than a pair beside their pairs', () => {
    expect(wholes('ワイヤレスマウス')).toContain('ワイヤレス');
    expect(words('イヤホン')).toEqual(['イヤ', 'ヤホ', 'ホン']);
  });
  test('cuts Thai into words', () => {
    expect(words('หูฟังไร้สาย')).toEqual(['หู', 'ฟัง', 'ไร้', 'สาย']);
  });
  test('survives what is not text', () => {
    expect(words('\u0000 \u202E 🎧 -- "" \uD800')).toEqual([]);
  });
});

describe('numbers', () => {
  test('points and commas of numbers with a unit are read, lists are not', () => {
    expect(wholes('20,000 mAh')).toEqual(['20000mah', '20000mah']);
    expect(wholes('15,6 Zoll')).toEqual(wholes('15.6"'));
    expect(words('100,200,400')).toEqual(['100', '200', '400']);
  });
  test('pieces in a box are no computers', () => {
    expect(words('6 pc(s)')).toEqual(['6', 'piece']);
    expect(words('10 pcs')).toEqual(['10', 'piece']);
    expect(words('gaming pc')).toEqual(['gaming', 'pc']);
  });
});
