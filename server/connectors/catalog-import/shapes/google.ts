import type { Clock } from '../../../platform/clock.ts';
import type { VendorMapping } from '../mapping.ts';
import { idFrom } from '../values/ids.ts';
import { Columns, gramsOf, truthOf, variantField, wholeOf } from './columns.ts';
import { type Draft, type DraftAttribute, type DraftVariant, PLENTY, type Row, type Shape } from './draft.ts';

/** What the items of one group may differ in. */
const CHOICES = ['color', 'size', 'material', 'pattern'] as const;
/** Told of the product, unless it is the usual. */
const TRAITS = [
  ['mpn', 'MPN', undefined],
  ['condition', 'Condition', 'new'],
  ['gender', 'Gender', undefined],
  ['age_group', 'Age group', undefined],
] as const;
const LABELS: Readonly<Record<string, string>> = {
  color: 'Color',
  size: 'Size',
  material: 'Material',
  pattern: 'Pattern',
};

/**
 * A Google Merchant feed. Items with the same `item_group_id` are variants of one product; they may differ in colour, size,
 * material and pattern. An item that cannot be sold now (`out_of_stock`, `preorder`, `backorder`) has no stock.
 */
export function googleShape({ fields }: VendorMapping, clock: Clock): Shape {
  const columns = new Columns(fields);
  const refOf = (row: Row) => columns.text(row, 'group') ?? columns.text(row, 'id');
  return {
    grouped: columns.name('group') !== undefined,
    priceColumns: ['price', 'sale_price'].flatMap((field) => columns.name(field) ?? []),
    groupColumn: columns.name('group'),
    refOf,
    idOf: idFrom,
    draft: (rows) => draftOf(columns, rows, refOf(rows[0]!), clock.now()),
    columnOf: (path) => {
      const field = variantField(path) ?? path.split('.')[0]!;
      return columns.name(COLUMN_FIELDS[field] ?? field) ?? path;
    },
  };
}

const COLUMN_FIELDS: Readonly<Record<string, string>> = { images: 'image', compare_at: 'price' };

function draftOf(columns: Columns, rows: readonly Row[], ref: string | undefined, now: number): Draft {
  const first = rows[0]!;
  const varying = rows.length > 1 ? CHOICES.filter((choice) => valuesOf(columns, rows, choice).size > 1) : [];
  const title = commonTitle(rows.map((row) => columns.text(row, 'title') ?? ''));
  const paths = categoryPaths(columns, first);
  const draft: Draft = {
    id: ref === undefined ? undefined : idFrom(ref),
    title: title === '' ? undefined : title,
    description: columns.text(first, 'description'),
    html: true,
    brand: columns.text(first, 'brand'),
    productType: paths[0]?.at(-1)?.trim(),
    status: 'active',
    categories: paths,
    images: imagesOf(columns, rows, title),
    attributes: [
      ...CHOICES.filter((choice) => !varying.includes(choice)).flatMap((choice) =>
        trait(columns.text(first, choice), LABELS[choice]!),
      ),
      ...TRAITS.flatMap(([field, label, usual]) => {
        const value = columns.text(first, field);
        return value?.toLowerCase() === usual ? [] : trait(value, label);
      }),
      ...detailsOf(columns, first),
    ],
    variants: [],
    faults: [],
    warnings: [],
  };
  const seen = new Map<string, number>();
  for (const [index, row] of rows.entries()) {
    const options = Object.fromEntries(
      varying.flatMap((choice) => {
        const value = columns.text(row, choice);
        return value === undefined ? [] : [[LABELS[choice]!, value]];
      }),
    );
    const id = columns.text(row, 'id') ?? '';
    const twin = seen.get(id);
    if (twin !== undefined)
      draft.faults.push({ path: `variants.${index}.id`, reason: `"${id}" stands on line ${twin} already` });
    seen.set(id, row.line);
    draft.variants.push(variantOf(columns, row, options, now));
  }
  return draft;
}

const trait = (value: string | undefined, label: string): DraftAttribute[] =>
  value === undefined ? [] : [{ label, value }];

const valuesOf = (columns: Columns, rows: readonly Row[], field: string): Set<string | undefined> =>
  new Set(rows.map((row) => columns.text(row, field)));

/** Titles of variants often end in what tells them apart: the product has what they share. */
function commonTitle(titles: readonly string[]): string {
  const [first = '', ...others] = titles;
  let length = first.length;
  for (const other of others) {
    let at = 0;
    while (at < length && at < other.length && first[at] === other[at]) at += 1;
    length = at;
  }
  if (length === first.length && others.every((other) => other.length === length)) return first;
  const whole =
    first.length === length || /[\s\p{P}]/u.test(first[length] ?? ' ')
      ? first.slice(0, length)
      : first.slice(0, length).replace(/\S+$/, '');
  const shared = whole.replace(/[\s,;:|/([{–—-]+$/u, '');
  return shared.length >= Math.min(...titles.map((title) => title.length)) / 3 ? shared : first;
}

/** The merchant's own categories; Google's, where they are written out, if there are none. */
function categoryPaths(columns: Columns, row: Row): string[][] {
  const own = columns.list(row, 'product_type');
  const named =
    own.length > 0
      ? own
      : columns.list(row, 'google_product_category', '\n').filter((path) => !/^\d+$/.test(path));
  return named.map((path) => path.split('>').map((part) => part.trim()));
}

function imagesOf(columns: Columns, rows: readonly Row[], title: string): Draft['images'] {
  const urls = rows.flatMap((row) => [columns.text(row, 'image') ?? '', ...columns.list(row, 'more_images')]);
  return [...new Set(urls.filter(Boolean))].slice(0, 50).map((url) => ({ url, alt: title }));
}

/** `product_detail`: elements in XML, `section:name:value` in a text. */
function detailsOf(columns: Columns, row: Row): DraftAttribute[] {
  const value = columns.value(row, 'details');
  const found: DraftAttribute[] = [];
  for (const entry of Array.isArray(value) ? value : value === undefined ? [] : [value]) {
    if (typeof entry === 'object' && entry !== null) {
      const { attribute_name: label, attribute_value: text } = entry as Record<string, string>;
      if (label && text) found.push({ label, value: text });
    } else {
      for (const detail of String(entry).split(/,(?=[^,:]*:[^,:]+:)/)) {
        const [, label, ...rest] = detail.split(':');
        if (label && rest.length > 0)
          found.push({ label: label.trim(), value: rest.join(':').replace(/^"|"$/g, '') });
      }
    }
  }
  return found;
}

function variantOf(columns: Columns, row: Row, options: Record<string, string>, now: number): DraftVariant {
  const id = columns.text(row, 'id');
  const regular = columns.text(row, 'price');
  const sale = saleIsOn(columns, row, now) ? columns.text(row, 'sale_price') : undefined;
  const identified = truthOf(columns.text(row, 'identifier_exists')) !== false;
  return {
    line: row.line,
    id: id === undefined ? undefined : idFrom(id),
    sku: columns.text(row, 'sku') ?? id,
    gtin: identified ? columns.text(row, 'gtin') : undefined,
    price: sale ?? regular,
    compareAt: sale === undefined ? undefined : regular,
    stock: stockOf(columns, row),
    options,
    weightGrams: gramsOf(columns.text(row, 'weight')),
    image: Object.keys(options).length > 0 ? columns.text(row, 'image') : undefined,
  };
}

/** `2026-02-24T13:00-0800/2026-02-29T15:30-0800`; without it the sale price counts as long as it stands there. */
function saleIsOn(columns: Columns, row: Row, now: number): boolean {
  const [from, to] = (columns.text(row, 'sale_dates') ?? '').split('/').map((date) => {
    const iso = date.trim().replace(/([+-]\d{2})(\d{2})$/, '$1:$2');
    return Date.parse(iso);
  });
  return !(now < (from ?? Number.NaN)) && !(now >= (to ?? Number.NaN));
}

function stockOf(columns: Columns, row: Row): unknown {
  const availability = columns
    .text(row, 'availability')
    ?.toLowerCase()
    .replace(/[\s_-]/g, '');
  if (availability !== undefined && availability !== 'instock' && availability !== 'limitedavailability') {
    return /^(?:outofstock|preorder|backorder|soldout|discontinued|availablefororder)$/.test(availability)
      ? 0
      : columns.text(row, 'availability');
  }
  const quantity = wholeOf(columns.text(row, 'stock'));
  if (quantity !== undefined) return typeof quantity === 'number' ? Math.max(0, quantity) : quantity;
  return availability === undefined ? undefined : PLENTY;
}
