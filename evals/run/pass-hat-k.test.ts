import fc from 'fast-check';
import { expect, test } from 'vitest';
import { passHatK } from './pass-hat-k.ts';
import { upperBound } from './summary.ts';

const choose = (n: number, k: number): number => (k > n ? 0 : k === 0 ? 1 : (choose(n - 1, k - 1) * n) / k);

test('is C(c,k)/C(n,k), averaged over the cases', () => {
  const tally = fc
    .integer({ min: 1, max: 12 })
    .chain((total) => fc.record({ total: fc.constant(total), passed: fc.integer({ min: 0, max: total }) }));
  fc.assert(
    fc.property(fc.array(tally, { minLength: 1 }), fc.integer({ min: 1, max: 12 }), (cases, k) => {
      const able = cases.filter(({ total }) => total >= k);
      const expected =
        able.length === 0
          ? 1
          : able.reduce((sum, { total, passed }) => sum + choose(passed, k) / choose(total, k), 0) /
            able.length;
      expect(passHatK(cases, k)).toBeCloseTo(expected, 10);
    }),
  );
});

test('falls with k, and is the pass rate for k = 1', () => {
  const cases = [
    { total: 4, passed: 3 },
    { total: 4, passed: 4 },
  ];
  const shares = [1, 2, 3, 4].map((k) => passHatK(cases, k));
  expect(shares).toEqual([0.875, 0.75, 0.625, 0.5]);
});

test('bounds a rate by the rule of three where nothing was seen, by Wilson where something was', () => {
  expect(upperBound(0, 300)).toBe(0.01);
  expect(upperBound(0, 1)).toBe(1);
  expect(upperBound(0, 0)).toBeUndefined();
  expect(upperBound(5, 100)).toBeCloseTo(0.1118, 3);
});
