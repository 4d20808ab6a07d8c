import { z } from 'zod';
import { CommerceError } from '../server/commerce/errors.ts';
import { CurrencyCode } from '../server/commerce/money.ts';
import { defineTool } from './define-tool.ts';

export default defineTool({
  name: 'watch_product',
  title: 'Watch a product',
  description:
    'Tells the customer once when a product is in stock again, or costs less than an amount. Use it when they want something that is sold out or too expensive, and only with the email address that they gave for it: they must confirm by the link in an email first, so tell them to look for it. Where they write on a channel such as WhatsApp, leave the email out, and they are told there.',
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
    email: z
      .email()
      .max(254)
      .optional()
      .describe('As the customer gave it; left out, they are told on the channel on which they write'),
  }),
  output: z.strictObject({
    status: z.enum(['confirmation_sent', 'watching']),
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
      ...(input.email !== undefined && { email: input.email }),
    });
    if (input.email === undefined)
      return { status: 'watching' as const, next: 'They are told here, once, when it is so.' };
    return {
      status: 'confirmation_sent' as const,
      next: 'If the address can be written to, an email with a link to confirm is on its way. Tell the customer to use it within seven days; without that, nothing is sent.',
    };
  },
});
