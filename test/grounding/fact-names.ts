import type { Fact } from '../../server/grounding/fact.ts';

type Facts = readonly Fact[];
/** Keeps a fact under a name; undefined: this conversation has none. */
type Put = (name: string, fact: Fact | undefined) => void;

const of =
  (kind: Fact['kind']) =>
  (fact: Fact): boolean =>
    fact.kind === kind;

/** Of get_product: the facts of the product and of the variant that its first price is of. */
export function nameProduct(letter: string, facts: Facts, put: Put): void {
  const variantId = facts.find(of('price'))?.subject.variantId;
  const own = facts.filter(({ subject }) => (subject.variantId ?? variantId) === variantId);
  for (const kind of ['brand', 'price', 'compare_at', 'stock', 'description'] as const)
    put(`${letter}.${kind}`, own.find(of(kind)));
  put(`${letter}.title`, own.find(of('product')));
  put(`${letter}.options`, own.find(of('variant')));
  own.filter(of('attribute')).forEach((fact, at) => {
    put(`${letter}.attr.${at + 1}`, fact);
    put(`${letter}.attr.${fact.field}`, fact);
  });
}

/** Of compare_products, which was asked for the products A, B and C in this order. */
export function nameCompared(productIds: readonly string[], facts: Facts, put: Put): void {
  productIds.forEach((productId, at) => {
    const available = facts.find((fact) => of('available')(fact) && fact.subject.productId === productId);
    put(`${'ABC'[at]}.available`, available);
  });
  put('cheapest', facts.find(of('superlative')));
}

const OF_LINES = {
  title: 'product',
  quantity: 'quantity',
  unit_price: 'price',
  total: 'line_total',
} as const;

/** Of a cart with a code that counts and the code NOSUCHCODE. */
export function nameCart(facts: Facts, put: Put): void {
  const lines = [...new Set(facts.flatMap(({ subject }) => subject.lineId ?? []))];
  lines.forEach((lineId, at) => {
    const own = facts.filter(({ subject }) => subject.lineId === lineId);
    for (const [name, kind] of Object.entries(OF_LINES))
      put(`cart.line${at + 1}.${name}`, own.find(of(kind)));
  });
  const first = (name: string, fits: (fact: Fact) => boolean): void => put(name, facts.find(fits));
  first('coupon.code', ({ kind, label }) => kind === 'coupon' && label !== undefined);
  first('coupon.amount', ({ kind, field }) => kind === 'total' && field.startsWith('discount '));
  first('refused.code', ({ kind, field }) => kind === 'coupon' && field === 'NOSUCHCODE');
  first('refused.reason', ({ kind, field }) => kind === 'notice' && field.startsWith('coupon '));
}

/** Of a checkout with an address: the ways of delivery. */
export function nameDelivery(facts: Facts, put: Put): void {
  facts.filter(of('shipping_option')).forEach((option, at) => {
    const name = `delivery.${at + 1}`;
    put(`${name}.title`, option);
    put(
      `${name}.price`,
      facts.find(({ field }) => field === `shipping ${option.field}`),
    );
    put(
      `${name}.days`,
      facts.find(({ kind, field }) => kind === 'delivery' && field === option.field),
    );
  });
  put('checkout.link', facts.find(of('link')));
}

const TOTALS = {
  items: 'items',
  discount: 'items_discount',
  shipping: 'shipping',
  tax: 'tax',
  total: 'total',
};

/** Of a checkout with a way of delivery. */
export function nameTotals(facts: Facts, put: Put): void {
  for (const [name, field] of Object.entries(TOTALS))
    put(
      `cart.${name}`,
      facts.find((fact) => fact.kind === 'total' && fact.field === field),
    );
}

/** Of get_order. */
export function nameOrder(facts: Facts, put: Put): void {
  put('order.number', facts.find(of('order_number')));
  put('order.status', facts.find(of('order_status')));
  put('order.delivery', facts.find(of('delivery')));
  const ofOrder = facts.filter(({ subject }) => subject.lineId === undefined);
  put(
    'order.total',
    ofOrder.find(({ kind, field }) => kind === 'total' && field === 'total'),
  );
}

/** Of get_policy. */
export const namePolicy = (policy: string, facts: Facts, put: Put): void =>
  facts.forEach((fact, at) => {
    put(`policy.${policy}.${at + 1}`, fact);
  });
