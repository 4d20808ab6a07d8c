import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import { type Product, products } from '../../../commerce/catalog/model.ts';
import { ProductInput } from '../../../commerce/catalog/product-input.ts';
import { productId, variantId } from '../../../commerce/catalog/rules.ts';
import { CommerceError } from '../../../commerce/errors.ts';
import { listPage } from '../../../commerce/listing.ts';
import type { Scope } from '../../../commerce/principals/model.ts';
import { type AdminContext, route } from '../route.ts';
import { Moment, moment, PageQuery, pageOf, pageRequest, pageView, present, Text } from '../shapes.ts';

const ImageOutput = z.strictObject({ url: z.string(), alt: Text });

const CurrentPriceOutput = z.strictObject({
  price_id: z.string(),
  price_version: z.int(),
  market: z.string(),
  amount: z.int().describe('Minor units'),
  currency: z.string(),
  compare_at: z.int().optional(),
  customer_group: z.string().optional(),
});

const VariantOutput = z.strictObject({
  id: z.string(),
  sku: z.string().optional(),
  gtin: z.string().optional(),
  options: z.record(z.string(), z.string()),
  image: ImageOutput.optional(),
  weight_grams: z.int().optional(),
  requires_shipping: z.boolean(),
  prices: z.array(CurrentPriceOutput),
});

export const ProductOutput = z.strictObject({
  id: z.string(),
  status: z.enum(['active', 'draft', 'archived']),
  title: Text,
  description: Text,
  brand: z.string().optional(),
  product_type: Text.optional(),
  categories: z.array(z.string()),
  tags: z.array(z.string()),
  attributes: z.array(
    z.strictObject({
      name: z.string(),
      label: Text.optional(),
      value: z.union([z.string(), z.number(), z.boolean()]),
      value_label: Text.optional(),
      unit: z.string().optional(),
    }),
  ),
  options: z.array(
    z.strictObject({
      name: z.string(),
      label: Text,
      values: z.array(z.strictObject({ value: z.string(), label: Text })),
    }),
  ),
  images: z.array(ImageOutput),
  related: z.array(
    z.strictObject({ product_id: z.string(), kind: z.enum(['complement', 'alternative', 'upsell']) }),
  ),
  tax_category: z.string(),
  variants: z.array(VariantOutput),
  version: z.int(),
  created_at: Moment,
  updated_at: Moment,
});

export const productOutput = (product: Product): z.input<typeof ProductOutput> => ({
  id: product._id,
  status: product.status,
  title: product.title,
  description: product.description,
  ...present({ brand: product.brand, product_type: product.productType }),
  categories: product.categories,
  tags: product.tags,
  attributes: product.attributes.map(({ valueLabel, ...attribute }) => ({
    ...attribute,
    ...present({ value_label: valueLabel }),
  })),
  options: product.options,
  images: product.images,
  related: product.related.map((r) => ({ product_id: r.productId, kind: r.kind })),
  tax_category: product.taxCategory,
  variants: product.variants.map((v) => ({
    id: v.id,
    ...present({ sku: v.sku, gtin: v.gtin, image: v.image, weight_grams: v.weightGrams }),
    options: v.options,
    requires_shipping: v.requiresShipping,
    prices: v.prices.map((p) => ({
      price_id: p.priceId,
      price_version: p.priceVersion,
      market: p.market,
      amount: p.amount,
      currency: p.currency,
      ...present({ compare_at: p.compareAt, customer_group: p.customerGroup }),
    })),
  })),
  version: product.version,
  created_at: moment(product.createdAt),
  updated_at: moment(product.updatedAt),
});

/** Any status. @throws CommerceError `not_found` */
async function findProduct(ctx: AdminContext, id: string): Promise<Product> {
  const product = await ctx.services.catalog.find(id);
  if (!product) throw new CommerceError('not_found', `There is no product "${id}".`, { field: 'id' });
  return product;
}

/** Who may write products but not prices or stock cannot do it by way of a product. @throws CommerceError `forbidden` */
async function refuseBeyondScope(ctx: AdminContext, input: ProductInput): Promise<void> {
  const lacks = (scope: Scope, field: string): CommerceError =>
    new CommerceError('forbidden', `This key lacks the scope ${scope}, which this change needs.`, { field });
  if (!ctx.principal.scopes.has('admin:stock') && input.variants.some((v) => v.stock !== undefined)) {
    throw lacks('admin:stock', 'variants.stock');
  }
  if (ctx.principal.scopes.has('admin:prices')) return;
  const current = await ctx.services.catalog.find(input.id);
  for (const variant of input.variants) {
    const known = current?.variants.find((v) => v.id === variantId(variant.id))?.prices ?? [];
    const wanted = variant.prices.map((p) => [
      p.market,
      p.customer_group,
      p.amount,
      p.currency,
      p.compare_at,
    ]);
    const stored = known.map((p) => [p.market, p.customerGroup, p.amount, p.currency, p.compareAt]);
    const sorted = (rows: unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();
    if (!isDeepStrictEqual(sorted(wanted), sorted(stored))) throw lacks('admin:prices', 'variants.prices');
  }
}

const shared = { scope: 'admin:products', tag: 'Products' } as const;
const ProductBody = z.strictObject({ ...ProductInput.shape, id: ProductInput.shape.id.optional() });

export const productRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/products',
    summary: 'List products',
    description: 'Of every status, in the order of their last change, oldest first.',
    query: PageQuery,
    output: pageOf(ProductOutput),
    handler: async ({ store }, { query }) => {
      const sort = { field: 'updatedAt', direction: 'asc' } as const;
      return pageView(await listPage(store, products, { sort }, pageRequest(query)), productOutput);
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/products/{id}',
    summary: 'Show a product',
    output: ProductOutput,
    problems: [404],
    handler: async (ctx, { params }) => productOutput(await findProduct(ctx, params.id)),
  }),
  route({
    ...shared,
    method: 'put',
    path: '/products/{id}',
    summary: 'Create or replace a product',
    description:
      'With its variants, prices and, where given, stock; all of it or nothing. Prices that differ are added to the price history. Needs the scopes admin:prices and admin:stock, too, where prices change or stock is given.',
    input: ProductBody,
    output: ProductOutput,
    problems: [409],
    handler: async (ctx, { params, input }) => {
      if (input.id !== undefined && productId(input.id) !== productId(params.id)) {
        throw new CommerceError(
          'invalid_input',
          'The id in the body is another than the one in the address.',
          {
            field: 'id',
          },
        );
      }
      const product = ProductInput.safeParse({ ...input, id: params.id });
      if (!product.success) {
        throw new CommerceError('invalid_input', `id: ${product.error.issues[0]!.message}.`, { field: 'id' });
      }
      await refuseBeyondScope(ctx, product.data);
      return productOutput(await ctx.services.catalog.put(product.data));
    },
  }),
  route({
    ...shared,
    method: 'delete',
    path: '/products/{id}',
    summary: 'Take a product off sale',
    description:
      'It is archived, not erased: orders, prices and quotes stay readable. PUT it again to sell it again.',
    output: ProductOutput,
    problems: [404],
    handler: async (ctx, { params }) => productOutput(await ctx.services.catalog.archive(params.id)),
  }),
];
