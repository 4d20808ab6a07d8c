import { z } from 'zod';
import { CommerceError } from '../server/commerce/errors.ts';
import { CurrencyCode } from '../server/commerce/money.ts';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'watch_product',
  title: 'Watch a product',
  description:
    'Sends the customer one email when a product is in stock again, or costs less than an amount. Use it when they want something that is sold out or too expensive, and only with the email address that they gave for it. They must confirm by the link in an email first: tell them to look for it.',
  input: z.strictObject({
    product_id: z
      .string()
      .min(1)
      .max(80)
      .describe('Product id, variant id or SKU; of a variant, only that one counts'),
    event: z.enum(['back_in_stock', 'price_below']),
    below: z
      .strictObject({ amount: z.int().positive().describe('Minor units (cents)'), currency: CurrencyCode })
      .optional()
      .describe('With price_below: alert when it costs less than this'),
    email: z.email().max(254).describe('As the customer gave it'),
  }),
  output: z.strictObject({
    status: z.literal('confirmation_sent'),
    next: z.string(),
  }),
  annotations: { readOnly: false, destructive: false, idempotent: true, openWorld: true },
  scope: 'leads:write',
  handler: async (ctx, input) => {
    const { catalog, watches } = ctx.services;
    if ((input.event === 'price_below') !== (input.below !== undefined))
      throw new CommerceError(
        'invalid_input',
        input.below ? 'below goes with price_below only.' : 'Say below which price, in below.',
        { field: 'below' },
      );
    const variant = await catalog.findVariant(input.product_id);
    const product = variant?.product ?? (await catalog.get(input.product_id));
    const ofOne = variant !== undefined && product.variants.length > 1;
    await watches.watch(ctx, {
      product,
      ...(ofOne && { variantId: variant.variant.id }),
      kind: input.event,
      ...(input.below && { below: input.below }),
      email: input.email,
    });
    return {
      status: 'confirmation_sent' as const,
      next: 'If the address can be written to, an email with a link to confirm is on its way. Tell the customer to use it within seven days; without that, nothing is sent.',
    };
  },
});
