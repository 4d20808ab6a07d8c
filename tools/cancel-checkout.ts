import { z } from 'zod';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'cancel_checkout',
  title: 'Cancel the checkout',
  description:
    'Gives up a checkout that is not completed, with a payment that waits for the buyer. The cart stays. A completed checkout cannot be canceled: use request_handoff to cancel the order.',
  input: z.strictObject({ checkout_id: z.string().min(1).max(80) }),
  output: z.strictObject({ checkout_id: z.string(), status: z.enum(['canceled']) }),
  annotations: { readOnly: false, destructive: true, idempotent: true, openWorld: false },
  scope: 'checkout:write',
  handler: async (ctx, input) => {
    const checkout = await ctx.services.checkouts.owned(ctx.session, input.checkout_id);
    const canceled = await ctx.services.payments.cancelCheckout(checkout);
    return { checkout_id: canceled._id, status: 'canceled' as const };
  },
});
