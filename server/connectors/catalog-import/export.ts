import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  categories,
  type LocalizedText,
  type Product,
  products,
  type Variant,
} from '../../commerce/catalog/model.ts';
import type { CategoryInput, ProductInput } from '../../commerce/catalog/product-input.ts';
import { type StockLevel, stockLevels } from '../../commerce/inventory/model.ts';
import { SHOP_ID, shops } from '../../commerce/shop/model.ts';
import type { Collection, Document, Reader } from '../../platform/store/port.ts';
import type { ShopSettings } from './shop-settings.ts';

/** One line of an export, in the order in which an import needs them: the shop, categories from the top, products. */
export type ExportLine = { shop: ShopSettings } | { category: CategoryInput } | ProductInput;

const PAGE = 100;

/**
 * The catalogue as an import takes it: into an empty shop it makes the same shop, with prices and stock on hand. Price
 * history, holds and orders are not in it; the backup of a shop is a copy of its database.
 */
export async function* exportCatalog(store: Reader): AsyncGenerator<ExportLine> {
  const shop = await store.get(shops, SHOP_ID);
  if (shop) {
    const { _id, version, createdAt, updatedAt, ...settings } = shop;
    yield { shop: settings };
  }
  yield* categoryLines(store);
  for await (const page of pages(store, products)) {
    const stock = await stockOf(store, page);
    for (const product of page) yield productLine(product, stock);
    await nextTurn();
  }
}

/** A parent comes before its children. */
async function* categoryLines(store: Reader): AsyncGenerator<{ category: CategoryInput }> {
  const waiting = new Map<string, { category: CategoryInput }>();
  for await (const page of pages(store, categories)) {
    for (const { _id, title, parentId } of page) {
      waiting.set(_id, { category: { id: _id, title, ...(parentId !== undefined && { parent: parentId }) } });
    }
  }
  while (waiting.size > 0) {
    const before = waiting.size;
    for (const [id, line] of waiting) {
      const { parent } = line.category;
      if (parent !== undefined && waiting.has(parent)) continue;
      waiting.delete(id);
      yield line;
    }
    if (waiting.size === before) return;
  }
}

async function* pages<T extends Document>(store: Reader, collection: Collection<T>): AsyncGenerator<T[]> {
  let after: { value: string; _id: string } | undefined;
  for (;;) {
    const page: T[] = await store.find(collection, { limit: PAGE, ...(after && { after }) });
    if (page.length > 0) yield page;
    const last = page.at(-1);
    if (!last || page.length < PAGE) return;
    after = { value: last._id, _id: last._id };
  }
}

async function stockOf(store: Reader, page: readonly Product[]): Promise<Map<string, StockLevel[]>> {
  const found = new Map<string, StockLevel[]>();
  const ids = page.flatMap((product) => product.variants.map((variant) => variant.id));
  for (let start = 0; start < ids.length; start += PAGE) {
    const levels = await store.find(stockLevels, {
      where: { variantId: { in: ids.slice(start, start + PAGE) } },
      limit: 10_000,
    });
    for (const level of levels) found.set(level.variantId, [...(found.get(level.variantId) ?? []), level]);
  }
  return found;
}

/** Without its prefix, because an id may be 64 characters long without it; where that would make another id, with it. */
const bare = (id: string): string => id.replace(/^(prod|var)_(?!\1_)(?=[A-Za-z0-9])/, '');

function productLine(product: Product, stock: ReadonlyMap<string, StockLevel[]>): ProductInput {
  return {
    id: bare(product._id),
    status: product.status,
    title: product.title,
    description: product.description,
    ...(product.brand !== undefined && { brand: product.brand }),
    ...(product.productType && { product_type: product.productType }),
    categories: product.categories,
    tags: product.tags,
    attributes: product.attributes.map(({ valueLabel, ...attribute }) => ({
      ...attribute,
      ...(valueLabel && { value_label: valueLabel as LocalizedText }),
    })),
    options: product.options,
    images: product.images,
    related: product.related.map(({ productId, kind }) => ({ product_id: bare(productId), kind })),
    tax_category: product.taxCategory,
    variants: product.variants.map((variant) => variantLine(variant, stock.get(variant.id) ?? [])),
  };
}

function variantLine(variant: Variant, stock: readonly StockLevel[]): ProductInput['variants'][number] {
  return {
    id: bare(variant.id),
    ...(variant.sku !== undefined && { sku: variant.sku }),
    ...(variant.gtin !== undefined && { gtin: variant.gtin }),
    options: variant.options,
    ...(variant.image && { image: variant.image }),
    ...(variant.weightGrams !== undefined && { weight_grams: variant.weightGrams }),
    requires_shipping: variant.requiresShipping,
    prices: variant.prices.map((price) => ({
      market: price.market,
      amount: price.amount,
      currency: price.currency,
      ...(price.compareAt !== undefined && { compare_at: price.compareAt }),
      ...(price.customerGroup !== undefined && { customer_group: price.customerGroup }),
    })),
    ...(stock.length > 0 && {
      stock: stock.map((level) => ({ location: level.locationId, on_hand: level.onHand })),
    }),
  };
}
