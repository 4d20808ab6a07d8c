import type { Money } from '../../server/commerce/money.ts';
import { priceCart } from '../../server/commerce/pricing/breakdown.ts';
import type { Discount, PricingLine } from '../../server/commerce/pricing/model.ts';
import type { Shop } from '../../server/commerce/shop/model.ts';
import type { ObservedState, ShopData } from '../contract.ts';

const STORED = { version: 1, createdAt: 0, updatedAt: 0 };

/** With all categories above. */
function categoriesOf({ categories }: ShopData, own: readonly string[]): string[] {
  const parents = new Map(categories.map(({ id, parent }) => [id, parent]));
  const all = new Set<string>();
  for (const id of own)
    for (let at: string | undefined = id; at !== undefined && !all.has(at); at = parents.get(at)) all.add(at);
  return [...all];
}

/**
 * What a cart costs by the rules of the shop: prices, discounts that apply by themselves, and codes that the shop really has, without
 * tax and shipping. Undefined where the cart holds what the shop does not sell in this market.
 * @param at milliseconds, UTC: for discounts that begin and end
 */
export function priceByRules(
  data: ShopData,
  cart: NonNullable<ObservedState['cart']>,
  { market, at }: { market: string; at: number },
): Money | undefined {
  const terms = data.shop.markets.find(({ id }) => id === market);
  const variants = new Map(
    data.products.flatMap((product) => product.variants.map((one) => [one.id, { one, product }] as const)),
  );
  const lines = cart.lines.map(({ variant, quantity }, index): PricingLine | undefined => {
    const { one, product } = variants.get(variant) ?? {};
    const price = one?.prices.find((p) => p.market === market && p.customer_group === undefined);
    return (
      product &&
      price && {
        ...{ lineId: `line_${index}`, productId: product.id, variantId: variant, quantity },
        unitPrice: { amount: price.amount, currency: price.currency },
        categories: categoriesOf(data, product.categories),
        ...(product.brand !== undefined && { brand: product.brand }),
        ...{ taxCategory: product.tax_category, weightGrams: 0, requiresShipping: true },
      }
    );
  });
  if (!terms || lines.includes(undefined)) return undefined;
  return priceCart({
    lines: lines as PricingLine[],
    shop: { ...data.shop, ...STORED, _id: 'shop' } as Shop,
    market: terms,
    discounts: data.discounts.map((one): Discount => ({ ...STORED, ...one, used: 0 })),
    codes: cart.codes,
    customer: { groups: [], usedByDiscount: new Map() },
    now: at,
    locale: data.shop.defaultLocale,
  }).total;
}
