import fc from 'fast-check';
import { expect, test } from 'vitest';
import { boundedDistance } from './edit-distance.ts';

/** The textbook matrix, without bounds. */
function reference(a: string, b: string): number {
  const d = Array.from({ length: a.length + 1 }, (_, i) =>
    Array.from({ length: b.length + 1 }, (_, j) => (i === 0 ? j : j === 0 ? i : 0)),
  );
  for (let i = 1; i <= a.length; i += 1) {
    for (let j = 1; j <= b.length; j += 1) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      d[i]![j] = Math.min(d[i - 1]![j]! + 1, d[i]![j - 1]! + 1, d[i - 1]![j - 1]! + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        d[i]![j] = Math.min(d[i]![j]!, d[i - 2]![j - 2]! + 1);
    }
  }
  return d[a.length]![b.length]!;
}

test('a swap of neighbours is one slip', () => {
  expect(boundedDistance('latpop', 'laptop', 2)).toBe(1);
  expect(boundedDistance('haedphnes', 'headphones', 2)).toBe(2);
});

test('agrees with the unbounded distance up to the limit', () => {
  const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });
  fc.assert(
    fc.property(word, word, fc.integer({ min: 1, max: 3 }), (a, b, limit) => {
      expect(boundedDistance(a, b, limit)).toBe(Math.min(reference(a, b), limit + 1));
    }),
    { numRuns: 500 },
  );
});
