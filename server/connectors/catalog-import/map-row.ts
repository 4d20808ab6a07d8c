import { parseDecimal } from '../../commerce/money.ts';
import type { Shop } from '../../commerce/shop/model.ts';
import { listAt, slug, textAt, valueAt, wholeAt } from './field.ts';
import type { Mapping, MappingFields, VariantFields } from './mapping.ts';
import { ImportError } from './report.ts';
import type { SourceRow } from './rows.ts';

export interface Mapped {
  /** What the product schema is to judge. */
  input: Record<string, unknown>;
  /** What is wrong already, so that the schema would only say something less clear. */
  faults: { field: string; reason: string }[];
  /** Made where they do not exist yet. */
  categories: { id: string; title: string }[];
  /** Left out of the product because the mapping allows it. */
  leftOut: { field: string; reason: string }[];
}

const MAX_SKU = 64;

/** Market, currency and location of everything that a mapping makes. @throws ImportError when the shop has none such */
export function resolveTerms(
  mapping: Mapping,
  shop: Pick<Shop, 'markets' | 'defaultMarket' | 'locations'>,
): { market: string; currency: string; location: string } {
  const { defaults } = mapping;
  const markets = [...shop.markets].sort((a, b) =>
    a.id === shop.defaultMarket ? -1 : b.id === shop.defaultMarket ? 1 : 0,
  );
  const market = defaults.market
    ? markets.find((m) => m.id === defaults.market)
    : markets.find((m) => defaults.currency === undefined || m.currency === defaults.currency);
  const known = markets.map((m) => `${m.id} (${m.currency})`).join(', ');
  if (!market) {
    const wanted = defaults.market
      ? `market "${defaults.market}"`
      : `market with the currency ${defaults.currency}`;
    throw new ImportError(`The shop has no ${wanted}. It has: ${known}.`);
  }
  if (defaults.currency !== undefined && defaults.currency !== market.currency) {
    throw new ImportError(
      `Market "${market.id}" has ${market.currency}, not ${defaults.currency}. The shop has: ${known}.`,
    );
  }
  const locations = [...shop.locations].sort((a, b) => a.priority - b.priority);
  const location = defaults.location ? locations.find((l) => l.id === defaults.location) : locations[0];
  if (!location) {
    throw new ImportError(
      `The shop has no location "${defaults.location}". It has: ${locations.map((l) => l.id).join(', ')}.`,
    );
  }
  return { market: market.id, currency: market.currency, location: location.id };
}

/** Makes the function that turns one foreign row into a product. */
export function createMapper(
  mapping: Mapping,
  shop: Pick<Shop, 'markets' | 'defaultMarket' | 'locations' | 'defaultLocale'>,
): (row: SourceRow) => Mapped {
  const terms = resolveTerms(mapping, shop);
  return (source) => {
    const row = source.value ?? {};
    const { fields, defaults } = mapping;
    const mapped: Mapped = { input: {}, faults: [], categories: [], leftOut: [] };
    const id = textAt(row, fields.id) ?? source.key;
    for (const name of listAt(row, fields.categories) ?? []) {
      const category = { id: asciiSlug(String(name)), title: String(name).slice(0, 200) };
      if (category.id !== '') mapped.categories.push(category);
      else mapped.faults.push({ field: 'categories', reason: `"${category.title}" cannot be made an id` });
    }
    const variants = variantRows(row, fields, id).map(({ key, row: variant, fields: of }, index) =>
      mapVariant(mapping, terms, variant, of, key, `variants.${index}`, mapped, row),
    );
    mapped.input = compact({
      id,
      title: textAt(row, fields.title),
      description: textAt(row, fields.description),
      brand: textAt(row, fields.brand) ?? defaults.brand,
      product_type: textAt(row, fields.product_type) ?? defaults.product_type,
      status: textAt(row, fields.status) ?? defaults.status,
      categories: mapped.categories.length > 0 ? mapped.categories.map((c) => c.id) : defaults.categories,
      tags: listAt(row, fields.tags) ?? defaults.tags,
      images: listAt(row, fields.images)?.map((url) => ({ url, alt: textAt(row, fields.title) ?? '' })),
      attributes: attributesOf(row, fields.attributes, shop.defaultLocale),
      tax_category: defaults.tax_category,
      options: optionsOf(variants),
      variants,
    });
    return mapped;
  };
}

interface VariantRow {
  key: unknown;
  row: Record<string, unknown>;
  fields: VariantFields;
}

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A category's id: lower-case letters, digits and dashes. */
const asciiSlug = (text: string): string =>
  slug(text, '-')
    .replace(/[^a-z0-9-]/g, '')
    .slice(0, 64);

/** A row without variants of its own is one variant, with the product's id. */
function variantRows(row: Record<string, unknown>, fields: MappingFields, id: unknown): VariantRow[] {
  if (!fields.variants) return [{ key: id, row, fields }];
  const { from, fields: of } = fields.variants;
  const value = valueAt(row, from);
  const entries: [unknown, unknown][] = Array.isArray(value)
    ? value.map((v) => [undefined, v])
    : isRow(value)
      ? Object.entries(value)
      : [];
  return entries.map(([key, variant]) => {
    const inner = isRow(variant) ? variant : {};
    return { key: textAt(inner, of.id) ?? key, row: inner, fields: of };
  });
}

function mapVariant(
  mapping: Mapping,
  terms: { market: string; currency: string; location: string },
  row: Record<string, unknown>,
  fields: VariantFields,
  id: unknown,
  at: string,
  mapped: Mapped,
  product: Record<string, unknown>,
): Record<string, unknown> {
  const amount = (path: string | undefined, name: string) => {
    const value = path === undefined ? undefined : valueAt(row, path);
    const minor = value === undefined ? undefined : minorUnits(value, mapping.price_unit, terms.currency);
    if (value !== undefined && minor === undefined) {
      mapped.faults.push({
        field: `${at}.${path}`,
        reason: `${JSON.stringify(value)?.slice(0, 60)} is not a price in ${terms.currency}${mapping.price_unit === 'minor' ? " cents (or the currency's other minor unit)" : ''}`,
      });
    }
    if (value === undefined && name === 'price')
      mapped.faults.push({ field: `${at}.${path ?? 'price'}`, reason: 'there is no price' });
    return minor;
  };
  const price = amount(fields.price ?? mapping.fields.price, 'price');
  const compareAt = amount(fields.compare_at, 'compare_at');
  const stock = stockOf(row, fields.stock, mapped) ?? mapping.defaults.stock;
  const image = textAt(row, fields.image);
  const title = textAt(product, mapping.fields.title);
  return compact({
    id,
    sku: skuOf(row, fields.sku, mapping, at, mapped),
    gtin: textAt(row, fields.gtin),
    options: optionValues(row, fields.options),
    image: image === undefined ? undefined : { url: image, alt: title },
    weight_grams: wholeAt(row, fields.weight_grams),
    requires_shipping: mapping.defaults.requires_shipping,
    prices:
      price === undefined
        ? []
        : [
            compact({
              market: terms.market,
              amount: price,
              currency: terms.currency,
              compare_at: compareAt !== undefined && compareAt > price ? compareAt : undefined,
            }),
          ],
    stock: stock === undefined ? undefined : [{ location: terms.location, on_hand: stock }],
  });
}

/** Undefined for what is no price. Numbers go through their shortest decimal form, so 50.88 is 5088 and nothing else. */
function minorUnits(value: unknown, unit: 'minor' | 'major', currency: string): number | undefined {
  if (typeof value !== 'number' && typeof value !== 'string') return undefined;
  const text = String(value).trim();
  if (unit === 'minor') return /^\d{1,15}$/.test(text) ? Number(text) : undefined;
  const amount = parseDecimal(text, currency)?.amount;
  return amount !== undefined && amount >= 0 ? amount : undefined;
}

function stockOf(row: Record<string, unknown>, stock: VariantFields['stock'], mapped: Mapped): unknown {
  if (stock === undefined) return undefined;
  if (typeof stock === 'string') return wholeAt(row, stock);
  const value = textAt(row, stock.from);
  if (value === undefined) return undefined;
  const units = Object.hasOwn(stock.values, String(value)) ? stock.values[String(value)] : undefined;
  if (units === undefined) {
    mapped.faults.push({
      field: stock.from,
      reason: `"${String(value).slice(0, 60)}" is none of ${Object.keys(stock.values).join(', ')}`,
    });
  }
  return units;
}

function skuOf(
  row: Record<string, unknown>,
  field: string | undefined,
  mapping: Mapping,
  at: string,
  mapped: Mapped,
): unknown {
  const sku = textAt(row, field);
  if (mapping.unfit_sku === 'refuse' || typeof sku !== 'string' || sku.length <= MAX_SKU) return sku;
  mapped.leftOut.push({
    field: `${at}.sku`,
    reason: `the SKU is longer than ${MAX_SKU} characters and was left out`,
  });
  return undefined;
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

/** Every option that a variant has, with its values, in the order of their first use. */
function optionsOf(variants: readonly Record<string, unknown>[]): unknown[] | undefined {
  const options = new Map<string, Set<string>>();
  for (const variant of variants) {
    for (const [name, value] of Object.entries((variant.options as Record<string, unknown>) ?? {})) {
      if (typeof value !== 'string') continue;
      const values = options.get(name);
      if (values) values.add(value);
      else options.set(name, new Set([value]));
    }
  }
  if (options.size === 0) return undefined;
  return [...options].map(([name, values]) => ({ name, values: [...values].map((value) => ({ value })) }));
}

function attributesOf(
  row: Record<string, unknown>,
  pairs: MappingFields['attributes'],
  locale: string,
): unknown[] | undefined {
  if (pairs === undefined) return undefined;
  const found = new Map<string, unknown>();
  const add = (label: string, value: unknown) => {
    const text = label.trim();
    const name = slug(text, '_').slice(0, 100);
    const usable =
      typeof value === 'number' ||
      typeof value === 'boolean' ||
      (typeof value === 'string' && value.trim() !== '');
    if (name === '' || !usable || found.has(name)) return;
    const plain = name.replaceAll('_', ' ') === text.toLowerCase();
    found.set(name, {
      name,
      ...(!plain && { label: { [locale]: text.slice(0, 200) } }),
      value: typeof value === 'string' ? value.trim() : value,
    });
  };
  if (typeof pairs === 'string') {
    const value = valueAt(row, pairs);
    if (isRow(value))
      for (const [name, entry] of Object.entries(value))
        add(name, Array.isArray(entry) ? entry.join(', ') : entry);
  } else if ('fields' in pairs) {
    for (const field of pairs.fields) add(field, valueAt(row, field));
  } else {
    for (const entry of listAt(row, pairs) ?? []) {
      const text = String(entry);
      const at = text.indexOf(pairs.pair);
      if (at > 0) add(text.slice(0, at), text.slice(at + pairs.pair.length));
    }
  }
  return [...found.values()];
}

function compact(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined));
}
