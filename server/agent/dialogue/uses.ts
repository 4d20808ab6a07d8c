import type { IntentName } from '../reading/intent-names.ts';
import type { EntityName } from '../reading/model.ts';

/** Entities that say which product is meant. */
export const NAMING = [
  'brand',
  'colour',
  'size',
  'material',
  'product',
  'category',
] as const satisfies EntityName[];
const ORDER = ['order_number', 'code'] as const;
const NEEDS = ['price_max', 'price_min', 'currency', 'recipient', 'occasion'] as const;

/** The entities that the answer to a wish goes by; those that are not here change nothing about it. */
export const USES: Readonly<Partial<Record<IntentName, readonly EntityName[]>>> = {
  search: [...NAMING, ...NEEDS],
  browse_category: [...NAMING, ...NEEDS],
  recommend: [...NAMING, ...NEEDS, 'attribute'],
  gift: [...NAMING, ...NEEDS, 'attribute'],
  compare: [...NAMING, 'ordinal'],
  product_details: [...NAMING, 'ordinal'],
  attribute_question: [...NAMING, 'ordinal', 'attribute'],
  price: [...NAMING, 'ordinal'],
  stock: [...NAMING, 'ordinal'],
  size_fit: [...NAMING, 'ordinal', 'attribute'],
  alternatives: [...NAMING, 'ordinal', 'price_max'],
  cheaper: [...NAMING, 'ordinal', 'price_max'],
  accessories: [...NAMING, 'ordinal'],
  choose: [...NAMING, 'ordinal', 'quantity', 'attribute'],
  correction: [...NAMING, 'ordinal', 'quantity', 'attribute'],
  add_to_cart: [...NAMING, 'ordinal', 'quantity'],
  remove_from_cart: [...NAMING, 'ordinal'],
  change_quantity: [...NAMING, 'ordinal', 'quantity'],
  change_variant: [...NAMING, 'ordinal'],
  apply_coupon: ['coupon'],
  remove_coupon: ['coupon'],
  restock_alert: [...NAMING, 'ordinal', 'email'],
  price_alert: [...NAMING, 'ordinal', 'email', 'price_max'],
  order_status: ORDER,
  tracking: ORDER,
  give_order_number: ORDER,
  cancel_order: ORDER,
  change_order: ORDER,
  change_address: [...ORDER, 'address'],
  return_item: [...ORDER, ...NAMING],
  exchange: ORDER,
  refund_status: ORDER,
  damaged_item: [...ORDER, ...NAMING],
  missing_item: ORDER,
  warranty_claim: ORDER,
  invoice: ORDER,
  give_contact: ['email', 'phone', 'name'],
  give_address: ['address', 'name', 'country'],
  lead: ['email', 'phone', 'quantity', 'price_max'],
  review: [...NAMING, 'rating'],
};
