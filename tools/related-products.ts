import { z } from 'zod';
import type { Product } from '../server/commerce/catalog/model.ts';
import type { Shared } from '../server/search/related/similar.ts';
import { defineTool, type ToolContext } from './define-tool.ts';
import { ProductSummary, productSummary } from './views.ts';

export default defineTool({
  name: 'related_products',
  title: 'Related products',
  description:
    'More like this product (similar), or what customers ordered together with it (bought_together), only what can be bought now, each with facts as its reason and a price quote. Similar: the same kind of thing at about its price, never what merely goes with it. Bought together: empty until enough orders have both. For what the merchant recommends, or a dearer choice, use recommend_products.',
  input: z.strictObject({
    product_id: z.string().min(1).max(80).describe('Product or variant id'),
    kind: z.enum(['similar', 'bought_together']).default('similar'),
    limit: z.int().min(1).max(10).default(4),
  }),
  output: z.strictObject({ products: z.array(ProductSummary) }),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'catalog:read',
  handler: async (ctx, input) => {
    const product = await productOf(ctx, input.product_id);
    const related =
      input.kind === 'similar' ? similar(ctx, product, input.limit) : boughtTogether(ctx, product);
    const products: ProductSummary[] = [];
    for (const { other, reason } of await related) {
      if (products.length >= input.limit) break;
      const summary = await productSummary(ctx, other, undefined, reason);
      if (summary?.in_stock) products.push(summary);
    }
    return { products };
  },
});

interface Related {
  readonly other: Product;
  readonly reason: string;
}

async function productOf(ctx: ToolContext, id: string): Promise<Product> {
  const byVariant = await ctx.services.catalog.findVariant(id);
  return byVariant?.product.status === 'active' ? byVariant.product : ctx.services.catalog.get(id);
}

async function similar(ctx: ToolContext, product: Product, limit: number): Promise<Related[]> {
  const found = await ctx.services.similar.of(product, {
    market: ctx.market.id,
    customerGroups: ctx.principal.customerGroups,
    locale: ctx.locale,
    limit,
  });
  return found.map(({ product: other, shared }) => ({ other, reason: sharedText(shared) }));
}

async function boughtTogether(ctx: ToolContext, product: Product): Promise<Related[]> {
  const orders = new Map(
    ctx.services.coPurchases.with(product._id).map((found) => [found.productId, found.orders]),
  );
  const products = await ctx.services.catalog.findMany([...orders.keys()]);
  return products
    .filter(({ status }) => status === 'active')
    .map((other) => ({ other, reason: `Bought together in ${orders.get(other._id)} orders` }));
}

/** `Same type and brand, same capacity, similar price`. */
export function sharedText({ type, brand, price, attributes }: Shared): string {
  const same = [...(type ? ['type'] : []), ...(brand ? ['brand'] : [])];
  const facts = [
    ...(same.length > 0 ? [`same ${same.join(' and ')}`] : []),
    ...(attributes.length > 0 ? [`same ${attributes.join(' and ').toLowerCase()}`] : []),
    ...(price ? ['similar price'] : []),
  ];
  const text = facts.length > 0 ? facts.join(', ') : 'similar description';
  return text.charAt(0).toUpperCase() + text.slice(1);
}
