import { z } from 'zod';
import { localized, type Product } from '../server/commerce/catalog/model.ts';
import { CommerceError } from '../server/commerce/errors.ts';
import { format, money } from '../server/commerce/money.ts';
import { defineTool, type ToolContext } from './define-tool.ts';
import { ProductSummary, productSummary } from './views.ts';

const Kind = z.enum(['complement', 'alternative', 'upsell']);

export default defineTool({
  name: 'recommend_products',
  title: 'Recommend products',
  description:
    'Products that go with one (complement), can stand in for it (alternative), or are a better one (upsell), each with its reason and price quote, only what can be bought now. Use it when something is out of stock, or to add to a cart. Pass budget_max so that nothing dearer comes.',
  input: z.strictObject({
    product_id: z
      .string()
      .min(1)
      .max(80)
      .describe('Product or variant id that the recommendation starts from'),
    kind: Kind.default('complement'),
    budget_max: z.int().nonnegative().optional().describe('Highest price in minor units (cents)'),
    limit: z.int().min(1).max(10).default(3),
  }),
  output: z.strictObject({ products: z.array(ProductSummary) }),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'catalog:read',
  handler: async (ctx, input) => {
    const byVariant = await ctx.services.catalog.findVariant(input.product_id);
    const product =
      byVariant?.product.status === 'active'
        ? byVariant.product
        : await ctx.services.catalog.get(input.product_id);
    const own = (await productSummary(ctx, product, byVariant?.variant.id))?.price;
    const title = localized(product.title, ctx.locale);
    const picked: ProductSummary[] = [];
    const seen = new Set([product._id]);
    for (const candidate of await candidates(ctx, product, input.kind)) {
      if (picked.length >= input.limit) break;
      if (seen.has(candidate.product._id)) continue;
      seen.add(candidate.product._id);
      const summary = await productSummary(ctx, candidate.product, undefined);
      if (!summary?.in_stock) continue;
      if (input.budget_max !== undefined && summary.price.amount > input.budget_max) continue;
      if (input.kind === 'upsell' && !candidate.chosen && own && summary.price.amount <= own.amount) continue;
      picked.push({
        ...summary,
        reason: reasonOf(input.kind, candidate, title, summary, input.budget_max),
      });
    }
    return { products: picked };
  },
});

interface Candidate {
  product: Product;
  /** The merchant related it by hand. */
  chosen: boolean;
  /** Orders that have both, where that is why. */
  orders?: number;
}

async function candidates(
  ctx: ToolContext,
  product: Product,
  kind: z.infer<typeof Kind>,
): Promise<Candidate[]> {
  const related = await ctx.services.catalog.findMany(
    product.related.filter((r) => r.kind === kind).map((r) => r.productId),
  );
  const list: Candidate[] = related
    .filter((p) => p.status === 'active')
    .map((p) => ({ product: p, chosen: true }));
  if (kind === 'complement') return [...list, ...(await boughtTogether(ctx, product))];
  if (kind === 'alternative') return [...list, ...(await similar(ctx, product))];
  const type = product.productType && localized(product.productType, 'en');
  const filters = type ? { productTypes: [type] } : { categories: product.categories.slice(0, 1) };
  if (!type && product.categories.length === 0) return list;
  try {
    const found = await ctx.services.search.search({
      text: '',
      market: ctx.market.id,
      customerGroups: ctx.principal.customerGroups,
      filters: { ...filters, inStock: true },
      sort: 'price_asc',
      limit: 50,
    });
    const same = await ctx.services.catalog.findMany(found.hits.map((hit) => hit.productId));
    return [...list, ...same.map((p) => ({ product: p, chosen: false }))];
  } catch (error) {
    if (error instanceof CommerceError) return list;
    throw error;
  }
}

async function boughtTogether(ctx: ToolContext, product: Product): Promise<Candidate[]> {
  const found = ctx.services.coPurchases.with(product._id);
  const orders = new Map(found.map((other) => [other.productId, other.orders]));
  const products = await ctx.services.catalog.findMany([...orders.keys()]);
  return products
    .filter((p) => p.status === 'active')
    .map((p) => ({ product: p, chosen: false, orders: orders.get(p._id)! }));
}

async function similar(ctx: ToolContext, product: Product): Promise<Candidate[]> {
  const found = await ctx.services.similar.of(product, {
    market: ctx.market.id,
    customerGroups: ctx.principal.customerGroups,
    locale: ctx.locale,
    limit: 50,
  });
  return found.map((other) => ({ product: other.product, chosen: false }));
}

function reasonOf(
  kind: z.infer<typeof Kind>,
  { chosen, orders }: Candidate,
  title: string,
  summary: ProductSummary,
  budget: number | undefined,
): string {
  const within =
    budget === undefined ? '' : `, within ${format(money(budget, summary.price.currency), 'en')}`;
  if (orders !== undefined) return `Bought together with ${title} in ${orders} orders${within}`;
  if (kind === 'complement') return `Goes with ${title}${within}`;
  if (kind === 'upsell')
    return chosen ? `A step up from ${title}${within}` : `Same kind as ${title} at a higher price${within}`;
  return chosen ? `Can replace ${title}${within}` : `Same kind as ${title}${within}`;
}
