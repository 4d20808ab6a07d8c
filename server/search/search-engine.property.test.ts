import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { pages, searchDocument, searchQuery, searchVariant } from '../../test/fixtures/search-documents.ts';
import { type SearchDocument, SearchEngine, type SearchSort } from './search-engine.ts';

const word = fc.constantFrom(
  'laptop',
  'Bag',
  'sleeve',
  'négro',
  'WiFi',
  'wi-fi',
  'dv7-1211ea',
  '500GB',
  '17"',
  'for',
  'the',
  'Größe',
  'tv',
  'usb-c',
  'batteries',
  'battery',
  '無線耳機',
  'x',
  '802.11b',
  'printer',
  "children's",
);
const title = fc.array(word, { minLength: 1, maxLength: 6 }).map((words) => words.join(' '));
const color = fc.constantFrom('red', 'blue', 'green');
const variants = fc.array(
  fc.record({ color, amount: fc.integer({ min: 0, max: 50 }), available: fc.integer({ min: 0, max: 1 }) }),
  { minLength: 1, maxLength: 3 },
);
const shape = fc.record({
  title,
  variants,
  brand: fc.constantFrom('Acme', 'Bolt', undefined),
  createdAt: fc.integer({ min: 0, max: 3 }),
});

const build = (id: number, s: typeof shape extends fc.Arbitrary<infer T> ? T : never): SearchDocument =>
  searchDocument(`p${id}`, s.title, {
    brand: s.brand,
    createdAt: s.createdAt,
    variants: s.variants.map((v, j) =>
      searchVariant(`p${id}-v${j}`, {
        sku: `SKU-${id}-${j}`,
        options: { color: v.color },
        prices: [{ market: 'us', amount: v.amount }],
        available: v.available,
      }),
    ),
  });
const catalogue = fc
  .array(shape, { minLength: 1, maxLength: 30 })
  .map((shapes) => shapes.map((s, i) => build(i, s)));
const sort = fc.constantFrom<SearchSort>('relevance', 'price_asc', 'price_desc', 'newest');
const text = fc.option(title, { nil: undefined });

function engineOf(documents: SearchDocument[]): SearchEngine {
  const engine = new SearchEngine();
  engine.upsert(documents);
  return engine;
}

describe('every product', () => {
  test('is found by its own title and by brand and title', () => {
    fc.assert(
      fc.property(catalogue, (documents) => {
        const engine = engineOf(documents);
        for (const { productId, title: own, brand } of documents) {
          expect(pages(engine, searchQuery({ text: own.en, limit: 50 }))).toContain(productId);
          expect(pages(engine, searchQuery({ text: `${brand ?? ''} ${own.en}`, limit: 50 }))).toContain(
            productId,
          );
        }
      }),
      { numRuns: 60 },
    );
  });
  test('comes first by the SKU of each variant', () => {
    fc.assert(
      fc.property(catalogue, (documents) => {
        const engine = engineOf(documents);
        for (const { productId, variants: own } of documents) {
          for (const { id, sku } of own) {
            expect(engine.search(searchQuery({ text: sku })).hits[0]).toMatchObject({
              productId,
              matchedVariantId: id,
            });
          }
        }
      }),
      { numRuns: 60 },
    );
  });
});

test('filters never leak, never lose, and name a variant that fulfils them', () => {
  const filters = fc.record({
    priceMin: fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }),
    priceMax: fc.option(fc.integer({ min: 0, max: 50 }), { nil: undefined }),
    inStock: fc.option(fc.boolean(), { nil: undefined }),
    brands: fc.option(fc.subarray(['acme', 'BOLT'], { minLength: 1 }), { nil: undefined }),
    attributes: fc.option(fc.record({ Color: fc.array(color, { minLength: 1, maxLength: 2 }) }), {
      nil: undefined,
    }),
  });
  fc.assert(
    fc.property(catalogue, filters, sort, (documents, f, order) => {
      const engine = engineOf(documents);
      const fulfilling = (document: SearchDocument) =>
        document.variants.filter(
          ({ prices, available, options }) =>
            prices[0]!.amount >= (f.priceMin ?? 0) &&
            prices[0]!.amount <= (f.priceMax ?? 50) &&
            (f.inStock !== true || available > 0) &&
            (!f.attributes || f.attributes.Color.some((value) => value === options.color)),
        );
      const expected = documents.filter(
        (document) =>
          fulfilling(document).length > 0 &&
          (f.brands?.some((brand) => brand.toLowerCase() === document.brand?.toLowerCase()) ?? true),
      );
      const result = engine.search(searchQuery({ filters: f, sort: order, limit: 50 }));
      expect(result.hits.map((hit) => hit.productId).sort()).toEqual(expected.map((d) => d.productId).sort());
      expect(result.total).toBe(expected.length);
      for (const hit of result.hits) {
        if (hit.matchedVariantId === undefined) continue;
        const document = documents.find((d) => d.productId === hit.productId)!;
        expect(fulfilling(document).map((v) => v.id)).toContain(hit.matchedVariantId);
      }
    }),
    { numRuns: 200 },
  );
});

describe('pages', () => {
  test('hold every product found exactly once, in the order of one large page', () => {
    fc.assert(
      fc.property(catalogue, text, sort, fc.integer({ min: 1, max: 7 }), (documents, words, order, limit) => {
        const engine = engineOf(documents);
        const query = searchQuery({ text: words, sort: order, limit });
        const whole = engine.search({ ...query, limit: 50 });
        expect(pages(engine, query)).toEqual(whole.hits.map((hit) => hit.productId));
        expect(whole.total).toBe(whole.hits.length);
      }),
      { numRuns: 150 },
    );
  });
  test('neither repeat nor drop what stays as it is while other products come, change and go', () => {
    const changes = fc.array(fc.record({ id: fc.integer({ min: 20, max: 60 }), next: fc.option(shape) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(
        catalogue,
        text,
        sort,
        fc.integer({ min: 1, max: 5 }),
        changes,
        (documents, words, order, limit, list) => {
          const engine = engineOf(documents);
          const query = searchQuery({ text: words, sort: order, limit });
          const stable = (found: string[]) => found.filter((id) => Number(id.slice(1)) < 20);
          const before = stable(engine.search({ ...query, limit: 50 }).hits.map((hit) => hit.productId));
          const queue = [...list];
          const during = pages(engine, query, () => {
            for (const { id, next } of queue.splice(0, 6)) {
              if (next) engine.upsert([build(id, next)]);
              else engine.remove([`p${id}`]);
            }
          });
          expect(stable(during)).toEqual(before);
        },
      ),
      { numRuns: 200 },
    );
  });
});

test('an index that was changed answers as one that was built anew', () => {
  const step = fc.record({ id: fc.integer({ min: 0, max: 15 }), next: fc.option(shape) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 400 }), text, sort, (steps, words, order) => {
      const changed = new SearchEngine();
      const documents = new Map<string, SearchDocument>();
      for (const { id, next } of steps) {
        if (next) {
          const document = build(id, next);
          changed.upsert([document]);
          documents.set(document.productId, document);
        } else {
          changed.remove([`p${id}`]);
          documents.delete(`p${id}`);
        }
      }
      const query = searchQuery({ text: words, sort: order, limit: 50, facets: ['brand', 'color', 'price'] });
      const one = changed.search(query);
      const other = engineOf([...documents.values()]).search(query);
      expect(one.hits.map((hit) => hit.productId).sort()).toEqual(
        other.hits.map((hit) => hit.productId).sort(),
      );
      expect(one.facets).toEqual(other.facets);
    }),
    { numRuns: 60 },
  );
});
