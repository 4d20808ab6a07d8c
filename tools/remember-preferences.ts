import { z } from 'zod';
import { defineTool } from './define-tool.ts';
import { PreferencesView, preferencesView } from './preferences-view.ts';

export default defineTool({
  name: 'remember_preferences',
  title: 'Remember preferences',
  description:
    'Keeps what a customer states about themselves for later visits and other channels: tastes, sizes, products they like, their language. Only what they said, and only when they agreed that it is kept: ask "Shall I remember that?" and pass the words with which they agreed as consent_words; once is enough. They can see it with get_preferences and end it with forget_preferences. Never for health, religion, politics or anything else that is nobody’s business.',
  input: z.strictObject({
    preferences: z
      .array(z.string().trim().min(2).max(200))
      .max(10)
      .optional()
      .describe('In their words, such as "no leather" or "likes blue"'),
    sizes: z
      .array(
        z.strictObject({
          of: z.string().trim().min(1).max(40).describe('What of, such as shoes'),
          size: z.string().trim().min(1).max(40),
        }),
      )
      .max(10)
      .optional(),
    liked_product_ids: z.array(z.string().min(1).max(80)).max(20).optional(),
    language: z
      .string()
      .regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$/, 'a language tag such as es')
      .optional(),
    consent_words: z
      .string()
      .trim()
      .min(1)
      .max(300)
      .optional()
      .describe('The customer’s own words with which they agreed that this is kept'),
  }),
  output: z.strictObject({ remembered: PreferencesView }),
  annotations: { readOnly: false, destructive: false, idempotent: true, openWorld: false },
  scope: 'leads:write',
  handler: async (ctx, input) => {
    const liked = await Promise.all(
      (input.liked_product_ids ?? []).map((id) => ctx.services.catalog.get(id)),
    );
    const kept = await ctx.services.profiles.remember(
      ctx,
      {
        preferences: input.preferences,
        sizes: input.sizes,
        likedProductIds: liked.map(({ _id }) => _id),
        language: input.language,
      },
      input.consent_words,
    );
    return { remembered: await preferencesView(ctx, kept) };
  },
});
