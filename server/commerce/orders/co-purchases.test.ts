import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CoPurchases } from './co-purchases.ts';

const of = (...baskets: string[]): CoPurchases => {
  const counts = new CoPurchases();
  for (const [i, products] of baskets.entries()) counts.put(`o${i}`, products.split(''));
  return counts;
};
const pairs = (counts: CoPurchases, product: string, least = 1): string =>
  counts
    .with(product, least)
    .map(({ productId, orders }) => `${productId}${orders}`)
    .join(' ');

test('counts the orders that have both, each once', () => {
  const counts = of('ab', 'ab', 'aab', 'ac', 'a', 'bc');
  expect(pairs(counts, 'a')).toBe('b3 c1');
  expect(pairs(counts, 'b')).toBe('a3 c1');
  expect(pairs(counts, 'x')).toBe('');
});

test('leaves out what too few orders have', () => {
  expect(pairs(of('ab', 'ab', 'ab', 'ac', 'ac'), 'a', 3)).toBe('b3');
});

test('what goes with everything stands behind what goes with this', () => {
  const counts = of('ab', 'ab', 'ab', 'az', 'az', 'az', 'cz', 'dz', 'ez', 'fz', 'gz');
  expect(pairs(counts, 'a')).toBe('b3 z3');
});

test('an order that changes counts as it is now, and not at all when nothing is left of it', () => {
  const counts = of('abc', 'ab');
  counts.put('o0', ['a', 'c']);
  expect(pairs(counts, 'a')).toBe('b1 c1');
  counts.put('o1', ['a']);
  counts.put('o0', []);
  expect(pairs(counts, 'a')).toBe('');
  expect(counts.size).toBe(0);
});

test('orders of very many products say nothing', () => {
  const counts = new CoPurchases();
  counts.put(
    'wholesale',
    Array.from({ length: 26 }, (_, i) => `p${i}`),
  );
  expect(counts.with('p1', 1)).toEqual([]);
});

test('beyond its room it forgets what was put first', () => {
  const counts = new CoPurchases(2);
  for (const [i, basket] of ['ab', 'ac', 'ad'].entries()) counts.put(`o${i}`, basket.split(''));
  expect(pairs(counts, 'a')).toBe('c1 d1');
});

test('however orders come and change, it counts as if it had seen the last of each alone', () => {
  const basket = fc.array(fc.constantFrom('a', 'b', 'c', 'd', 'e'), { maxLength: 6 });
  const writes = fc.array(fc.tuple(fc.constantFrom('o1', 'o2', 'o3', 'o4'), basket), { maxLength: 30 });
  fc.assert(
    fc.property(writes, (list) => {
      const counts = new CoPurchases();
      for (const [id, products] of list) counts.put(id, products);
      const last = [...new Map(list).values()].map((products) => new Set<string>(products));
      for (const product of 'abcde') {
        const expected = [...'abcde']
          .filter((other) => other !== product)
          .map((other) => [other, last.filter((own) => own.has(product) && own.has(other)).length] as const)
          .filter(([, orders]) => orders > 0);
        const found = counts.with(product, 1).map(({ productId, orders }) => [productId, orders] as const);
        expect(new Map(found)).toEqual(new Map(expected));
      }
    }),
  );
});
