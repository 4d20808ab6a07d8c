import type { VendorMapping } from '../mapping.ts';
import { idFrom, variantIdFrom } from '../values/ids.ts';
import { Columns, truthOf, variantField, wholeOf } from './columns.ts';
import { type Draft, type DraftVariant, PLENTY, type Row, type Shape } from './draft.ts';

const NO_OPTION = /^title$/i;
const NO_CHOICE = /^default title$/i;

/**
 * Shopify's product export. Rows with the same handle are one product: the first tells the product and the names of its
 * options, each row with a price is a variant, and rows with nothing but a picture add to the pictures. The export has no
 * ids of variants, so a variant is known by its options, as it is in Shopify.
 */
export function shopifyShape({ fields, attributes = [] }: VendorMapping): Shape {
  const columns = new Columns(fields);
  const refOf = (row: Row) => columns.text(row, 'id');
  return {
    grouped: true,
    priceColumns: ['price', 'compare_at'].flatMap((field) => columns.name(field) ?? []),
    groupColumn: columns.name('id'),
    refOf,
    idOf: idFrom,
    draft: (rows) => draftOf(columns, attributes, rows, refOf(rows[0]!)),
    columnOf: (path) => columns.name(FIELDS[variantField(path) ?? path.split('.')[0]!] ?? '') ?? path,
  };
}

/** Field of a mapping by the product's path. */
const FIELDS: Readonly<Record<string, string>> = {
  id: 'id',
  title: 'title',
  description: 'description',
  brand: 'brand',
  product_type: 'product_type',
  categories: 'categories',
  tags: 'tags',
  status: 'status',
  images: 'images',
  sku: 'sku',
  gtin: 'gtin',
  price: 'price',
  compare_at: 'compare_at',
  stock: 'stock',
  weight_grams: 'weight_grams',
  image: 'image',
};

function draftOf(
  columns: Columns,
  attributes: readonly string[],
  rows: readonly Row[],
  handle: string | undefined,
): Draft {
  const main = rows.find((row) => columns.text(row, 'title') !== undefined) ?? rows[0]!;
  const names = [1, 2, 3].map((n) =>
    rows.map((row) => columns.text(row, `option${n}_name`)).find((name) => name !== undefined),
  );
  const draft: Draft = {
    id: handle === undefined ? undefined : idFrom(handle),
    title: columns.text(main, 'title'),
    description: columns.text(main, 'description'),
    html: true,
    brand: columns.text(main, 'brand'),
    productType: columns.text(main, 'product_type'),
    status: statusOf(columns.text(main, 'status'), columns.text(main, 'published')),
    categories: columns.list(main, 'categories', '\n').map((path) => path.split('>')),
    tags: columns.list(main, 'tags'),
    images: imagesOf(columns, rows, main),
    attributes: attributes.flatMap((column) => {
      const value = new Columns({ column }).text(main, 'column');
      return value === undefined ? [] : [{ label: column.replace(/\s*\(.*$/, ''), value }];
    }),
    variants: [],
    faults: [],
    warnings: [],
  };
  const seen = new Map<string, number>();
  for (const row of rows) {
    if (!isVariant(columns, row)) continue;
    const options = optionsOf(columns, row, names);
    const choice = Object.values(options).join('\n');
    const index = draft.variants.length;
    const twin = seen.get(choice);
    if (twin !== undefined)
      draft.faults.push({
        path: `variants.${index}.options`,
        reason: `the same options stand on line ${twin}`,
      });
    seen.set(choice, row.line);
    draft.variants.push(variantOf(columns, row, options, handle ?? ''));
  }
  return draft;
}

/** A row with nothing of a variant only adds a picture. */
const isVariant = (columns: Columns, row: Row): boolean =>
  ['price', 'sku', 'option1_value'].some((field) => columns.text(row, field) !== undefined);

function optionsOf(
  columns: Columns,
  row: Row,
  names: readonly (string | undefined)[],
): Record<string, string> {
  const options: Record<string, string> = {};
  for (const [index, name] of names.entries()) {
    const value = columns.text(row, `option${index + 1}_value`);
    if (value === undefined || (NO_CHOICE.test(value) && (name === undefined || NO_OPTION.test(name))))
      continue;
    options[name ?? `Option ${index + 1}`] = value;
  }
  return options;
}

function variantOf(
  columns: Columns,
  row: Row,
  options: Record<string, string>,
  handle: string,
): DraftVariant {
  const choices = Object.values(options);
  const price = columns.text(row, 'price');
  const shipped = truthOf(columns.text(row, 'requires_shipping'));
  return {
    line: row.line,
    id: variantIdFrom(handle, choices),
    sku: columns.text(row, 'sku')?.replace(/^'/, ''),
    gtin: columns.text(row, 'gtin'),
    price,
    compareAt: columns.text(row, 'compare_at'),
    stock: stockOf(columns, row),
    options,
    weightGrams: Math.round(Number(columns.text(row, 'weight_grams') ?? Number.NaN)) || undefined,
    image: columns.text(row, 'image'),
    ...(shipped === false && { requiresShipping: false }),
  };
}

/** Goods that Shopify does not count, or sells on without, are plenty; a stock below zero is none. */
function stockOf(columns: Columns, row: Row): unknown {
  const tracker = columns.name('stock_tracked');
  const counted = tracker === undefined || columns.text(row, 'stock_tracked') !== undefined;
  const quantity = wholeOf(columns.text(row, 'stock'));
  if (!counted) return PLENTY;
  if (typeof quantity === 'number' && quantity > 0) return quantity;
  if (truthOf(columns.text(row, 'stock_policy')) === true) return PLENTY;
  if (quantity === undefined) return columns.name('stock') === undefined ? undefined : 0;
  return typeof quantity === 'number' ? 0 : quantity;
}

/** What a shopper of the online store does not see is a draft here. */
function statusOf(status: string | undefined, published: string | undefined): string | undefined {
  const word = status?.toLowerCase();
  if (word === 'archived' || word === 'draft') return word;
  if (word !== undefined && word !== 'active' && word !== 'unlisted') return status;
  return word === 'unlisted' || truthOf(published) === false ? 'draft' : 'active';
}

function imagesOf(columns: Columns, rows: readonly Row[], main: Row): Draft['images'] {
  const found = new Map<string, { url: string; alt: string; position: number }>();
  for (const row of rows) {
    const url = columns.text(row, 'images');
    if (url === undefined || found.has(url)) continue;
    const alt = columns.text(row, 'image_alt') ?? columns.text(main, 'title') ?? '';
    const position = Number(columns.text(row, 'image_position') ?? Number.POSITIVE_INFINITY);
    found.set(url, { url, alt, position: Number.isNaN(position) ? Number.POSITIVE_INFINITY : position });
  }
  const images = [...found.values()];
  images.sort((a, b) => (a.position === b.position ? 0 : a.position - b.position));
  return images.map(({ url, alt }) => ({ url, alt }));
}
