import type { Clock } from '../../../platform/clock.ts';
import type { VendorMapping } from '../mapping.ts';
import { idFrom } from '../values/ids.ts';
import { Columns, gramsOf, truthOf, variantField, wholeOf } from './columns.ts';
import { type Draft, type DraftVariant, PLENTY, type Row, type Shape } from './draft.ts';

const MAX_ATTRIBUTES = 100;

/**
 * WooCommerce's own product export. A variable product and its variations are rows of their own, in any order; a variation
 * names its parent by `id:12` or by SKU. Commas inside a list are escaped with a backslash.
 */
export function wooCommerceShape({ fields }: VendorMapping, clock: Clock): Shape {
  const columns = new Columns(fields);
  const byName = new Map<string, string>();
  const nameOf = (row: Row): string | undefined => {
    const id = columns.text(row, 'id');
    const sku = columns.text(row, 'sku');
    return id !== undefined ? `id:${id}` : sku;
  };
  const priceColumns = ['price', 'sale_price'].flatMap((field) => columns.name(field) ?? []);
  return {
    grouped: true,
    priceColumns,
    groupColumn: columns.name('parent'),
    learn: (row) => {
      const name = nameOf(row);
      const sku = columns.text(row, 'sku');
      if (name !== undefined && sku !== undefined && sku !== name && !isVariation(columns, row))
        byName.set(sku, name);
    },
    refOf: (row) => (isVariation(columns, row) ? columns.text(row, 'parent') : nameOf(row)),
    resolve: (ref) => byName.get(ref) ?? ref,
    idOf: (ref) => idFrom(ref.replace(/^id:/, '')),
    draft: (rows) => draftOf(columns, rows, clock.now()),
    columnOf: (path) => columns.name(variantField(path) ?? path.split('.')[0]!) ?? path,
  };
}

/** The types of a row: `simple, virtual` is two. */
const typesOf = (columns: Columns, row: Row): string[] =>
  columns.list(row, 'type').map((t) => t.toLowerCase());
const isVariation = (columns: Columns, row: Row): boolean => typesOf(columns, row).includes('variation');

/** Entries of a list; a comma that belongs to one is escaped. */
const entries = (columns: Columns, row: Row, field: string): string[] =>
  columns.list(row, field, /(?<!\\),/).map((entry) => entry.replaceAll('\\,', ','));

function draftOf(columns: Columns, rows: readonly Row[], now: number): Draft {
  const main = rows.find((row) => !isVariation(columns, row));
  const variations = rows.filter((row) => isVariation(columns, row));
  const first = main ?? rows[0]!;
  const types = typesOf(columns, first);
  const id = columns.text(first, main ? 'id' : 'parent') ?? columns.text(first, 'sku');
  const draft: Draft = {
    id: id === undefined ? undefined : idFrom(id.replace(/^id:/, '')),
    title: columns.text(first, 'title'),
    description: textOf(columns, first),
    html: true,
    brand: columns.list(first, 'brand')[0],
    status: statusOf(columns, first),
    categories: entries(columns, first, 'categories').map((path) => path.split('>')),
    tags: entries(columns, first, 'tags'),
    images: columns.list(first, 'images').map((url) => ({ url, alt: columns.text(first, 'title') ?? '' })),
    attributes: [],
    variants: [],
    faults: [],
    warnings: [],
  };
  if (!main) {
    draft.faults.push({
      path: 'parent',
      reason: `its product "${columns.text(first, 'parent') ?? ''}" is not in the file`,
    });
    return draft;
  }
  const twin = rows.find((row) => row !== main && !isVariation(columns, row));
  if (twin)
    draft.faults.push({
      path: 'id',
      reason: `the product stands on line ${main.line} and on line ${twin.line}`,
    });
  const unsold = ['grouped', 'external'].find((type) => types.includes(type));
  if (unsold !== undefined) {
    draft.faults.push({ path: 'type', reason: UNSOLD[unsold]! });
    return draft;
  }
  const shared = wholeOf(columns.text(main, 'stock'));
  const options = new Set<string>();
  if (types.includes('variable')) {
    if (variations.length === 0)
      draft.faults.push({ path: 'type', reason: 'a variable product without a variation in the file' });
    const withParents = variations.filter((row) => columns.text(row, 'stock')?.toLowerCase() === 'parent');
    for (const row of variations) {
      const choices = optionsOf(columns, main, row, draft);
      for (const name of Object.keys(choices)) options.add(name);
      const part = shareOf(shared, withParents.length, withParents.indexOf(row));
      draft.variants.push(variantOf(columns, row, choices, part, now));
    }
    if (withParents.length > 1 && typeof shared === 'number')
      draft.warnings.push({
        path: 'stock',
        reason: `${shared} units are shared by ${withParents.length} variations; each was given its part`,
      });
  } else {
    draft.variants.push(variantOf(columns, main, {}, undefined, now));
  }
  draft.attributes = attributesOf(columns, main).flatMap(({ name, values }) =>
    options.has(name) || values.length === 0 ? [] : [{ label: name, value: values.join(', ') }],
  );
  return draft;
}

const UNSOLD: Readonly<Record<string, string>> = {
  grouped: 'a grouped product has no price of its own; the products in it are taken in on their rows',
  external: 'an external product is sold elsewhere',
};

/** The export writes line ends as `\n`. */
function textOf(columns: Columns, row: Row): string | undefined {
  const text = columns.text(row, 'description') ?? columns.text(row, 'short_description');
  return text?.replaceAll('\\n', '\n').replace(/\n/g, '<br>\n');
}

/** What a shopper cannot find in the shop is a draft here. */
function statusOf(columns: Columns, row: Row): string {
  const published = columns.text(row, 'published');
  const hidden = columns.text(row, 'visibility')?.toLowerCase() === 'hidden';
  return hidden || published === '0' || published === '-1' || truthOf(published) === false
    ? 'draft'
    : 'active';
}

interface WooAttribute {
  name: string;
  values: string[];
}

function attributesOf(columns: Columns, row: Row): WooAttribute[] {
  const found: WooAttribute[] = [];
  for (let n = 1; n <= MAX_ATTRIBUTES; n++) {
    const name = columns.text(row, `attribute${n}_name`);
    if (name !== undefined) found.push({ name, values: entries(columns, row, `attribute${n}_values`) });
  }
  return found;
}

/** The choice that a variation stands for. One that is left open is left open here too. */
function optionsOf(columns: Columns, main: Row, row: Row, draft: Draft): Record<string, string> {
  const options: Record<string, string> = {};
  const known = new Map(
    attributesOf(columns, main).map(({ name, values }) => [name.toLowerCase(), { name, values }]),
  );
  for (const { name, values } of attributesOf(columns, row)) {
    const parent = known.get(name.toLowerCase());
    const [value] = values;
    if (value !== undefined) {
      // The variation may write the value in lower case, as the address of the page does.
      const own = parent?.values.find((v) => v.toLowerCase() === value.toLowerCase());
      options[parent?.name ?? name] = own ?? value;
    } else if ((parent?.values.length ?? 0) > 1) {
      const reason = `variations stand for any ${name}; they were taken in without a choice of it`;
      if (draft.warnings.every((warning) => warning.reason !== reason))
        draft.warnings.push({ path: 'options', reason });
    }
  }
  return options;
}

/** A stock that variations share, in whole parts: no unit can be sold twice. */
function shareOf(total: unknown, parts: number, index: number): unknown {
  if (index < 0 || typeof total !== 'number') return undefined;
  return Math.floor(total / parts) + (index < total % parts ? 1 : 0);
}

function variantOf(
  columns: Columns,
  row: Row,
  options: Record<string, string>,
  sharedPart: unknown,
  now: number,
): DraftVariant {
  const regular = columns.text(row, 'price');
  const sale = saleIsOn(columns, row, now) ? columns.text(row, 'sale_price') : undefined;
  const types = typesOf(columns, row);
  const unit = /\((\w+)\)/.exec(columns.name('weight') ?? '')?.[1] ?? 'kg';
  return {
    line: row.line,
    id: idFrom(columns.text(row, 'id') ?? columns.text(row, 'sku') ?? ''),
    sku: columns.text(row, 'sku'),
    gtin: columns.text(row, 'gtin'),
    price: sale ?? regular,
    compareAt: sale === undefined ? undefined : regular,
    stock: stockOf(columns, row, sharedPart),
    options,
    weightGrams: gramsOf(columns.text(row, 'weight'), unit),
    image: types.includes('variation') ? columns.list(row, 'images')[0] : undefined,
    ...((types.includes('virtual') || types.includes('downloadable')) && { requiresShipping: false }),
  };
}

/** From the beginning of the first day to the end of the last, in UTC: the export does not tell the shop's time zone. */
function saleIsOn(columns: Columns, row: Row, now: number): boolean {
  const from = Date.parse(columns.text(row, 'sale_from') ?? '');
  const to = columns.text(row, 'sale_to');
  const end =
    to !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(to) ? Date.parse(to) + 86_400_000 : Date.parse(to ?? '');
  return !(now < from) && !(now >= end);
}

function stockOf(columns: Columns, row: Row, sharedPart: unknown): unknown {
  const text = columns.text(row, 'stock');
  const quantity = text?.toLowerCase() === 'parent' ? sharedPart : wholeOf(text);
  if (typeof quantity === 'number') {
    if (quantity > 0) return quantity;
    const backorders = columns.text(row, 'backorders');
    return backorders === 'notify' || truthOf(backorders) === true ? PLENTY : 0;
  }
  if (quantity !== undefined) return quantity;
  const inStock = columns.text(row, 'in_stock');
  if (inStock === undefined) return columns.name('in_stock') === undefined ? undefined : 0;
  return truthOf(inStock) === false ? 0 : PLENTY;
}
