import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  engineOf,
  pages,
  searchDocument,
  searchQuery,
  searchVariant,
} from '../../test/fixtures/search-documents.ts';
import type { SearchDocument, SearchFilters, SearchSort } from './search-engine.ts';

const TYPES = [
  'Laptop',
  'Laptop bag',
  'Coffee maker',
  'Running shoes',
  'Monitor arm',
  'Kopfhörer',
  'Lámpara',
];
const WORDS = [
  'Pro',
  'X200',
  'dv7-1211ea',
  '13.3"',
  '500 GB',
  'black',
  'Ultra',
  'for',
  'head phones',
  'Mini',
  '2-pack',
  'e-reader',
];
const shape = fc.record({
  type: fc.constantFrom(...TYPES),
  /** Some titles say what the thing is, some leave it to the type. */
  named: fc.boolean(),
  words: fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }),
  brand: fc.constantFrom('Acme', 'Bolt & Co', 'Zeta'),
  tag: fc.constantFrom('new', 'sale'),
  category: fc.constantFrom('a', 'a1', 'b'),
  variants: fc.array(
    fc.record({
      color: fc.constantFrom('red', 'blue'),
      amount: fc.integer({ min: 0, max: 40 }),
      trade: fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined }),
      available: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

const build = (id: number, s: Shape): SearchDocument =>
  searchDocument(`p${id}`, [...s.words, ...(s.named ? [s.type] : [])].join(' '), {
    brand: s.brand,
    productType: { en: s.type },
    tags: [s.tag],
    categories: [{ id: s.category, title: { en: `Category ${s.category}` } }],
    createdAt: id % 3,
    variants: s.variants.map(({ color, amount, trade, available }, i) =>
      searchVariant(`p${id}-v${i}`, {
        sku: `AB-${id}/${i}`,
        gtin: String(4_000_000_000_000 + id * 10 + i),
        options: { color },
        prices: [
          { market: 'us', amount },
          ...(trade === undefined ? [] : [{ market: 'us', amount: trade, customerGroup: 'trade' }]),
        ],
        available,
      }),
    ),
  });
const catalogue = fc
  .array(shape, { minLength: 1, maxLength: 25 })
  .map((shapes) => shapes.map((s, i) => build(i, s)));

describe('a product is found', () => {
  test('by its title, whole or in any order, and by brand and type, whether or not the title says the type', () => {
    fc.assert(
      fc.property(catalogue, fc.infiniteStream(fc.nat()), (documents, order) => {
        const engine = engineOf(...documents);
        for (const { productId, title, brand, productType } of documents) {
          const own = title.en!;
          const mixed = own
            .split(' ')
            .map((word) => [word, order.next().value] as const)
            .sort((a, b) => a[1] - b[1])
            .map(([word]) => word);
          for (const text of [
            own,
            mixed.join(' '),
            `${brand} ${productType!.en}`,
            `${productType!.en} ${brand}`,
          ])
            expect(pages(engine, searchQuery({ text, literal: true, limit: 50 })), text).toContain(productId);
        }
      }),
      { numRuns: 60 },
    );
  });
  test('first by its SKU, however it is written, by GTIN and by id', () => {
    fc.assert(
      fc.property(catalogue, (documents) => {
        const engine = engineOf(...documents);
        for (const { productId, variants } of documents) {
          expect(engine.search(searchQuery({ text: productId })).hits[0]?.productId).toBe(productId);
          for (const { id, sku, gtin } of variants)
            for (const text of [sku!, sku!.toLowerCase().replaceAll(/[-/]/g, ' '), gtin!])
              expect(engine.search(searchQuery({ text })).hits[0]).toMatchObject({
                productId,
                matchedVariantId: id,
              });
        }
      }),
      { numRuns: 40 },
    );
  });
});

const text = fc.option(
  fc
    .array(
      fc.constantFrom(
        ...WORDS,
        ...TYPES,
        'Acme',
        'notebook',
        'auriculares',
        'kopfhoerer',
        'latpop',
        'cheapest',
      ),
      {
        minLength: 1,
        maxLength: 4,
      },
    )
    .map((words) => words.join(' ')),
  { nil: undefined },
);
const some = <T>(...values: [T, ...T[]]): fc.Arbitrary<T[] | undefined> =>
  fc.option(fc.subarray(values, { minLength: 1 }), { nil: undefined });
const amount = fc.option(fc.integer({ min: 0, max: 40 }), { nil: undefined });
const filters: fc.Arbitrary<SearchFilters> = fc.record({
  priceMin: amount,
  priceMax: amount,
  inStock: fc.option(fc.boolean(), { nil: undefined }),
  categories: some('a', 'b'),
  brands: some('ACME', 'bolt & co'),
  productTypes: some('laptop', 'kopfhorer'),
  tags: some('new', 'sale'),
  attributes: fc.option(fc.record({ color: fc.subarray(['red', 'blue'], { minLength: 1 }) }), {
    nil: undefined,
  }),
  productIds: some('p0', 'p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'),
});
const groups = fc.constantFrom<string[]>([], ['trade']);
const fold = (value: string): string => value.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Whether the product may be shown: said again, without the engine. */
function fulfils(document: SearchDocument, f: SearchFilters, customerGroups: readonly string[]): boolean {
  const anyOf = (wanted: readonly string[] | undefined, own: readonly string[]): boolean =>
    !wanted || own.some((value) => wanted.some((other) => fold(other) === fold(value)));
  const categories = f.categories?.flatMap((id) => (id === 'a' ? ['a', 'a1'] : [id]));
  return (
    anyOf(f.brands, [document.brand!]) &&
    anyOf(f.productTypes, [document.productType!.en!]) &&
    anyOf(f.tags, document.tags) &&
    anyOf(f.productIds, [document.productId]) &&
    anyOf(
      categories,
      document.categories.map((category) => category.id),
    ) &&
    document.variants.some(({ prices, available, options }) => {
      const seen = prices.filter(
        (price) => !price.customerGroup || customerGroups.includes(price.customerGroup),
      );
      const lowest = Math.min(...seen.map((price) => price.amount));
      return (
        lowest >= (f.priceMin ?? 0) &&
        lowest <= (f.priceMax ?? Number.POSITIVE_INFINITY) &&
        (f.inStock !== true || available > 0) &&
        (f.attributes?.color === undefined || f.attributes.color.includes(options.color!))
      );
    })
  );
}

test('filters never leak: whatever the words, the order and what was read out of them, on every page', () => {
  fc.assert(
    fc.property(
      catalogue,
      filters,
      text,
      groups,
      fc.constantFrom<SearchSort>('relevance', 'price_asc', 'price_desc', 'newest'),
      fc.integer({ min: 1, max: 6 }),
      fc.boolean(),
      (documents, f, words, customerGroups, sort, limit, merged) => {
        const engine = engineOf(...documents);
        if (merged) engine.merge();
        const query = searchQuery({
          text: words,
          filters: f,
          sort,
          limit,
          customerGroups,
          categoryDescendants: (id) => (id === 'a' ? ['a1'] : []),
        });
        const found = pages(engine, query);
        const allowed = documents.filter((document) => fulfils(document, f, customerGroups));
        expect(allowed.map((document) => document.productId)).toEqual(expect.arrayContaining(found));
        expect(new Set(found).size).toBe(found.length);
        if (words === undefined) expect(found.length).toBe(allowed.length);
      },
    ),
    { numRuns: 300 },
  );
});

test('a cursor neither repeats nor drops what stays, while others come, change and go and the index is merged', () => {
  const step = fc.record({
    id: fc.integer({ min: 25, max: 60 }),
    next: fc.option(shape),
    merge: fc.boolean(),
  });
  fc.assert(
    fc.property(
      catalogue,
      text,
      fc.integer({ min: 1, max: 4 }),
      fc.array(step, { maxLength: 50 }),
      (documents, words, limit, steps) => {
        const engine = engineOf(...documents);
        const stays = (found: readonly string[]): string[] => found.filter((id) => Number(id.slice(1)) < 25);
        const query = searchQuery({ text: words, limit });
        const before = stays(engine.search({ ...query, limit: 50 }).hits.map((hit) => hit.productId));
        const queue = [...steps];
        const during = pages(engine, query, () => {
          for (const { id, next, merge } of queue.splice(0, 5)) {
            if (next) engine.upsert([build(id, next)]);
            else engine.remove([`p${id}`]);
            if (merge) engine.merge();
          }
        });
        expect(stays(during)).toEqual(before);
      },
    ),
    { numRuns: 150 },
  );
});
