import { type Request, type Response, Router } from 'express';
import type { ShopService } from '../../commerce/shop/service.ts';
import { escapeHtml } from '../../platform/html/escape.ts';
import { pageHtml } from '../../platform/html/page.ts';
import { type Asset, loadAssets } from '../../platform/http/assets.ts';

/** Nothing inline and nothing foreign but pictures; what is said is text, never markup. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' https: data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
].join('; ');

const PAGE = new URL('./page/', import.meta.url);

/** @param modules what `chat.js` imports: fetched at once instead of one after another */
function html(basePath: string, shopName: string, modules: readonly string[]): string {
  const at = `${escapeHtml(basePath)}/chat`;
  return pageHtml({
    language: 'en',
    title: shopName,
    head: `<link rel="stylesheet" href="${at}/page.css">
${modules.map((module) => `<link rel="modulepreload" href="${at}/${module}">`).join('\n')}
<script type="module" src="${at}/chat.js"></script>`,
    body: `<header><h1>${escapeHtml(shopName)}</h1></header>
<main><shopwright-chat autofocus></shopwright-chat></main>
<noscript><p>This page needs JavaScript.</p></noscript>`,
    listed: true,
  });
}

/** The chat page at `/`: the custom element `<shopwright-chat>` over `/v1/conversations`. */
export function createChatPage({ shop, publicUrl }: { shop: ShopService; publicUrl: string }): Router {
  const modules = [...loadAssets(PAGE).keys()].filter((name) => name.endsWith('.js') && name !== 'chat.js');
  const basePath = new URL(publicUrl).pathname.replace(/\/$/, '');
  const router = Router();
  router.get('/', async (_req, res) => {
    const { name } = await shop.get();
    res.set({ 'Content-Security-Policy': POLICY, 'Referrer-Policy': 'no-referrer' });
    res.type('html').send(html(basePath, name, modules));
  });
  return router;
}

/** The files of the page, at `/chat/`. */
export function createChatAssets(): Router {
  const assets: ReadonlyMap<string, Asset> = loadAssets(PAGE);
  const router = Router();
  router.get('/:asset', (req: Request<{ asset: string }>, res: Response, next) => {
    const asset = assets.get(req.params.asset);
    if (!asset) return next();
    res.set({ 'Content-Type': asset.type, ETag: asset.etag, 'Cache-Control': 'no-cache' });
    if (req.headers['if-none-match'] === asset.etag) return void res.status(304).end();
    res.send(asset.body);
  });
  return router;
}
