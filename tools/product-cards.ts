import { z } from 'zod';
import { type Disclosure, disclosure } from '../server/commerce/affiliates/disclosure.ts';
import { touchOf } from '../server/commerce/carts/service.ts';
import { localized, type Product } from '../server/commerce/catalog/model.ts';
import { CommerceError } from '../server/commerce/errors.ts';
import { type CardContent, cardHtml, cardMarkdown } from './card-markup.ts';
import { defineTool, type ToolContext } from './define-tool.ts';
import { PriceView, productSummary } from './views.ts';

/** As many as a search answers. */
export const MAX_CARDS = 20;

const Card = z.strictObject({
  product_id: z.string(),
  variant_id: z.string(),
  title: z.string(),
  brand: z.string().optional(),
  options: z.string().optional(),
  image: z.string().optional(),
  image_alt: z.string().optional().describe('What the picture shows'),
  price: PriceView,
  in_stock: z.boolean(),
  buy_url: z.string().describe('Opens the shop with this in the cart'),
  proof_url: z.string().describe('The price with its signed proof'),
  html: z.string().optional(),
  markdown: z.string().optional(),
});

export default defineTool({
  name: 'product_cards',
  title: 'Make product cards',
  description:
    'Ready-made cards to show products outside this shop: title, picture, price quote with proof, and a buy link that opens the shop with the cart filled. Show the disclosure beside every card or link where there is one. cart: true makes one buy link of all that is in the cart of this session.',
  input: z.strictObject({
    variant_ids: z
      .array(z.string().min(1).max(80))
      .min(1)
      .max(MAX_CARDS)
      .optional()
      .describe('Variant ids or SKUs, as search_catalog and recommend_products give them'),
    formats: z
      .array(z.enum(['html', 'markdown']))
      .max(2)
      .optional()
      .describe('Markup to add to each card'),
    cart: z.boolean().optional().describe('true: a buy link of the whole cart too'),
  }),
  output: z.strictObject({
    cards: z.array(Card),
    locale: z.string().describe('Language of the texts'),
    cart_url: z.string().optional().describe('Opens the shop with the goods of this cart'),
    disclosure: z
      .strictObject({ label: z.string(), text: z.string() })
      .optional()
      .describe('Must be shown: the link is paid for'),
  }),
  annotations: { readOnly: true, destructive: false, idempotent: true, openWorld: false },
  scope: 'catalog:read',
  handler: async (ctx, input) => {
    const { publisherId } = ctx.session;
    const publisher = publisherId === undefined ? undefined : await ctx.services.publishers.find(publisherId);
    const told = publisher && disclosure(ctx.locale, publisher.name);
    const cards = await Promise.all(
      (input.variant_ids ?? []).map((id) => cardOf(ctx, id, input.formats ?? [], told)),
    );
    const url = input.cart ? await cartUrl(ctx) : undefined;
    if (cards.length === 0 && url === undefined)
      throw new CommerceError('invalid_input', 'Name variant_ids, or pass cart: true with something in it.', {
        field: 'variant_ids',
      });
    return {
      cards,
      locale: ctx.locale,
      ...(url !== undefined && { cart_url: url }),
      ...(told && { disclosure: told }),
    };
  },
});

async function cardOf(
  ctx: ToolContext,
  variantId: string,
  formats: readonly string[],
  told: Disclosure | undefined,
): Promise<z.input<typeof Card>> {
  const { product, variant } = await ctx.services.catalog.getVariant(variantId);
  const summary = await productSummary(ctx, product, variant.id);
  if (summary?.variant_id !== variant.id || product.status !== 'active')
    throw new CommerceError('not_found', `${variantId} is not sold in this market.`, {
      field: 'variant_ids',
    });
  const { title, brand, options, price, in_stock } = summary;
  const { buyLinks } = ctx.services;
  const buy_url = buyLinks.url({
    ...linkOf(ctx),
    items: [{ variantId: variant.id, quantity: 1, quoteId: price.quote_id }],
    touches: touchOf(ctx.session, ctx.now),
  });
  const proof_url = buyLinks.absolute(`/v1/quotes/${price.quote_id}`);
  const image = imageOf(ctx, product);
  const content: CardContent = {
    ...{ title, brand, options, image },
    price: price.text,
    compareAt: price.compare_at,
    inStock: in_stock,
    buyUrl: buy_url,
    proofUrl: proof_url,
    disclosure: told?.text,
  };
  return {
    product_id: product._id,
    variant_id: variant.id,
    title,
    ...(brand !== undefined && { brand }),
    ...(options !== undefined && { options }),
    ...(image && { image: image.url, ...(image.alt && { image_alt: image.alt }) }),
    ...{ price, in_stock, buy_url, proof_url },
    ...(formats.includes('html') && { html: cardHtml(content, ctx.locale) }),
    ...(formats.includes('markdown') && { markdown: cardMarkdown(content, ctx.locale) }),
  };
}

const linkOf = ({ session, market, locale }: ToolContext) => ({
  publisherId: session.publisherId,
  market: market.id,
  locale,
});

function imageOf(ctx: ToolContext, { images }: Product): CardContent['image'] {
  const [image] = images;
  if (!image) return undefined;
  const url = ctx.services.buyLinks.absolute(image.url);
  return { url, alt: localized(image.alt, ctx.locale) };
}

async function cartUrl(ctx: ToolContext): Promise<string | undefined> {
  const cart = await ctx.services.carts.find(ctx);
  if (!cart || cart.lines.length === 0) return undefined;
  return ctx.services.buyLinks.url({
    ...linkOf(ctx),
    items: cart.lines.map(({ variantId, quantity, quoteId }) => ({ variantId, quantity, quoteId })),
    touches: cart.touches ?? touchOf(cart, cart.createdAt),
  });
}
