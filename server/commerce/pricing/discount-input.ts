import { z } from 'zod';
import { localizedInput } from '../catalog/product-input.ts';
import { CurrencyCode } from '../money.ts';

/** A discount as the outside world writes it: the body of the admin API's `POST /admin/v1/discounts`. */

const Amount = z.int().positive().max(100_000_000_000);
const Amounts = z
  .record(CurrencyCode, Amount)
  .describe('Currency to minor units; a currency that is missing has none');
const Rate = z.int().min(1).max(10_000).describe('Basis points: 1000 is 10 %');
const Id = z.string().min(1).max(80);

export const DiscountEffectInput = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percentage'), rate: Rate, cap: Amounts.optional() }),
  z.strictObject({ kind: z.literal('fixed'), amounts: Amounts }),
  z.strictObject({
    kind: z.literal('buy_x_get_y'),
    buy: z.int().min(1).max(10_000),
    get: z.int().min(1).max(10_000),
    rate: Rate,
  }),
  z.strictObject({ kind: z.literal('free_shipping') }),
]);

export const DiscountInput = z.strictObject({
  code: z
    .string()
    .regex(/^[A-Za-z0-9][A-Za-z0-9_-]{0,49}$/, 'letters, digits, dash or underscore, at most 50')
    .optional()
    .describe('Upper and lower case are the same. Left out: the discount applies by itself'),
  title: localizedInput(200),
  effect: DiscountEffectInput,
  applies_to: z
    .strictObject({
      product_ids: z.array(Id).max(1000).default([]),
      categories: z.array(Id).max(100).default([]),
      brands: z.array(Id).max(100).default([]),
    })
    .optional()
    .describe('The lines it looks at: those that every list that is not empty holds. Left out: all'),
  minimum_subtotal: Amounts.optional().describe('The goods it looks at must cost at least this, by currency'),
  minimum_quantity: z.int().positive().max(1_000_000).optional(),
  customer_groups: z.array(Id).max(50).default([]).describe('Empty: for everybody'),
  starts_at: z.iso.datetime().optional().describe('ISO 8601, UTC'),
  ends_at: z.iso.datetime().optional().describe('ISO 8601, UTC'),
  usage_limit: z.int().positive().optional(),
  usage_limit_per_customer: z.int().positive().optional(),
  stackable: z.boolean().default(false).describe('Whether it may go together with others that stack'),
  priority: z.int().min(-1000).max(1000).default(0).describe('Lower goes first'),
  active: z.boolean().default(true),
});
export type DiscountInput = z.infer<typeof DiscountInput>;
