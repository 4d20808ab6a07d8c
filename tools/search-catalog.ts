import { z } from 'zod';
import type { FacetValue, Understood } from '../server/search/search-engine.ts';
import { defineTool } from './define-tool.ts';
import { ProductSummary, productSummary } from './views.ts';

const Words = z.array(z.string().min(1).max(100)).max(20);

const UnderstoodInQuery = z.strictObject({
  price_min: z.int().optional().describe('Minor units'),
  price_max: z.int().optional().describe('Minor units'),
  currency: z.string().optional().describe('A price in another currency than the market’s: no filter'),
  in_stock: z.literal(true).optional(),
  color: z.string().optional(),
  size: z.string().optional(),
  brand: z.string().optional(),
  kind: z.string().optional().describe('Only things of this kind'),
  sort: z.string().optional(),
  spelling: z.record(z.string(), z.string()).optional().describe('What was written to what was searched'),
});

export default defineTool({
  name: 'search_catalog',
  title: 'Search the catalogue',
  description:
    'Find products by words (any language), SKU, GTIN or filters. Use it before naming any product or price. Each hit carries a price quote, stock and ids for get_product, check_stock and update_cart. Nothing found: use fewer or other words, or drop filters. total tells how many there are in all: never call something the cheapest or only one from one page unless you sorted by price.',
  input: z.strictObject({
    query: z
      .string()
      .max(300)
      .default('')
      .describe(
        'What to look for, such as "waterproof hiking jacket" or "black boots under 80". Empty: browse',
      ),
    literal: z
      .boolean()
      .optional()
      .describe('true: read no price, colour, size, brand or order out of the query'),
    filters: z
      .strictObject({
        price_min: z
          .int()
          .nonnegative()
          .optional()
          .describe('Minor units of the market’s currency (cents), inclusive'),
        price_max: z.int().nonnegative().optional().describe('Minor units (cents), inclusive'),
        in_stock: z.boolean().optional().describe('true: only what can be bought now'),
        categories: Words.optional().describe('Category ids, subcategories included'),
        brands: Words.optional(),
        product_types: Words.optional(),
        attributes: z
          .record(z.string().max(100), Words)
          .optional()
          .describe('Attribute or option name to accepted values, such as {"color": ["blue"]}'),
      })
      .optional(),
    sort: z.enum(['relevance', 'price_asc', 'price_desc', 'newest']).default('relevance'),
    limit: z.int().min(1).max(20).default(5),
    cursor: z
      .string()
      .max(4000)
      .optional()
      .describe('next_cursor of the page before; repeat the rest of the query unchanged'),
    facets: z
      .array(z.string().min(1).max(100))
      .max(5)
      .optional()
      .describe('Count results by brand, category, product_type, price or an attribute name'),
  }),
  output: z.strictObject({
    products: z.array(ProductSummary),
    total: z.int(),
    next_cursor: z.string().optional(),
    facets: z.record(z.string(), z.array(z.strictObject({ value: z.string(), count: z.int() }))).optional(),
    understood: UnderstoodInQuery.optional().describe('Filters and order read out of the query'),
    relaxed: z
      .array(z.string())
      .optional()
      .describe(
        'Given up to find anything: parts of understood, "words" (not all words), "similar", "meaning" (only like it)',
      ),
  }),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'catalog:read',
  handler: async (ctx, input) => {
    const { filters = {} } = input;
    const found = await ctx.services.search.search({
      text: input.query,
      market: ctx.market.id,
      currency: ctx.market.currency,
      literal: input.literal,
      locale: ctx.locale,
      customerGroups: ctx.principal.customerGroups,
      filters: {
        priceMin: filters.price_min,
        priceMax: filters.price_max,
        inStock: filters.in_stock,
        categories: filters.categories,
        brands: filters.brands,
        productTypes: filters.product_types,
        attributes: filters.attributes,
      },
      sort: input.sort,
      limit: input.limit,
      cursor: input.cursor,
      facets: input.facets,
    });
    const products = await ctx.services.catalog.findMany(found.hits.map((hit) => hit.productId));
    const matched = new Map(found.hits.map((hit) => [hit.productId, hit.matchedVariantId]));
    const summaries = await Promise.all(
      products.map((product) => productSummary(ctx, product, matched.get(product._id))),
    );
    return {
      products: summaries.filter((summary) => summary !== undefined),
      total: found.total,
      ...(found.nextCursor !== undefined && { next_cursor: found.nextCursor }),
      ...(input.facets && { facets: topValues(found.facets) }),
      ...(found.understood && { understood: understoodOf(found.understood) }),
      ...(found.relaxed && { relaxed: [...found.relaxed] }),
    };
  },
});

function understoodOf(understood: Understood): z.infer<typeof UnderstoodInQuery> {
  const { priceMin, priceMax, inStock, ...rest } = understood;
  return {
    ...(priceMin !== undefined && { price_min: priceMin }),
    ...(priceMax !== undefined && { price_max: priceMax }),
    ...(inStock && { in_stock: inStock }),
    ...rest,
  };
}

/** Ten values a facet: more would drown the products. */
function topValues(facets: Readonly<Record<string, readonly FacetValue[]>>): Record<string, FacetValue[]> {
  return Object.fromEntries(Object.entries(facets).map(([name, values]) => [name, values.slice(0, 10)]));
}
