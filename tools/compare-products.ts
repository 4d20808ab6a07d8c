import { z } from 'zod';
import { CommerceError } from '../server/commerce/errors.ts';
import { defineTool } from './define-tool.ts';
import { attributeViews, ProductSummary, productSummary } from './views.ts';

export default defineTool({
  name: 'compare_products',
  title: 'Compare products',
  description:
    'Set 2 to 5 products side by side: price, stock, and each attribute with its value per product, those that differ first. Use it for "what is the difference between". State only differences that stand in the answer; a null value means the shop does not say.',
  input: z.strictObject({
    product_ids: z
      .array(z.string().min(1).max(80))
      .min(2)
      .max(5)
      .describe('Product or variant ids from search_catalog'),
  }),
  output: z.strictObject({
    products: z.array(ProductSummary),
    attributes: z.array(
      z.strictObject({
        name: z.string(),
        differs: z.boolean(),
        values: z.array(z.string().nullable()).describe('In the order of products'),
      }),
    ),
    cheapest_product_id: z.string().describe('Of these products only'),
  }),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'catalog:read',
  handler: async (ctx, input) => {
    const chosen = await Promise.all(
      input.product_ids.map(async (id) => {
        const byVariant = await ctx.services.catalog.findVariant(id);
        return byVariant
          ? { product: byVariant.product, variantId: byVariant.variant.id }
          : { product: await ctx.services.catalog.get(id), variantId: undefined };
      }),
    );
    const products = await Promise.all(
      chosen.map(async ({ product, variantId }) => {
        const summary =
          product.status === 'active' ? await productSummary(ctx, product, variantId) : undefined;
        if (!summary)
          throw new CommerceError(
            'not_found',
            `Product "${product._id}" is not sold in market ${ctx.market.id}. Leave it out.`,
            { field: 'product_ids' },
          );
        return summary;
      }),
    );
    const views = chosen.map(({ product }) => attributeViews(product, ctx.locale));
    const names = [...new Set(views.flat().map((view) => view.name))];
    const attributes = names.map((name) => {
      const values = views.map((list) => list.find((view) => view.name === name)?.value ?? null);
      return { name, differs: new Set(values).size > 1, values };
    });
    attributes.sort((a, b) => Number(b.differs) - Number(a.differs));
    const cheapest = products.reduce((a, b) => (b.price.amount < a.price.amount ? b : a));
    return { products, attributes: attributes.slice(0, 40), cheapest_product_id: cheapest.product_id };
  },
});
