import { z } from 'zod';
import { quoteVariant } from '../server/commerce/carts/lines.ts';
import { localized, type Product, type Variant } from '../server/commerce/catalog/model.ts';
import { optionText, visiblePrice } from '../server/commerce/catalog/rules.ts';
import { format, type Money } from '../server/commerce/money.ts';
import type { Quote } from '../server/commerce/quotes/model.ts';
import type { ToolContext } from './define-tool.ts';

/** Shapes that several tools answer with, and how they are made. Field names are snake_case, as in UCP. */

export const MoneyView = z.strictObject({
  amount: z.int().describe('Minor units: 1999 is 19.99'),
  currency: z.string(),
  text: z.string().describe('Formatted for the customer; repeat it as it is'),
});
export type MoneyView = z.infer<typeof MoneyView>;
export const moneyView = (value: Money, locale: string): MoneyView => ({
  ...value,
  text: format(value, locale),
});

export const PriceView = z.strictObject({
  ...MoneyView.shape,
  quote_id: z.string().describe('Promise of this price until expires_at; pass it to update_cart'),
  expires_at: z.string(),
  compare_at: z.string().optional().describe('Earlier price, formatted'),
  tax_included: z.boolean(),
});
export type PriceView = z.infer<typeof PriceView>;

/** By language. A quote is the same object for a minute, and holds all that is shown of a price. */
const priceViews = new WeakMap<Quote, Map<string, PriceView>>();

/** The price of a variant as a quote; undefined when it is not sold in this market. */
export function priceView(ctx: ToolContext, product: Product, variant: Variant): PriceView | undefined {
  if (!visiblePrice(variant, ctx.market.id, ctx.principal.customerGroups)) return undefined;
  const quote = quoteVariant(ctx.services, product, variant, ctx);
  ctx.promise(quote);
  const known = priceViews.get(quote)?.get(ctx.locale);
  if (known) return known;
  const view: PriceView = Object.freeze({
    ...moneyView(quote.unitPrice, ctx.locale),
    quote_id: quote.id,
    expires_at: new Date(quote.expiresAt).toISOString(),
    ...(quote.compareAt && { compare_at: format(quote.compareAt, ctx.locale) }),
    tax_included: quote.taxIncluded,
  });
  const byLocale = priceViews.get(quote) ?? new Map<string, PriceView>();
  priceViews.set(quote, byLocale.set(ctx.locale, view));
  return view;
}

/** By market and groups. A product is one object until it changes. */
const soldVariants = new WeakMap<Product, Map<string, readonly Variant[]>>();

/** The variants that this caller can buy here, the cheapest first. */
function variantsOnSale(ctx: ToolContext, product: Product): readonly Variant[] {
  const groups = ctx.principal.customerGroups;
  const key = [ctx.market.id, ...groups].join(' ');
  const known = soldVariants.get(product)?.get(key);
  if (known) return known;
  const sold = product.variants
    .map((variant) => ({ variant, price: visiblePrice(variant, ctx.market.id, groups)?.amount }))
    .filter((v): v is { variant: Variant; price: number } => v.price !== undefined)
    .sort((a, b) => a.price - b.price)
    .map(({ variant }) => variant);
  const byKey = soldVariants.get(product) ?? new Map<string, readonly Variant[]>();
  soldVariants.set(product, byKey.set(key, sold));
  return sold;
}

export const ProductSummary = z.strictObject({
  product_id: z.string(),
  title: z.string(),
  brand: z.string().optional(),
  variant_id: z.string().describe('The variant that the price and stock below are of'),
  options: z.string().optional().describe('Options of that variant'),
  price: PriceView,
  more_variants: z.int().describe('How many other variants there are; see get_product'),
  in_stock: z.boolean(),
  available: z.int().describe('Units of that variant'),
  reason: z.string().optional(),
});
export type ProductSummary = z.infer<typeof ProductSummary>;

/**
 * One line of a list. Shows the given variant, else the cheapest that is in stock, else the cheapest.
 * Undefined when the product is not sold in this market.
 */
export async function productSummary(
  ctx: ToolContext,
  product: Product,
  variantId?: string,
  reason?: string,
): Promise<ProductSummary | undefined> {
  const sold = variantsOnSale(ctx, product);
  if (sold.length === 0) return undefined;
  const asked = sold.find((variant) => variant.id === variantId);
  const stock = await ctx.services.inventory.availability((asked ? [asked] : sold).map((v) => v.id));
  const of = (variant: Variant): number => stock.get(variant.id)?.available ?? 0;
  const variant = asked ?? sold.find((v) => of(v) > 0) ?? sold[0]!;
  const price = priceView(ctx, product, variant)!;
  const available = of(variant);
  ctx.note({ kind: 'stock', productId: product._id, variantId: variant.id, value: available });
  const options = optionText(product, variant, ctx.locale);
  return {
    product_id: product._id,
    title: localized(product.title, ctx.locale),
    ...(product.brand !== undefined && { brand: product.brand }),
    variant_id: variant.id,
    ...(options && { options }),
    price,
    more_variants: sold.length - 1,
    in_stock: available > 0,
    available,
    ...(reason !== undefined && { reason }),
  };
}

export const AttributeView = z.strictObject({ name: z.string(), value: z.string() });

/** Names and values in the customer's language, units included. */
export function attributeViews(product: Product, locale: string): z.infer<typeof AttributeView>[] {
  return product.attributes.map((attribute) => {
    const value = attribute.valueLabel
      ? localized(attribute.valueLabel, locale)
      : valueText(attribute.value, locale);
    return {
      name: attribute.label ? localized(attribute.label, locale) : attribute.name,
      value: attribute.unit ? `${value} ${attribute.unit}` : value,
    };
  });
}

function valueText(value: string | number | boolean, locale: string): string {
  if (typeof value === 'number')
    return new Intl.NumberFormat(locale, { maximumFractionDigits: 6 }).format(value);
  return String(value);
}
