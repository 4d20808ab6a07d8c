import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ImportShop, openImportShop } from '../../../test/fixtures/import-shop.ts';
import { digest } from '../../../test/fixtures/shopwright-server.ts';
import { starterShop } from '../../commerce/shop/starter.ts';
import type { ImportPlan } from './plan.ts';

let into: ImportShop;
beforeEach(async () => {
  into = await openImportShop();
});
afterEach(() => into.store.close());

const CSV = 'id,name,price,sku\n';
const rss = (items: string) =>
  `<rss xmlns:g="http://base.google.com/ns/1.0"><channel>${items}</channel></rss>`;
const item = (id: string, price = '9.50 USD') =>
  `<item><g:id>${id}</g:id><title>T ${id}</title><g:price>${price}</g:price><g:availability>in_stock</g:availability></item>`;
const titleOf = async (id: string) => (await into.catalog.find(id))?.title.en;
const amountOf = async (id: string) => (await into.catalog.find(id))?.variants[0]?.prices[0]?.amount;

describe('a file that is broken as a whole says what it is and what to do, and writes nothing', () => {
  const zip = (name: string) => Buffer.from(`PK\u0003\u0004${'\0'.repeat(26)}${name}`, 'latin1');
  const feed = Buffer.from(`${CSV}a,A,1.50,\n${'b,B,2.50,\n'.repeat(2000)}`);
  const damaged = gzipSync(feed);
  damaged[60] = damaged[60]! ^ 0xff;
  const bomb = '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;&a;">]>';
  test.each([
    ['nothing', '', /empty/],
    ['blanks', ' \n\r\n\t\n', /empty/],
    ['only headings', CSV, /no rows/],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), /PNG picture.*product feed/],
    ['a new spreadsheet', zip('xl/workbook.xml'), /Excel.*xlsx.*CSV UTF-8/],
    ['an old spreadsheet', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /Excel.*xls.*CSV UTF-8/],
    ['an archive', zip('feed.csv'), /ZIP archive.*Unpack/],
    ['a document', '%PDF-1.7\n', /PDF/],
    [
      'a page of a shop that wants a login',
      '\n<!DOCTYPE html><html><body>Log in</body></html>',
      /web page.*login/,
    ],
    ['bytes', Buffer.from(Array.from({ length: 600 }, (_, i) => (i * 7) % 29)), /not a text file/],
    ['a gzip that is cut off', gzipSync(feed).subarray(0, -12), /cut off.*again/],
    ['a gzip that is damaged', damaged, /damaged/],
    ['a gzip in a gzip', gzipSync(gzipSync(feed)), /twice/],
    ['a picture in a gzip', gzipSync(Buffer.from('89504e470d0a1a0a', 'hex')), /PNG/],
    ['XML that is cut off', rss(item('a')).slice(0, -20), /line 1 inside <item>.*cut off/],
    ['XML that is broken', rss(`${item('a')}\n<item><g:id>b</id></item>`), /broken on line 2.*Nothing/],
    ['XML with a null byte', rss(`\n${item('a\0')}`), /line 2/],
    ['XML with entities of its own', `${bomb}${rss(item('&b;'))}`, /DOCTYPE/],
    ['XML with an unknown entity', rss(item('&nbsp;')), /undefined entity/],
    ['XML of another kind', '<products><product/></products>', /<products>.*RSS/],
    ['XML without items', rss('<title>Shop</title>'), /no <item>/],
    ['XML that nests without end', rss(`<item>${'<a>'.repeat(60)}${'</a>'.repeat(60)}</item>`), /deep/],
    [
      'UTF-16 that is cut off',
      Buffer.from(`\ufeff${CSV}a,A,1.50,`, 'utf16le').subarray(0, -1),
      /cut off.*UTF-16/,
    ],
    ['a JSON document that is cut off', '[{"id":"a","name":"A","price":1.5},', /cut off/],
    ['an encoding that does not exist', '<?xml version="1.0" encoding="klingon"?><rss/>', /klingon/],
  ])('%s', async (_what, file, message) => {
    const before = await digest(into.store);
    await expect(into.take(file)).rejects.toThrow(message);
    expect(await digest(into.store)).toBe(before);
  });

  test('a gzip that unpacks to more than may be', async () => {
    const bytes = gzipSync(Buffer.alloc(30 * 2 ** 20, 'a,A,1.50,\n'));
    await expect(into.take(bytes, { maxBytes: 5 * 2 ** 20 })).rejects.toThrow('larger than 5 MB');
  });
});

describe('an encoding', () => {
  const text = `${CSV}a,Café Größe,1.50,\n`;
  test.each([
    ['UTF-8', Buffer.from(text), 'UTF-8', false],
    ['UTF-8 with a mark', Buffer.from(`\ufeff${text}`), 'UTF-8', false],
    ['UTF-16 LE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le'), 'UTF-16 LE', false],
    ['UTF-16 BE with a mark', Buffer.from(`\ufeff${text}`, 'utf16le').swap16(), 'UTF-16 BE', false],
    ['UTF-16 without a mark', Buffer.from(text, 'utf16le'), 'UTF-16 LE', false],
    ['Windows-1252', Buffer.from(text, 'latin1'), 'Windows-1252', true],
  ])('%s is read', async (_name, file, encoding, guessed) => {
    const plans: ImportPlan[] = [];
    await into.take(
      Array.from(file, (byte) => Buffer.from([byte])),
      { onPlan: (plan) => plans.push(plan) },
    );
    expect(plans[0]).toMatchObject({ encoding, encoding_guessed: guessed });
    expect(await titleOf('a')).toBe('Café Größe');
  });

  test('that is said is believed', async () => {
    const file = Buffer.concat([
      Buffer.from(`${CSV}a,`),
      Buffer.from([0xcc, 0xce, 0xd0]),
      Buffer.from(',1.50,\n'),
    ]);
    await into.take(file, { encoding: 'windows-1251' });
    expect(await titleOf('a')).toBe('МОР');
  });

  test('that the XML declares is believed', async () => {
    const file = Buffer.from(
      `<?xml version="1.0" encoding="ISO-8859-1"?>${rss(item('a').replace('T a', 'Café'))}`,
      'latin1',
    );
    await into.take(file);
    expect(await titleOf('a')).toBe('Café');
  });
});

describe('rows that are broken', () => {
  const mapping = { price_unit: 'major', fields: { id: 'id', title: 'name', price: 'price', sku: 'sku' } };

  test('by quotes cost the line on which the quote opened, wherever it would have closed', async () => {
    const file = [
      CSV.trim(),
      'a,"A, with a ""quote""\nand a line",1.50,',
      'b,"B,2.50,',
      'c,"C",3.50,',
      'd,D 17" wide,4.50,',
      'e,"E" E,5.50,',
      'f,"F,6.50,',
      'g,G,7.50,',
    ].join('\n');
    const report = await into.take(file, { mapping });
    expect(report).toMatchObject({ read: 7, created: 4, refused: 3 });
    expect(report.faults).toEqual([
      { line: 4, id: 'b', reason: 'the quote that opens on line 4 is not closed at the end of its field' },
      { line: 7, id: 'e', reason: 'the quote that opens on line 7 is not closed at the end of its field' },
      { line: 8, id: 'f', reason: 'the quote that opens on line 8 is never closed' },
    ]);
    expect(await Promise.all(['a', 'c', 'd', 'g'].map(titleOf))).toEqual([
      'A, with a "quote"\nand a line',
      'C',
      'D 17" wide',
      'G',
    ]);
  });

  test('by a quote that takes in the next lines do not become a product of two', async () => {
    const file = `${CSV}a,"A,1.50,\nb,B,",2.50"\nc,C,3.50,\n`;
    const report = await into.take(file, { mapping });
    expect(report.faults[0]).toMatchObject({ line: 2, id: 'a' });
    expect(await titleOf('c')).toBe('C');
    expect(await titleOf('a')).toBeUndefined();
  });

  test('by control characters and null bytes are cleaned or refused', async () => {
    const report = await into.take(`${CSV}a,A\u0007\u001bB,1.50,\nb,B\0,2.50,\nc,C,3.50,\n`, { mapping });
    expect(report).toMatchObject({ created: 2, refused: 1, warningCount: 1 });
    expect(report.faults).toEqual([{ line: 3, id: 'b', reason: expect.stringContaining('null byte') }]);
    expect(report.warnings).toEqual([
      { line: 2, id: 'a', field: '(row)', reason: expect.stringContaining('control') },
    ]);
    expect(await titleOf('a')).toBe('AB');
  });

  test('by an unreadable row of a product refuse the whole product, which is known by its handle', async () => {
    const file = [
      'Handle,Title,Option1 Name,Option1 Value,Variant Price',
      'cap,Cap,Size,S,9.50',
      'cap,"Cap,,M,9.50',
      'hat,Hat,Size,S,8.50',
    ].join('\n');
    const report = await into.take(file);
    expect(report).toMatchObject({ created: 1, refused: 2 });
    expect(report.faults).toEqual([
      { line: 2, id: 'cap', reason: 'line 3, which cannot be read, is or may be a row of this product' },
      { line: 3, id: 'cap', reason: expect.stringContaining('never closed') },
    ]);
    expect(await titleOf('hat')).toBe('Hat');
  });
});

describe('prices', () => {
  const take = (prices: readonly string[], options: object = {}) =>
    into.take(['id;name;price', ...prices.map((price, i) => `p${i};P;${price}`)].join('\n'), options);

  test.each([
    [['1.234,50 €', '9,99', '€ 10', '1 000,00 EUR'], ',', [123_450, 999, 1000, 100_000]],
    [['$1,234.50', '9.99', '10 USD', "1'000.00"], '.', [123_450, 999, 1000, 100_000]],
  ])('%j are read with a decimal "%s", which the file tells', async (prices, decimal, amounts) => {
    const plans: ImportPlan[] = [];
    await take(prices, { onPlan: (plan: ImportPlan) => plans.push(plan) });
    expect(plans[0]!.decimal).toBe(decimal);
    expect(await Promise.all(prices.map((_, i) => amountOf(`p${i}`)))).toEqual(amounts);
  });

  test('that may be thousands or decimals are asked about', async () => {
    const hints = { priceUnit: 'major' } as const;
    await expect(take(['1.234', '2.500'], { hints })).rejects.toThrow(/1\.234.*--decimal/);
    await take(['1.234', '2.500'], { hints: { ...hints, decimal: ',' } });
    expect(await amountOf('p0')).toBe(123_400);
  });

  test('below zero, beyond measure, in no number or with too many decimals are refused each; none is zero unseen', async () => {
    const prices = ['9.99', '-5.00', '99999999999.00', 'on request', '1.999', '', '1e9', '0.00'];
    const report = await take(prices);
    expect(report.faults.map(({ line, field, reason }) => [line, field, reason])).toEqual([
      [3, 'price', '"-5.00" is below zero'],
      [4, 'price', '"99999999999.00" is more than any price'],
      [5, 'price', '"on request" is not a price in USD'],
      [6, 'price', '"1.999" is not a price in USD, which has 2 decimals'],
      [7, 'price', 'there is no price'],
      [8, 'price', '"1e9" is not a price in USD'],
    ]);
    expect(report.warnings).toMatchObject([{ line: 9, reason: expect.stringContaining('given away') }]);
  });

  test('in a currency that the shop has no market for are refused row by row', async () => {
    await into.shop.put(starterShop());
    const report = await take(['9.99 USD', '9.99 EUR', '£8.00', '7.00']);
    expect(report).toMatchObject({ created: 2, refused: 2 });
    expect(report.faults).toMatchObject([
      { line: 3, id: 'p1', field: 'price', reason: 'the shop has no market for EUR; it has us (USD)' },
      { line: 4, id: 'p2', reason: expect.stringContaining('GBP') },
    ]);
  });
});

test('duplicate ids, SKUs and GTINs are named with both places', async () => {
  const file = [
    'id,name,price,sku,ean',
    'a,A,1.50,S-1,4006381333931',
    'a,A again,1.60,S-2,',
    'b,B,1.70,S-1,',
    'c,C,1.80,S-3,4006381333931',
    'd,D,1.90,S-4,12345678',
  ].join('\n');
  const report = await into.take(file);
  expect(report.faults).toEqual([
    { line: 3, id: 'a', field: 'id', reason: 'the product "a" stands on line 2 already' },
    { line: 4, id: 'b', field: 'sku', reason: 'SKU "S-1" belongs to variant var_a of prod_a' },
  ]);
  expect(report.warnings).toEqual([
    { line: 5, id: 'c', field: 'ean', reason: 'the GTIN 4006381333931 stands on line 2 too' },
    { line: 6, id: 'd', field: 'ean', reason: expect.stringContaining('no GTIN') },
  ]);
});
