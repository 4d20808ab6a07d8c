import { z } from 'zod';
import { CurrencyCode } from '../../commerce/money.ts';
import { ImportError } from './report.ts';
import { VENDOR_FIELDS, type VendorFormat } from './shapes/vendor-fields.ts';

const Field = z.string().min(1).max(300).describe('Name of a field, or a dotted path to one inside another');
const Split = z.string().min(1).max(10);

const List = z.union([
  Field,
  z.strictObject({
    from: Field,
    split: Split.optional().describe('What stands between the entries of one text'),
    path: Split.optional().describe('What stands between a category and the one below it, such as ">"'),
  }),
]);
const Stock = z.union([
  Field.describe('A field that holds a number'),
  z.strictObject({
    from: Field,
    values: z
      .record(z.string(), z.int().nonnegative())
      .describe('Units on hand for each value of the field, such as {"true": 100, "false": 0}'),
  }),
]);
const Pairs = z.union([
  Field.describe('A field that holds an object'),
  z.strictObject({
    from: Field,
    split: Split.describe('Between the pairs of one text'),
    pair: Split.describe('Between name and value'),
  }),
  z.strictObject({ fields: z.array(Field).min(1).describe('Each field is a pair: its name and its value') }),
]);
const Options = z.union([Field, z.record(z.string().min(1).max(50), Field)]);

const OfVariant = {
  sku: Field.optional(),
  gtin: Field.optional(),
  price: Field.optional(),
  currency: Field.optional().describe("Of the row's prices, where they name none themselves"),
  compare_at: Field.optional(),
  stock: Stock.optional(),
  options: Options.optional().describe('A field that holds an object, or option name to field'),
  weight_grams: Field.optional(),
  image: Field.optional(),
};

/** The name under which a feed's products are remembered. */
export const SourceName = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/, 'letters, digits, dot, dash or underscore, at most 64');

const Common = {
  source: SourceName.optional().describe('Name of the feed: what it leaves out later may be retired'),
  defaults: z
    .strictObject({
      market: z
        .string()
        .optional()
        .describe("Else the shop's market with this currency, or its default market"),
      currency: CurrencyCode.optional().describe('Of prices that name none'),
      stock: z.int().nonnegative().optional().describe('Units on hand where the row says nothing'),
      location: z.string().optional().describe("Else the shop's first location"),
      status: z.enum(['active', 'draft', 'archived']).optional(),
      brand: z.string().optional(),
      product_type: z.string().optional(),
      categories: z.array(z.string()).optional(),
      tags: z.array(z.string()).optional(),
      tax_category: z.string().optional(),
      requires_shipping: z.boolean().optional(),
    })
    .default({}),
  decimal: z.enum(['.', ',']).default('.').describe('What stands before the decimals of a price'),
  unfit_sku: z
    .enum(['refuse', 'leave_out'])
    .default('refuse')
    .describe('What to do with a row whose SKU is taken or too long: refuse it, or take it in without SKU'),
};

const FieldMapping = z.strictObject({
  format: z.enum(['csv', 'jsonl', 'json']).optional(),
  ...Common,
  price_unit: z
    .enum(['minor', 'major'])
    .describe(
      'minor: 1999 is 19.99. major: 19.99 is 19.99. There is no default: a wrong one is off by a hundred',
    ),
  description: z.enum(['text', 'html']).default('text').describe('html: markup is taken out of descriptions'),
  group: Field.optional().describe('Rows with the same value here are variants of one product'),
  fields: z.strictObject({
    id: Field.optional().describe('Else the key of the row in an object of objects'),
    variant_id: Field.optional().describe('With `group`: what tells the rows of one product apart'),
    title: Field,
    description: Field.optional(),
    brand: Field.optional(),
    product_type: Field.optional(),
    status: Field.optional(),
    categories: List.optional(),
    tags: List.optional(),
    images: List.optional(),
    attributes: Pairs.optional(),
    ...OfVariant,
    variants: z
      .strictObject({
        from: Field.describe('A field that holds a list, or an object by variant id'),
        fields: z.strictObject({ id: Field.optional(), ...OfVariant }),
      })
      .optional(),
  }),
});
export type FieldMapping = z.output<typeof FieldMapping>;
export type MappingFields = FieldMapping['fields'];
export type VariantFields = NonNullable<MappingFields['variants']>['fields'];

const vendorMapping = (format: VendorFormat) =>
  z.strictObject({
    format: z.literal(format),
    ...Common,
    fields: z
      .record(z.string(), Field)
      .superRefine((fields, context) => {
        for (const name of Object.keys(fields)) {
          if (VENDOR_FIELDS[format].some((known) => known.test(name))) continue;
          context.addIssue({ code: 'custom', path: [name], message: `is no field of format "${format}"` });
        }
      })
      .describe('Field to column'),
    attributes: z
      .array(Field)
      .max(300)
      .optional()
      .describe('Further columns, each an attribute of the product'),
  });

const Shopify = vendorMapping('shopify');
const WooCommerce = vendorMapping('woocommerce');
const Google = vendorMapping('google');
export type VendorMapping = z.output<typeof Shopify> | z.output<typeof WooCommerce> | z.output<typeof Google>;

/** How the rows of a foreign file become products. Documented, with examples, in docs/import.md. */
export type Mapping = FieldMapping | VendorMapping;

const BY_FORMAT: Readonly<Record<string, z.ZodType<VendorMapping>>> = {
  shopify: Shopify,
  woocommerce: WooCommerce,
  google: Google,
};

export const isVendorMapping = (mapping: Mapping): mapping is VendorMapping =>
  mapping.format !== undefined && Object.hasOwn(BY_FORMAT, mapping.format);

/** @param source what to call it in an error @throws ImportError naming every mistake */
export function mappingFrom(value: unknown, source: string): Mapping {
  const format = (value as { format?: unknown } | null)?.format;
  const schema: z.ZodType<Mapping> =
    (typeof format === 'string' && Object.hasOwn(BY_FORMAT, format) && BY_FORMAT[format]) || FieldMapping;
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`);
  throw new ImportError(`${source} is not a mapping:\n${lines.join('\n')}\nSee docs/import.md.`);
}

/** @param source what to call it in an error @throws ImportError naming every mistake */
export function parseMapping(json: string, source: string): Mapping {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new ImportError(`${source} is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
  return mappingFrom(value, source);
}
