import { z } from 'zod';
import { localized, type Product } from '../server/commerce/catalog/model.ts';
import { CommerceError } from '../server/commerce/errors.ts';
import { format, money } from '../server/commerce/money.ts';
import { defineTool, type ToolContext } from './define-tool.ts';
import {
  NeedsInput,
  QuestionView,
  RecommendedProduct,
  recommendForNeeds,
  UnmetView,
} from './recommend-needs.ts';
import { productSummary } from './views.ts';

const Kind = z.enum(['complement', 'alternative', 'upsell']);

export default defineTool({
  name: 'recommend_products',
  title: 'Recommend products',
  description:
    'For needs (what for, budget, musts): one pick that meets every limit, in the order of what this customer is known to like (remembered with consent, or bought), two alternatives, and what goes with the pick inside the budget; each with facts as reasons, and at most one question, there only when its answer changes the pick. From a product_id: what goes with it (complement), can stand in for it (alternative), or is a better one (upsell). Only what can be bought now, with price quotes. No products and unmet: nothing meets all, and unmet says which limit alone is in the way; ask before dropping it.',
  input: z.strictObject({
    product_id: z
      .string()
      .min(1)
      .max(80)
      .optional()
      .describe('Product or variant id that the recommendation starts from; or give needs'),
    needs: NeedsInput.optional(),
    kind: Kind.default('complement').describe('With product_id only'),
    budget_max: z
      .int()
      .nonnegative()
      .optional()
      .describe('Highest price in minor units (cents). With needs: of the pick and an add-on together'),
    limit: z.int().min(1).max(10).default(3),
  }),
  output: z.strictObject({
    products: z.array(RecommendedProduct).describe('For needs the pick first'),
    add_ons: z
      .array(RecommendedProduct)
      .optional()
      .describe('What goes with the pick; each costs no more than the pick leaves of the budget'),
    question: QuestionView.optional().describe('Ask this one at most'),
    compared_product_ids: z.array(z.string()).optional().describe('All that the superlatives are among'),
    unmet: z.array(UnmetView).optional().describe('Why there is nothing'),
  }),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'catalog:read',
  handler: async (ctx, input) => {
    const { product_id, needs, kind, budget_max, limit } = input;
    if ((product_id === undefined) === (needs === undefined))
      throw new CommerceError('invalid_input', 'Give either product_id or needs.', { field: 'product_id' });
    if (product_id !== undefined)
      return { products: await fromProduct(ctx, product_id, kind, budget_max, limit) };
    const price_max =
      budget_max === undefined ? needs!.price_max : Math.min(budget_max, needs!.price_max ?? budget_max);
    const found = await recommendForNeeds(ctx, { ...needs!, price_max }, limit);
    const [pick] = found.products;
    if (!pick || price_max === undefined) return found;
    const left = price_max - pick.price.amount;
    const others = await fromProduct(ctx, pick.product_id, 'complement', left, ADD_ONS);
    const add_ons = others.map((product) => ({ ...product, role: 'add_on' as const }));
    return { ...found, ...(add_ons.length > 0 && { add_ons }) };
  },
});

const ADD_ONS = 2;

async function fromProduct(
  ctx: ToolContext,
  id: string,
  kind: z.infer<typeof Kind>,
  budget: number | undefined,
  limit: number,
): Promise<RecommendedProduct[]> {
  const byVariant = await ctx.services.catalog.findVariant(id);
  const product =
    byVariant?.product.status === 'active' ? byVariant.product : await ctx.services.catalog.get(id);
  const own = (await productSummary(ctx, product, byVariant?.variant.id))?.price;
  const title = localized(product.title, ctx.locale);
  const picked: RecommendedProduct[] = [];
  const seen = new Set([product._id]);
  for (const candidate of await candidates(ctx, product, kind)) {
    if (picked.length >= limit) break;
    if (seen.has(candidate.product._id)) continue;
    seen.add(candidate.product._id);
    const summary = await productSummary(ctx, candidate.product, undefined);
    if (!summary?.in_stock) continue;
    const { amount } = summary.price;
    if (budget !== undefined && amount > budget) continue;
    if (kind === 'upsell' && !candidate.chosen && own && amount <= own.amount) continue;
    picked.push({
      ...summary,
      reason: reasonOf(kind, candidate, title, summary, budget),
    });
  }
  return picked;
}

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
  summary: RecommendedProduct,
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
