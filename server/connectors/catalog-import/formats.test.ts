import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ImportShop, openImportShop } from '../../../test/fixtures/import-shop.ts';

let into: ImportShop;
beforeEach(async () => {
  into = await openImportShop();
});
afterEach(() => into.store.close());

const titles = async () => (await into.catalog.findMany(['a', 'b', 'c'])).map((product) => product.title.en);

describe('a JSON document', () => {
  const mapping = { price_unit: 'major', fields: { title: 'name', price: 'price' } };

  test('may be an object of objects, read in pieces, with braces and commas inside texts', async () => {
    const file = '{\n "a": {"name": "A, {b} \\"c\\"", "price": 1},\n\n "b": {"name": "]}", "price": 2}\n}\n';
    expect(await into.take(file.split(/(?<=.)/s), { format: 'json', mapping })).toMatchObject({
      created: 2,
      faults: [],
    });
    expect(await titles()).toEqual(['A, {b} "c"', ']}']);
  });

  test('may be a list; a bad element is reported, and one that is cut off is not imported at all', async () => {
    const file = '[{"name":"A","price":1,"id":"a"},\n 7,\n {"name":"B","price":2,"id":"b"}';
    const options = {
      format: 'json',
      mapping: { ...mapping, fields: { ...mapping.fields, id: 'id' } },
    } as const;
    const report = await into.take(`${file}]`, options);
    expect(report).toMatchObject({ created: 2, refused: 1 });
    expect(report.faults).toEqual([{ line: 2, reason: 'expected an object in braces, got number' }]);
    await expect(into.take(`${file},\n {"name":`, options)).rejects.toThrow(/line 4.*cut off/);
  });
});

describe('a CSV file', () => {
  test('has quotes, line ends inside them, and its own delimiter; a broken row stands alone', async () => {
    const file = [
      'id;name;price',
      'a;"One; ""two""\nthree";1.50',
      'b;17" screen;2.50',
      'c;"broken"x;3.50',
      'd;too;4.50;many',
      ';no id;5.50',
    ].join('\r\n');
    const report = await into.take(file, {
      format: 'csv',
      mapping: { price_unit: 'major', fields: { id: 'id', title: 'name', price: 'price' } },
    });
    expect(report).toMatchObject({ created: 2 });
    expect(report.faults.map((fault) => [fault.line, fault.field])).toEqual(
      expect.arrayContaining([
        [5, undefined],
        [6, undefined],
        [7, 'id'],
      ]),
    );
    expect(await titles()).toContain('One; "two"\nthree');
  });

  test('whose quote is never closed loses its line only', async () => {
    const mapping = { price_unit: 'major', fields: { id: 'id', title: 'name', price: 'price' } };
    const report = await into.take('id,name,price\na,A,1\nb,"B,2\nc,C,3\n', { format: 'csv', mapping });
    expect(report).toMatchObject({ created: 2, refused: 1 });
    expect(report.faults).toEqual([
      { line: 3, id: 'b', reason: 'the quote that opens on line 3 is never closed' },
    ]);
  });
});
