import type { Shop } from '../../commerce/shop/model.ts';
import type { Mapping } from './mapping.ts';
import { isVendorMapping } from './mapping.ts';
import { ImportError } from './report.ts';
import { type Draft, type DraftFault, type DraftVariant, PLENTY } from './shapes/draft.ts';
import { attributeName } from './shapes/fields.ts';
import { readGtin } from './values/gtin.ts';
import { type CategoryPathEntry, categoriesOf } from './values/ids.ts';
import { plainText } from './values/plain-text.ts';
import { type DecimalMark, readPrice } from './values/price.ts';

/** A product that the schema is to judge. */
export interface Mapped {
  input: Record<string, unknown>;
  /** What is wrong already, so that the schema would only say something less clear. */
  faults: DraftFault[];
  /** Made where they do not exist yet; a parent before its children. */
  categories: CategoryPathEntry[];
  /** Left out of the product because the mapping allows it. */
  leftOut: DraftFault[];
}

type ShopTerms = Pick<Shop, 'markets' | 'defaultMarket' | 'locations' | 'defaultLocale'>;

/** Market, currency and location of everything that a mapping makes. */
export interface Terms {
  market: string;
  currency: string;
  location: string;
  locale: string;
  /** By currency: where its prices go. */
  markets: ReadonlyMap<string, string>;
  /** Such as `us (USD), eu (EUR)`. */
  known: string;
}

const MAX_SKU = 64;
const MAX_DESCRIPTION = 20_000;
/** In place of a stock that the source does not count. */
export const PLENTY_UNITS = 100;
/** A higher amount is a slip of the decimal, and `product-input.ts` takes none. */
const MAX_AMOUNT = 100_000_000_000;

/** @throws ImportError when the shop has no such market, currency or location */
export function resolveTerms(mapping: Mapping, shop: ShopTerms): Terms {
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
  const byCurrency = new Map<string, string>();
  for (const m of [market, ...markets]) if (!byCurrency.has(m.currency)) byCurrency.set(m.currency, m.id);
  const { id, currency } = market;
  return {
    market: id,
    currency,
    location: location.id,
    locale: shop.defaultLocale,
    markets: byCurrency,
    known,
  };
}

/** Judges prices, numbers, categories and texts of a draft, and makes of it what the product schema takes. */
export function finishDraft(draft: Draft, mapping: Mapping, terms: Terms): Mapped {
  const { defaults } = mapping;
  const mapped: Mapped = {
    input: {},
    faults: [...draft.faults],
    categories: [],
    leftOut: [...draft.warnings],
  };
  const paths = (draft.categories ?? []).map(categoriesOf).filter((path) => path.length > 0);
  mapped.categories = paths.flat();
  const categories = [...new Set(paths.map((path) => path.at(-1)!.id))];
  const variants = draft.variants.map((variant, index) =>
    finishVariant(variant, `variants.${index}`, draft, mapping, terms, mapped),
  );
  mapped.input = compact({
    id: draft.id,
    title: draft.title,
    description: descriptionOf(draft, mapped),
    brand: draft.brand ?? defaults.brand,
    product_type: draft.productType ?? defaults.product_type,
    status: defaults.status !== undefined && draft.status === undefined ? defaults.status : draft.status,
    categories: categories.length > 0 ? categories : defaults.categories,
    tags: draft.tags !== undefined && draft.tags.length > 0 ? [...new Set(draft.tags)] : defaults.tags,
    images: draft.images,
    attributes: attributesOf(draft, terms.locale),
    tax_category: defaults.tax_category,
    options: optionsOf(variants),
    variants,
  });
  if (hasControls(mapped.input)) {
    mapped.input = withoutControls(mapped.input) as Record<string, unknown>;
    mapped.leftOut.push({ path: '(row)', reason: 'control characters were taken out of its texts' });
  }
  return mapped;
}

/** Characters that no text shows; tabs and line ends are none of them. */
const CONTROLS = /[^\P{Cc}\t\n\r]/gu;

function hasControls(value: unknown): boolean {
  if (typeof value === 'string') return value.search(CONTROLS) !== -1;
  if (typeof value !== 'object' || value === null) return false;
  for (const entry of Object.values(value)) if (hasControls(entry)) return true;
  return false;
}

function withoutControls(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(CONTROLS, '').trim();
  if (Array.isArray(value)) return value.map(withoutControls);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, withoutControls(entry)]));
}

function descriptionOf(draft: Draft, mapped: Mapped): unknown {
  if (!draft.html || typeof draft.description !== 'string') return draft.description;
  const text = plainText(draft.description);
  if (text.length <= MAX_DESCRIPTION) return text;
  mapped.leftOut.push({ path: 'description', reason: `was cut to ${MAX_DESCRIPTION} characters` });
  return text.slice(0, MAX_DESCRIPTION - 1).replace(/[\ud800-\udbff]$/, '');
}

function finishVariant(
  variant: DraftVariant,
  at: string,
  draft: Draft,
  mapping: Mapping,
  terms: Terms,
  mapped: Mapped,
): Record<string, unknown> {
  const price = pricesOf(variant, at, mapping, terms, mapped);
  const stock = stockOf(variant.stock, mapping, at, mapped);
  return compact({
    id: variant.id,
    sku: skuOf(variant.sku, mapping, at, mapped),
    gtin: gtinOf(variant.gtin, at, mapped),
    options: variant.options,
    image: variant.image === undefined ? undefined : { url: variant.image, alt: draft.title },
    weight_grams: variant.weightGrams,
    requires_shipping: variant.requiresShipping ?? mapping.defaults.requires_shipping,
    prices: price === undefined ? [] : [price],
    stock: stock === undefined ? undefined : [{ location: terms.location, on_hand: stock }],
  });
}

function pricesOf(
  variant: DraftVariant,
  at: string,
  mapping: Mapping,
  terms: Terms,
  mapped: Mapped,
): Record<string, unknown> | undefined {
  const unit = isVendorMapping(mapping) ? 'major' : mapping.price_unit;
  const own = typeof variant.currency === 'string' ? variant.currency.trim().toUpperCase() : undefined;
  const read = (value: unknown, name: string) => {
    if (value === undefined || value === '') return undefined;
    const reading = readPrice(value, {
      unit,
      decimal: mapping.decimal as DecimalMark,
      currency: own ?? terms.currency,
    });
    if (typeof reading !== 'string' && reading.amount <= MAX_AMOUNT) return reading;
    const given = JSON.stringify(value)?.slice(0, 60);
    const why = typeof reading === 'string' ? reading : 'is more than any price';
    mapped.faults.push({ path: `${at}.${name}`, reason: `${given} ${why}` });
    return null;
  };
  const price = read(variant.price, 'price');
  const compareAt = read(variant.compareAt, 'compare_at');
  if (price === undefined) mapped.faults.push({ path: `${at}.price`, reason: 'there is no price' });
  if (!price) return undefined;
  const currency = price.currency ?? own ?? terms.currency;
  const market = terms.markets.get(currency);
  if (market === undefined) {
    mapped.faults.push({
      path: `${at}.price`,
      reason: `the shop has no market for ${currency.slice(0, 20)}; it has ${terms.known}`,
    });
  }
  if (compareAt?.currency !== undefined && compareAt.currency !== currency) {
    mapped.faults.push({
      path: `${at}.compare_at`,
      reason: `is in ${compareAt.currency}, the price in ${currency}`,
    });
  }
  if (price.amount === 0)
    mapped.leftOut.push({ path: `${at}.price`, reason: 'the price is 0: it is given away' });
  return compact({
    market,
    amount: price.amount,
    currency,
    compare_at: compareAt && compareAt.amount > price.amount ? compareAt.amount : undefined,
  });
}

function stockOf(stock: unknown, mapping: Mapping, at: string, mapped: Mapped): unknown {
  if (stock === undefined) return mapping.defaults.stock;
  if (stock === PLENTY) return mapping.defaults.stock ?? PLENTY_UNITS;
  if (typeof stock !== 'string') return stock;
  const values = isVendorMapping(mapping)
    ? undefined
    : (mapping.fields.variants?.fields.stock ?? mapping.fields.stock);
  const known =
    typeof values === 'object' ? `none of ${Object.keys(values.values).join(', ')}` : 'no number of units';
  mapped.faults.push({ path: `${at}.stock`, reason: `"${stock.slice(0, 60)}" is ${known}` });
  return undefined;
}

function skuOf(sku: unknown, mapping: Mapping, at: string, mapped: Mapped): unknown {
  if (mapping.unfit_sku === 'refuse' || typeof sku !== 'string' || sku.length <= MAX_SKU) return sku;
  mapped.leftOut.push({
    path: `${at}.sku`,
    reason: `the SKU is longer than ${MAX_SKU} characters and was left out`,
  });
  return undefined;
}

function gtinOf(gtin: unknown, at: string, mapped: Mapped): unknown {
  if (typeof gtin !== 'string') return gtin;
  const read = readGtin(gtin);
  if (read === undefined && !/^'?0*$/.test(gtin)) {
    mapped.leftOut.push({
      path: `${at}.gtin`,
      reason: `"${gtin.slice(0, 40)}" is no GTIN (its digits do not check) and was left out`,
    });
  }
  return read;
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

function attributesOf({ attributes }: Draft, locale: string): unknown[] | undefined {
  if (attributes === undefined) return undefined;
  const found = new Map<string, unknown>();
  for (const { label, value } of attributes) {
    const text = label.trim();
    const name = attributeName(text);
    const usable =
      typeof value === 'number' ||
      typeof value === 'boolean' ||
      (typeof value === 'string' && value.trim() !== '');
    if (name === '' || !usable || found.has(name)) continue;
    const plain = name.replaceAll('_', ' ') === text.toLowerCase();
    found.set(name, {
      name,
      ...(!plain && { label: { [locale]: text.slice(0, 200) } }),
      value: typeof value === 'string' ? value.trim() : value,
    });
  }
  return [...found.values()];
}

function compact(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([, v]) => v !== undefined));
}
