import type { CurrentPrice, LocalizedText, Product, Variant } from './model.ts';
import type { ProductInput } from './product-input.ts';

const withPrefix = (prefix: string, id: string): string =>
  id.startsWith(`${prefix}_`) ? id : `${prefix}_${id}`;
export const productId = (id: string): string => withPrefix('prod', id);
export const variantId = (id: string): string => withPrefix('var', id);

export function toLocalized(
  text: string | Record<string, string> | undefined,
  locale: string,
): LocalizedText | undefined {
  if (text === undefined) return undefined;
  return typeof text === 'string' ? { [locale]: text } : text;
}

/** The lowest price that this caller may have in the market. */
export function visiblePrice(
  variant: Variant,
  market: string,
  customerGroups: readonly string[],
): CurrentPrice | undefined {
  let best: CurrentPrice | undefined;
  for (const price of variant.prices) {
    if (price.market !== market) continue;
    if (price.customerGroup !== undefined && !customerGroups.includes(price.customerGroup)) continue;
    if (!best || price.amount < best.amount) best = price;
  }
  return best;
}

/** What is wrong with a product that its schema cannot see: one sentence a fault, with the field it is about. */
export function productFaults(input: ProductInput): { field: string; message: string }[] {
  const faults: { field: string; message: string }[] = [];
  const declared = new Map(input.options.map((o) => [o.name, new Set(o.values.map((v) => v.value))]));
  const titles = typeof input.title === 'string' ? [input.title] : Object.values(input.title);
  if (titles.every((title) => title.trim() === '')) {
    faults.push({ field: 'title', message: 'the title is empty in every language' });
  }
  const seenIds = new Set<string>();
  const seenSkus = new Set<string>();
  input.variants.forEach((variant, index) => {
    const at = `variants.${index}`;
    if (seenIds.has(variant.id))
      faults.push({ field: `${at}.id`, message: `variant id "${variant.id}" is used twice` });
    seenIds.add(variant.id);
    if (variant.sku !== undefined) {
      if (seenSkus.has(variant.sku))
        faults.push({ field: `${at}.sku`, message: `SKU "${variant.sku}" is used twice` });
      seenSkus.add(variant.sku);
    }
    for (const [name, value] of Object.entries(variant.options)) {
      const values = declared.get(name);
      if (!values)
        faults.push({
          field: `${at}.options.${name}`,
          message: `option "${name}" is not declared in options`,
        });
      else if (!values.has(value)) {
        faults.push({
          field: `${at}.options.${name}`,
          message: `"${value}" is not among the values of option "${name}"`,
        });
      }
    }
    const priceKeys = new Set<string>();
    variant.prices.forEach((price, p) => {
      const key = `${price.market} ${price.customer_group ?? ''}`;
      if (priceKeys.has(key))
        faults.push({ field: `${at}.prices.${p}`, message: `a second price for market "${price.market}"` });
      priceKeys.add(key);
      if (price.compare_at !== undefined && price.compare_at <= price.amount) {
        faults.push({
          field: `${at}.prices.${p}.compare_at`,
          message: 'compare_at must be higher than amount',
        });
      }
    });
    const locations = (variant.stock ?? []).map((s) => s.location);
    if (new Set(locations).size < locations.length) {
      faults.push({ field: `${at}.stock`, message: 'a location is named twice' });
    }
  });
  return faults;
}

/** What the customer sees beside the title: `blue, M`. */
export function optionText(product: Product, variant: Variant, locale: string): string {
  return product.options
    .map((option) => {
      const value = variant.options[option.name];
      if (value === undefined) return '';
      const label = option.values.find((v) => v.value === value)?.label;
      return label?.[locale] ?? label?.[locale.split('-')[0]!] ?? label?.en ?? value;
    })
    .filter(Boolean)
    .join(', ');
}
