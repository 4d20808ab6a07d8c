import { isDeepStrictEqual } from 'node:util';
import type { Ids } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/store/port.ts';
import { stockLevels } from '../inventory/model.ts';
import { putStock, stockLevelId } from '../inventory/write.ts';
import type { Shop } from '../shop/model.ts';
import {
  type CurrentPrice,
  categories,
  type Product,
  prices,
  products,
  type Variant,
  variantRefs,
} from './model.ts';
import type { PriceInput, ProductInput } from './product-input.ts';
import { productFaults, productId, toLocalized, variantId } from './rules.ts';

export interface ProductFault {
  field: string;
  message: string;
}

export type PutResult =
  | { status: 'created' | 'updated' | 'unchanged'; productId: string }
  | { status: 'refused'; productId: string; faults: ProductFault[] };

/**
 * Creates or updates one product with its prices and stock. A product that is refused leaves nothing behind, so many
 * can share one transaction and only the good ones land.
 */
export async function putProduct(
  tx: Transaction,
  ids: Ids,
  shop: Shop,
  input: ProductInput,
): Promise<PutResult> {
  const id = productId(input.id);
  const current = await tx.get(products, id);
  const faults = [...productFaults(input), ...(await storedFaults(tx, shop, id, input))];
  if (faults.length > 0) return { status: 'refused', productId: id, faults };

  const variants: Variant[] = [];
  for (const variant of input.variants) {
    const vid = variantId(variant.id);
    const known = current?.variants.find((v) => v.id === vid);
    variants.push({
      id: vid,
      ...(variant.sku !== undefined && { sku: variant.sku }),
      ...(variant.gtin !== undefined && { gtin: variant.gtin }),
      options: variant.options,
      ...(variant.image && {
        image: { url: variant.image.url, alt: toLocalized(variant.image.alt, shop.defaultLocale)! },
      }),
      ...(variant.weight_grams !== undefined && { weightGrams: variant.weight_grams }),
      requiresShipping: variant.requires_shipping,
      prices: await putPrices(
        tx,
        ids,
        shop,
        id,
        vid,
        variant.prices,
        known?.prices ?? [],
        known !== undefined,
      ),
    });
  }
  const next = productFrom(input, id, variants, shop.defaultLocale);
  await putVariantRefs(tx, id, next.variants, current?.variants ?? []);
  let stockChanged = false;
  for (const variant of input.variants) {
    for (const stock of variant.stock ?? []) {
      const { changed } = await putStock(tx, {
        variantId: variantId(variant.id),
        locationId: stock.location,
        onHand: stock.on_hand,
        ...(stock.source_sequence !== undefined && { sourceSequence: stock.source_sequence }),
      });
      stockChanged ||= changed;
    }
  }
  if (!current) {
    await tx.insert(products, next);
    return { status: 'created', productId: id };
  }
  const { version, createdAt, updatedAt, ...before } = current;
  if (isDeepStrictEqual(before, next))
    return { status: stockChanged ? 'updated' : 'unchanged', productId: id };
  await tx.replace(products, { ...next, version, createdAt, updatedAt });
  return { status: 'updated', productId: id };
}

async function storedFaults(
  tx: Transaction,
  shop: Shop,
  id: string,
  input: ProductInput,
): Promise<ProductFault[]> {
  const faults: ProductFault[] = [];
  const locations = new Set(shop.locations.map((l) => l.id));
  for (const [index, variant] of input.variants.entries()) {
    const at = `variants.${index}`;
    const vid = variantId(variant.id);
    const ref = await tx.get(variantRefs, vid);
    if (ref && ref.productId !== id) {
      faults.push({
        field: `${at}.id`,
        message: `variant "${variant.id}" belongs to product ${ref.productId}`,
      });
    }
    if (variant.sku !== undefined && ref?.sku !== variant.sku) {
      const [taken] = await tx.find(variantRefs, { where: { sku: variant.sku }, limit: 1 });
      if (taken && taken._id !== vid) {
        faults.push({
          field: `${at}.sku`,
          message: `SKU "${variant.sku}" belongs to variant ${taken._id} of ${taken.productId}`,
        });
      }
    }
    for (const [p, price] of variant.prices.entries()) {
      const market = shop.markets.find((m) => m.id === price.market);
      if (!market) {
        const known = shop.markets.map((m) => m.id).join(', ');
        faults.push({
          field: `${at}.prices.${p}.market`,
          message: `no market "${price.market}"; there are: ${known}`,
        });
      } else if (market.currency !== price.currency) {
        faults.push({
          field: `${at}.prices.${p}.currency`,
          message: `market "${market.id}" has ${market.currency}, not ${price.currency}`,
        });
      }
    }
    for (const [s, stock] of (variant.stock ?? []).entries()) {
      if (!locations.has(stock.location)) {
        const known = [...locations].join(', ');
        faults.push({
          field: `${at}.stock.${s}.location`,
          message: `no location "${stock.location}"; there are: ${known}`,
        });
      }
      if (stock.source_sequence === undefined) continue;
      const level = await tx.get(stockLevels, stockLevelId(vid, stock.location));
      if (level?.sourceSequence !== undefined && stock.source_sequence <= level.sourceSequence) {
        faults.push({
          field: `${at}.stock.${s}.source_sequence`,
          message: `update ${stock.source_sequence} is older than ${level.sourceSequence}, which is already applied`,
        });
      }
    }
  }
  for (const [index, category] of input.categories.entries()) {
    if (!(await tx.get(categories, category))) {
      faults.push({ field: `categories.${index}`, message: `no category "${category}"; create it first` });
    }
  }
  return faults;
}

/** Adds to the price history what differs from `current`; answers the prices that count now. */
export async function putPrices(
  tx: Transaction,
  ids: Ids,
  shop: Shop,
  product: string,
  variant: string,
  wanted: ProductInput['variants'][number]['prices'],
  current: readonly CurrentPrice[],
  known: boolean,
): Promise<CurrentPrice[]> {
  const result: CurrentPrice[] = [];
  for (const price of wanted) {
    const before = current.find((c) => c.market === price.market && c.customerGroup === price.customer_group);
    if (
      before &&
      before.amount === price.amount &&
      before.currency === price.currency &&
      before.compareAt === price.compare_at
    ) {
      result.push(before);
      continue;
    }
    const terms = {
      market: price.market,
      currency: price.currency,
      amount: price.amount,
      ...(price.compare_at !== undefined && { compareAt: price.compare_at }),
      ...(price.customer_group !== undefined && { customerGroup: price.customer_group }),
    };
    const priceId = ids.next('prc');
    const priceVersion = (before?.priceVersion ?? (await lastVersion(tx, variant, price, known))) + 1;
    await tx.insert(prices, {
      _id: priceId,
      productId: product,
      variantId: variant,
      ...terms,
      taxIncluded: shop.markets.find((m) => m.id === price.market)!.taxIncluded,
      priceVersion,
    });
    result.push({ priceId, priceVersion, ...terms });
  }
  return result;
}

/** A price that was revoked or taken away may come back: its versions go on counting. */
async function lastVersion(
  tx: Transaction,
  variant: string,
  price: PriceInput,
  known: boolean,
): Promise<number> {
  if (!known) return 0;
  const rows = await tx.find(prices, { where: { variantId: variant, market: price.market }, limit: 10_000 });
  const versions = rows.filter((r) => r.customerGroup === price.customer_group).map((r) => r.priceVersion);
  return Math.max(0, ...versions);
}

async function putVariantRefs(
  tx: Transaction,
  product: string,
  next: readonly Variant[],
  before: readonly Variant[],
): Promise<void> {
  for (const gone of before.filter((b) => !next.some((n) => n.id === b.id))) {
    const ref = await tx.get(variantRefs, gone.id);
    if (ref) await tx.delete(variantRefs, ref._id, ref.version);
  }
  for (const variant of next) {
    const wanted = {
      _id: variant.id,
      productId: product,
      ...(variant.sku !== undefined && { sku: variant.sku }),
      ...(variant.gtin !== undefined && { gtin: variant.gtin }),
    };
    const ref = await tx.get(variantRefs, variant.id);
    if (!ref) await tx.insert(variantRefs, wanted);
    else if (ref.sku !== variant.sku || ref.gtin !== variant.gtin) {
      await tx.replace(variantRefs, {
        ...wanted,
        version: ref.version,
        createdAt: ref.createdAt,
        updatedAt: ref.updatedAt,
      });
    }
  }
}

function productFrom(
  input: ProductInput,
  id: string,
  variants: Variant[],
  locale: string,
): Omit<Product, 'version' | 'createdAt' | 'updatedAt'> {
  const text = (value: string | Record<string, string> | undefined) => toLocalized(value, locale);
  return {
    _id: id,
    status: input.status,
    title: text(input.title)!,
    description: text(input.description)!,
    ...(input.brand !== undefined && { brand: input.brand }),
    ...(input.product_type !== undefined && { productType: text(input.product_type)! }),
    categories: input.categories,
    tags: input.tags,
    attributes: input.attributes.map((a) => ({
      name: a.name,
      ...(a.label !== undefined && { label: text(a.label)! }),
      value: a.value,
      ...(a.value_label !== undefined && { valueLabel: text(a.value_label)! }),
      ...(a.unit !== undefined && { unit: a.unit }),
    })),
    options: input.options.map((o) => ({
      name: o.name,
      label: text(o.label ?? o.name)!,
      values: o.values.map((v) => ({ value: v.value, label: text(v.label ?? v.value)! })),
    })),
    images: input.images.map((i) => ({ url: i.url, alt: text(i.alt)! })),
    related: input.related.map((r) => ({ productId: productId(r.product_id), kind: r.kind })),
    taxCategory: input.tax_category,
    variants,
  };
}
