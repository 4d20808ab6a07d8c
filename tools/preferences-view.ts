import { z } from 'zod';
import { localized } from '../server/commerce/catalog/model.ts';
import type { Preferences } from '../server/commerce/profiles/model.ts';
import type { ToolContext } from './define-tool.ts';

export const PreferencesView = z.strictObject({
  preferences: z.array(z.string()).describe('As the customer stated them'),
  sizes: z.array(z.strictObject({ of: z.string(), size: z.string() })),
  liked: z.array(z.strictObject({ product_id: z.string(), title: z.string() })),
  language: z.string().optional(),
  agreed_at: z.string().describe('When the customer agreed that it is kept'),
});

/** Products that are sold no more are left out. */
export async function preferencesView(
  ctx: ToolContext,
  { stated, sizes, liked, language, agreed }: Preferences,
): Promise<z.input<typeof PreferencesView>> {
  const products = await ctx.services.catalog.findMany(liked);
  return {
    preferences: stated,
    sizes: Object.entries(sizes).map(([of, size]) => ({ of, size })),
    liked: products.map(({ _id, title }) => ({ product_id: _id, title: localized(title, ctx.locale) })),
    ...(language !== undefined && { language }),
    agreed_at: new Date(agreed.at).toISOString(),
  };
}
