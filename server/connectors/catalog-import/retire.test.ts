import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type ImportShop,
  jsonLines,
  nativeProduct,
  openImportShop,
} from '../../../test/fixtures/import-shop.ts';
import { openTestShop } from '../../../test/fixtures/shop.ts';
import { digest } from '../../../test/fixtures/shopwright-server.ts';
import type { ImportOptions } from './import.ts';

let into: ImportShop;
beforeEach(async () => {
  into = await openImportShop();
});
afterEach(() => into.store.close());

const CSV = 'id,name,price\n';
const rows = (...ids: string[]) => CSV + ids.map((id) => `${id},Product ${id},1.50\n`).join('');
const range = (count: number) => Array.from({ length: count }, (_, i) => `p${i}`);
const retire: Partial<ImportOptions> = { source: 'main', retire: { limitPercent: 20, force: false } };
const forced: Partial<ImportOptions> = { source: 'main', retire: { limitPercent: 20, force: true } };
const statusOf = async (id: string) => (await into.catalog.find(id))?.status;

test('only what this feed held and holds no more is retired, and comes back with the feed', async () => {
  await into.take(rows(...range(10)), { source: 'main' });
  await into.take(rows('other'), { source: 'second' });
  await into.take(jsonLines([nativeProduct('byhand')]), { source: 'third' });
  const report = await into.take(rows(...range(9)), retire);
  expect(report).toMatchObject({
    unchanged: 9,
    retired: 1,
    retiredProducts: [{ id: 'prod_p9', title: 'Product p9' }],
  });
  expect(await statusOf('p9')).toBe('archived');
  expect([await statusOf('p0'), await statusOf('other'), await statusOf('byhand')]).toEqual([
    'active',
    'active',
    'active',
  ]);
  expect(await into.take(rows(...range(9)), retire)).toMatchObject({ retired: 0 });
  expect(await into.take(rows(...range(10)), retire)).toMatchObject({ updated: 1, retired: 0 });
  expect(await statusOf('p9')).toBe('active');
});

test('nothing is retired unless told to', async () => {
  await into.take(rows('a', 'b'), { source: 'main' });
  expect(await into.take(rows('a'), { source: 'main' })).toMatchObject({ retired: 0 });
  expect(await statusOf('b')).toBe('active');
});

test('what another feed holds too stays on sale until that one drops it as well', async () => {
  await into.take(rows('a', 'b'), { source: 'main' });
  await into.take(rows('b'), { source: 'second' });
  expect(await into.take(rows('a'), forced)).toMatchObject({ retired: 0 });
  expect(await statusOf('b')).toBe('active');
  expect(await into.take(rows('c'), { ...forced, source: 'second' })).toMatchObject({ retired: 1 });
  expect(await statusOf('b')).toBe('archived');
});

test('more than a fifth at once is refused before anything is written, unless forced', async () => {
  await into.take(rows(...range(10)), { source: 'main' });
  const before = await digest(into.store);
  await expect(into.take(rows('new', ...range(7)), retire)).rejects.toThrow(
    /3 of 10 products of "main".*30 %.*20 %.*Nothing was imported.*--force/,
  );
  expect(await digest(into.store)).toBe(before);
  const wider = { source: 'main', retire: { limitPercent: 30, force: false } };
  expect(await into.take(rows('new', ...range(7)), wider)).toMatchObject({ created: 1, retired: 3 });
});

test('products whose rows are bad are never retired', async () => {
  await into.take(rows(...range(10)), { source: 'main' });
  const file = `${rows(...range(8))}p8,Product p8,no price\np9,"Product p9,1.50\n`;
  const report = await into.take(file, retire);
  expect(report).toMatchObject({ refused: 2, retired: 0 });
  expect(report.notRetired).toBeUndefined();
  expect([await statusOf('p8'), await statusOf('p9')]).toEqual(['active', 'active']);
});

test('a row that does not even tell its product keeps everything on sale', async () => {
  await into.take(jsonLines(range(10).map((id) => nativeProduct(id))), { source: 'main' });
  const file = `${jsonLines(range(9).map((id) => nativeProduct(id)))}{"id": "p9", \n`;
  const report = await into.take(file, retire);
  expect(report).toMatchObject({
    unchanged: 9,
    refused: 1,
    retired: 0,
    notRetired: expect.stringContaining('1 row cannot be read'),
  });
  expect(await statusOf('p9')).toBe('active');
});

test('an import that is stopped retires nothing', async () => {
  await into.take(rows(...range(300)), { source: 'main' });
  const stop = new AbortController();
  const report = await into.take(rows(...range(290)), {
    ...retire,
    signal: stop.signal,
    onProgress: () => stop.abort(),
  });
  expect(report).toMatchObject({ stopped: true, retired: 0 });
  expect(await statusOf('p299')).toBe('active');
});

test('a dry run tells what would be added, changed, refused and retired, and writes nothing', async () => {
  await into.take(rows(...range(10)), { source: 'main' });
  const before = await digest(into.store);
  const file = `${rows(...range(7))}p7,Changed,1.50\nnew,New,2.50\nbad,Bad,-1.00\n`;
  const dry = await into.take(file, { ...retire, dryRun: true });
  expect(dry).toMatchObject({
    dryRun: true,
    created: 1,
    updated: 1,
    unchanged: 7,
    refused: 1,
    retired: 2,
    retiredProducts: [{ id: 'prod_p8' }, { id: 'prod_p9' }],
  });
  expect(dry.notRetired).toBeUndefined();
  expect(await digest(into.store)).toBe(before);
  const done = await into.take(file, retire);
  const { seconds: _took, dryRun: _dry, ...told } = dry;
  expect(done).toMatchObject(told);

  const most = await into.take(rows('p0'), { ...retire, dryRun: true });
  expect(most).toMatchObject({ retired: 8, notRetired: expect.stringContaining('--force') });
  expect(most.retiredProducts).toHaveLength(8);
});

test('a dry run into an empty database judges SKUs, categories and settings as the import does', async () => {
  const file = [
    { category: { id: 'top', title: 'Top' } },
    { category: { id: 'low', title: 'Low', parent: 'none' } },
    nativeProduct('a', { categories: ['top'] }),
    { ...nativeProduct('b'), variants: [{ id: 'b', sku: 'SKU-a', prices: [] }] },
    { ...nativeProduct('c'), variants: [{ id: 'a', prices: [] }] },
    nativeProduct('d', { categories: ['nowhere'] }),
  ];
  const before = await digest(into.store);
  const dry = await into.take(jsonLines(file), { dryRun: true });
  expect(await digest(into.store)).toBe(before);
  const done = await into.take(jsonLines(file));
  expect(dry).toMatchObject({ created: 1, refused: 4, categories: 1, shopSettings: 'made' });
  expect({ ...dry, seconds: 0, dryRun: false }).toEqual({ ...done, seconds: 0 });
});

test('who has a retired product in the cart is told so, as for any that goes off sale', async () => {
  const shop = await openTestShop();
  try {
    const take = (file: string, options: Partial<ImportOptions>) =>
      into.take(file, {
        ...options,
        catalog: shop.services.catalog,
        shop: shop.services.shop,
        store: shop.store,
      });
    await take(`id,name,price,stock\na,A,1.50,5\nb,B,2.50,5\n`, { source: 'main' });
    const cart = await shop.ok('update_cart', { add: [{ variant_id: 'b', quantity: 1 }] });
    expect(await take('id,name,price,stock\na,A,1.50,5\n', forced)).toMatchObject({ retired: 1 });
    const now = JSON.stringify(await shop.ok('get_cart', { session_id: cart.session_id }));
    expect(now).toMatch(/no longer|not (?:for|on) sale|unavailable/);
  } finally {
    await shop.close();
  }
});
