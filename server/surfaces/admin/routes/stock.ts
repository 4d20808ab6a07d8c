import { z } from 'zod';
import { CommerceError } from '../../../commerce/errors.ts';
import { availableAt } from '../../../commerce/inventory/allocation.ts';
import type { StockLevel } from '../../../commerce/inventory/model.ts';
import { adjustStock, MAX_ON_HAND } from '../../../commerce/inventory/write.ts';
import { type AdminContext, route } from '../route.ts';
import { Moment, moment, present } from '../shapes.ts';

const StockOutput = z.strictObject({
  variant_id: z.string(),
  location: z.string(),
  on_hand: z.int(),
  held: z.int().describe('Set aside for payments that run'),
  available: z.int().describe('on_hand less held'),
  sold: z.int(),
  source_sequence: z.int().optional().describe('Of the last update that carried one'),
  updated_at: Moment,
});

const stockOutput = (level: StockLevel): z.input<typeof StockOutput> => ({
  variant_id: level.variantId,
  location: level.locationId,
  on_hand: level.onHand,
  held: level.held,
  available: availableAt(level),
  sold: level.sold,
  ...present({ source_sequence: level.sourceSequence }),
  updated_at: moment(level.updatedAt),
});

async function variantId(ctx: AdminContext, idOrSku: string): Promise<string> {
  const found = await ctx.services.catalog.findVariant(idOrSku);
  if (!found) throw new CommerceError('not_found', `There is no variant "${idOrSku}".`, { field: 'variant' });
  return found.variant.id;
}

const shared = { scope: 'admin:stock', tag: 'Stock' } as const;
const sequence = z
  .int()
  .nonnegative()
  .optional()
  .describe(
    'Number of this update at its source. One that is not above the last is refused with stale_update',
  );

export const stockRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/stock/{variant}',
    summary: 'Show the stock of a variant',
    description: 'By variant id or SKU: one entry a location.',
    output: z.strictObject({ items: z.array(StockOutput) }),
    problems: [404],
    handler: async (ctx, { params }) => {
      const levels = await ctx.services.inventory.levels(await variantId(ctx, params.variant));
      return { items: levels.map(stockOutput) };
    },
  }),
  route({
    ...shared,
    method: 'put',
    path: '/stock/{variant}/{location}',
    summary: 'Set what is on hand',
    description: 'Units that are held for running payments stay held.',
    input: z.strictObject({ on_hand: z.int().nonnegative().max(MAX_ON_HAND), source_sequence: sequence }),
    output: StockOutput,
    problems: [404, 409],
    handler: async (ctx, { params, input }) =>
      stockOutput(
        await ctx.services.inventory.set({
          variantId: await variantId(ctx, params.variant),
          locationId: params.location,
          onHand: input.on_hand,
          ...(input.source_sequence !== undefined && { sourceSequence: input.source_sequence }),
        }),
      ),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/stock/{variant}/{location}/adjust',
    summary: 'Add to what is on hand, or take away',
    idempotencyKey: true,
    input: z.strictObject({
      by: z.int().min(-MAX_ON_HAND).max(MAX_ON_HAND).describe('Units; negative takes away'),
      source_sequence: sequence,
    }),
    output: StockOutput,
    problems: [404, 409],
    handler: async (ctx, { params, input }) => {
      const change = {
        variantId: await variantId(ctx, params.variant),
        locationId: params.location,
        by: input.by,
        ...(input.source_sequence !== undefined && { sourceSequence: input.source_sequence }),
      };
      await ctx.services.inventory.checkLocation(change.locationId);
      return ctx.once(async (tx) => stockOutput(await adjustStock(tx, change)));
    },
  }),
];
