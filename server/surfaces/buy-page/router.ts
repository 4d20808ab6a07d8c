import { type Request, Router } from 'express';
import type { BuyLink } from '../../commerce/affiliates/buy-link.ts';
import { disclosure } from '../../commerce/affiliates/disclosure.ts';
import { linkedItems } from '../../commerce/carts/linked-items.ts';
import type { Caller } from '../../commerce/carts/service.ts';
import { localized } from '../../commerce/catalog/model.ts';
import { optionText, visiblePrice } from '../../commerce/catalog/rules.ts';
import { CommerceError } from '../../commerce/errors.ts';
import { format, money } from '../../commerce/money.ts';
import { anonymous } from '../../commerce/principals/model.ts';
import { localeOf } from '../../commerce/shop/rules.ts';
import { themed } from '../../platform/html/theme.ts';
import { allowOnly } from '../../platform/http/methods.ts';
import { addressKey } from '../../platform/http/request.ts';
import type { ShopServices } from '../../shop-services.ts';
import { type BuyPageLine, buyPage, isBuyable } from './page.ts';

export interface BuyPageDeps {
  services: ShopServices;
  publicUrl: string;
}

/** Nothing runs; the form leads to the hosted checkout of this server. */
export const buyPageSecurity = (publicUrl: string) => ({
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ["'self'", 'https:', 'http:', 'data:'],
      baseUri: ["'none'"],
      formAction: ["'self'", new URL(publicUrl).origin],
      frameAncestors: ["'none'"],
    },
  },
});

/**
 * `GET /buy/{link}`: shows what a buy link is about, and changes nothing: previews of links are no shoppers. `POST` opens a
 * session of the link's publisher, fills its cart and leads to the hosted checkout.
 */
export function createBuyPage({ services, publicUrl }: BuyPageDeps): Router {
  const router = Router();
  const basePath = new URL(publicUrl).pathname.replace(/\/$/, '');
  const style = themed(new URL('./style.css', import.meta.url));

  router.get('/style.css', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=3600').type('css').send(style);
  });

  router.get('/:link', async (req: Request<{ link: string }>, res) => {
    const link = services.buyLinks.read(req.params.link);
    const publisher =
      link.publisherId === undefined ? undefined : await services.publishers.find(link.publisherId);
    const shop = await services.shop.get();
    const market = await services.shop.market(link.market);
    const locale = localeOf(shop, link.locale, market);
    const page = buyPage({
      locale,
      shopName: shop.name,
      lines: await linesOf(services, link, locale),
      disclosure: publisher && disclosure(locale, publisher.name).text,
      styleUrl: `${basePath}/buy/style.css`,
      action: `${basePath}/buy/${req.params.link}`,
    });
    res.type('html').send(page);
  });

  router.post('/:link', async (req: Request<{ link: string }>, res) => {
    const link = services.buyLinks.read(req.params.link);
    const shop = await services.shop.get();
    const market = await services.shop.market(link.market);
    const locale = localeOf(shop, link.locale, market);
    const lines = await linesOf(services, link, locale);
    const items = link.items.filter((_item, index) => isBuyable(lines[index]!));
    // What sold out meanwhile is told by the page itself.
    if (items.length === 0) return void res.redirect(303, `${basePath}/buy/${req.params.link}`);
    const principal = anonymous(addressKey(req));
    const { session } = services.sessions.open(
      { principal, market: market.id, locale, ...(link.publisherId && { publisherId: link.publisherId }) },
      { deferred: true },
    );
    const caller: Caller = { principal, session, market, locale };
    const add = await linkedItems({ ...caller, services }, { items });
    await services.carts.update(caller, { add, touches: link.touches });
    const { continueUrl } = await services.checkouts.create(caller, {});
    res.redirect(303, continueUrl);
  });
  router.all('/:link', allowOnly('GET', 'POST'));
  return router;
}

/** In the order of the link. */
async function linesOf(
  { catalog, inventory, buyLinks, shop }: ShopServices,
  link: BuyLink,
  locale: string,
): Promise<BuyPageLine[]> {
  const market = await shop.market(link.market);
  const stock = await inventory.availability(link.items.map(({ variantId }) => variantId));
  return Promise.all(
    link.items.map(async ({ variantId, quantity }) => {
      const found = await catalog.findVariant(variantId);
      if (!found) throw new CommerceError('not_found', 'What this link is about is no longer sold here.');
      const { product, variant } = found;
      const price = product.status === 'active' ? visiblePrice(variant, market.id, []) : undefined;
      const image = variant.image ?? product.images[0];
      return {
        title: localized(product.title, locale),
        options: optionText(product, variant, locale),
        ...(image && { image: { url: buyLinks.absolute(image.url), alt: localized(image.alt, locale) } }),
        quantity,
        ...(price && { price: format(money(price.amount, price.currency), locale) }),
        available: stock.get(variantId)?.available ?? 0,
      };
    }),
  );
}
