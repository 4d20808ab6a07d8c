import { z } from 'zod';
import { CheckoutOutput, changesOf, checkoutChanges, checkoutOutput } from './checkout-view.ts';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'create_checkout',
  title: 'Start the checkout',
  description:
    'Turns the cart of this session into a checkout. Pass what the buyer already told you, or hand over: give the buyer continue_url, where they enter address and payment themselves. Never ask for a card number. messages says what is still missing. Calling it again brings the same checkout up to date with the cart.',
  input: z.strictObject(checkoutChanges),
  output: z.strictObject(CheckoutOutput),
  annotations: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  scope: 'checkout:write',
  handler: async (ctx, input) =>
    checkoutOutput(ctx, await ctx.services.checkouts.create(ctx, changesOf(input))),
});
