import { ProductInput } from '../../commerce/catalog/product-input.ts';
import { valueAt } from './field.ts';
import { Mapping } from './mapping.ts';
import { ImportError } from './report.ts';
import type { SourceRow } from './rows.ts';

/** Settings given beside the file, which win over what is guessed. */
export interface GuessHints {
  priceUnit?: 'minor' | 'major' | undefined;
  currency?: string | undefined;
  market?: string | undefined;
  stock?: number | undefined;
  location?: string | undefined;
}

/** The usual names of a field, the best first; compared without case and punctuation. */
const NAMES = {
  id: ['product_id', 'id', 'handle', 'item_id', 'sku'],
  title: ['title', 'name', 'product_name', 'product_title'],
  description: ['description', 'body', 'body_html', 'long_description', 'details'],
  brand: ['brand', 'vendor', 'manufacturer', 'make'],
  product_type: ['product_type', 'type', 'google_product_category'],
  sku: ['sku', 'mpn', 'part_number', 'article_number', 'variant_sku'],
  gtin: ['gtin', 'ean', 'upc', 'barcode', 'isbn', 'gtin13'],
  price: ['price', 'price_cents', 'price_minor', 'amount', 'unit_price', 'variant_price', 'list_price'],
  compare_at: ['compare_at', 'compare_at_price', 'rrp', 'msrp', 'was_price'],
  stock: ['stock', 'quantity', 'inventory', 'on_hand', 'qty', 'inventory_quantity'],
  available: ['available', 'in_stock', 'availability'],
  categories: ['categories', 'category'],
  tags: ['tags', 'keywords'],
  images: ['images', 'image', 'image_url', 'image_link', 'picture'],
  attributes: ['features', 'attributes', 'specifications', 'specs'],
  options: ['options'],
  variants: ['variants', 'items', 'skus'],
  weight_grams: ['weight_grams', 'weight_g', 'grams'],
} as const;
type Name = keyof typeof NAMES;

const plain = (name: string): string => name.toLowerCase().replace(/[^a-z0-9]/g, '');
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
export function guessMapping(rows: readonly SourceRow[], hints: GuessHints = {}): Mapping {
  const values = rows.flatMap((row) => (row.value ? [row.value] : []));
  const broken = rows.find((row) => row.fault !== undefined);
  if (values.length === 0 && broken) {
    throw new ImportError(
      `None of the first rows can be read. Line ${broken.line}: ${broken.fault}. Is the format right? Say it with --format jsonl, json or csv.`,
    );
  }
  const find = fieldFinder(values);
  const title = find('title');
  if (!title) {
    const seen = [...new Set(values.flatMap((v) => Object.keys(v)))].slice(0, 30).join(', ') || 'none';
    throw new ImportError(
      `No field looks like a title. Write a mapping (see docs/import.md). Fields found: ${seen}.`,
    );
  }
  const variants = guessVariants(values, find('variants'));
  const prices = variants ? variants.rows : values;
  const price = variants?.fields.price ?? find('price');
  if (!price) throw new ImportError('No field looks like a price. Write a mapping; see docs/import.md.');
  const sku = find('sku');
  const id = find('id');
  return Mapping.parse({
    defaults: present({
      currency: hints.currency,
      market: hints.market,
      stock: hints.stock,
      location: hints.location,
    }),
    price_unit: hints.priceUnit ?? guessUnit(prices, price),
    fields: present({
      id,
      title,
      description: find('description'),
      brand: find('brand'),
      product_type: find('product_type'),
      categories: find('categories'),
      tags: guessList(values, find('tags')),
      images: find('images'),
      attributes: guessPairs(values, find('attributes')),
      ...(variants
        ? { variants: { from: variants.from, fields: variants.fields } }
        : variantFields(find, values, { sku, price })),
    }),
  });
}

type Find = (name: Name) => string | undefined;

function fieldFinder(values: readonly Record<string, unknown>[]): Find {
  const names = [...new Set(values.flatMap((value) => Object.keys(value)))];
  return (wanted) => {
    for (const candidate of NAMES[wanted]) {
      const found = names.find((name) => plain(name) === plain(candidate));
      if (found !== undefined) return found;
    }
    return undefined;
  };
}

function variantFields(
  find: Find,
  values: readonly Record<string, unknown>[],
  known: { sku?: string | undefined; price?: string | undefined },
): Record<string, unknown> {
  const options = find('options');
  return present({
    ...known,
    gtin: find('gtin'),
    compare_at: find('compare_at'),
    stock: find('stock') ?? guessAvailability(values, find('available')),
    options: options && values.some((v) => isRow(valueAt(v, options))) ? options : undefined,
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
  const find = fieldFinder(rows);
  const id = ['item_id', 'variant_id', 'id', 'sku']
    .map((name) => Object.keys(rows[0]!).find((key) => plain(key) === plain(name)))
    .find((key) => key !== undefined);
  const fields = variantFields(find, rows, { sku: find('sku'), price: find('price') });
  return { from, rows, fields: present({ id, ...fields }) as { price?: string } };
}

function guessUnit(rows: readonly Record<string, unknown>[], price: string): 'minor' | 'major' {
  if (/cents|minor/i.test(price)) return 'minor';
  const prices = rows.map((row) => valueAt(row, price)).filter((value) => value !== undefined);
  if (prices.some((value) => /^\d+\.\d+$/.test(String(value)))) return 'major';
  throw new ImportError(
    `Cannot tell whether the price ${JSON.stringify(prices[0]) ?? '?'} counts cents. Say so with --price-unit minor (1999 is 19.99) or --price-unit major (1999 is 1999.00).`,
  );
}

/** What the field of availability says, as units: enough to sell, or none. */
function guessAvailability(values: readonly Record<string, unknown>[], field: string | undefined) {
  if (field === undefined) return undefined;
  const seen = [...new Set(values.map((value) => valueAt(value, field)).filter((v) => v !== undefined))].map(
    String,
  );
  if (seen.length === 0 || seen.length > 6) return undefined;
  const none = /^(false|no|0|out.?of.?stock|sold.?out|unavailable)$/i;
  const some = /^(true|yes|1|in.?stock|available)$/i;
  if (!seen.every((value) => none.test(value) || some.test(value))) return undefined;
  const both = new Set([
    ...seen,
    ...(seen.includes('true') || seen.includes('false') ? ['true', 'false'] : []),
  ]);
  return {
    from: field,
    values: Object.fromEntries([...both].map((value) => [value, none.test(value) ? 0 : 100])),
  };
}

function guessList(values: readonly Record<string, unknown>[], field: string | undefined) {
  if (field === undefined) return undefined;
  const text = values.map((value) => valueAt(value, field)).find((value) => typeof value === 'string');
  if (text === undefined) return field;
  return { from: field, split: text.includes('|') ? '|' : text.includes(';') ? ';' : ',' };
}

/** `name: value | name: value`, or an object. */
function guessPairs(values: readonly Record<string, unknown>[], field: string | undefined) {
  if (field === undefined) return undefined;
  const found = values.map((value) => valueAt(value, field)).filter((value) => value !== undefined);
  if (found.some(isRow)) return field;
  const text = found.find((value) => typeof value === 'string' && /[:=]/.test(value)) as string | undefined;
  if (text === undefined) return undefined;
  const split = [' | ', '|', ';', '\n'].find((candidate) => text.includes(candidate)) ?? ',';
  return { from: field, split, pair: text.includes(':') ? ':' : '=' };
}

function present<T extends Record<string, unknown>>(value: T): Partial<T> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined)) as Partial<T>;
}
