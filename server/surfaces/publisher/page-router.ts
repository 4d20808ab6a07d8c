import { type CookieOptions, json, type Request, Router } from 'express';
import { z } from 'zod';
import { attributions } from '../../commerce/affiliates/model.ts';
import { monthOf, type Statement, statementsOf } from '../../commerce/affiliates/statements.ts';
import { summaryOf } from '../../commerce/affiliates/summary.ts';
import { CommerceError } from '../../commerce/errors.ts';
import { listPage } from '../../commerce/listing.ts';
import { minorDigits } from '../../commerce/money.ts';
import type { Principal } from '../../commerce/principals/model.ts';
import type { Clock } from '../../platform/clock.ts';
import { escapeHtml } from '../../platform/html/escape.ts';
import { pageHtml } from '../../platform/html/page.ts';
import { THEME } from '../../platform/html/theme.ts';
import { loadAssets } from '../../platform/http/assets.ts';
import { allowOnly } from '../../platform/http/methods.ts';
import { addressKey } from '../../platform/http/request.ts';
import type { Store } from '../../platform/store/port.ts';
import type { ShopServices } from '../../shop-services.ts';
import { keyOutput } from '../admin/routes/keys.ts';
import { isFromOwnPage, pageHeaders, readCookie } from '../checkout-page/security.ts';
import { KeyCookies, PUBLISHER_COOKIE } from './key-cookie.ts';
import { publisherOf } from './routes.ts';
import { orderOutput, statementOutput } from './views.ts';

export interface PublisherPageDeps {
  store: Store;
  services: ShopServices;
  clock: Clock;
  /** Signs the page's cookie. */
  cookieKey: Uint8Array;
  config: { publicUrl: string };
}

const SIGN_IN_MS = 12 * 3_600_000;
const DAYS = 30;
const MONTHS = 6;
const SignIn = z.strictObject({ key: z.string().trim().min(1).max(200) });

/** The publisher's page, to be mounted at `/publisher` without CORS: numbers, keys, snippets. Signed in by a secret key. */
export function createPublisherPage(deps: PublisherPageDeps): Router {
  const { services, clock } = deps;
  const { publicUrl } = deps.config;
  const cookies = new KeyCookies(deps.cookieKey, clock, SIGN_IN_MS);
  const assets = loadAssets(new URL('./page/', import.meta.url), { 'style.css': THEME });
  const basePath = new URL(publicUrl).pathname.replace(/\/$/, '');
  const html = shell(basePath);
  const cookie: CookieOptions = {
    httpOnly: true,
    path: `${basePath}/publisher`,
    sameSite: 'strict',
    secure: publicUrl.startsWith('https:'),
  };
  const router = Router();
  router.use(pageHeaders({ frameAncestors: [] }));

  router.get('/', (_req, res) => void res.type('html').send(html));
  router.all('/', allowOnly('GET'));
  router.get('/:asset', (req: Request<{ asset: string }>, res, next) => {
    const asset = assets.get(req.params.asset);
    if (!asset) return next();
    res.set({ 'Content-Type': asset.type, ETag: asset.etag, 'Cache-Control': 'no-cache' });
    if (req.headers['if-none-match'] === asset.etag) return void res.status(304).end();
    res.send(asset.body);
  });

  router.use('/api', json({ limit: '4kb' }), (req, _res, next) => {
    if (isFromOwnPage(req)) return next();
    throw new CommerceError('forbidden', 'Only the publisher’s page itself may call this.');
  });
  router.post('/api/sign-in', async (req, res) => {
    const parsed = SignIn.safeParse(req.body);
    const principal =
      parsed.success &&
      (await services.apiKeys.authenticate(parsed.data.key, addressKey(req)).catch(refused));
    if (!principal || !isPublisher(principal))
      throw new CommerceError(
        'unauthorized',
        'This is no secret key of a publisher, or it was revoked. It begins with sk_; ask the shop for one.',
      );
    res.cookie(PUBLISHER_COOKIE, cookies.issue(principal.id), cookie);
    res.json(await data(deps, principal));
  });
  router.post('/api/sign-out', (_req, res) => void res.clearCookie(PUBLISHER_COOKIE, cookie).json({}));
  router.get('/api/data', async (req, res) => {
    const keyId = cookies.read(readCookie(req, PUBLISHER_COOKIE));
    const principal = keyId === undefined ? undefined : await services.apiKeys.byId(keyId);
    if (!principal || !isPublisher(principal))
      throw new CommerceError('unauthorized', 'Sign in with a secret key of yours.');
    res.json(await data(deps, principal));
  });
  return router;
}

const isPublisher = ({ scopes, publisherId }: Principal): boolean =>
  publisherId !== undefined && scopes.has('publisher:read');

/** A key that is good elsewhere only is no key here. */
const refused = (error: unknown): undefined => {
  if (!(error instanceof CommerceError)) throw error;
};

async function data({ store, services, clock, config }: PublisherPageDeps, principal: Principal) {
  const id = publisherOf(principal);
  const now = clock.now();
  const { name, status } = await services.publishers.get(id);
  const newest = { field: 'createdAt', direction: 'desc' } as const;
  const where = { publisherId: id };
  await store.flush();
  const orders = await listPage(store, attributions, { where, sort: newest }, { limit: 20 });
  const statements: Statement[] = [];
  for (const month of lastMonths(now)) statements.push(...(await statementsOf(store, id, month)));
  const currencies = new Set(statements.map(({ currency }) => currency));
  for (const { net } of orders.items) currencies.add(net.currency);
  const keys = await services.apiKeys.ofPublisher(id);
  return {
    shop: (await services.shop.get()).name,
    publisher: { id, name, status },
    public_url: config.publicUrl,
    ...(await summaryOf(store, id, now, DAYS)),
    orders: orders.items.map(orderOutput),
    statements: statements.map(statementOutput),
    digits: Object.fromEntries([...currencies].map((currency) => [currency, minorDigits(currency)])),
    keys: keys.map(keyOutput),
  };
}

/** This month and those before, the newest first. */
function lastMonths(now: number): string[] {
  const [year, month] = monthOf(now).split('-').map(Number);
  return Array.from({ length: MONTHS }, (_, back) => monthOf(Date.UTC(year!, month! - 1 - back)));
}

function shell(basePath: string): string {
  const at = `${escapeHtml(basePath)}/publisher`;
  return pageHtml({
    language: 'en',
    title: 'Publisher',
    head: `<link rel="stylesheet" href="${at}/style.css">
<link rel="modulepreload" href="${at}/chart.js">
<link rel="modulepreload" href="${at}/dom.js">
<script type="module" src="${at}/app.js"></script>`,
    body: `<div id="page"></div>
<noscript><p>This page needs JavaScript. The same numbers are at /v1/publisher, see /docs.</p></noscript>`,
  });
}
