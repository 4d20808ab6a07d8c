import type { Product, Variant } from '../catalog/model.ts';
import { visiblePrice } from '../catalog/rules.ts';
import type { Money } from '../money.ts';
import type { ProductWatch } from './model.ts';

type Watched = Pick<ProductWatch, 'kind' | 'variantId' | 'below' | 'market'>;

const variantsOf = (product: Product, { variantId }: Watched): Variant[] =>
  product.variants.filter(({ id }) => variantId === undefined || id === variantId);

/** The lowest price that everybody may have in the market; undefined where it is not sold. */
export function lowestPrice(product: Product, watch: Watched): Money | undefined {
  const prices = variantsOf(product, watch).flatMap(
    (variant) => visiblePrice(variant, watch.market, []) ?? [],
  );
  const [first, ...rest] = prices;
  if (!first) return undefined;
  const lowest = rest.reduce((best, price) => (price.amount < best.amount ? price : best), first);
  return { amount: lowest.amount, currency: lowest.currency };
}

/** Whether what is waited for is so now. @param available units by variant */
export function holds(watch: Watched, product: Product, available: ReadonlyMap<string, number>): boolean {
  if (product.status !== 'active') return false;
  const price = lowestPrice(product, watch);
  if (!price) return false;
  if (watch.kind === 'back_in_stock')
    return variantsOf(product, watch).some(({ id }) => (available.get(id) ?? 0) > 0);
  return (
    watch.below !== undefined && price.currency === watch.below.currency && price.amount < watch.below.amount
  );
}
