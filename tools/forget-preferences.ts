import { z } from 'zod';
import { defineTool } from './define-tool.ts';
import { PreferencesView, preferencesView } from './preferences-view.ts';

export default defineTool({
  name: 'forget_preferences',
  title: 'Forget preferences',
  description:
    'Deletes what is remembered of this customer: everything, and with it their consent, when called without arguments; or only what is named, as get_preferences shows it. Orders and messages are not touched: for those, hand over to a person.',
  input: z.strictObject({
    preferences: z.array(z.string().max(200)).max(30).optional().describe('As stated'),
    sizes: z.array(z.string().max(40)).max(20).optional().describe('What the sizes are of, such as shoes'),
    liked_product_ids: z.array(z.string().min(1).max(80)).max(50).optional(),
  }),
  output: z.strictObject({ remembered: PreferencesView.optional().describe('What is left') }),
  annotations: { readOnly: false, destructive: true, idempotent: true, openWorld: false },
  scope: 'leads:write',
  handler: async (ctx, input) => {
    const left = await ctx.services.profiles.forget(ctx, {
      preferences: input.preferences,
      sizes: input.sizes,
      likedProductIds: input.liked_product_ids,
    });
    return left ? { remembered: await preferencesView(ctx, left) } : {};
  },
});
