import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { CurrencyCode } from '../money.ts';

export const documentFields = {
  _id: z.string(),
  version: z.int(),
  createdAt: z.int(),
  updatedAt: z.int(),
} as const;

/** BCP 47 language -> text. Read with `localized()`, which falls back to the shop's default language. */
export const LocalizedText = z.record(z.string(), z.string());
export type LocalizedText = z.infer<typeof LocalizedText>;

export const AttributeValue = z.union([z.string(), z.number(), z.boolean()]);
export const Attribute = z.strictObject({
  /** Stable key in English, snake_case: `screen_size`. */
  name: z.string(),
  label: LocalizedText.optional(),
  value: AttributeValue,
  /** Text shown instead of `value`, by language. */
  valueLabel: LocalizedText.optional(),
  unit: z.string().optional(),
});
export type Attribute = z.infer<typeof Attribute>;

export const Option = z.strictObject({
  name: z.string(),
  label: LocalizedText,
  values: z.array(z.strictObject({ value: z.string(), label: LocalizedText })),
});
export type Option = z.infer<typeof Option>;

export const Image = z.strictObject({ url: z.string(), alt: LocalizedText });
export type Image = z.infer<typeof Image>;

export const RelationKind = z.enum(['complement', 'alternative', 'upsell']);
export const Relation = z.strictObject({ productId: z.string(), kind: RelationKind });

/** The price that is valid now for one variant in one market; its history is the `prices` collection. */
export const CurrentPrice = z.strictObject({
  priceId: z.string(),
  /** 1 for the first price of this variant, market and group. */
  priceVersion: z.int(),
  market: z.string(),
  currency: CurrencyCode,
  amount: z.int().nonnegative(),
  compareAt: z.int().nonnegative().optional(),
  /** Only customers of this group get this price. */
  customerGroup: z.string().optional(),
});
export type CurrentPrice = z.infer<typeof CurrentPrice>;

export const Variant = z.strictObject({
  id: z.string(),
  sku: z.string().optional(),
  gtin: z.string().optional(),
  /** Option name -> option value. */
  options: z.record(z.string(), z.string()),
  image: Image.optional(),
  weightGrams: z.int().nonnegative().optional(),
  requiresShipping: z.boolean(),
  prices: z.array(CurrentPrice),
});
export type Variant = z.infer<typeof Variant>;

export const Product = z.strictObject({
  ...documentFields,
  status: z.enum(['active', 'draft', 'archived']),
  title: LocalizedText,
  description: LocalizedText,
  brand: z.string().optional(),
  productType: LocalizedText.optional(),
  /** Ids of categories. */
  categories: z.array(z.string()),
  tags: z.array(z.string()),
  attributes: z.array(Attribute),
  options: z.array(Option),
  images: z.array(Image),
  related: z.array(Relation),
  /** Key into the shop's tax rules, such as `standard`, `food`, `books`. */
  taxCategory: z.string(),
  variants: z.array(Variant).min(1),
});
export type Product = z.infer<typeof Product>;
export const products = defineCollection('products', Product, { byUpdated: { fields: ['updatedAt'] } });

/** From a variant or SKU to its product; also what keeps SKUs unique. `_id` is the variant's. */
export const VariantRef = z.strictObject({
  ...documentFields,
  productId: z.string(),
  sku: z.string().optional(),
  gtin: z.string().optional(),
});
export const variantRefs = defineCollection('variantRefs', VariantRef, {
  byProduct: { fields: ['productId'] },
  bySku: { fields: ['sku'], unique: true, sparse: true },
  byGtin: { fields: ['gtin'], sparse: true },
});

/** One entry of the price history. Never changed except to be revoked; the newest of a variant, market and group counts. */
export const PriceRow = z.strictObject({
  ...documentFields,
  productId: z.string(),
  variantId: z.string(),
  market: z.string(),
  currency: CurrencyCode,
  amount: z.int().nonnegative(),
  compareAt: z.int().nonnegative().optional(),
  customerGroup: z.string().optional(),
  taxIncluded: z.boolean(),
  /** 1 for the first price of this variant, market and group. */
  priceVersion: z.int(),
  revokedAt: z.int().optional(),
});
export type PriceRow = z.infer<typeof PriceRow>;
export const prices = defineCollection('prices', PriceRow, {
  byVariant: { fields: ['variantId', 'market'] },
});

export const Category = z.strictObject({
  ...documentFields,
  title: LocalizedText,
  parentId: z.string().optional(),
});
export type Category = z.infer<typeof Category>;
export const categories = defineCollection('categories', Category);

/** The text in the best language there is: asked for, its base language, default, English, any. */
export function localized(text: LocalizedText | undefined, locale: string, fallback = 'en'): string {
  if (!text) return '';
  return (
    text[locale] ?? text[locale.split('-')[0]!] ?? text[fallback] ?? text.en ?? Object.values(text)[0] ?? ''
  );
}
