import type { TurnCall } from '../../../server/conversation/model.ts';
import type { Fact } from '../../../server/grounding/fact.ts';

/**
 * Names of facts, as ../scenario.ts describes them, for what a conversation has read: get_product of A, B and C, compare_products,
 * get_cart, get_checkout, get_order and get_policy. Where a thing was read more than once, the last counts.
 */
export function namesOf(calls: readonly TurnCall[]): Map<string, Fact> {
  const names = new Map<string, Fact>();
  const letters = new Map<string, string>();
  for (const { tool, arguments: args, facts } of calls) {
    const first = (name: string, fits: (fact: Fact) => boolean): void => {
      const fact = facts.find(fits);
      if (fact) names.set(name, fact);
    };
    const kind =
      (wanted: Fact['kind']) =>
      (fact: Fact): boolean =>
        fact.kind === wanted;
    if (tool === 'get_product') {
      const id = String(args.product_id);
      if (!letters.has(id)) letters.set(id, 'ABC'[letters.size] ?? 'Z');
      nameProduct(letters.get(id)!, facts, names);
    } else if (tool === 'compare_products') first('cheapest', kind('superlative'));
    else if (tool === 'get_cart') nameCart(facts, names);
    else if (tool === 'get_checkout') nameCheckout(facts, names);
    else if (tool === 'get_order') {
      first('order.number', kind('order_number'));
      first('order.status', kind('order_status'));
      first('order.delivery', kind('delivery'));
      first(
        'order.total',
        (f) => f.kind === 'total' && f.field === 'total' && f.subject.lineId === undefined,
      );
    } else if (tool === 'get_policy')
      facts.forEach((fact, at) => {
        names.set(`policy.${String(args.kind)}.${at + 1}`, fact);
      });
  }
  return names;
}

function nameProduct(letter: string, facts: readonly Fact[], names: Map<string, Fact>): void {
  const variantId = facts.find(({ kind }) => kind === 'price')?.subject.variantId;
  const own = facts.filter(({ subject }) => (subject.variantId ?? variantId) === variantId);
  const put = (name: string, kind: Fact['kind']): void => {
    const fact = own.find((one) => one.kind === kind);
    if (fact) names.set(`${letter}.${name}`, fact);
  };
  put('title', 'product');
  put('options', 'variant');
  for (const kind of ['brand', 'price', 'compare_at', 'stock', 'available', 'description'] as const)
    put(kind, kind);
  own
    .filter(({ kind }) => kind === 'attribute')
    .forEach((fact, at) => {
      names.set(`${letter}.attr.${at + 1}`, fact);
      names.set(`${letter}.attr.${fact.field}`, fact);
    });
}

function nameCart(facts: readonly Fact[], names: Map<string, Fact>): void {
  const lines = [...new Set(facts.flatMap(({ subject }) => subject.lineId ?? []))];
  const FIELDS = { title: 'product', quantity: 'quantity', unit_price: 'price', total: 'line_total' };
  lines.forEach((lineId, at) => {
    for (const [name, kind] of Object.entries(FIELDS)) {
      const fact = facts.find((one) => one.subject.lineId === lineId && one.kind === kind);
      if (fact) names.set(`cart.line${at + 1}.${name}`, fact);
    }
  });
  const first = (name: string, fits: (fact: Fact) => boolean): void => {
    const fact = facts.find(fits);
    if (fact) names.set(name, fact);
  };
  first('coupon.code', ({ kind, label }) => kind === 'coupon' && label !== undefined);
  first('coupon.amount', ({ kind, field }) => kind === 'total' && field.startsWith('discount '));
  first('refused.code', ({ kind, field }) => kind === 'coupon' && field === 'NOSUCHCODE');
  first('refused.reason', ({ kind, field }) => kind === 'notice' && field.startsWith('coupon '));
}

function nameCheckout(facts: readonly Fact[], names: Map<string, Fact>): void {
  facts
    .filter(({ kind }) => kind === 'shipping_option')
    .forEach((option, at) => {
      names.set(`delivery.${at + 1}.title`, option);
      const price = facts.find(({ field }) => field === `shipping ${option.field}`);
      const days = facts.find(({ kind, field }) => kind === 'delivery' && field === option.field);
      if (price) names.set(`delivery.${at + 1}.price`, price);
      if (days) names.set(`delivery.${at + 1}.days`, days);
    });
  const link = facts.find(({ kind }) => kind === 'link');
  if (link) names.set('checkout.link', link);
  for (const field of ['items', 'discount', 'shipping', 'tax', 'total']) {
    const total = facts.find((one) => one.kind === 'total' && one.field === field);
    if (total) names.set(`cart.${field}`, total);
  }
}
