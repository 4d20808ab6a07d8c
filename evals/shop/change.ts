import type { ShopChange, ShopData } from '../contract.ts';

type Product = ShopData['products'][number];
type Variant = Product['variants'][number];

/** The shop after a change. Shares what did not change. */
export function changed(shop: ShopData, change: ShopChange): ShopData {
  switch (change.type) {
    case 'price':
      return withVariant(shop, change.variant, (variant) => ({
        ...variant,
        prices: variant.prices.map((price) =>
          price.market === change.market && price.customer_group === undefined
            ? { ...price, amount: change.amount }
            : price,
        ),
      }));
    case 'stock':
      return withVariant(shop, change.variant, (variant) => ({
        ...variant,
        stock: [
          ...(variant.stock ?? []).filter(({ location }) => location !== change.location),
          { location: change.location, on_hand: change.onHand },
        ],
      }));
    case 'retire':
      return withProduct(
        shop,
        (product) => product.id === change.product,
        (product) => ({ ...product, status: 'archived' }),
      );
    case 'discount_off':
      return {
        ...shop,
        discounts: shop.discounts.map((one) => (one.code === change.code ? { ...one, active: false } : one)),
      };
    case 'wait':
      return shop;
  }
}

/** The product that a change is about; undefined where it is about none, or names none of the shop. */
export const productOf = (shop: ShopData, change: ShopChange): Product | undefined =>
  shop.products.find(({ id, variants }) =>
    'variant' in change
      ? variants.some((variant) => variant.id === change.variant)
      : 'product' in change && id === change.product,
  );

const withVariant = (shop: ShopData, id: string, to: (variant: Variant) => Variant): ShopData =>
  withProduct(
    shop,
    ({ variants }) => variants.some((variant) => variant.id === id),
    (product) => ({
      ...product,
      variants: product.variants.map((variant) => (variant.id === id ? to(variant) : variant)),
    }),
  );

const withProduct = (
  shop: ShopData,
  is: (product: Product) => boolean,
  to: (product: Product) => Product,
): ShopData => ({
  ...shop,
  products: shop.products.map((product) => (is(product) ? to(product) : product)),
});
