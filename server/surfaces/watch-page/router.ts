import express, { type Request, type Response, Router } from 'express';
import { localized } from '../../commerce/catalog/model.ts';
import type { CatalogService } from '../../commerce/catalog/service.ts';
import type { ShopService } from '../../commerce/shop/service.ts';
import type { ProductWatch } from '../../commerce/watches/model.ts';
import type { WatchService } from '../../commerce/watches/service.ts';
import { escapeHtml } from '../../platform/html/escape.ts';
import { pageHtml } from '../../platform/html/page.ts';
import { themed } from '../../platform/html/theme.ts';
import { allowOnly } from '../../platform/http/methods.ts';
import { wordsFor } from './words.ts';

export interface WatchPageDeps {
  watches: WatchService;
  catalog: CatalogService;
  shop: ShopService;
  publicUrl: string;
}

/** One style sheet, nothing that runs; forms lead back here. */
export const WATCH_PAGE_SECURITY = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'none'"],
      styleSrc: ["'self'"],
      imgSrc: ['data:'],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
};

/**
 * `/watch/{token}`: where the emails about a watched product lead. Looking changes nothing, because mail programs look by
 * themselves; `POST` confirms or ends, and is also what a mail program's own unsubscribe button calls (RFC 8058).
 */
export function createWatchPage(deps: WatchPageDeps): Router {
  const { watches } = deps;
  const router = Router();
  const style = themed(new URL('./style.css', import.meta.url));
  router.get('/style.css', (_req, res) => {
    res.set('Cache-Control', 'public, max-age=3600').type('css').send(style);
  });
  router.get('/:token', async (req: Request<{ token: string }>, res) =>
    show(deps, res, await watches.byToken(req.params.token)),
  );
  const form = express.urlencoded({ extended: false, limit: 1024, parameterLimit: 5 });
  router.post('/:token', form, async (req: Request<{ token: string }>, res) => {
    const watch = await watches.byToken(req.params.token);
    const asked = (req.body ?? {}) as Record<string, unknown>;
    if (!watch) return show(deps, res, undefined);
    if (asked.do === 'confirm') return show(deps, res, await watches.confirm(watch._id));
    const never = asked.do === 'never';
    if (!never && asked.do !== 'end' && asked['List-Unsubscribe'] !== 'One-Click')
      return show(deps, res, watch);
    return show(deps, res, await watches.end(watch._id, { never }), never);
  });
  router.all('/:token', allowOnly('GET', 'POST'));
  return router;
}

async function show(
  { catalog, shop, publicUrl }: WatchPageDeps,
  res: Response,
  watch: ProductWatch | undefined,
  never = false,
): Promise<void> {
  const { name, defaultLocale } = await shop.get();
  const locale = watch?.locale ?? defaultLocale;
  const words = wordsFor(locale);
  const product = watch && (await catalog.find(watch.productId));
  const title = product ? words.title(localized(product.title, locale)) : name;
  const button = (action: string, text: string, first = false): string =>
    `<form method="post"><button${first ? ' class="first"' : ''} name="do" value="${action}">${escapeHtml(text)}</button></form>`;
  const live = watch?.status === 'unconfirmed' || watch?.status === 'active';
  const buttons = [
    ...(watch?.status === 'unconfirmed' ? [button('confirm', words.confirm, true)] : []),
    ...(live ? [button('end', words.end)] : []),
    ...(watch && !never ? [button('never', words.endAll)] : []),
  ];
  const basePath = new URL(publicUrl).pathname.replace(/\/$/, '');
  res
    .status(watch ? 200 : 404)
    .set('Referrer-Policy', 'no-referrer')
    .type('html')
    .send(
      pageHtml({
        language: locale,
        title,
        head: `<link rel="stylesheet" href="${escapeHtml(basePath)}/watch/style.css">`,
        body: `<main>
<h1>${escapeHtml(title)}</h1>
<p role="status">${escapeHtml(stateText(words, watch, name, never))}</p>
${buttons.join('\n')}
</main>`,
      }),
    );
}

function stateText(
  words: ReturnType<typeof wordsFor>,
  watch: ProductWatch | undefined,
  shop: string,
  never: boolean,
): string {
  if (!watch) return words.unknown;
  if (never) return words.never(shop);
  if (watch.status === 'unconfirmed') return words.unconfirmed(shop);
  return watch.status === 'active' ? words.active : words.over;
}
