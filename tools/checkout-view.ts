import { z } from 'zod';
import {
  Address,
  Buyer,
  type Checkout,
  CheckoutMessage,
  CheckoutStatus,
} from '../server/commerce/checkouts/model.ts';
import type { CheckoutView } from '../server/commerce/checkouts/service.ts';
import type { Principal } from '../server/commerce/principals/model.ts';
import {
  DiscountsView,
  discountsView,
  LineView,
  lineViews,
  noteTotals,
  TotalsView,
  totalsView,
} from './cart-view.ts';
import type { ToolContext } from './define-tool.ts';
import { MoneyView, moneyView } from './views.ts';

export const CheckoutOutput = {
  checkout_id: z.string(),
  status: CheckoutStatus.describe(
    'open: something is missing, see messages; ready: complete_checkout may be called; needs_buyer: send the buyer to continue_url',
  ),
  lines: z.array(LineView),
  totals: TotalsView,
  total: MoneyView.describe('Ask the buyer to confirm exactly this'),
  discounts: DiscountsView,
  buyer: Buyer.optional(),
  shipping_address: Address.optional(),
  contact_given: z
    .boolean()
    .describe('True when the buyer gave contact or address on the hosted page; it is then not shown here'),
  shipping_options: z.array(
    z.strictObject({
      id: z.string(),
      title: z.string(),
      price: MoneyView,
      earliest: z.string(),
      latest: z.string(),
    }),
  ),
  shipping_option_id: z.string().optional(),
  messages: z.array(CheckoutMessage).describe('Errors keep it from completing; each says how to mend it'),
  continue_url: z
    .string()
    .describe('Hosted page where the buyer enters data and pays; opens once, get_checkout makes a new one'),
  payment_tokens: z
    .array(z.strictObject({ token: z.string(), description: z.string() }))
    .optional()
    .describe('Tokens that complete_checkout accepts besides the buyer’s own'),
  order_id: z.string().optional(),
  expires_at: z.string(),
  links: z
    .array(z.strictObject({ kind: z.string(), title: z.string() }))
    .describe('Policies; read them with get_policy'),
};

/** What the buyer typed on the hosted page is the merchant's and the buyer's; strangers and publishers never see it. */
export const mayShowContact = (checkout: Pick<Checkout, 'contactFromPage'>, principal: Principal): boolean =>
  !checkout.contactFromPage || (principal.kind !== 'anonymous' && principal.kind !== 'publisher');

export async function checkoutOutput(ctx: ToolContext, view: CheckoutView) {
  const { checkout, evaluation, continueUrl } = view;
  const { breakdown, items } = evaluation;
  const locale = checkout.locale;
  const visible = mayShowContact(checkout, ctx.principal);
  noteTotals(ctx, items, breakdown);
  for (const option of evaluation.shippingOptions) {
    ctx.note({ kind: 'delivery', field: option.id, value: `${option.earliest}/${option.latest}` });
  }
  const { provider } = ctx.services.payments;
  const policies = await ctx.services.policies.list();
  return {
    checkout_id: checkout._id,
    status: evaluation.status,
    lines: lineViews(items, breakdown, locale),
    totals: totalsView(breakdown, locale),
    total: moneyView(breakdown.total, locale),
    discounts: discountsView(breakdown, locale),
    ...(visible && checkout.buyer && { buyer: checkout.buyer }),
    ...(visible && checkout.shippingAddress && { shipping_address: checkout.shippingAddress }),
    contact_given: checkout.contactFromPage,
    shipping_options: evaluation.shippingOptions.map((o) => ({
      id: o.id,
      title: o.title,
      price: moneyView(o.price, locale),
      earliest: o.earliest,
      latest: o.latest,
    })),
    ...(evaluation.selectedOptionId !== undefined && { shipping_option_id: evaluation.selectedOptionId }),
    messages: evaluation.messages,
    continue_url: continueUrl,
    ...(provider.acceptedTokens.length > 0 && { payment_tokens: [...provider.acceptedTokens] }),
    ...(checkout.orderId !== undefined && { order_id: checkout.orderId }),
    expires_at: new Date(checkout.expiresAt).toISOString(),
    links: policies.map((p) => ({ kind: p._id, title: p.title[locale] ?? p.title.en ?? p._id })),
  };
}

/** Arguments by which agents pass what the buyer told them. */
export const checkoutChanges = {
  buyer: Buyer.optional().describe('Only what the buyer told you'),
  shipping_address: Address.optional(),
  shipping_option_id: z.string().max(80).optional().describe('One of shipping_options'),
  codes: z.array(z.string().trim().min(1).max(50)).max(10).optional().describe('Replaces the discount codes'),
};

const ChangesSchema = z.strictObject(checkoutChanges);

export function changesOf(input: z.output<typeof ChangesSchema>) {
  return {
    buyer: input.buyer,
    shippingAddress: input.shipping_address,
    shippingOptionId: input.shipping_option_id,
    codes: input.codes,
  };
}
