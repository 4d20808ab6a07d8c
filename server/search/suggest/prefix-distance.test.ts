import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedDistance } from '../index/edit-distance.ts';
import { prefixDistance } from './prefix-distance.ts';

test.each([
  ['head', 'headphones', 0],
  ['hedph', 'headphones', 1],
  ['haed', 'headphones', 1],
  ['ehadph', 'headphones', 1],
  ['heaadph', 'headphones', 1],
  ['headphonesx', 'headphones', 1],
  ['hxxd', 'headphones', 2],
  ['xyz', 'headphones', 3],
  ['', 'headphones', 0],
])('%s is %i slips away from a start of %s', (typed, word, slips) => {
  expect(prefixDistance(typed, word, 2)).toBe(slips);
});

test('it is the distance to the nearest start', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 0, max: 3 }), (typed, other, limit) => {
      const starts = Array.from({ length: other.length + 1 }, (_, i) => other.slice(0, i));
      const nearest = Math.min(...starts.map((start) => boundedDistance(typed, start, limit)));
      expect(prefixDistance(typed, other, limit)).toBe(Math.min(nearest, limit + 1));
    }),
  );
});
