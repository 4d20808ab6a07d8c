import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantised } from './quantised.ts';
import { VectorTable } from './vector-table.ts';

const vector = fc
  .array(fc.float({ min: -1, max: 1, noNaN: true }), { minLength: 16, maxLength: 16 })
  .filter((parts) => Math.hypot(...parts) > 0.1);
const cosine = (a: readonly number[], b: readonly number[]): number =>
  a.reduce((sum, part, i) => sum + part * b[i]!, 0) / (Math.hypot(...a) * Math.hypot(...b));
const turn = async (): Promise<void> => {};

describe('the table of vectors', () => {
  it('gives cosines as they were, but for two hundredths', () => {
    fc.assert(
      fc.property(vector, vector, (a, b) => {
        const table = new VectorTable(16);
        table.set('a', '', quantised(a));
        expect(Math.abs(table.cosine(quantised(b), 'a')! - cosine(a, b))).toBeLessThan(0.02);
      }),
    );
  });

  it('finds the nearest, as comparing with every one does, whatever was replaced and removed', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.option(vector, { nil: undefined })), {
          maxLength: 60,
        }),
        vector,
        async (changes, query) => {
          const table = new VectorTable(16);
          const plain = new Map<string, readonly number[]>();
          for (const [n, parts] of changes) {
            const id = `p${n}`;
            if (parts) {
              table.set(id, id, quantised(parts));
              plain.set(id, parts);
            } else {
              expect(table.delete(id)).toBe(plain.delete(id));
            }
          }
          expect([...table.ids()].sort()).toEqual([...plain.keys()].sort());
          const asked = quantised(query);
          const expected = [...plain.keys()]
            .map((id) => table.cosine(asked, id)!)
            .sort((a, b) => b - a)
            .slice(0, 5);
          const near = await table.nearest(asked, 5, turn);
          expect(near.map((one) => one.cosine)).toEqual(expected);
          for (const one of near) expect(table.cosine(asked, one.productId)).toBe(one.cosine);
        },
      ),
      { numRuns: 50 },
    );
  });

  it('holds more than one block, and lets others work in between', async () => {
    const table = new VectorTable(2);
    for (let i = 0; i < 9000; i += 1) table.set(`p${i}`, '', Int8Array.of(i % 100, 100 - (i % 100)));
    let turns = 0;
    const near = await table.nearest(Int8Array.of(1, 0), 3, async () => {
      turns += 1;
    });
    expect(near.map((one) => one.productId)).toEqual(['p99', 'p199', 'p299']);
    expect(turns).toBe(3);
  });

  it('knows how alike a query is to what it has nothing to do with', () => {
    const table = new VectorTable(16);
    // All share one direction, as the vectors of many models do.
    for (let i = 0; i < 400; i += 1)
      table.set(
        `p${i}`,
        '',
        quantised(Array.from({ length: 16 }, (_, j) => (j === 0 ? 3 : Math.sin(i * 17 + j * j)))),
      );
    const shared = quantised([1, ...new Array<number>(15).fill(0)]);
    const mean = [...table.ids()].reduce((sum, id) => sum + table.cosine(shared, id)!, 0) / 400;
    expect(table.baseOf(shared)).toBeGreaterThan(0.5);
    expect(Math.abs(table.baseOf(shared) - mean)).toBeLessThan(0.02);
    expect(new VectorTable(16).baseOf(shared)).toBe(0);
  });

  it.each([[[0, 0]], [[Number.NaN, 1]], [[Number.POSITIVE_INFINITY, 1]]])(
    'takes no vector without a direction: %s',
    (parts) => {
      expect(() => quantised(parts)).toThrow(RangeError);
    },
  );
});
