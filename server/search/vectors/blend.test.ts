import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { engineOf, searchDocument, searchQuery } from '../../../test/fixtures/search-documents.ts';
import { InvalidCursorError } from '../search-types.ts';
import { type Blend, blendOf, likeness, type Meaning, raise } from './blend.ts';

const scores = fc.array(fc.integer({ min: 0, max: 400_000 }), { minLength: 1, maxLength: 600 });
const cosine = fc.double({ min: -1, max: 1, noNaN: true });
const base = fc.double({ min: -0.2, max: 0.95, noNaN: true });
const meaningOf = (cosines: readonly (number | undefined)[], from: number): Meaning => ({
  base: from,
  cosine: (id) => cosines[Number(id) % cosines.length],
});
const mixed = fc
  .tuple(scores, fc.array(fc.option(cosine, { nil: undefined }), { minLength: 1, maxLength: 50 }), base)
  .map(([all, cosines, from]) => {
    const meaning = meaningOf(cosines, from);
    const blend = blendOf(all, String, meaning);
    const total = (i: number): number =>
      blend ? all[i]! + raise(blend, all[i]!, () => meaning.cosine(String(i))) : all[i]!;
    return { all, blend, total, cosines, from };
  });

describe('the mix of words and meaning', () => {
  test('never lifts what is far behind by words over what is ahead', () => {
    fc.assert(
      fc.property(mixed, fc.nat(), fc.nat(), ({ all, total }, m, n) => {
        const [i, j] = [m % all.length, n % all.length];
        const best = Math.max(...all);
        // A ninth of the best score is what full likeness is worth.
        if (all[i]! - all[j]! > best / 9 + 1) expect(total(i)).toBeGreaterThan(total(j));
      }),
    );
  });

  test('adds nothing below zero, nothing above a ninth of the best, and whole numbers', () => {
    fc.assert(
      fc.property(mixed, ({ all, total }) => {
        const most = Math.round(Math.max(...all) / 9);
        for (const [i, score] of all.entries()) {
          const added = total(i) - score;
          expect(Number.isInteger(added) && added >= 0 && added <= most).toBe(true);
        }
      }),
    );
  });

  test('orders what is equal by words by meaning, and what is equal in meaning by words', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1000, max: 400_000 }), cosine, cosine, base, (score, a, b, from) => {
        const blend = blendOf([score, score], String, meaningOf([a, b], from))!;
        const [first, second] = [a, b].map((value) => raise(blend, score, () => value));
        if (likeness(a, from) > likeness(b, from) + 0.02) expect(first!).toBeGreaterThan(second!);
        if (a === b) expect(first).toBe(second);
        expect(score + raise(blend, score, () => a)).toBeGreaterThan(
          score - 1 + raise(blend, score - 1, () => a) - 1,
        );
      }),
    );
  });

  test('leaves what is behind the candidates behind them', () => {
    fc.assert(
      fc.property(mixed, ({ all, blend, total }) => {
        const [cut] = blend ?? [0];
        const inside = all.map((_, i) => i).filter((i) => all[i]! >= cut);
        const outside = all.map((_, i) => i).filter((i) => all[i]! < cut);
        const least = Math.min(...inside.map(total));
        for (const i of outside) expect(total(i)).toBeLessThan(least);
        expect(blend === undefined || inside.length >= Math.min(200, all.length)).toBe(true);
      }),
    );
  });

  test('does not depend on how large the scores are', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 100, max: 4000 }), { minLength: 2, maxLength: 20 }),
        fc.array(cosine, { minLength: 20, maxLength: 20 }),
        base,
        (small, cosines, from) => {
          const order = (factor: number): number[] => {
            const all = small.map((score) => score * factor);
            const blend = blendOf(all, String, meaningOf(cosines, from))!;
            return all.map((score, i) => (score + raise(blend, score, () => cosines[i])) / factor);
          };
          // As near as rounding to whole numbers lets them be.
          for (const [i, value] of order(100).entries())
            expect(Math.abs(value - order(900)[i]!)).toBeLessThan(0.03);
        },
      ),
    );
  });

  it('says nothing where no candidate has a vector, and takes the middle for one that has none', () => {
    expect(blendOf([5, 3], String, meaningOf([undefined], 0))).toBeUndefined();
    const blend = blendOf([900, 900, 900, 900], String, meaningOf([0.2, 0.4, 0.6, undefined], 0)) as Blend;
    expect(raise(blend, 900, () => undefined)).toBe(raise(blend, 900, () => 0.4));
  });

  it('asks about ties at the end of the candidates, but not about thousands of them', () => {
    const asked = (count: number): number => {
      let calls = 0;
      const cosine = (): number => {
        calls += 1;
        return 0.5;
      };
      blendOf(new Array<number>(count).fill(7), String, { base: 0, cosine });
      return calls;
    };
    expect([asked(150), asked(1900), asked(3000)]).toEqual([150, 1900, 0]);
  });
});

describe('a search with meaning', () => {
  const engine = engineOf(
    ...Array.from({ length: 30 }, (_, i) => searchDocument(`p${String(i).padStart(2, '0')}`, 'red mug')),
    searchDocument('exact', 'red mug', { brand: 'SKU1' }),
    searchDocument('other', 'green bowl'),
  );
  /** Later ids mean more. */
  const meaning: Meaning = { base: 0, cosine: (id) => Number(id.slice(1)) / 40 || 0 };
  const ask = (over: object) => engine.search(searchQuery({ text: 'mug', meaning, ...over }));

  it('orders ties by meaning, over all pages, and says how it did', () => {
    const ids: string[] = [];
    let cursor: string | undefined;
    do {
      const page = ask({ limit: 7, cursor });
      ids.push(...page.hits.map((hit) => hit.productId));
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    expect(ids.slice(0, 3)).toEqual(['p29', 'p28', 'p27']);
    expect(new Set(ids).size).toBe(31);
    const [first] = ask({ limit: 1 }).hits;
    const told = engine.explain(searchQuery({ text: 'mug', meaning }), 'p29')!;
    expect(told.meaning).toMatchObject({ cosine: 29 / 40 });
    expect(told.score).toBe(first!.score);
    expect(told.meaning!.score).toBeGreaterThan(0);
    expect(Math.abs(told.rest)).toBeLessThan(0.001);
  });

  it('goes on by words where the first page was by words, and ends where the meaning is lost', () => {
    const plain = ask({ limit: 7, meaning: undefined });
    const second = ask({ limit: 7, cursor: plain.nextCursor });
    expect(second.hits.map((hit) => hit.productId)).toEqual(
      ask({ limit: 7, meaning: undefined, cursor: plain.nextCursor }).hits.map((hit) => hit.productId),
    );
    const meant = ask({ limit: 7 });
    expect(() => ask({ limit: 7, meaning: undefined, cursor: meant.nextCursor })).toThrow(InvalidCursorError);
    const broken = JSON.parse(Buffer.from(meant.nextCursor!, 'base64url').toString()) as unknown[];
    for (const blend of [[1, 2, 3], ['a', 1, 2, 3], {}, [1, 2, 3, null]]) {
      const cursor = Buffer.from(JSON.stringify([...broken.slice(0, -1), blend])).toString('base64url');
      expect(() => ask({ limit: 7, cursor })).toThrow(InvalidCursorError);
    }
  });

  it('leaves other orders, identifiers and pins as they are', () => {
    const sorted = ask({ sort: 'newest', limit: 3 });
    expect(sorted.hits.map((hit) => hit.productId)).toEqual(
      ask({ sort: 'newest', limit: 3, meaning: undefined }).hits.map((hit) => hit.productId),
    );
    expect(ask({ text: 'p05-v', limit: 1 }).hits[0]?.productId).toBe('p05');
    engine.configure({
      pins: [{ query: 'mug', productIds: ['p03'] }],
      buries: [{ query: 'mug', productIds: ['p29'] }],
    });
    const moved = ask({ limit: 50 }).hits.map((hit) => hit.productId);
    expect([moved[0], moved[1], moved.at(-1)]).toEqual(['p03', 'p28', 'p29']);
    engine.configure({});
  });

  it('answers with what is near in meaning where words find nothing, within the filters, and says so', () => {
    const nearest = [
      { productId: 'gone', cosine: 0.9 },
      { productId: 'other', cosine: 0.8 },
      { productId: 'p01', cosine: 0.7 },
    ];
    const found = ask({ text: 'zzqxv', nearest, facets: ['brand'] });
    expect(found).toMatchObject({
      hits: [{ productId: 'other' }, { productId: 'p01' }],
      total: 2,
      relaxed: ['meaning'],
      facets: { brand: [] },
    });
    expect(found.nextCursor).toBeUndefined();
    expect(ask({ text: 'zzqxv', nearest, filters: { productIds: ['p01'] } }).hits).toHaveLength(1);
    expect(ask({ text: 'zzqxv under $5', nearest })).toMatchObject({
      relaxed: ['price', 'meaning'],
      total: 2,
    });
    expect(ask({ text: 'zzqxv', nearest, filters: { priceMax: 1 } }).total).toBe(0);
    expect(ask({ text: 'zzqxv', nearest, sort: 'price_asc' }).total).toBe(0);
    expect(ask({ text: 'mug', nearest }).relaxed).toBeUndefined();
  });
});
