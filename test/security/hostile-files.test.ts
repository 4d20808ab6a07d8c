import { Readable } from 'node:stream';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ImportFormat } from '../../server/connectors/catalog-import/formats.ts';
import { importCatalog } from '../../server/connectors/catalog-import/import.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { openTestShop, type TestShop } from '../fixtures/shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});

const load = (text: string, format: ImportFormat = 'jsonl') =>
  importCatalog({
    input: Readable.from([Buffer.from(text)]),
    format,
    catalog: shop.services.catalog,
    shop: shop.services.shop,
    store: shop.store,
    clock: shop.clock,
    ids: randomIds,
  });
const row = (fields: object) =>
  JSON.stringify({ title: 'Lamp', variants: [{ id: 'v', prices: [] }], ...fields });

it('takes no row with more fields than a catalogue has, and is done with it at once', async () => {
  const many = Object.fromEntries(Array.from({ length: 100_000 }, (_, i) => [`field ${i}`, i]));
  const report = await load(`${row({ id: 'a', ...many })}\n${row({ id: 'b' })}`);
  expect(report).toMatchObject({
    created: 1,
    refused: 1,
    faults: [{ line: 1, reason: 'more than 1000 fields' }],
  });
  const heads = Object.keys(many).join(',');
  await expect(load(`${heads}\n1`, 'csv')).rejects.toThrow('1000');
});

it('refuses null bytes and halves of characters, and only those', async () => {
  const broken = ['a\0b', 'a\ud800b', '\udc00'];
  const whole = ['\u{1f4a1}', '\\u0000', '\\ud800', 'C:\\\\u0000'];
  const rows = [...broken, ...whole].map((title, i) =>
    row({ id: `p${i}`, title, variants: [{ id: `v${i}`, prices: [] }] }),
  );
  const escaped = row({ id: 'p9', variants: [{ id: 'v9', prices: [] }] }).replace('Lamp', '\\ud83d\\udca1');
  const report = await load([...rows, escaped].join('\n'));
  expect(report.faults.map(({ line }) => line)).toEqual([1, 2, 3]);
  expect(report.created).toBe(5);
});

it.each([
  'javascript:alert(1)',
  ' javascript:alert(1)',
  'java\tscript:x',
  'data:text/html,x',
  'vbscript:x',
  'https://x/"><script>',
])('takes no image at %j', async (url) => {
  const report = await load(row({ id: 'p', images: [{ url, alt: 'x' }] }));
  expect(report.faults).toMatchObject([{ field: 'images.0.url' }]);
});

it.each([
  'https://cdn.example/a.jpg?w=1&h=2',
  '/images/a b.jpg'.replace(' ', '%20'),
  'images/ä.png',
  '//cdn.example/a.jpg',
])('takes an image at %j', async (url) => {
  expect(await load(row({ id: 'p', images: [{ url, alt: 'x' }] }))).toMatchObject({ created: 1 });
});
