import { z } from 'zod';
import { CartOutput, cartOutput } from './cart-view.ts';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'get_cart',
  title: 'Get the cart',
  description:
    'The cart of this session with each line, discounts and totals as they are now. Use it before talking about what is in the cart or what it costs; pass the session_id of earlier calls.',
  input: z.strictObject({}),
  output: z.strictObject(CartOutput),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'cart:write',
  handler: async (ctx) => cartOutput(ctx, await ctx.services.carts.get(ctx)),
});
