import { z } from 'zod';
import type { LineChange, LineItem } from '../server/commerce/carts/lines.ts';
import type { CartView } from '../server/commerce/carts/service.ts';
import { localized } from '../server/commerce/catalog/model.ts';
import { optionText } from '../server/commerce/catalog/rules.ts';
import { format } from '../server/commerce/money.ts';
import type { Breakdown, ShippingOption } from '../server/commerce/pricing/model.ts';
import type { ToolContext } from './define-tool.ts';
import { MoneyView, moneyView } from './views.ts';

export const LineView = z.strictObject({
  line_id: z.string(),
  product_id: z.string(),
  variant_id: z.string(),
  title: z.string(),
  options: z.string().optional(),
  quantity: z.int(),
  unit_price: MoneyView,
  discount: MoneyView.optional().describe('Negative'),
  total: MoneyView.describe('After discounts; with tax when prices exclude it and the destination is known'),
  quote_id: z.string(),
});

export const TotalsView = z.array(
  z.strictObject({
    kind: z.string(),
    label: z.string(),
    ...MoneyView.shape,
    included: z.boolean().optional(),
  }),
);

export const DiscountsView = z.strictObject({
  applied: z.array(z.strictObject({ code: z.string().optional(), title: z.string(), amount: MoneyView })),
  rejected: z.array(z.strictObject({ code: z.string(), reason: z.string(), message: z.string() })),
});

export const CartOutput = {
  cart_id: z.string(),
  version: z.int(),
  currency: z.string(),
  lines: z.array(LineView),
  totals: TotalsView.describe('Signed; add up to total. A tax marked included is part of the others'),
  total: MoneyView,
  total_is_final: z
    .boolean()
    .describe('False while tax or shipping are not known yet: say "before tax and shipping"'),
  discounts: DiscountsView,
  messages: z.array(z.string()).describe('What changed or needs attention; tell the customer'),
};

export function lineViews(
  items: readonly LineItem[],
  breakdown: Breakdown,
  locale: string,
): z.infer<typeof LineView>[] {
  return items.map(({ line, product, variant }) => {
    const priced = breakdown.lines.find((p) => p.lineId === line.lineId)!;
    const options = optionText(product, variant, locale);
    return {
      line_id: line.lineId,
      product_id: line.productId,
      variant_id: line.variantId,
      title: localized(product.title, locale),
      ...(options && { options }),
      quantity: line.quantity,
      unit_price: moneyView(line.unitPrice, locale),
      ...(priced.discount.amount !== 0 && { discount: moneyView(priced.discount, locale) }),
      total: moneyView(priced.total, locale),
      quote_id: line.quoteId,
    };
  });
}

export const totalsView = (breakdown: Breakdown, locale: string): z.infer<typeof TotalsView> =>
  breakdown.totals.map((total) => ({
    kind: total.kind,
    label: total.label,
    ...moneyView(total.money, locale),
    ...(total.included !== undefined && { included: total.included }),
  }));

export const discountsView = (breakdown: Breakdown, locale: string): z.infer<typeof DiscountsView> => ({
  applied: breakdown.applied.map((a) => ({
    ...(a.code !== undefined && { code: a.code }),
    title: a.title,
    amount: moneyView(a.amount, locale),
  })),
  rejected: breakdown.rejected,
});

export const changeTexts = (changes: readonly LineChange[]): string[] => changes.map((change) => change.text);

/** Puts the quotes of the lines and the totals into the ledger. */
export function noteTotals(ctx: ToolContext, items: readonly LineItem[], breakdown: Breakdown): void {
  for (const { line } of items) {
    ctx.note({
      kind: 'price',
      productId: line.productId,
      variantId: line.variantId,
      quoteId: line.quoteId,
      value: line.unitPrice.amount,
      currency: line.unitPrice.currency,
    });
  }
  for (const total of breakdown.totals)
    ctx.note({ kind: 'total', field: total.kind, value: total.money.amount, currency: total.money.currency });
}

export const shippingText = (option: ShippingOption, locale: string): string =>
  `${option.title}: ${format(option.price, locale)}, ${option.earliest} to ${option.latest}`;

export function cartOutput(ctx: ToolContext, view: CartView) {
  noteTotals(ctx, view.items, view.breakdown);
  const short = view.items.filter(({ line }) => (view.available.get(line.variantId) ?? 0) < line.quantity);
  return {
    cart_id: view.cart._id,
    version: view.cart.version,
    currency: view.cart.currency,
    lines: lineViews(view.items, view.breakdown, ctx.locale),
    totals: totalsView(view.breakdown, ctx.locale),
    total: moneyView(view.breakdown.total, ctx.locale),
    total_is_final: view.breakdown.taxKnown && view.breakdown.shippingKnown,
    discounts: discountsView(view.breakdown, ctx.locale),
    messages: [
      ...changeTexts(view.changes),
      ...short.map(
        ({ line, product }) =>
          `Only ${view.available.get(line.variantId) ?? 0} of ${localized(product.title, ctx.locale)} left now; lower the quantity of ${line.lineId}.`,
      ),
      ...view.breakdown.rejected.map((r) => `${r.code}: ${r.message}`),
    ],
  };
}
