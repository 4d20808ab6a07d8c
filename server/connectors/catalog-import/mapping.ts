import { z } from 'zod';
import { CurrencyCode } from '../../commerce/money.ts';
import { ImportError } from './report.ts';

const Field = z.string().min(1).describe('Name of a field, or a dotted path to one inside another');
const Split = z.string().min(1).max(10);

const List = z.union([
  Field,
  z.strictObject({ from: Field, split: Split.describe('What stands between the entries of one text') }),
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
  compare_at: Field.optional(),
  stock: Stock.optional(),
  options: Options.optional().describe('A field that holds an object, or option name to field'),
  weight_grams: Field.optional(),
  image: Field.optional(),
};

/** How the rows of a foreign file become products. Documented, with examples, in docs/import.md. */
export const Mapping = z.strictObject({
  defaults: z
    .strictObject({
      market: z
        .string()
        .optional()
        .describe("Else the shop's market with this currency, or its default market"),
      currency: CurrencyCode.optional(),
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
  price_unit: z
    .enum(['minor', 'major'])
    .describe(
      'minor: 1999 is 19.99. major: 19.99 is 19.99. There is no default: a wrong one is off by a hundred',
    ),
  unfit_sku: z
    .enum(['refuse', 'leave_out'])
    .default('refuse')
    .describe('What to do with a row whose SKU is taken or too long: refuse it, or take it in without SKU'),
  fields: z.strictObject({
    id: Field.optional().describe('Else the key of the row in an object of objects'),
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
export type Mapping = z.output<typeof Mapping>;
export type MappingFields = Mapping['fields'];
export type VariantFields = NonNullable<MappingFields['variants']>['fields'];

/** @param source what to call it in an error @throws ImportError naming every mistake */
export function parseMapping(json: string, source: string): Mapping {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new ImportError(`${source} is not valid JSON: ${error instanceof Error ? error.message : error}`);
  }
  const parsed = Mapping.safeParse(value);
  if (parsed.success) return parsed.data;
  const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.') || '(top)'}: ${issue.message}`);
  throw new ImportError(`${source} is not a mapping:\n${lines.join('\n')}\nSee docs/import.md.`);
}
