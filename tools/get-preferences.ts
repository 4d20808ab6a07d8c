import { z } from 'zod';
import { defineTool } from './define-tool.ts';
import { PreferencesView, preferencesView } from './preferences-view.ts';

export default defineTool({
  name: 'get_preferences',
  title: 'Get preferences',
  description:
    'What is remembered of this customer with their consent: stated preferences, sizes, products they like, language; and how many other conversations are known to be theirs. Use it before recommending, and when they ask what is known about them. Without remembered nothing is kept.',
  input: z.strictObject({}),
  output: z.strictObject({
    remembered: PreferencesView.optional(),
    linked_conversations: z
      .array(
        z.strictObject({
          by: z
            .enum(['phone', 'email', 'web', 'code', 'preferences'])
            .describe('How it is known that it is theirs'),
          since: z.string(),
        }),
      )
      .describe('Other conversations of this customer; the cart is the same in all of them'),
  }),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'leads:write',
  handler: async (ctx) => {
    const { preferences, others } = await ctx.services.profiles.view(ctx);
    return {
      ...(preferences && { remembered: await preferencesView(ctx, preferences) }),
      linked_conversations: others.map(({ by, createdAt }) => ({
        by,
        since: new Date(createdAt).toISOString(),
      })),
    };
  },
});
