import type { Fact } from '../fact.ts';

/** What the sign before a place's name is: it stands in no other text. */
export const PLACE_SIGN = '§';

const BY_KIND: Partial<Record<Fact['kind'], string>> = {
  product: 'title',
  variant: 'options',
  brand: 'brand',
  price: 'price',
  compare_at: 'was',
  stock: 'stock',
  available: 'stock',
  attribute: 'attribute',
  description: 'description',
  reason: 'attribute',
  superlative: 'cheapest',
  result_count: 'count',
  quantity: 'quantity',
  line_total: 'line_total',
  notice: 'reason',
  shipping_option: 'way',
  delivery: 'days',
  policy: 'policy',
  order_number: 'order',
  order_status: 'status',
  tracking: 'link',
  link: 'link',
};
/** Facts that a second product in the same reply has too. */
const OF_PRODUCTS = new Set([
  'title',
  'options',
  'brand',
  'price',
  'was',
  'stock',
  'attribute',
  'description',
]);
const TOTALS = ['discount', 'shipping', 'tax', 'items'];

/**
 * Names the role that a fact has in a sentence, such as `price`, or `price2` when it is of another product than the first
 * that the reply speaks of.
 */
export function placeOf(fact: Fact, firstProduct: string | undefined): string {
  const { kind, field, label, subject } = fact;
  if (kind === 'coupon') return label === undefined ? 'refused' : 'code';
  if (kind === 'total') return TOTALS.find((total) => field.startsWith(total)) ?? 'total';
  const name = BY_KIND[kind] ?? 'fact';
  const second = subject.productId !== undefined && subject.productId !== firstProduct;
  return OF_PRODUCTS.has(name) && second ? `${name}2` : name;
}
