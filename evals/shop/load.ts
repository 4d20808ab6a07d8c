import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CategoryInput, ProductInput } from '../../server/commerce/catalog/product-input.ts';
import { Policy } from '../../server/commerce/policies/model.ts';
import { Discount } from '../../server/commerce/pricing/model.ts';
import { Shop } from '../../server/commerce/shop/model.ts';
import type { ShopData, ShopSource } from '../contract.ts';
import { SuiteError } from '../error.ts';

/** What only a program with the whole server can do. */
export interface ShopSources {
  /** The sample shop. */
  sample(): ShopData | Promise<ShopData>;
  /** Any feed that `shopwright import` takes, as a shop. @throws Error that says how to mend the file */
  importFeed?: (file: string) => Promise<ShopData>;
}

const stored = { version: true, createdAt: true, updatedAt: true } as const;
const ShopSettings = Shop.omit({ ...stored, _id: true });
const Written = {
  shop: ShopSettings,
  categories: z.array(CategoryInput),
  products: z.array(ProductInput),
  policies: z.array(Policy.omit(stored).extend({ _id: z.string() })),
  discounts: z.array(Discount.omit({ ...stored, used: true })),
};

/**
 * Finds the shop that cases are about, each once: `sample`; a folder with `products.json` or `products.jsonl` and, if need be,
 * `shop.json`, `categories.json`, `policies.json`, `discounts.json`; a file of products as `shopwright export` writes it; or any
 * feed that `shopwright import` takes.
 */
export class Shops {
  readonly #sources: ShopSources;
  readonly #found = new Map<string, Promise<ShopData>>();
  constructor(sources: ShopSources) {
    this.#sources = sources;
  }

  /** @throws SuiteError when there is none, or it is broken */
  get(source: ShopSource): Promise<ShopData> {
    if (source === 'sample') return this.#once('sample', async () => this.#sources.sample());
    if ('data' in source) return Promise.resolve(source.data);
    return this.#once(source.path, () => this.#read(source.path));
  }

  #once(key: string, find: () => Promise<ShopData>): Promise<ShopData> {
    const found = this.#found.get(key) ?? find();
    this.#found.set(key, found);
    return found;
  }

  async #read(path: string): Promise<ShopData> {
    const found = await stat(path).catch(() => undefined);
    if (!found)
      throw new SuiteError(
        `The shop ${path} does not exist: name a file or folder beside the suite, or "sample".`,
      );
    if (found.isDirectory()) return folder(path);
    if (!/\.jsonl?$/.test(path)) return this.#import(path);
    const records = await readRecords(path);
    if (!records.some((one) => looksNative(one))) return this.#import(path);
    return native(records, path);
  }

  async #import(path: string): Promise<ShopData> {
    if (!this.#sources.importFeed)
      throw new SuiteError(`${path}: no list of products as "shopwright export" writes it`);
    try {
      return await this.#sources.importFeed(path);
    } catch (error) {
      throw new SuiteError(`${path}: ${(error as Error).message}`);
    }
  }
}

const looksNative = (record: unknown): boolean =>
  typeof record === 'object' &&
  record !== null &&
  ('variants' in record || 'shop' in record || 'record' in record);

/** Lines of `shopwright export`, or products alone. */
function native(records: readonly unknown[], path: string): ShopData {
  const problems: string[] = [];
  const products: ProductInput[] = [];
  const categories: CategoryInput[] = [];
  let settings: ShopData['shop'] | undefined;
  records.forEach((record, index) => {
    const one = record as Record<string, unknown>;
    const take = <S extends z.ZodType>(schema: S, value: unknown): z.infer<S> | undefined => {
      const result = schema.safeParse(value);
      if (result.success) return result.data;
      const first = result.error.issues[0]!;
      problems.push(`${path}:${index + 1}: ${first.path.join('.')}: ${first.message}`);
      return undefined;
    };
    if ('shop' in one) settings = take(ShopSettings, one.shop) ?? settings;
    else if ('category' in one) {
      const category = take(CategoryInput, one.category);
      if (category) categories.push(category);
    } else {
      const product = take(ProductInput, one.product ?? one);
      if (product) products.push(product);
    }
  });
  if (problems.length > 0) throw new SuiteError(problems.slice(0, 20));
  return { shop: settings ?? shopFor(products), categories, products, policies: [], discounts: [] };
}

async function folder(path: string): Promise<ShopData> {
  const names = new Set(await readdir(path));
  const read = async <K extends keyof typeof Written>(
    part: K,
  ): Promise<z.infer<(typeof Written)[K]> | undefined> => {
    const name = [`${part}.json`, `${part}.jsonl`].find((one) => names.has(one));
    if (name === undefined) return undefined;
    const records = await readRecords(join(path, name));
    const result = Written[part].safeParse(part === 'shop' ? records[0] : records);
    if (result.success) return result.data as z.infer<(typeof Written)[K]>;
    throw new SuiteError(
      result.error.issues
        .slice(0, 20)
        .map((issue) => `${join(path, name)}: ${issue.path.join('.')}: ${issue.message}`),
    );
  };
  const products = await read('products');
  if (!products)
    throw new SuiteError(
      `The shop ${path} has no products.json or products.jsonl. "shopwright export" writes one.`,
    );
  return {
    products,
    shop: (await read('shop')) ?? shopFor(products),
    categories: (await read('categories')) ?? [],
    policies: (await read('policies')) ?? [],
    discounts: (await read('discounts')) ?? [],
  };
}

/** An array in JSON, or a value a line. */
async function readRecords(file: string): Promise<unknown[]> {
  const text = await readFile(file, 'utf8');
  if (!file.endsWith('.jsonl')) {
    try {
      const value: unknown = JSON.parse(text);
      return Array.isArray(value) ? value : [value];
    } catch (error) {
      throw new SuiteError(`${file}: no JSON: ${(error as Error).message}`);
    }
  }
  return text.split(/\r?\n/).flatMap((line, index) => {
    if (line.trim() === '') return [];
    try {
      return [JSON.parse(line) as unknown];
    } catch (error) {
      throw new SuiteError(`${file}:${index + 1}: no JSON: ${(error as Error).message}`);
    }
  });
}

/** Settings for products that came without: a market for each that their prices name. */
function shopFor(products: readonly ProductInput[]): ShopData['shop'] {
  const prices = products.flatMap(({ variants }) => variants.flatMap((variant) => variant.prices));
  const currencies = new Map(prices.map(({ market, currency }) => [market, currency]));
  if (currencies.size === 0) currencies.set('default', 'USD');
  const locations = [
    ...new Set(
      products.flatMap(({ variants }) =>
        variants.flatMap(({ stock }) => (stock ?? []).map((s) => s.location)),
      ),
    ),
  ];
  const [defaultMarket] = currencies.keys();
  return ShopSettings.parse({
    name: 'Shop',
    defaultLocale: 'en',
    locales: ['en', 'es', 'pt', 'de', 'fr'],
    defaultMarket,
    markets: [...currencies].map(([id, currency], index) => ({
      id,
      currency,
      countries: [COUNTRIES[index % COUNTRIES.length]],
      taxIncluded: false,
      defaultLocale: 'en',
    })),
    taxRules: [],
    shippingTaxCategory: 'standard',
    shippingZones: [],
    locations: (locations.length > 0 ? locations : ['main']).map((id, index) => ({
      id,
      title: { en: id },
      country: 'US',
      priority: index + 1,
    })),
    handlingDays: 1,
    cutOffHour: 14,
  });
}

const COUNTRIES = ['US', 'DE', 'GB', 'FR', 'ES', 'PT', 'CA', 'AU', 'JP', 'CH'];
