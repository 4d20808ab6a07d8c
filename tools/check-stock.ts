import { z } from 'zod';
import { localized } from '../server/commerce/catalog/model.ts';
import { optionText } from '../server/commerce/catalog/rules.ts';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'check_stock',
  title: 'Check stock',
  description:
    'How many units of variants can be bought at this moment, in all and per location. Use it before promising availability. The count may change until the order is paid; never promise a restock date.',
  input: z.strictObject({
    variant_ids: z
      .array(z.string().min(1).max(80))
      .min(1)
      .max(20)
      .describe('Variant ids or SKUs from search_catalog or get_product'),
    quantity: z.int().min(1).max(10_000).default(1).describe('How many the customer wants of each'),
  }),
  output: z.strictObject({
    variants: z.array(
      z.strictObject({
        variant_id: z.string(),
        title: z.string(),
        options: z.string().optional(),
        available: z.int(),
        enough: z.boolean().describe('Whether quantity can be bought now'),
        locations: z.array(z.strictObject({ location: z.string(), available: z.int() })),
      }),
    ),
  }),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'stock:read',
  handler: async (ctx, input) => {
    const { catalog, inventory, shop } = ctx.services;
    const found = await Promise.all(input.variant_ids.map((id) => catalog.getVariant(id, 'variant_ids')));
    const stock = await inventory.availability(found.map(({ variant }) => variant.id));
    const { locations } = await shop.get();
    return {
      variants: found.map(({ product, variant }) => {
        const entry = stock.get(variant.id)!;
        ctx.note({ kind: 'stock', productId: product._id, variantId: variant.id, value: entry.available });
        const options = optionText(product, variant, ctx.locale);
        return {
          variant_id: variant.id,
          title: localized(product.title, ctx.locale),
          ...(options && { options }),
          available: entry.available,
          enough: entry.available >= input.quantity,
          locations: entry.byLocation.map(({ locationId, available }) => ({
            location: localized(locations.find((l) => l.id === locationId)?.title, ctx.locale) || locationId,
            available,
          })),
        };
      }),
    };
  },
});
