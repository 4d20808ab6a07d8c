import { type Order, orders } from '../../server/commerce/orders/model.ts';
import { fillShop } from '../../server/load-sample.ts';
import { folded } from '../../server/platform/folded.ts';
import { randomIds } from '../../server/platform/ids.ts';
import { loadSample } from '../../server/sample/index.ts';
import { askOf, completion, fillCheckout } from '../fixtures/purchase.ts';
import { openTestShop, type TestShop } from '../fixtures/shop.ts';

/** A product of the sample shop, as scenes are set with it. */
export interface SceneProduct {
  productId: string;
  variantId: string;
  /** Of each variant: what can be chosen of it, in all languages, folded. */
  variants: readonly { variantId: string; options: readonly string[]; inStock: boolean }[];
}

/** The shop whose products the hold-out names. */
export interface HoldoutShop extends TestShop {
  products: readonly SceneProduct[];
  productOf(id: string): SceneProduct | undefined;
  /** An order to be copied: of nobody, never stored. */
  order: Order;
}

export async function openHoldoutShop(): Promise<HoldoutShop> {
  const shop = await openTestShop();
  const { store, services } = shop;
  const sample = loadSample();
  await fillShop(sample, store, services, randomIds);
  await services.search.settled();
  const products = sample.products
    .filter(({ status }) => status === 'active')
    .map(({ id, options, variants }): SceneProduct => {
      const labels = (name: string, value: string): string[] => {
        const known = options
          ?.find((option) => option.name === name)
          ?.values.find((one) => one.value === value);
        const label = known?.label;
        return [value, ...(typeof label === 'string' ? [label] : Object.values(label ?? {}))].map((text) =>
          folded(String(text)),
        );
      };
      const choices = variants.map((variant) => ({
        variantId: `var_${variant.id}`,
        options: Object.entries(variant.options ?? {}).flatMap(([name, value]) => labels(name, value)),
        inStock: (variant.stock ?? []).some(({ on_hand }) => on_hand > 0),
      }));
      return {
        productId: `prod_${id}`,
        variantId: (choices.find(({ inStock }) => inStock) ?? choices[0]!).variantId,
        variants: choices,
      };
    });
  const byId = new Map(products.map((product) => [product.productId, product]));
  return {
    ...shop,
    products,
    productOf: (id) => byId.get(`prod_${id}`),
    order: await anyOrder(shop, products),
  };
}

async function anyOrder(shop: TestShop, products: readonly SceneProduct[]): Promise<Order> {
  const some = products.filter(({ variants }) => variants[0]!.inStock).slice(0, 2);
  const checkout = await fillCheckout(
    askOf(shop),
    some.map(({ variantId }) => variantId),
  );
  await shop.ok('complete_checkout', completion(checkout));
  const [order] = await shop.store.find(orders, { where: {}, limit: 1 });
  if (!order) throw new Error('the order was not stored');
  return order;
}
