import { z } from 'zod';
import { localized } from '../server/commerce/catalog/model.ts';
import type { Suggestion } from '../server/search/suggest/suggestions.ts';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'suggest_searches',
  title: 'Suggest searches',
  description:
    'Complete what a shopper is typing: categories, brands, product types, phrases and products that start so, typing slips put right, in the shopper’s language. Use it for a search box, or to find the shop’s own words for something vague. Pass text to search_catalog as query, or filters as its filters. It names no price: see search_catalog or get_product.',
  input: z.strictObject({
    query: z
      .string()
      .min(1)
      .max(200)
      .describe(
        'What is typed so far, such as "lap" or "red running sh"; a blank at the end ends the last word',
      ),
    limit: z.int().min(1).max(10).default(6).describe('How many suggestions at most'),
    products: z.int().min(0).max(5).default(3).describe('How many products to name at most'),
  }),
  output: z.strictObject({
    suggestions: z.array(
      z.strictObject({
        text: z.string(),
        kind: z.enum(['query', 'category', 'brand', 'product_type']),
        filters: z
          .strictObject({
            categories: z.array(z.string()).optional(),
            brands: z.array(z.string()).optional(),
            product_types: z.array(z.string()).optional(),
          })
          .optional()
          .describe('For search_catalog, in place of text'),
      }),
    ),
    products: z.array(
      z.strictObject({ product_id: z.string(), title: z.string(), brand: z.string().optional() }),
    ),
  }),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'catalog:read',
  handler: async (ctx, input) => {
    const { suggestions, products } = await ctx.services.suggestions.suggest({
      text: input.query,
      market: ctx.market.id,
      currency: ctx.market.currency,
      locale: ctx.locale,
      customerGroups: ctx.principal.customerGroups,
      limit: input.limit,
      products: input.products,
    });
    return {
      suggestions: suggestions.map((suggestion) => ({
        text: suggestion.text,
        kind: suggestion.kind,
        ...(suggestion.filters && { filters: filtersView(suggestion.filters) }),
      })),
      products: products.map((product) => ({
        product_id: product._id,
        title: localized(product.title, ctx.locale),
        ...(product.brand !== undefined && { brand: product.brand }),
      })),
    };
  },
});

const filtersView = ({ categories, brands, productTypes }: NonNullable<Suggestion['filters']>) => ({
  ...(categories && { categories: [...categories] }),
  ...(brands && { brands: [...brands] }),
  ...(productTypes && { product_types: [...productTypes] }),
});
