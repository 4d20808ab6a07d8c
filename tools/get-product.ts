import { z } from 'zod';
import { localized } from '../server/commerce/catalog/model.ts';
import { defineTool } from './define-tool.ts';
import { AttributeView, attributeViews, PriceView, priceView } from './views.ts';

const MAX_VARIANTS = 30;

export default defineTool({
  name: 'get_product',
  title: 'Get a product',
  description:
    'All that is known of one product: description, attributes, options, and for each variant its price quote and stock. Use it before answering about features, sizes or colours. Take product_id, variant_id or SKU from search_catalog; with many variants narrow them by options.',
  input: z.strictObject({
    product_id: z.string().min(1).max(80).describe('Product id, variant id or SKU'),
    options: z
      .record(z.string().max(50), z.string().max(100))
      .optional()
      .describe('Only variants with these option values, such as {"color": "blue"}'),
  }),
  output: z.strictObject({
    product_id: z.string(),
    title: z.string(),
    brand: z.string().optional(),
    product_type: z.string().optional(),
    description: z.string(),
    categories: z.array(z.string()),
    attributes: z.array(AttributeView),
    options: z.array(
      z.strictObject({
        name: z.string(),
        label: z.string(),
        values: z.array(z.strictObject({ value: z.string(), label: z.string() })),
      }),
    ),
    variants: z.array(
      z.strictObject({
        variant_id: z.string(),
        sku: z.string().optional(),
        options: z.record(z.string(), z.string()),
        price: PriceView,
        available: z.int(),
      }),
    ),
    variants_total: z.int().describe('How many variants fit; at most 30 are listed'),
    image: z.string().optional(),
    related: z.array(
      z.strictObject({
        product_id: z.string(),
        title: z.string(),
        kind: z.enum(['complement', 'alternative', 'upsell']),
      }),
    ),
  }),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'catalog:read',
  handler: async (ctx, input) => {
    const { catalog, inventory } = ctx.services;
    const byVariant = await catalog.findVariant(input.product_id);
    const product =
      byVariant?.product.status === 'active' ? byVariant.product : await catalog.get(input.product_id);
    const wanted = Object.entries(input.options ?? {}).map(
      ([name, value]) => [name.toLowerCase(), value.toLowerCase()] as const,
    );
    const fits = product.variants.filter((variant) =>
      wanted.every(([name, value]) =>
        product.options.some((option) => {
          const own = variant.options[option.name];
          const named = [option.name, ...Object.values(option.label)].some((n) => n.toLowerCase() === name);
          const labels = option.values.find((v) => v.value === own)?.label ?? {};
          return (
            named &&
            own !== undefined &&
            [own, ...Object.values(labels)].some((v) => v.toLowerCase() === value)
          );
        }),
      ),
    );
    const shown = fits.slice(0, MAX_VARIANTS);
    const stock = await inventory.availability(shown.map((v) => v.id));
    const categories = await catalog.categories();
    const related = await catalog.findMany(product.related.slice(0, 6).map((r) => r.productId));
    return {
      product_id: product._id,
      title: localized(product.title, ctx.locale),
      ...(product.brand !== undefined && { brand: product.brand }),
      ...(product.productType && { product_type: localized(product.productType, ctx.locale) }),
      description: localized(product.description, ctx.locale),
      categories: product.categories.map((id) => localized(categories.get(id)?.title, ctx.locale) || id),
      attributes: attributeViews(product, ctx.locale),
      options: product.options.map((option) => ({
        name: option.name,
        label: localized(option.label, ctx.locale),
        values: option.values.map((v) => ({ value: v.value, label: localized(v.label, ctx.locale) })),
      })),
      variants: shown.flatMap((variant) => {
        const price = priceView(ctx, product, variant);
        if (!price) return [];
        const available = stock.get(variant.id)?.available ?? 0;
        ctx.note({ kind: 'stock', productId: product._id, variantId: variant.id, value: available });
        return [
          {
            variant_id: variant.id,
            ...(variant.sku !== undefined && { sku: variant.sku }),
            options: variant.options,
            price,
            available,
          },
        ];
      }),
      variants_total: fits.length,
      ...(product.images[0] && { image: product.images[0].url }),
      related: product.related.flatMap(({ productId, kind }) => {
        const other = related.find((p) => p._id === productId && p.status === 'active');
        return other ? [{ product_id: other._id, title: localized(other.title, ctx.locale), kind }] : [];
      }),
    };
  },
});
