import { z } from 'zod';
import { CheckoutOutput, changesOf, checkoutChanges, checkoutOutput } from './checkout-view.ts';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'update_checkout',
  title: 'Change the checkout',
  description:
    'Set buyer, shipping address, shipping option or discount codes; what you leave out stays. To change the goods use update_cart and then create_checkout again. A country of another market is priced anew in its currency, and messages says so.',
  input: z.strictObject({ checkout_id: z.string().min(1).max(80), ...checkoutChanges }),
  output: z.strictObject(CheckoutOutput),
  annotations: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  scope: 'checkout:write',
  handler: async (ctx, { checkout_id, ...input }) =>
    checkoutOutput(ctx, await ctx.services.checkouts.update(ctx, checkout_id, changesOf(input))),
});
