import type { Ids } from '../../platform/ids.ts';
import type { Transaction } from '../../platform/store/port.ts';
import { CommerceError } from '../errors.ts';
import type { Shop } from '../shop/model.ts';
import { type CurrentPrice, type PriceRow, prices, products, variantRefs } from './model.ts';
import type { PriceInput } from './product-input.ts';
import { variantId } from './rules.ts';
import { putPrices } from './write.ts';

/**
 * Sets one price of a variant: the history grows by a row, and quotes of the row before stay good until they expire.
 * @throws CommerceError `not_found`, `invalid_input`
 */
export async function setPrice(
  tx: Transaction,
  ids: Ids,
  shop: Shop,
  variant: string,
  input: PriceInput,
): Promise<CurrentPrice> {
  const vid = variantId(variant);
  const ref = await tx.get(variantRefs, vid);
  const product = ref && (await tx.get(products, ref.productId));
  const current = product?.variants.find((v) => v.id === vid);
  if (!product || !current) {
    throw new CommerceError('not_found', `There is no variant "${variant}".`, { field: 'variant_id' });
  }
  checkPrice(shop, input);
  const [price] = await putPrices(tx, ids, shop, product._id, vid, [input], current.prices, true);
  const others = current.prices.filter(
    (p) => p.market !== input.market || p.customerGroup !== input.customer_group,
  );
  if (!current.prices.includes(price!)) {
    const variants = product.variants.map((v) => (v.id === vid ? { ...v, prices: [...others, price!] } : v));
    await tx.replace(products, { ...product, variants });
  }
  return price!;
}

/**
 * Makes every quote of this price version worthless from `now` on. Where it is still the price that counts, the variant
 * has none in its market and group until the next is set: a quote of it would not hold.
 * @throws CommerceError `not_found`
 */
export async function revokePrice(tx: Transaction, priceId: string, now: number): Promise<PriceRow> {
  const row = await tx.get(prices, priceId);
  if (!row) throw new CommerceError('not_found', `There is no price "${priceId}".`, { field: 'price_id' });
  const product = await tx.get(products, row.productId);
  if (product?.variants.some((v) => v.prices.some((p) => p.priceId === priceId))) {
    const variants = product.variants.map((v) => ({
      ...v,
      prices: v.prices.filter((p) => p.priceId !== priceId),
    }));
    await tx.replace(products, { ...product, variants });
  }
  return row.revokedAt === undefined ? tx.replace(prices, { ...row, revokedAt: now }) : row;
}

function checkPrice(shop: Shop, price: PriceInput): void {
  const fault = (field: string, message: string): CommerceError =>
    new CommerceError('invalid_input', message, { field });
  const market = shop.markets.find((m) => m.id === price.market);
  const known = shop.markets.map((m) => m.id).join(', ');
  if (!market) throw fault('market', `There is no market "${price.market}"; use one of: ${known}.`);
  if (market.currency !== price.currency) {
    throw fault(
      'currency',
      `Prices of market "${market.id}" are in ${market.currency}, not ${price.currency}.`,
    );
  }
  if (price.compare_at !== undefined && price.compare_at <= price.amount) {
    throw fault('compare_at', 'compare_at is the higher, earlier price: it must exceed amount.');
  }
}
