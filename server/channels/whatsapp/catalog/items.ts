import { localized, type Product, type Variant } from '../../../commerce/catalog/model.ts';
import { money, plain } from '../../../commerce/money.ts';
import { cut } from '../../render/split.ts';

/** How a shop's products are shown at Meta. */
export interface CatalogView {
  /** BCP 47: the language of the catalogue there. */
  locale: string;
  market: string;
  /** The product's page in the shop: https. */
  link: (product: Product, variant: Variant) => string;
  /** An address of the shop as others can open it. */
  absolute: (address: string) => string;
  /** Whether it can be bought now. */
  isAvailable: (variantId: string) => boolean;
}

/** One of the requests of a batch; `UPDATE` makes what is not there yet. */
export type CatalogRequest =
  | { method: 'UPDATE'; data: Readonly<Record<string, unknown>> }
  | { method: 'DELETE'; data: { id: string } };

/** Why a variant is not shown at Meta. */
export interface LeftOut {
  variantId: string;
  why: 'no price' | 'no picture';
}

/** What products are called at Meta: ids of variants, which never change and every variant has. */
export const retailerId = ({ id }: Pick<Variant, 'id'>): string => id;

/** `catalog/reference`: the smaller of what is taken and what is shown. */
const TITLE = 150;
const DESCRIPTION = 5000;

/**
 * A product as requests of `items_batch`
 * (https://developers.facebook.com/documentation/ads-commerce/marketing-api/reference/product-catalog/items_batch): each variant an item
 * of a group. Prices are those of the market that everybody pays. What is no longer sold is deleted.
 */
export function catalogRequests(
  product: Product,
  view: CatalogView,
): { requests: CatalogRequest[]; leftOut: LeftOut[] } {
  const requests: CatalogRequest[] = [];
  const leftOut: LeftOut[] = [];
  for (const variant of product.variants) {
    const item = product.status === 'active' ? itemOf(product, variant, view) : 'gone';
    if (typeof item !== 'string') {
      requests.push({ method: 'UPDATE', data: item });
      continue;
    }
    requests.push({ method: 'DELETE', data: { id: retailerId(variant) } });
    if (item !== 'gone') leftOut.push({ variantId: variant.id, why: item });
  }
  return { requests, leftOut };
}

function itemOf(
  product: Product,
  variant: Variant,
  { locale, market, link, absolute, isAvailable }: CatalogView,
): Record<string, unknown> | LeftOut['why'] {
  const price = variant.prices.find((one) => one.market === market && one.customerGroup === undefined);
  if (!price) return 'no price';
  const picture = variant.image ?? product.images[0];
  const image = picture && absolute(picture.url);
  // Drawings in SVG are not shown there.
  if (!image?.startsWith('https://') || /\.svg(\?|$)/i.test(image)) return 'no picture';
  const { amount, compareAt, currency } = price;
  const isReduced = compareAt !== undefined && compareAt > amount;
  const options = product.options.flatMap(({ name, values }) => {
    const value = values.find((one) => one.value === variant.options[name]);
    return value ? [localized(value.label, locale)] : [];
  });
  const title = [localized(product.title, locale), ...options].join(', ');
  const description = localized(product.description, locale) || title;
  const type = localized(product.productType, locale);
  return {
    id: retailerId(variant),
    item_group_id: product._id,
    title: cut(title, TITLE),
    description: cut(description, DESCRIPTION),
    availability: isAvailable(variant.id) ? 'in stock' : 'out of stock',
    condition: 'new',
    price: plain(money(isReduced ? compareAt : amount, currency)),
    // An empty value takes back what was set before.
    sale_price: isReduced ? plain(money(amount, currency)) : '',
    link: link(product, variant),
    image_link: image,
    ...(product.brand !== undefined && { brand: product.brand }),
    ...(variant.gtin !== undefined && { gtin: variant.gtin }),
    // One of the three is asked for.
    ...(product.brand === undefined && variant.gtin === undefined && { mpn: variant.sku ?? variant.id }),
    ...(type !== '' && { product_type: type }),
  };
}
