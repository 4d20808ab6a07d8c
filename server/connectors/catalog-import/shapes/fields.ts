import { LRUCache } from 'lru-cache';
import { listAt, slug, textAt, valueAt, wholeAt } from '../field.ts';
import type { FieldMapping, MappingFields, VariantFields } from '../mapping.ts';
import { idFrom, variantIdFrom } from '../values/ids.ts';
import type { Draft, DraftAttribute, DraftVariant, Row, Shape } from './draft.ts';

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Rows of any shape, by a mapping that says which field becomes what. */
export function fieldShape(mapping: FieldMapping): Shape {
  const { fields, group } = mapping;
  const nested = fields.variants?.fields;
  const ownId = (row: Row) => asText(textAt(row.value, fields.id)) ?? row.key;
  return {
    grouped: group !== undefined,
    priceColumns: nested ? [] : [fields.price, fields.compare_at].flatMap((column) => column ?? []),
    groupColumn: group,
    // A row that names no product is one itself: rows that name it are its variants.
    refOf: (row) => asText(textAt(row.value, group)) ?? ownId(row),
    idOf: idFrom,
    draft: (rows) => {
      const row = rows[0]!;
      return group === undefined
        ? draftOf(mapping, row, ownId(row), variantsOf(mapping, row, ownId(row)))
        : groupDraft(mapping, group, rows, ownId);
    },
    columnOf: (path) => columnOf(fields, path),
  };
}

const asText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);
const idOf = (value: unknown): unknown => (typeof value === 'string' ? idFrom(value) : value);

/** Where the rows of a group differ in what belongs to the product, the first that says something counts. */
function groupDraft(
  mapping: FieldMapping,
  group: string,
  rows: readonly Row[],
  ownId: (row: Row) => string | undefined,
): Draft {
  const { fields } = mapping;
  const product =
    asText(textAt(rows.find((row) => textAt(row.value, group) !== undefined)?.value ?? {}, group)) ??
    ownId(rows[0]!);
  const main: Row = { line: rows[0]!.line, value: {} };
  for (const row of rows) {
    for (const [name, value] of Object.entries(row.value))
      if (valueAt(main.value, name) === undefined) main.value[name] = value;
  }
  const variants: DraftVariant[] = [];
  for (const row of rows) {
    const options = optionValues(row.value, fields.options);
    const choices = Object.values(options ?? {}).map(String);
    const isProduct =
      rows.length > 1 && textAt(row.value, fields.price) === undefined && choices.length === 0;
    if (isProduct) continue;
    const own =
      asText(textAt(row.value, fields.variant_id)) ??
      asText(textAt(row.value, fields.sku)) ??
      (fields.id === group ? undefined : ownId(row));
    const id =
      own ?? (choices.length > 0 || rows.length === 1 ? variantIdFrom(product ?? '', choices) : undefined);
    variants.push(variantOf(mapping, row, row.value, fields, id));
  }
  return draftOf(mapping, main, product, variants);
}

function draftOf(
  { fields, description }: FieldMapping,
  { value: row }: Row,
  id: unknown,
  variants: DraftVariant[],
): Draft {
  const title = textAt(row, fields.title);
  const faults: Draft['faults'] = [];
  return {
    id: idOf(id),
    title,
    description: textAt(row, fields.description),
    html: description === 'html',
    brand: textAt(row, fields.brand),
    productType: textAt(row, fields.product_type),
    status: statusOf(textAt(row, fields.status)),
    categories: categoriesOf(row, fields.categories),
    tags: listAt(row, fields.tags),
    images: listAt(row, fields.images)?.map((url) => ({ url, alt: title ?? '' })),
    attributes: attributesOf(row, fields.attributes),
    variants,
    faults,
    warnings: [],
  };
}

const STATUS: Readonly<Record<string, string>> = {
  true: 'active',
  yes: 'active',
  published: 'active',
  enabled: 'active',
  1: 'active',
  false: 'draft',
  no: 'draft',
  hidden: 'draft',
  unpublished: 'draft',
  disabled: 'draft',
  0: 'draft',
};
const statusOf = (value: unknown): unknown => {
  const word = typeof value === 'string' ? value.toLowerCase() : value;
  return typeof word === 'string' ? (STATUS[word] ?? word) : word;
};

function categoriesOf(
  row: Record<string, unknown>,
  list: MappingFields['categories'],
): string[][] | undefined {
  const path = typeof list === 'object' ? list.path : undefined;
  return listAt(row, list)?.map((name) => (path === undefined ? [String(name)] : String(name).split(path)));
}

/** A row without variants of its own is one variant, with the product's id. */
function variantsOf(mapping: FieldMapping, row: Row, id: unknown): DraftVariant[] {
  const { fields } = mapping;
  if (!fields.variants) return [variantOf(mapping, row, row.value, fields, id)];
  const { from, fields: of } = fields.variants;
  const value = valueAt(row.value, from);
  const entries: [unknown, unknown][] = Array.isArray(value)
    ? value.map((v) => [undefined, v])
    : isRow(value)
      ? Object.entries(value)
      : [];
  return entries.map(([key, variant]) => {
    const inner = isRow(variant) ? variant : {};
    return variantOf(mapping, row, inner, of, textAt(inner, of.id) ?? key);
  });
}

function variantOf(
  mapping: FieldMapping,
  { line, value: product }: Row,
  row: Record<string, unknown>,
  fields: VariantFields,
  id: unknown,
): DraftVariant {
  const { currency } = fields;
  return {
    line,
    id: idOf(id),
    sku: textAt(row, fields.sku),
    gtin: textAt(row, fields.gtin),
    price: fieldOf(row, fields.price ?? mapping.fields.price),
    compareAt: fieldOf(row, fields.compare_at),
    currency: textAt(row, currency) ?? textAt(product, mapping.fields.currency),
    stock: stockOf(row, fields.stock),
    options: optionValues(row, fields.options),
    weightGrams: wholeAt(row, fields.weight_grams),
    image: textAt(row, fields.image),
  };
}

const fieldOf = (row: Record<string, unknown>, path: string | undefined): unknown =>
  path === undefined ? undefined : valueAt(row, path);

function stockOf(row: Record<string, unknown>, stock: VariantFields['stock']): unknown {
  if (stock === undefined) return undefined;
  if (typeof stock === 'string') return wholeAt(row, stock);
  const value = textAt(row, stock.from);
  if (value === undefined) return undefined;
  // What is none of the values goes on as it is, to be refused with them.
  return Object.hasOwn(stock.values, String(value)) ? stock.values[String(value)] : value;
}

function optionValues(
  row: Record<string, unknown>,
  options: VariantFields['options'],
): Record<string, unknown> | undefined {
  if (options === undefined) return undefined;
  const pairs =
    typeof options === 'string'
      ? Object.entries(isRow(valueAt(row, options)) ? (valueAt(row, options) as object) : {})
      : Object.entries(options).map(([name, field]) => [name, textAt(row, field)] as const);
  const values = pairs
    .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value] as const)
    .filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => [name, typeof value === 'object' ? value : String(value)] as const);
  return Object.fromEntries(values);
}

function attributesOf(
  row: Record<string, unknown>,
  pairs: MappingFields['attributes'],
): DraftAttribute[] | undefined {
  if (pairs === undefined) return undefined;
  if (typeof pairs === 'string') {
    const value = valueAt(row, pairs);
    if (!isRow(value)) return [];
    return Object.entries(value).map(([label, entry]) => ({
      label,
      value: Array.isArray(entry) ? entry.join(', ') : entry,
    }));
  }
  if ('fields' in pairs) return pairs.fields.map((label) => ({ label, value: valueAt(row, label) }));
  return (listAt(row, pairs) ?? []).flatMap((entry) => {
    const text = String(entry);
    const at = text.indexOf(pairs.pair);
    return at > 0 ? [{ label: text.slice(0, at), value: text.slice(at + pairs.pair.length) }] : [];
  });
}

/** Paths of a product whose fields have other names in a mapping. */
function columnOf(fields: MappingFields, path: string): string {
  const variant = /^variants\.(\d+)\.(\w+)/.exec(path);
  const from = (column: unknown) =>
    typeof column === 'string'
      ? column
      : isRow(column) && typeof column.from === 'string'
        ? column.from
        : undefined;
  if (!variant) return from((fields as Record<string, unknown>)[path.split('.')[0]!]) ?? path;
  const [, index, name] = variant;
  const nested = fields.variants;
  const own = name === 'id' ? (nested ? nested.fields.id : (fields.variant_id ?? fields.id)) : undefined;
  const column = own ?? from(((nested?.fields ?? fields) as Record<string, unknown>)[name!]);
  if (column === undefined) return path;
  return nested ? `${nested.from}.${index}.${column}` : column;
}

const names = new LRUCache<string, string>({ max: 5_000 });

/** The stable key of an attribute. The same labels come again on every row. */
export function attributeName(label: string): string {
  let name = names.get(label);
  if (name === undefined) {
    name = slug(label, '_').slice(0, 100);
    names.set(label, name);
  }
  return name;
}
