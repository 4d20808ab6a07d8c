import { ProductInput } from '../../commerce/catalog/product-input.ts';
import { valueAt } from './field.ts';
import type { ImportFormat } from './formats.ts';
import { givenFields, refuseUnknown } from './given-fields.ts';
import {
  guessAvailability,
  guessCategories,
  guessImages,
  guessList,
  guessPairs,
  guessStatus,
  guessStock,
  guessUnit,
} from './guess-values.ts';
import { type Mapping, mappingFrom } from './mapping.ts';
import { candidatesFor, type FindField, fieldFinder, isChoice } from './names.ts';
import { ImportError } from './report.ts';
import type { SourceRow } from './rows.ts';
import { attributeColumns, type VendorFormat, vendorColumns, vendorOf } from './shapes/vendor-fields.ts';
import { looksLikeHtml } from './values/plain-text.ts';

/** Settings given beside the file, which win over what is guessed. */
export interface GuessHints {
  priceUnit?: 'minor' | 'major' | undefined;
  currency?: string | undefined;
  market?: string | undefined;
  stock?: number | undefined;
  location?: string | undefined;
  decimal?: '.' | ',' | undefined;
  /** The column whose value is the same for all rows of one product. */
  group?: string | undefined;
  unfitSku?: 'refuse' | 'leave_out' | undefined;
  /** Field to column, such as `price` to `Preis`, and `option.Size` to `Größe`; an empty column leaves the field out. */
  fields?: Readonly<Record<string, string>> | undefined;
}

export interface Sample {
  rows: readonly SourceRow[];
  /** Names of all columns. */
  headings: readonly string[];
  /** The format that was asked for. */
  format: ImportFormat | undefined;
  kind: 'csv' | 'xml' | 'json' | 'jsonl';
}

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether the rows are what `shopwright export` writes, so that no mapping is needed. */
export function isNative(rows: readonly SourceRow[]): boolean {
  const first = rows.find((row) => row.value)?.value;
  if (!first) return false;
  const names = Object.keys(first);
  if (names.length === 1 && (names[0] === 'shop' || names[0] === 'category')) return true;
  const known = Object.keys(ProductInput.shape);
  return Array.isArray(first.variants) && 'id' in first && names.every((name) => known.includes(name));
}

/**
 * Guesses a mapping from the first rows. The unit of prices is only guessed where it cannot be wrong: a shop that sells
 * for a hundredth of the price is not worth the convenience.
 *
 * @throws ImportError when there is no title or price, or the unit of the prices cannot be known
 */
export function guessMapping(sample: Sample, hints: GuessHints = {}): Mapping {
  const { rows, headings, format, kind } = sample;
  const values = rows.flatMap((row) => (row.value ? [row.value] : []));
  const broken = rows.find((row) => row.fault !== undefined);
  if (values.length === 0 && broken) {
    throw new ImportError(
      `None of the first rows can be read. Line ${broken.line}: ${broken.fault}. Is the format right? Say it with --format shopify, woocommerce, google, csv, jsonl or json.`,
    );
  }
  const asked = format === 'shopify' || format === 'woocommerce' || format === 'google' ? format : undefined;
  refuseUnknown(hints.fields ?? {}, headings);
  const vendor =
    asked ??
    (kind === 'xml' ? 'google' : kind === 'csv' && format === undefined ? vendorOf(headings) : undefined);
  const defaults = present({
    currency: hints.currency,
    market: hints.market,
    stock: hints.stock,
    location: hints.location,
  });
  const common = present({ defaults, decimal: hints.decimal, unfit_sku: hints.unfitSku });
  return vendor !== undefined && hints.group === undefined
    ? vendorMapping(vendor, headings, common, hints)
    : fieldMapping(values, headings, common, sample, hints);
}

const NEEDED = {
  shopify: ['id', 'title', 'price'],
  woocommerce: ['title', 'price'],
  google: ['id', 'title', 'price'],
};
const OWNERS = { shopify: 'Shopify', woocommerce: 'WooCommerce', google: 'Google Merchant' };

function vendorMapping(
  format: VendorFormat,
  headings: readonly string[],
  common: object,
  hints: GuessHints,
): Mapping {
  const fields = givenFields(vendorColumns(format, headings), hints.fields ?? {}, headings) as Record<
    string,
    string
  >;
  const missing = NEEDED[format].filter((field) => fields[field] === undefined);
  if (missing.length > 0) {
    throw new ImportError(
      `In a file of ${OWNERS[format]} there is a column for ${missing.join(' and ')}; this one has: ${list(headings)}. Name it with --map ${missing[0]}=COLUMN, or leave out --format.`,
    );
  }
  const taken = new Set(Object.values(fields));
  const attributes = attributeColumns(format, headings).filter((column) => !taken.has(column));
  return mappingFrom(
    { format, ...common, fields, ...(attributes.length > 0 && { attributes }) },
    'What was guessed',
  );
}

const list = (names: readonly string[]): string => names.slice(0, 30).join(', ') || 'none';

function fieldMapping(
  values: readonly Record<string, unknown>[],
  headings: readonly string[],
  common: object,
  { format, kind }: Sample,
  hints: GuessHints,
): Mapping {
  const given = hints.fields ?? {};
  const find = fieldFinder(headings);
  const title = given.title ?? find('title');
  if (!title) {
    throw new ImportError(
      `No field looks like a title. Name it with --map title=COLUMN, or write a mapping (see docs/import.md). Fields found: ${list(headings)}.`,
    );
  }
  const variants = guessVariants(values, find('variants'));
  const prices = variants ? variants.rows : values;
  const price = given.price ?? variants?.fields.price ?? find('price');
  if (!price) {
    throw new ImportError(
      `No field looks like a price. Name it with --map price=COLUMN, or write a mapping (see docs/import.md). Fields found: ${list(headings)}.`,
    );
  }
  const group = hints.group ?? (variants ? undefined : guessGroup(values, headings, given.id));
  if (group !== undefined && !headings.includes(group))
    throw new ImportError(`There is no column "${group}" to group by. There are: ${list(headings)}.`);
  const id = given.id ?? ownIdOf(group, headings);
  if (id === undefined && kind === 'csv') {
    throw new ImportError(
      `No column tells products apart, such as an id or SKU. Name one with --map id=COLUMN. Fields found: ${list(headings)}.`,
    );
  }
  const description = given.description ?? find('description');
  const fields = present({
    id,
    ...(group !== undefined && {
      variant_id: candidatesFor('variant_id', headings).find((c) => c !== group),
    }),
    title,
    description,
    brand: find('brand'),
    product_type: find('product_type'),
    status: guessStatus(values, find('status')),
    categories: guessCategories(values, find('categories')),
    tags: guessList(values, find('tags')),
    images: guessImages(values, find('images')),
    attributes: guessPairs(values, find('attributes')),
    ...(variants
      ? { variants: { from: variants.from, fields: variants.fields } }
      : variantFields(find, values, headings, group, { sku: skuOf(find, group), price })),
  });
  const html =
    description !== undefined && values.some((v) => looksLikeHtml(String(valueAt(v, description) ?? '')));
  return mappingFrom(
    {
      format: format === 'csv' || format === 'json' || format === 'jsonl' ? format : kind,
      ...common,
      price_unit: hints.priceUnit ?? guessUnit(prices, price),
      ...(html && { description: 'html' }),
      ...(group !== undefined && { group }),
      fields: givenFields(fields, given, headings),
    },
    'What was guessed',
  );
}

/** With a group, the id of a row is not what the group is named by. */
function ownIdOf(group: string | undefined, headings: readonly string[]): string | undefined {
  const ids = (['id', 'sku', 'gtin'] as const).flatMap((name) => candidatesFor(name, headings));
  return ids.find((column) => column !== group) ?? ids[0];
}

const skuOf = (find: FindField, group: string | undefined) => {
  const sku = find('sku');
  return sku === group ? undefined : sku;
};

/** A column whose values come again on other rows, while another names each row. */
function guessGroup(
  values: readonly Record<string, unknown>[],
  headings: readonly string[],
  givenId: string | undefined,
): string | undefined {
  const texts = (column: string) =>
    values
      .map((value) => valueAt(value, column))
      .filter((v) => v !== undefined)
      .map(String);
  const own = new Set(givenId === undefined ? [] : texts(givenId));
  for (const group of candidatesFor('group', headings)) {
    const found = texts(group);
    const again = new Set(found).size < found.length || found.some((value) => own.has(value));
    const apart = candidatesFor('variant_id', headings).some((column) => {
      const ids = texts(column);
      return column !== group && ids.length >= found.length && new Set(ids).size === ids.length;
    });
    const choices = headings.some(isChoice);
    if (again && (apart || choices)) return group;
  }
  return undefined;
}

function variantFields(
  find: FindField,
  values: readonly Record<string, unknown>[],
  headings: readonly string[],
  group: string | undefined,
  known: { sku?: string | undefined; price?: string | undefined },
): Record<string, unknown> {
  const options = find('options');
  const nested =
    options !== undefined && values.some((v) => isRow(valueAt(v, options))) ? options : undefined;
  const choices = group === undefined ? [] : headings.filter(isChoice);
  return present({
    ...known,
    currency: find('currency'),
    gtin: find('gtin'),
    compare_at: find('compare_at'),
    stock: guessStock(values, find('stock')) ?? guessAvailability(values, find('available')),
    options:
      nested ?? (choices.length > 0 ? Object.fromEntries(choices.map((name) => [name, name])) : undefined),
    weight_grams: find('weight_grams'),
  });
}

function guessVariants(values: readonly Record<string, unknown>[], from: string | undefined) {
  if (from === undefined) return undefined;
  const rows = values.flatMap((value) => {
    const inner = valueAt(value, from);
    return (Array.isArray(inner) ? inner : isRow(inner) ? Object.values(inner) : []).filter(isRow);
  });
  if (rows.length === 0) return undefined;
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const find = fieldFinder(names);
  const id = candidatesFor('variant_id', names)[0] ?? find('id');
  const fields = variantFields(find, rows, names, undefined, { sku: find('sku'), price: find('price') });
  return { from, rows, fields: present({ id, ...fields }) as { price?: string } };
}

function present<T extends Record<string, unknown>>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>;
}
