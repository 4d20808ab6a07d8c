import { expect, test } from 'vitest';
import { searchDocument, searchQuery, searchVariant } from '../../../test/fixtures/search-documents.ts';
import { type SearchDocument, SearchEngine } from '../search-engine.ts';
import { buildInWorkers } from './background-build.ts';

const color = (i: number) => ['red', 'green', 'blue'][i % 3]!;
const documents = Array.from({ length: 500 }, (_, i) =>
  searchDocument(`p${i}`, `Lamp model${i % 50} ${color(i)}`, {
    brand: i % 2 ? 'Acme' : 'Bolt',
    variants: Array.from({ length: 1 + (i % 3) }, (_, v) =>
      searchVariant(`p${i}-v${v}`, {
        sku: `SKU-${i}-${v}`,
        options: { size: `${v}` },
        prices: [{ market: v ? 'eu' : 'us', amount: i + v }],
        available: i % 4,
      }),
    ),
  }),
);
const batches = (list: readonly SearchDocument[]) =>
  Array.from({ length: Math.ceil(list.length / 20) }, (_, i) => list.slice(i * 20, i * 20 + 20));

test('several threads build what one would', async () => {
  const counts: number[] = [];
  const { segment, written } = await buildInWorkers(batches(documents), {
    onProgress: (n) => counts.push(n),
  });
  await written;
  expect(counts.at(-1)).toBe(500);
  const built = new SearchEngine({ segment });
  const alone = new SearchEngine();
  alone.upsert(documents);
  alone.merge();
  const facets = ['brand', 'size', 'price'];
  for (const text of ['lamp', 'modle7', 'red', 'SKU-77-1', undefined]) {
    for (const filters of [
      {},
      { inStock: true, attributes: { size: ['1'] } },
      { brands: ['acme'], priceMax: 99 },
    ]) {
      const query = searchQuery({ text, filters, facets });
      expect(built.search(query)).toEqual(alone.search(query));
    }
  }
  expect(built.segment?.postings).toEqual(alone.segment?.postings);
});

test('of nothing is an empty index', async () => {
  const { segment } = await buildInWorkers([]);
  expect(new SearchEngine({ segment }).size).toBe(0);
});

test('a document that cannot be read fails it, and the threads end', async () => {
  const broken: SearchDocument = { ...documents[0]!, variants: undefined as never };
  await expect(buildInWorkers([[documents[1]!], [broken], [documents[2]!]])).rejects.toThrow(TypeError);
});
