import { z } from 'zod';
import { CurrencyCode } from '../money.ts';

/**
 * A product as the outside world writes it: one line of the native JSON Lines import and export, and the body of the
 * admin API's `PUT /admin/v1/products/{id}`. Ids may come with or without their prefix (`prod_`, `var_`).
 */

const Id = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, dot, dash or underscore, at most 64');
const Key = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,63}$/, 'lower-case letters, digits, dash or underscore');
const Text = z.string().min(1).max(500);
export const localizedInput = (max: number) =>
  z.union([
    z.string().max(max),
    z.record(
      z.string().regex(/^[a-z]{2}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as en or pt-BR'),
      z.string().max(max),
    ),
  ]);

/** Assistants and pages show images as they find them: no scheme that could run or carry something. */
const ImageUrl = z
  .string()
  .max(2000)
  .regex(
    /^(?:[Hh][Tt][Tt][Pp][Ss]?:\/\/|\/|[\w.-]+(?:[/?#]|$))[^\s<>"]*$/,
    'an http(s) address or a path, without spaces',
  );

/** Far above any price, and low enough that every total of a full cart stays exact. */
const Amount = z.int().nonnegative().max(100_000_000_000);

export const PriceInput = z.strictObject({
  market: Key.describe('Market id, such as us or eu'),
  amount: Amount.describe('Integer in minor units (cents)'),
  currency: CurrencyCode,
  compare_at: Amount.optional().describe('The struck-through earlier price, minor units'),
  customer_group: Key.optional().describe('Only customers of this group get this price'),
});

export type PriceInput = z.infer<typeof PriceInput>;

export const StockInput = z.strictObject({
  location: Key,
  on_hand: z.int().nonnegative().max(1_000_000_000),
  source_sequence: z
    .int()
    .nonnegative()
    .optional()
    .describe('An update with a lower number than the last is refused'),
});

export const VariantInput = z.strictObject({
  id: Id,
  sku: z.string().min(1).max(64).optional(),
  gtin: z
    .string()
    .regex(/^\d{8}(\d{4,6})?$/, '8, 12, 13 or 14 digits')
    .optional(),
  options: z.record(z.string(), z.string()).default({}).describe('Option name to option value'),
  image: z.strictObject({ url: ImageUrl, alt: localizedInput(500) }).optional(),
  weight_grams: z.int().nonnegative().optional(),
  requires_shipping: z.boolean().default(true),
  prices: z.array(PriceInput).max(200),
  stock: z.array(StockInput).max(200).optional().describe('Left out: stock stays as it is'),
});

export const ProductInput = z.strictObject({
  id: Id,
  status: z.enum(['active', 'draft', 'archived']).default('active'),
  title: localizedInput(500),
  description: localizedInput(20_000).default(''),
  brand: Text.optional(),
  product_type: localizedInput(200).optional(),
  categories: z.array(Key).max(50).default([]),
  tags: z.array(Text).max(100).default([]),
  attributes: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(100),
        label: localizedInput(200).optional(),
        value: z.union([z.string().max(2000), z.number(), z.boolean()]),
        value_label: localizedInput(2000).optional(),
        unit: z.string().max(20).optional(),
      }),
    )
    .max(300)
    .default([]),
  options: z
    .array(
      z.strictObject({
        name: z.string().min(1).max(50),
        label: localizedInput(100).optional(),
        values: z
          .array(z.strictObject({ value: z.string().min(1).max(100), label: localizedInput(100).optional() }))
          .min(1)
          .max(200),
      }),
    )
    .max(10)
    .default([]),
  images: z
    .array(z.strictObject({ url: ImageUrl, alt: localizedInput(500) }))
    .max(50)
    .default([]),
  related: z
    .array(z.strictObject({ product_id: Id, kind: z.enum(['complement', 'alternative', 'upsell']) }))
    .max(100)
    .default([]),
  tax_category: Key.default('standard'),
  variants: z.array(VariantInput).min(1).max(2000),
});
export type ProductInput = z.infer<typeof ProductInput>;

export const CategoryInput = z.strictObject({
  id: Key,
  title: localizedInput(200),
  parent: Key.optional(),
});
export type CategoryInput = z.infer<typeof CategoryInput>;
