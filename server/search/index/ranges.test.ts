import fc from 'fast-check';
import { expect, test } from 'vitest';
import { packRanges, Ranges } from './ranges.ts';

test('each range starts where the one before ends', () => {
  const size = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 250, max: 70_000 }));
  fc.assert(
    fc.property(fc.array(size, { maxLength: 100 }), (sizes) => {
      const ranges = new Ranges(packRanges(Uint32Array.from(sizes)));
      let at = 0;
      for (const [i, expected] of sizes.entries()) {
        expect([ranges.start(i), ranges.size(i)]).toEqual([at, expected]);
        at += expected;
      }
      expect([ranges.count, ranges.total]).toEqual([sizes.length, at]);
    }),
  );
});
