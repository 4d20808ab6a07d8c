import { z } from 'zod';
import { CheckoutOutput, checkoutOutput } from './checkout-view.ts';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'get_checkout',
  title: 'Get the checkout',
  description:
    'A checkout as it is now: status, totals, what is missing, and a continue_url that works. Use it after the buyer came back from the hosted page, and before complete_checkout, to read the total that the buyer must confirm.',
  input: z.strictObject({ checkout_id: z.string().min(1).max(80) }),
  output: z.strictObject(CheckoutOutput),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'checkout:write',
  handler: async (ctx, input) =>
    checkoutOutput(ctx, await ctx.services.checkouts.get(ctx, input.checkout_id)),
});
