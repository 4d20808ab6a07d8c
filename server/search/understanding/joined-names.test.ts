import { expect, test } from 'vitest';
import { tokenize } from '../analysis/tokens.ts';
import { joinNames } from './joined-names.ts';

const joined = (text: string, known = (_stem: string) => true): string[] =>
  joinNames(tokenize(text), known).map((token) => token.text);

test('two words that name a thing only as one become one', () => {
  expect(joined('head phones')).toEqual(['headphones']);
  expect(joined('black key board')).toEqual(['black', 'keyboard']);
});

test('what is a name in two words, or what nobody sells, stays', () => {
  expect(joined('power bank')).toEqual(['power', 'bank']);
  expect(joined('head phones', () => false)).toEqual(['head', 'phones']);
  expect(joined('desk lamp')).toEqual(['desk', 'lamp']);
});
