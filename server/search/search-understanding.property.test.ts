import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  engineOf,
  searchDocument,
  searchQuery,
  searchVariant,
} from '../../test/fixtures/search-documents.ts';
import type { SearchDocument, SearchEngine, SearchQuery } from './search-engine.ts';

const THINGS = ['laptop', 'laptop bag', 'headphones', 'charger for laptop', 'desk lamp', 'camera'];
const BRANDS = ['Acme', 'Bolt & Co', 'Zeta'];
const COLORS = ['red', 'blue', 'black'];
const shape = fc.record({
  thing: fc.constantFrom(...THINGS),
  brand: fc.constantFrom(...BRANDS),
  variants: fc.array(
    fc.record({ color: fc.constantFrom(...COLORS), amount: fc.integer({ min: 100, max: 20_000 }) }),
    { minLength: 1, maxLength: 3 },
  ),
});
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

const build = (id: number, { thing, brand, variants }: Shape): SearchDocument =>
  searchDocument(`p${id}`, `${brand} ${thing}`, {
    brand,
    productType: { en: thing },
    variants: variants.map(({ color, amount }, i) =>
      searchVariant(`p${id}-v${i}`, { options: { color }, prices: [{ market: 'us', amount }] }),
    ),
  });
const catalogue = fc
  .array(shape, { minLength: 1, maxLength: 25 })
  .map((shapes) => shapes.map((s, i) => build(i, s)));

const limit = fc.integer({ min: 1, max: 250 });
const text = fc
  .record({
    brand: fc.option(fc.constantFrom(...BRANDS), { nil: '' }),
    color: fc.option(fc.constantFrom(...COLORS, 'rojo', 'schwarze'), { nil: '' }),
    thing: fc.constantFrom(...THINGS, 'portátil', 'Kopfhörer', 'casque'),
    price: fc.oneof(
      fc.constant(''),
      limit.map((n) => `under ${n}`),
      limit.map((n) => `bis ${n} USD`),
      limit.map((n) => `más de $${n}`),
    ),
    order: fc.constantFrom('', 'cheapest', 'más barato'),
  })
  .map(({ brand, color, thing, price, order }) =>
    [order, brand, color, thing, price].filter(Boolean).join(' '),
  );
const query = (over: Partial<SearchQuery>): SearchQuery => searchQuery({ currency: 'USD', ...over });

function pages(engine: SearchEngine, asked: SearchQuery, between: () => void = () => {}): string[] {
  const found: string[] = [];
  let cursor: string | undefined;
  do {
    const result = engine.search({ ...asked, cursor });
    found.push(...result.hits.map((hit) => hit.productId));
    cursor = result.nextCursor;
    between();
  } while (cursor !== undefined);
  return found;
}

test('what was understood and not relaxed holds for every hit, for one and the same variant', () => {
  fc.assert(
    fc.property(catalogue, text, (documents, words) => {
      const {
        hits,
        understood = {},
        relaxed = [],
      } = engineOf(...documents).search(query({ text: words, limit: 50 }));
      const inPrice = (amount: number): boolean =>
        relaxed.includes('price') ||
        (amount >= (understood.priceMin ?? 0) && amount <= (understood.priceMax ?? Number.POSITIVE_INFINITY));
      for (const { productId } of hits) {
        const document = documents.find((doc) => doc.productId === productId)!;
        const inColor = (color: string | undefined): boolean =>
          understood.color === undefined || relaxed.includes('color') || color === understood.color;
        expect(
          document.variants.some(
            ({ options, prices }) => inColor(options.color) && inPrice(prices[0]!.amount),
          ),
        ).toBe(true);
        if (understood.brand !== undefined && !relaxed.includes('brand'))
          expect(document.brand?.toLowerCase().replace(' & ', ' ')).toBe(understood.brand);
      }
    }),
    { numRuns: 200 },
  );
});

test('reading the text never loses what the words alone would find', () => {
  fc.assert(
    fc.property(catalogue, text, (documents, words) => {
      const engine = engineOf(...documents);
      const literal = engine.search(query({ text: words, literal: true }));
      if (literal.total > 0) expect(engine.search(query({ text: words })).total).toBeGreaterThan(0);
    }),
    { numRuns: 150 },
  );
});

test('a product is found by its brand and type', () => {
  fc.assert(
    fc.property(catalogue, (documents) => {
      const engine = engineOf(...documents);
      for (const { productId, brand, productType } of documents)
        expect(pages(engine, query({ text: `${brand} ${productType!.en}`, limit: 50 }))).toContain(productId);
    }),
    { numRuns: 60 },
  );
});

test('pages neither repeat nor drop what stays as it is while other products change', () => {
  const changes = fc.array(fc.record({ id: fc.integer({ min: 25, max: 60 }), next: fc.option(shape) }), {
    maxLength: 40,
  });
  fc.assert(
    fc.property(catalogue, text, fc.integer({ min: 1, max: 4 }), changes, (documents, words, size, list) => {
      const engine = engineOf(...documents);
      const stable = (found: string[]): string[] => found.filter((id) => Number(id.slice(1)) < 25);
      const before = stable(
        engine.search(query({ text: words, limit: 50 })).hits.map((hit) => hit.productId),
      );
      const queue = [...list];
      const during = pages(engine, query({ text: words, limit: size }), () => {
        for (const { id, next } of queue.splice(0, 5)) {
          if (next) engine.upsert([build(id, next)]);
          else engine.remove([`p${id}`]);
        }
      });
      expect(stable(during)).toEqual(before);
    }),
    { numRuns: 150 },
  );
});
