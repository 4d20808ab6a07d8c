import { expect, test } from 'vitest';
import { tokenize } from '../analysis/tokens.ts';
import { isUnitOf, sameQuantities, unitOf } from './measures.ts';

test('a number knows its unit, a model number has none', () => {
  const [number, unit] = tokenize('13-inch');
  expect(unitOf(number!)).toBe('inch');
  expect(isUnitOf(number, unit!)).toBe(true);
  expect(tokenize('dv7-1211ea 13').map(unitOf)).toEqual([undefined, undefined, undefined]);
});

test.each([
  ['2', 'tb', '2000gb'],
  ['1000', 'gb', '1tb'],
  ['512', 'mb', '0.5gb'],
  ['1.5', 'm', '150cm'],
  ['13', 'inch', '13.3inch'],
  ['13.3', 'inch', '13inch'],
  ['13.3', 'inch', '33.8cm'],
])('%s %s is %s', (number, unit, same) => {
  expect(sameQuantities(number, unit)).toContain(same);
});
