import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { mulberry32 } from '../../../../test/fixtures/mulberry32.ts';
import { INTENT_NAMES } from '../intent-names.ts';
import { readPatterns, turnOf } from './patterns.ts';

const folder = new URL('../patterns/', import.meta.url);
const languages = readdirSync(folder).map((name) => name.replace('.txt', ''));

it.each(languages)('makes a turn of every pattern in %s, whose entities stand in its text', (language) => {
  const { patterns, lists } = readPatterns(readFileSync(new URL(`${language}.txt`, folder), 'utf8'));
  const random = mulberry32(7);
  for (const pattern of patterns) {
    const turn = turnOf(pattern, lists, language, random);
    expect(turn.text).not.toMatch(/[{}()|]|undefined|\$[a-z]/);
    for (const intent of turn.intents) expect(INTENT_NAMES).toContain(intent);
    for (const value of Object.values(turn.entities).flat())
      if (typeof value === 'string') expect(turn.text).toContain(value);
  }
});

it('fills choices, lists and places', () => {
  const { patterns, lists } = readPatterns(
    '$product = tent\n$quantity = two\n# add_to_cart @product_shown\n(add|put) {quantity} {product}( now|)',
  );
  const turn = turnOf(patterns[0]!, lists, 'en', () => 0);
  expect(turn).toEqual({
    text: 'add two tent now',
    lang: 'en',
    asked: 'product_shown',
    intents: ['add_to_cart'],
    entities: { quantity: [2], product: ['tent'] },
    scope: 'in',
  });
});
