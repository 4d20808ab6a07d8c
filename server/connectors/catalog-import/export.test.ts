import { afterEach, beforeEach, expect, test } from 'vitest';
import {
  type ImportShop,
  jsonLines,
  nativeProduct,
  openImportShop,
} from '../../../test/fixtures/import-shop.ts';
import { type ExportLine, exportCatalog } from './export.ts';

let into: ImportShop;
beforeEach(async () => {
  into = await openImportShop();
});
afterEach(() => into.store.close());

async function exported({ store }: ImportShop): Promise<ExportLine[]> {
  const lines: ExportLine[] = [];
  for await (const line of exportCatalog(store)) lines.push(line);
  return lines;
}

test('an export makes the same shop elsewhere', async () => {
  const file = [
    { category: { id: 'top', title: 'Top' } },
    { category: { id: 'below', title: { en: 'Below', es: 'Debajo' }, parent: 'top' } },
    nativeProduct('a', {
      title: { en: 'A', es: 'La A' },
      categories: ['below'],
      attributes: [{ name: 'size', label: 'Size', value: 4, value_label: 'Four', unit: 'cm' }],
      options: [{ name: 'color', values: [{ value: 'red', label: { en: 'Red' } }] }],
      related: [{ product_id: 'prod_x', kind: 'upsell' }],
      images: [{ url: '/a.png', alt: 'A' }],
    }),
    nativeProduct('prod_x', { status: 'draft' }),
  ];
  expect(await into.take(jsonLines(file))).toMatchObject({ created: 2, categories: 2, refused: 0 });
  const lines = await exported(into);
  expect(lines.map((line) => Object.keys(line)[0])).toEqual(['shop', 'category', 'category', 'id', 'id']);
  const other = await openImportShop();
  try {
    const report = await other.take(jsonLines(lines));
    expect(report).toMatchObject({ created: 2, categories: 2, refused: 0, shopSettings: 'imported' });
    expect(await exported(other)).toEqual(lines);
    expect(await other.take(jsonLines(lines))).toMatchObject({ unchanged: 2, shopSettings: 'kept' });
  } finally {
    await other.store.close();
  }
});
