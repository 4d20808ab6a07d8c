import { z } from 'zod';
import type { PriceRow } from '../../../commerce/catalog/model.ts';
import { PriceInput } from '../../../commerce/catalog/product-input.ts';
import { CommerceError } from '../../../commerce/errors.ts';
import { ANONYMOUS_ID } from '../../../commerce/principals/model.ts';
import { type AdminContext, route } from '../route.ts';
import { Moment, Money, moment, present } from '../shapes.ts';

const PriceOutput = z.strictObject({
  id: z.string(),
  product_id: z.string(),
  variant_id: z.string(),
  market: z.string(),
  price_version: z.int().describe('1 for the first price of this variant, market and group'),
  amount: z.int().describe('Minor units'),
  currency: z.string(),
  compare_at: z.int().optional(),
  customer_group: z.string().optional(),
  tax_included: z.boolean(),
  current: z.boolean().describe('Whether it is the price that counts now'),
  valid_from: Moment,
  revoked_at: Moment.optional(),
});

const priceOutput = (row: PriceRow, current: boolean): z.input<typeof PriceOutput> => ({
  id: row._id,
  product_id: row.productId,
  variant_id: row.variantId,
  market: row.market,
  price_version: row.priceVersion,
  amount: row.amount,
  currency: row.currency,
  ...present({ compare_at: row.compareAt, customer_group: row.customerGroup }),
  tax_included: row.taxIncluded,
  current,
  valid_from: moment(row.createdAt),
  ...(row.revokedAt !== undefined && { revoked_at: moment(row.revokedAt) }),
});

async function variantOf(ctx: AdminContext, id: string) {
  const found = await ctx.services.catalog.findVariant(id);
  if (!found) throw new CommerceError('not_found', `There is no variant "${id}".`, { field: 'id' });
  return found;
}

const shared = { scope: 'admin:prices', tag: 'Prices and quotes' } as const;

export const priceRoutes = [
  route({
    ...shared,
    method: 'put',
    path: '/variants/{id}/price',
    summary: 'Set a price',
    description:
      'By variant id or SKU. A new row is added to the price history; quotes of the earlier price are honoured until they expire, unless that price is revoked.',
    input: PriceInput,
    output: PriceOutput,
    problems: [404, 409],
    handler: async (ctx, { params, input }) => {
      const { variant } = await variantOf(ctx, params.id);
      const { priceId } = await ctx.services.catalog.setPrice(variant.id, input);
      const history = await ctx.services.catalog.priceHistory(variant.id);
      return priceOutput(history.find((row) => row._id === priceId)!, true);
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/variants/{id}/prices',
    summary: 'Show the price history of a variant',
    description: 'Newest first, at most 1,000 rows.',
    output: z.strictObject({ items: z.array(PriceOutput) }),
    problems: [404],
    handler: async (ctx, { params }) => {
      const { variant } = await variantOf(ctx, params.id);
      const current = new Set(variant.prices.map((price) => price.priceId));
      const history = await ctx.services.catalog.priceHistory(variant.id);
      return { items: history.map((row) => priceOutput(row, current.has(row._id))) };
    },
  }),
  route({
    ...shared,
    method: 'post',
    path: '/prices/{id}/revoke',
    summary: 'Revoke a price',
    description:
      'Every quote of it is worthless from now on. If it is the price that counts, the variant is not sold in that market until the next price is set: set that one first.',
    output: PriceOutput,
    problems: [404, 409],
    handler: async (ctx, { params }) => priceOutput(await ctx.services.catalog.revokePrice(params.id), false),
  }),
  route({
    ...shared,
    method: 'get',
    path: '/quotes/{id}',
    summary: 'Check a quote',
    description:
      'Whether a quote is genuine and holds now, or why not. A quote for a customer group can be checked only by the principal that it was made for.',
    output: z.strictObject({
      id: z.string(),
      valid: z.boolean(),
      reason: z
        .enum(['malformed', 'unknown', 'forged', 'revoked', 'expired', 'other_market'])
        .optional()
        .describe('Why it does not hold'),
      message: z.string().optional(),
      product_id: z.string().optional(),
      variant_id: z.string().optional(),
      unit_price: Money.optional(),
      market: z.string().optional(),
      price_id: z.string().optional(),
      issued_at: Moment.optional(),
      expires_at: Moment.optional(),
    }),
    handler: async ({ services }, { params }) => {
      const verdict = await services.quotes.verify(params.id, {
        principal: { kind: 'anonymous', id: ANONYMOUS_ID },
      });
      return {
        id: params.id,
        valid: verdict.ok,
        ...(!verdict.ok && { reason: verdict.reason, message: verdict.message }),
        ...(verdict.quote && {
          product_id: verdict.quote.productId,
          variant_id: verdict.quote.variantId,
          unit_price: verdict.quote.unitPrice,
          market: verdict.quote.market,
          price_id: verdict.quote.priceId,
          issued_at: moment(verdict.quote.issuedAt),
          expires_at: moment(verdict.quote.expiresAt),
        }),
      };
    },
  }),
];
