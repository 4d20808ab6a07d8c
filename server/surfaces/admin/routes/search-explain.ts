import { z } from 'zod';
import type {
  ExplainedProduct,
  ExplainedSearch,
  ExplainedSearchRequest,
} from '../../../search/explained-search.ts';
import type { Understood } from '../../../search/search-engine.ts';
import { Money, present } from '../shapes.ts';

const Texts = z.array(z.string().min(1).max(100)).max(20).optional();
/** A search as a shopper would make it. */
export const ExplainInput = z.strictObject({
  query: z.string().max(300).default(''),
  market: z.string().max(64).optional().describe('Absent: the shop’s'),
  locale: z.string().max(35).optional().describe('Language of the customer'),
  customer_groups: Texts.describe('Whose prices count'),
  literal: z.boolean().optional().describe('true: nothing is read out of the query but words'),
  filters: z
    .strictObject({
      price_min: z.int().nonnegative().optional().describe('Minor units, inclusive'),
      price_max: z.int().nonnegative().optional().describe('Minor units, inclusive'),
      in_stock: z.boolean().optional(),
      categories: Texts,
      brands: Texts,
      product_types: Texts,
      attributes: z.record(z.string().max(100), z.array(z.string().min(1).max(100)).max(20)).optional(),
    })
    .default({}),
  sort: z.enum(['relevance', 'price_asc', 'price_desc', 'newest']).default('relevance'),
  limit: z.int().min(1).max(50).default(10),
  explain: z.boolean().default(true).describe('false: the products alone'),
});

export type ExplainInput = z.output<typeof ExplainInput>;

export const ExplainOutput = z.strictObject({
  market: z.string(),
  locale: z.string(),
  total: z.int(),
  understood: z
    .strictObject({
      price_min: z.int().optional(),
      price_max: z.int().optional(),
      currency: z.string().optional(),
      in_stock: z.literal(true).optional(),
      color: z.string().optional(),
      size: z.string().optional(),
      brand: z.string().optional(),
      kind: z.string().optional(),
      sort: z.string().optional(),
      spelling: z.record(z.string(), z.string()).optional(),
    })
    .describe('Filters, order and corrected words read out of the query'),
  relaxed: z.array(z.string()).describe('What of it was given up to find anything'),
  kinds: z.array(z.string()).describe('Kinds of thing that the query asks for'),
  products: z.array(
    z.strictObject({
      product_id: z.string(),
      title: z.string(),
      brand: z.string().optional(),
      sku: z.string().optional(),
      price: Money.optional(),
      in_stock: z.boolean(),
      score: z.number(),
      moved: z.enum(['pinned', 'buried']).optional(),
      coverage: z
        .number()
        .optional()
        .describe('Falls with the words that the product lacks; part of the scores'),
      parts: z
        .array(z.strictObject({ field: z.string(), term: z.string(), score: z.number() }))
        .optional()
        .describe('By field and term; they add up to the score'),
    }),
  ),
});

function understoodOf(understood: Understood): z.input<typeof ExplainOutput>['understood'] {
  const { priceMin, priceMax, inStock, ...rest } = understood;
  return { ...present({ price_min: priceMin, price_max: priceMax, in_stock: inStock }), ...present(rest) };
}

const productOutput = ({ productId, inStock, parts, ...rest }: ExplainedProduct) => ({
  product_id: productId,
  in_stock: inStock,
  ...present(rest),
  ...(parts && { parts: parts.map((part) => ({ ...part })) }),
});

/** An answer as programs get it; the command line prints the same. */
export const explainOutput = (found: ExplainedSearch): z.input<typeof ExplainOutput> => ({
  market: found.market,
  locale: found.locale,
  total: found.total,
  understood: understoodOf(found.understood),
  relaxed: [...found.relaxed],
  kinds: [...found.kinds],
  products: found.products.map(productOutput),
});

/** A request as the searcher takes it. */
export const explainRequest = ({
  query,
  customer_groups,
  filters,
  ...rest
}: ExplainInput): ExplainedSearchRequest => ({
  ...rest,
  text: query,
  customerGroups: customer_groups,
  filters: {
    priceMin: filters.price_min,
    priceMax: filters.price_max,
    inStock: filters.in_stock,
    categories: filters.categories,
    brands: filters.brands,
    productTypes: filters.product_types,
    attributes: filters.attributes,
  },
});
