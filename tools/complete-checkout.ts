import { z } from 'zod';
import type { Checkout } from '../server/commerce/checkouts/model.ts';
import { CommerceError } from '../server/commerce/errors.ts';
import { Money } from '../server/commerce/money.ts';
import { CountryCode } from '../server/commerce/shop/model.ts';
import { defineTool, type ToolContext } from './define-tool.ts';
import { MoneyView, moneyView } from './views.ts';

export default defineTool({
  name: 'complete_checkout',
  title: 'Pay and order',
  description:
    'Charges the buyer and makes the order. Call it only after the buyer said yes to the total and address of get_checkout, and repeat both. Reuse the same idempotency_key when retrying the same purchase, also after a timeout: it is then charged once. After a decline take a new key. Without a payment_token, or when the bank asks for a confirmation, the answer is needs_buyer: send the buyer to continue_url.',
  input: z.strictObject({
    checkout_id: z.string().min(1).max(80),
    idempotency_key: z
      .string()
      .min(8)
      .max(128)
      .describe('One key per purchase; the same on every retry of it'),
    confirmed_total: Money.describe(
      'The total that the buyer agreed to: amount and currency of get_checkout’s total',
    ),
    confirmed_address: z
      .strictObject({ line1: z.string().max(200), postal_code: z.string().max(20), country: CountryCode })
      .optional()
      .describe('Where the parcel goes, as the buyer confirmed it. Leave out when nothing is shipped'),
    payment_token: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('A token of the payment provider; never a card number'),
  }),
  output: z.strictObject({
    checkout_id: z.string(),
    status: z.enum(['completed', 'needs_buyer', 'in_progress']),
    order_id: z.string().optional(),
    order_number: z.string().optional().describe('What the customer quotes'),
    total: MoneyView.optional().describe('Charged'),
    continue_url: z.string().optional().describe('Where the buyer goes on'),
    next: z.string().describe('What to do now'),
  }),
  annotations: { readOnly: false, destructive: true, idempotent: true, openWorld: true },
  scope: 'checkout:write',
  handler: async (ctx, input) => {
    const { checkouts, payments } = ctx.services;
    const checkout = await checkouts.owned(ctx.session, input.checkout_id);
    if (input.payment_token === undefined && checkout.orderId !== undefined) {
      return completed(ctx, checkout, await ctx.services.orders.get(checkout.orderId));
    }
    if (input.payment_token === undefined) {
      const { continueUrl } = await checkouts.view(checkout, ctx.principal);
      return {
        checkout_id: checkout._id,
        status: 'needs_buyer' as const,
        continue_url: continueUrl,
        next: 'Give continue_url to the buyer to pay there, then call get_checkout.',
      };
    }
    const answer = await payments.complete({
      checkoutId: checkout._id,
      keyOwner: `${ctx.principal.id} ${ctx.session._id}`,
      idempotencyKey: input.idempotency_key,
      confirmedTotal: input.confirmed_total,
      confirmedAddress: input.confirmed_address,
      token: input.payment_token,
      principal: ctx.principal,
    });
    switch (answer.outcome) {
      case 'completed':
        return completed(ctx, checkout, {
          _id: answer.orderId,
          number: answer.orderNumber,
          breakdown: { total: answer.total },
        });
      case 'needs_buyer': {
        const { continueUrl } = await checkouts.get(ctx, checkout._id);
        return {
          checkout_id: checkout._id,
          status: 'needs_buyer' as const,
          continue_url: continueUrl,
          next: 'The bank asks the buyer for a confirmation. Give continue_url to the buyer, then call get_checkout.',
        };
      }
      case 'in_progress':
        return {
          checkout_id: checkout._id,
          status: 'in_progress' as const,
          next: 'The payment provider has not answered yet. Call get_checkout in some seconds; do not pay again.',
        };
      case 'refused':
        throw new CommerceError(answer.code === 'canceled' ? 'conflict' : answer.code, answer.message);
    }
  },
});

interface PaidOrder {
  _id: string;
  number: string;
  breakdown: { total: Money };
}

function completed(ctx: ToolContext, checkout: Checkout, order: PaidOrder) {
  const { total } = order.breakdown;
  ctx.note({ kind: 'order', field: 'number', value: order.number });
  ctx.note({ kind: 'total', field: 'charged', value: total.amount, currency: total.currency });
  return {
    checkout_id: checkout._id,
    status: 'completed' as const,
    order_id: order._id,
    order_number: order.number,
    total: moneyView(total, checkout.locale),
    next: 'Tell the buyer the order number. get_order tells how it goes on.',
  };
}
