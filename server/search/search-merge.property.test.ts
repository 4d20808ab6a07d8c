import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { searchDocument, searchQuery, searchVariant } from '../../test/fixtures/search-documents.ts';
import type { MergeJob, MergeOutcome } from './index/background-merge.ts';
import { mergeIndex } from './index/merge.ts';
import { type SearchDocument, SearchEngine, type SearchQuery, type SearchSort } from './search-engine.ts';

const word = fc.constantFrom(
  ...['laptop', 'laptops', 'latpop', 'bag', 'sleeve', 'négro', 'wi-fi', 'dv7-1211ea', '500GB', 'tv', 'usb-c'],
  ...[
    'battery',
    'printer',
    'lamp',
    'lamps',
    'lapm',
    'desk',
    'deskjet',
    '無線耳機',
    'prin',
    'la',
    'de',
    'sleave',
  ],
);
const words = fc.array(word, { minLength: 1, maxLength: 6 }).map((list) => list.join(' '));
const shape = fc.record({
  title: words,
  brand: fc.constantFrom('Acme', 'Bolt', undefined),
  createdAt: fc.integer({ min: 0, max: 3 }),
  variants: fc.array(
    fc.record({
      color: fc.constantFrom('red', 'blue', 'green'),
      amount: fc.constantFrom(0, 5, 900, 2 ** 33 + 1),
      group: fc.constantFrom(undefined, 'trade'),
      available: fc.integer({ min: 0, max: 1 }),
    }),
    { minLength: 1, maxLength: 3 },
  ),
});
type Shape = typeof shape extends fc.Arbitrary<infer T> ? T : never;

const build = (id: number, s: Shape): SearchDocument =>
  searchDocument(`p${id}`, s.title, {
    brand: s.brand,
    createdAt: s.createdAt,
    tags: [`tag${id % 3}`],
    variants: s.variants.map((v, i) =>
      searchVariant(`p${id}-v${i}`, {
        // Shared between products now and then.
        sku: `SKU-${id % 7}-${i}`,
        options: { color: v.color },
        prices: [
          { market: 'us', amount: v.amount },
          ...(v.group ? [{ market: 'us', amount: v.amount >> 1, customerGroup: v.group }] : []),
        ],
        available: v.available,
      }),
    ),
  });

type Step =
  | { kind: 'put'; id: number; shape: Shape }
  | { kind: 'remove'; id: number }
  | { kind: 'stock'; id: number; available: number }
  | { kind: 'merge' };
const id = fc.integer({ min: 0, max: 24 });
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('put' as const), id, shape }) },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('remove' as const), id }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('stock' as const),
      id,
      available: fc.integer({ min: 0, max: 1 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const) }) },
);
const query: fc.Arbitrary<SearchQuery> = fc
  .record({
    text: fc.option(words, { nil: undefined }),
    sort: fc.constantFrom<SearchSort>('relevance', 'price_asc', 'price_desc', 'newest'),
    customerGroups: fc.constantFrom([], ['trade']),
    limit: fc.constantFrom(3, 50),
    filters: fc.constantFrom<SearchQuery['filters']>(
      {},
      { priceMin: 1, priceMax: 2 ** 33 },
      { inStock: true, attributes: { color: ['red', 'green'] } },
      { brands: ['acme'] },
      { tags: ['tag1', 'tag2'] },
      { productIds: ['p1', 'p2', 'p3'] },
    ),
  })
  .map((parts) => searchQuery({ ...parts, facets: ['brand', 'color', 'price'] }));

/** Applies a step to the engine, and to the documents that it should hold. */
function apply(
  engine: SearchEngine,
  documents: Map<string, SearchDocument>,
  s: Exclude<Step, { kind: 'merge' }>,
): void {
  const key = `p${s.id}`;
  const known = documents.get(key);
  if (s.kind === 'put') {
    const document = build(s.id, s.shape);
    engine.upsert([document]);
    documents.set(key, document);
  } else if (s.kind === 'remove') {
    engine.remove([key]);
    documents.delete(key);
  } else {
    expect(engine.setAvailability(`${key}-v0`, s.available)).toBe(known !== undefined);
    if (!known) return;
    const [first, ...rest] = known.variants;
    documents.set(key, { ...known, variants: [{ ...first!, available: s.available }, ...rest] });
  }
}

function fresh(documents: ReadonlyMap<string, SearchDocument>): SearchEngine {
  const engine = new SearchEngine();
  engine.upsert(documents.values());
  return engine;
}

describe('base and delta', () => {
  test('answer as one index that was built anew, score by score, whenever they were merged', () => {
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 80 }),
        fc.array(query, { minLength: 1, maxLength: 4 }),
        (steps, queries) => {
          const engine = new SearchEngine({ manual: true });
          const documents = new Map<string, SearchDocument>();
          for (const s of steps) {
            if (s.kind === 'merge') engine.merge();
            else apply(engine, documents, s);
          }
          const anew = fresh(documents);
          expect(engine.size).toBe(documents.size);
          for (const q of queries) expect(engine.search(q)).toEqual(anew.search(q));
          engine.merge();
          anew.merge();
          expect(engine.changes).toBe(0);
          for (const q of queries) expect(engine.search(q)).toEqual(anew.search(q));
        },
      ),
      { numRuns: 150 },
    );
  });

  test('nothing is lost of what changes while a merge runs', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 40 }),
        fc.array(step, { maxLength: 40 }),
        query,
        async (before, during, q) => {
          const engine = new SearchEngine({ manual: true });
          const documents = new Map<string, SearchDocument>();
          for (const s of before) {
            if (s.kind === 'merge') engine.merge();
            else apply(engine, documents, s);
          }
          const { merger, finish } = slowMerger();
          const merged = engine.mergeInBackground({ merger });
          for (const s of during) if (s.kind !== 'merge') apply(engine, documents, s);
          expect(engine.search(q)).toEqual(fresh(documents).search(q));
          finish();
          await merged;
          expect(engine.search(q)).toEqual(fresh(documents).search(q));
        },
      ),
      { numRuns: 100 },
    );
  });
});

/** A merge that ends when it is told to. */
function slowMerger(): { merger: (job: MergeJob) => MergeOutcome; finish: () => void } {
  const { promise, resolve } = Promise.withResolvers<void>();
  return {
    merger: ({ input }) => ({ segment: promise.then(() => mergeIndex(input)), written: promise }),
    finish: resolve,
  };
}

describe('a merge in a worker', () => {
  test('gives the same index, and takes in what changes meanwhile', async () => {
    const engine = new SearchEngine({ manual: true });
    const title = (i: number, of: string) => `${of} number${i} ${i % 2 ? 'desk' : 'floor'}`;
    engine.upsert(Array.from({ length: 600 }, (_, i) => searchDocument(`p${i}`, title(i, 'Lamp'))));
    const merging = engine.mergeInBackground();
    expect(engine.mergeInBackground()).toBe(merging);
    engine.upsert(Array.from({ length: 150 }, (_, i) => searchDocument(`p${i}`, title(i, 'Chair'))));
    engine.remove(Array.from({ length: 100 }, (_, i) => `p${500 + i}`));
    engine.setAvailability('p300-v', 0);
    expect(engine.search(searchQuery({ text: 'chair' })).total).toBe(150);
    await merging;
    expect(engine.changes).toBe(400);
    const total = (over: Partial<SearchQuery>) => engine.search(searchQuery(over)).total;
    expect([total({ text: 'chair' }), total({ text: 'lamp' }), engine.size]).toEqual([150, 350, 500]);
    expect(total({ filters: { inStock: true } })).toBe(499);
    await engine.mergeInBackground();
    expect(engine.changes).toBe(0);
    expect([total({ text: 'chair' }), total({ text: 'lamp' }), engine.size]).toEqual([150, 350, 500]);
  });

  test('that fails leaves everything as it was', async () => {
    const engine = new SearchEngine({ manual: true });
    engine.upsert([searchDocument('a', 'Lamp')]);
    const merger = () => ({ segment: Promise.reject(new Error('no memory')), written: Promise.resolve() });
    await expect(engine.mergeInBackground({ merger })).rejects.toThrow('no memory');
    engine.upsert([searchDocument('b', 'Lamp')]);
    await engine.mergeInBackground();
    expect(engine.search(searchQuery({ text: 'lamp' })).total).toBe(2);
  });
});
