import { z } from 'zod';
import { linkedItems } from '../server/commerce/carts/linked-items.ts';
import { CountryCode } from '../server/commerce/shop/model.ts';
import { checkRegion } from '../server/commerce/shop/regions.ts';
import { CartOutput, cartOutput } from './cart-view.ts';
import { defineTool } from './define-tool.ts';

const Quantity = z.int().min(1).max(10_000);
const Codes = z.array(z.string().trim().min(1).max(50)).max(10);

export default defineTool({
  name: 'update_cart',
  title: 'Change the cart',
  description:
    'Add variants, set quantities, remove lines, and enter or remove discount codes, all in one call: either everything is done or nothing. Answers the whole cart. Only enter codes that the customer or a tool gave; never guess one. Error quantity_not_available: retry with the quantity it names. Add destination for tax and shipping.',
  input: z.strictObject({
    add: z
      .array(
        z.strictObject({
          variant_id: z.string().min(1).max(80).describe('Variant id or SKU'),
          quantity: Quantity.default(1),
          quote_id: z
            .string()
            .max(60)
            .optional()
            .describe('The quote shown to the customer, so that exactly that price counts'),
        }),
      )
      .max(50)
      .optional(),
    set: z
      .array(
        z.strictObject({
          line_id: z.string().min(1).max(80),
          quantity: z.int().min(0).max(10_000).describe('0 removes the line'),
        }),
      )
      .max(50)
      .optional(),
    remove: z.array(z.string().min(1).max(80)).max(50).optional().describe('line_ids'),
    add_codes: Codes.optional().describe('Discount codes that the customer gave'),
    remove_codes: Codes.optional(),
    destination: z
      .strictObject({
        country: CountryCode,
        region: z.string().max(50).optional().describe('State, such as CA'),
      })
      .check(checkRegion)
      .optional()
      .describe('For tax and shipping before checkout'),
    link: z
      .string()
      .max(8000)
      .optional()
      .describe('A buy link (…/buy/…) that the customer has: adds its goods'),
    expected_version: z
      .int()
      .nonnegative()
      .optional()
      .describe('Refuse if the cart has changed since this version'),
  }),
  output: z.strictObject(CartOutput),
  annotations: { readOnly: false, destructive: false, idempotent: false, openWorld: false },
  scope: 'cart:write',
  handler: async (ctx, input) => {
    const link = input.link === undefined ? undefined : ctx.services.buyLinks.read(input.link);
    const added = input.add?.map((item) => ({
      variantId: item.variant_id,
      quantity: item.quantity,
      quoteId: item.quote_id,
    }));
    return cartOutput(
      ctx,
      await ctx.services.carts.update(ctx, {
        add: link ? [...(added ?? []), ...(await linkedItems(ctx, link))] : added,
        touches: link?.touches,
        set: input.set?.map((item) => ({ lineId: item.line_id, quantity: item.quantity })),
        remove: input.remove,
        addCodes: input.add_codes,
        removeCodes: input.remove_codes,
        destination: input.destination && {
          country: input.destination.country,
          ...(input.destination.region !== undefined && { region: input.destination.region }),
        },
        expectedVersion: input.expected_version,
      }),
    );
  },
});
