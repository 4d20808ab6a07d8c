import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import {
  type ImportShop,
  jsonLines,
  nativeProduct,
  openImportShop,
} from '../../../test/fixtures/import-shop.ts';
import { stockLevels } from '../../commerce/inventory/model.ts';
import { MAX_ROW_BYTES } from './lines.ts';

let into: ImportShop;
beforeEach(async () => {
  into = await openImportShop();
});
afterEach(() => into.store.close());

const titles = async () => {
  const found = await into.catalog.findMany(['a', 'b', 'c']);
  return found.map((product) => product.title.en);
};
const simple = { price_unit: 'major', fields: { id: 'id', title: 'name', price: 'price', sku: 'sku' } };

describe('a native file', () => {
  test('creates, then leaves unchanged, then updates by id', async () => {
    const file = jsonLines([nativeProduct('a'), nativeProduct('b')]);
    expect(await into.take(file)).toMatchObject({ read: 2, created: 2, refused: 0, faults: [] });
    expect(await into.take(file)).toMatchObject({ created: 0, unchanged: 2 });
    const changed = jsonLines([nativeProduct('a', { title: 'New' }), nativeProduct('b')]);
    expect(await into.take(changed)).toMatchObject({ updated: 1, unchanged: 1 });
    expect(await titles()).toEqual(['New', 'Product b']);
  });

  test('keeps the good rows and names every bad one by line, id and field', async () => {
    const file = [
      JSON.stringify(nativeProduct('a')),
      '{"id": "broken", ',
      JSON.stringify(nativeProduct('no title', { title: undefined })),
      '[1, 2]',
      '',
      JSON.stringify(nativeProduct('c', { colour: 'red' })),
      JSON.stringify(nativeProduct('b')),
      JSON.stringify(nativeProduct('a')),
      JSON.stringify({ ...nativeProduct('d'), variants: [{ id: 'd', sku: 'SKU-a', prices: [] }] }),
      JSON.stringify({
        ...nativeProduct('e'),
        variants: [{ id: 'e', prices: [{ market: 'mars', amount: 1, currency: 'USD' }] }],
      }),
    ].join('\n');
    const report = await into.take(file);
    expect(report).toMatchObject({ read: 9, created: 2, refused: 7 });
    expect(report.faults).toEqual([
      { line: 2, reason: expect.stringMatching(/^not valid JSON/) },
      { line: 3, id: 'no title', field: 'id', reason: expect.stringContaining('letters') },
      { line: 3, id: 'no title', field: 'title', reason: 'is missing' },
      { line: 3, id: 'no title', field: 'variants.0.id', reason: expect.any(String) },
      { line: 4, reason: 'expected an object in braces, got a list' },
      { line: 6, id: 'c', field: '(row)', reason: expect.stringContaining('colour') },
      { line: 8, id: 'a', field: 'id', reason: 'the product "a" stands on line 1 already' },
      { line: 9, id: 'd', field: 'variants.0.sku', reason: expect.stringContaining('belongs to variant') },
      {
        line: 10,
        id: 'e',
        field: 'variants.0.prices.0.market',
        reason: expect.stringContaining('no market "mars"'),
      },
    ]);
    expect(await titles()).toEqual(['Product a', 'Product b']);
  });

  test('a row that is refused leaves neither product nor price nor stock behind', async () => {
    const bad = nativeProduct('b') as { variants: { stock: object[] }[] };
    bad.variants[0]!.stock.push({ location: 'nowhere', on_hand: 3 });
    expect(await into.take(jsonLines([nativeProduct('a'), bad]))).toMatchObject({ created: 1, refused: 1 });
    expect(await into.catalog.find('b')).toBeUndefined();
    expect(await into.catalog.priceHistory('b')).toEqual([]);
    expect((await into.store.find(stockLevels)).map((level) => level.variantId)).toEqual(['var_a']);
  });

  test('a line over 8 MB is refused and the next one is read', async () => {
    const part = Buffer.alloc(MAX_ROW_BYTES / 8, 'x');
    const file = [
      jsonLines([nativeProduct('a')]),
      '{"id":"',
      ...Array(9).fill(part),
      '"}\n',
      jsonLines([nativeProduct('b')]),
    ];
    const report = await into.take(file);
    expect(report).toMatchObject({ created: 2, refused: 1 });
    expect(report.faults).toEqual([{ line: 2, reason: expect.stringContaining('8 MB') }]);
  });

  test('bytes that are not UTF-8 spoil their row only', async () => {
    const latin = Buffer.from(JSON.stringify(nativeProduct('c', { title: 'Caf\u00e9' })), 'latin1');
    const report = await into.take([
      jsonLines([nativeProduct('a', { title: 'Größe' })]),
      latin,
      '\n',
      jsonLines([nativeProduct('b')]),
    ]);
    expect(report).toMatchObject({ created: 2, refused: 1 });
    expect(report.faults).toEqual([{ line: 2, reason: expect.stringContaining('UTF-8') }]);
  });

  test('letters cut apart by the stream come out whole, and a byte order mark does no harm', async () => {
    const bytes = Buffer.from(`\ufeff${jsonLines([nativeProduct('a', { title: 'Größe ☕ 日本' })])}`);
    await into.take(Array.from(bytes, (byte) => Buffer.from([byte])));
    expect(await titles()).toEqual(['Größe ☕ 日本']);
  });

  test('names of an object’s prototype are refused like any unknown field', async () => {
    const line = JSON.stringify(nativeProduct('b')).replace('{', '{"__proto__":{"status":"archived"},');
    expect(await into.take(`${jsonLines([nativeProduct('a')])}${line}\n`)).toMatchObject({
      created: 1,
      refused: 1,
    });
    expect(({} as { status?: string }).status).toBeUndefined();
  });

  test('makes the settings of a shop without any from its first product, also when categories come first', async () => {
    const product = nativeProduct('a');
    const [variant] = (product as { variants: [object] }).variants;
    const prices = [{ market: 'home', amount: 500, currency: 'EUR' }];
    const file = [
      { category: { id: 'kitchen', title: 'Kitchen' } },
      { ...product, variants: [{ ...variant, prices, stock: undefined }] },
    ];
    expect(await into.take(jsonLines(file))).toMatchObject({ created: 1, refused: 0, shopSettings: 'made' });
    expect((await into.shop.find())?.markets).toMatchObject([{ id: 'home', currency: 'EUR' }]);
  });
});

describe('a file that cannot be imported', () => {
  test('is told with what is wrong in it when no row can be read', async () => {
    await expect(into.take('id;title\n1;Mug\n', { format: 'jsonl' })).rejects.toThrow(
      /Line 1: not valid JSON.*--format/,
    );
  });

  test.each([
    ['an empty file', '', 'jsonl', /no rows/],
    ['text instead of JSON', 'hello', 'json', /not a JSON list/],
    ['rows without a title', '{"id":"a","price":1.5}\n', 'jsonl', /title/],
    ['rows without a price', '{"id":"a","title":"A"}\n', 'jsonl', /price/],
    ['prices that may be cents', '{"id":"a","title":"A","price":1999}\n', 'jsonl', /--price-unit/],
    ['two columns of one name', 'id,title,id\n1,A,2\n', 'csv', /"id"/],
  ] as const)('%s says how to mend it', async (_what, file, format, message) => {
    await expect(into.take(file, { format })).rejects.toThrow(message);
    expect(await into.shop.find()).toBeUndefined();
  });

  test('a currency that the shop does not sell in names those that it does', async () => {
    await into.take(jsonLines([nativeProduct('a')]));
    const mapping = { ...simple, defaults: { currency: 'EUR' } };
    await expect(into.take('{"id":"b","name":"B","price":1.5}\n', { mapping })).rejects.toThrow(
      /EUR.*us \(USD\)/,
    );
  });
});

describe('a mapping', () => {
  test('turns prices in major units into exact minor ones', async () => {
    const rows = [
      { id: 'a', name: 'A', price: 50.88 },
      { id: 'b', name: 'B', price: '1.10' },
      { id: 'c', name: 'C', price: 8.675 },
      { id: 'd', name: 'D', price: -1 },
      { id: 'e', name: 'E' },
    ];
    const report = await into.take(jsonLines(rows), { mapping: simple });
    expect(report.faults).toEqual([
      { line: 3, id: 'c', field: 'price', reason: expect.stringContaining('8.675') },
      { line: 4, id: 'd', field: 'price', reason: expect.stringContaining('-1') },
      { line: 5, id: 'e', field: 'price', reason: 'there is no price' },
    ]);
    const found = await into.catalog.findMany(['a', 'b']);
    expect(found.map((product) => product.variants[0]!.prices[0])).toMatchObject([
      { amount: 5088, currency: 'USD', market: 'us' },
      { amount: 110 },
    ]);
  });

  test('reads pairs, options, availability, categories and defaults', async () => {
    const row = {
      code: 'x1',
      name: 'Shirt',
      brand: '',
      features: 'product colour: Red | size (EU): 40 | broken | : empty',
      groups: 'Men|Men & Women',
      items: {
        10: { opts: { size: 'M', fit: '' }, cost: 1999, ok: true },
        11: { opts: { size: 'L' }, cost: 2099, ok: false },
      },
    };
    const mapping = {
      defaults: { currency: 'EUR', brand: 'Own', tags: ['new'] },
      price_unit: 'minor',
      fields: {
        id: 'code',
        title: 'name',
        brand: 'brand',
        attributes: { from: 'features', split: '|', pair: ':' },
        categories: { from: 'groups', split: '|' },
        variants: {
          from: 'items',
          fields: { options: 'opts', price: 'cost', stock: { from: 'ok', values: { true: 7, false: 0 } } },
        },
      },
    };
    expect(await into.take(jsonLines([row]), { mapping })).toMatchObject({
      created: 1,
      categories: 2,
      shopSettings: 'made',
      faults: [],
    });
    expect(await into.catalog.find('x1')).toMatchObject({
      brand: 'Own',
      tags: ['new'],
      categories: ['men', 'men-women'],
      attributes: [
        { name: 'product_colour', value: 'Red' },
        { name: 'size_eu', label: { en: 'size (EU)' }, value: '40' },
      ],
      options: [{ name: 'size', values: [{ value: 'M' }, { value: 'L' }] }],
      variants: [
        { id: 'var_10', options: { size: 'M' }, prices: [{ amount: 1999, currency: 'EUR', market: 'eu' }] },
        { id: 'var_11', options: { size: 'L' } },
      ],
    });
    const stock = await into.store.find(stockLevels);
    expect(stock.map((level) => [level.variantId, level.onHand])).toEqual([
      ['var_10', 7],
      ['var_11', 0],
    ]);
  });

  test('takes rows in without a SKU that is taken or too long, if it says so, and again the same way', async () => {
    const rows = jsonLines([
      { id: 'a', name: 'A', price: 1.5, sku: 'S' },
      { id: 'b', name: 'B', price: 2.5, sku: 'S' },
      { id: 'c', name: 'C', price: 3.5, sku: 'x'.repeat(65) },
    ]);
    expect(await into.take(rows, { mapping: simple })).toMatchObject({ created: 1, refused: 2 });
    const mapping = { ...simple, unfit_sku: 'leave_out' };
    const report = await into.take(rows, { mapping });
    expect(report).toMatchObject({ created: 2, unchanged: 1, refused: 0, warningCount: 2 });
    expect(report.warnings.map((w) => [w.line, w.field])).toEqual([
      [2, 'sku'],
      [3, 'sku'],
    ]);
    expect(await into.take(rows, { mapping })).toMatchObject({ unchanged: 3, warningCount: 2 });
    expect((await into.catalog.findVariant('S'))?.product._id).toBe('prod_a');
  });

  test('is guessed from common names, and told', async () => {
    const guessed: object[] = [];
    const rows = [
      { 'Product ID': 'a', Name: 'A', Vendor: 'V', Price: '19.90', in_stock: 'yes', Body: 'Text' },
    ];
    await into.take(jsonLines(rows), { onPlan: ({ mapping }) => guessed.push(mapping!) });
    expect(guessed).toMatchObject([
      { price_unit: 'major', fields: { title: 'Name', brand: 'Vendor', price: 'Price' } },
    ]);
    expect(await into.catalog.find('a')).toMatchObject({
      title: { en: 'A' },
      brand: 'V',
      description: { en: 'Text' },
    });
  });
});

test('stopping keeps whole chunks and takes no half row', async () => {
  const stop = new AbortController();
  const rows = Array.from({ length: 400 }, (_, i) => nativeProduct(`p${i}`));
  const report = await into.take(jsonLines(rows), { signal: stop.signal, onProgress: () => stop.abort() });
  expect(report.stopped).toBe(true);
  expect(report.created).toBeGreaterThan(0);
  expect(report.created).toBeLessThan(400);

  const cut = new AbortController();
  const input = Readable.from(
    (async function* () {
      yield Buffer.from(`id,name,price\nz1,Whole,1.00\nz2,Cut,1`);
      cut.abort();
      throw new Error('aborted');
    })(),
  );
  const half = await into
    .take('', { input, format: 'csv', mapping: simple, signal: cut.signal })
    .catch((error) => error);
  expect(await into.catalog.find('z2')).toBeUndefined();
  expect(half).toBeDefined();
});
