import { randomBytes } from 'node:crypto';
import { type ErrorRequestHandler, json, type Request, type Response, Router } from 'express';
import { CommerceError } from '../../commerce/errors.ts';
import type { Clock } from '../../platform/clock.ts';
import { THEME } from '../../platform/html/theme.ts';
import { loadAssets } from '../../platform/http/assets.ts';
import { checkoutHtml } from './html.ts';
import { ExchangeInput, PayInput, parseInput, UpdateInput } from './input.ts';
import type { CheckoutPageView, HostedCheckout, PageHolder } from './port.ts';
import { sendKnownError, sendProblem } from './problem.ts';
import { cookieOptions, isFromOwnPage, pageHeaders, readCookie } from './security.ts';
import { hashOfLink, SESSION_COOKIE, SessionCookies } from './session-cookie.ts';

export interface CheckoutPageOptions {
  checkout: HostedCheckout;
  clock: Clock;
  /** At least 32 random bytes, kept over restarts: signs the page's cookies. */
  cookieKey: Uint8Array;
  /** Where the server is reached from outside, such as `https://shop.example`. */
  publicUrl: string;
  /** Origins that may show the page in a frame; nobody when empty. */
  frameAncestors?: readonly string[];
  /** How long an opened page may be used. Default 4 hours. */
  sessionTtlMs?: number;
  /** Told of every error that is not the buyer's, with the id that the buyer sees. */
  onError?: (error: unknown, errorId: string) => void;
}

const CSRF_HEADER = 'x-csrf-token';
const OLD_LINK = 'This link was already used or is too old. Ask the assistant for a new payment link.';

/**
 * The hosted checkout page, to be mounted at `/checkout`. `{publicUrl}/checkout#{secret}` opens it; its script trades the
 * secret for a cookie that is good for this one checkout. Errors are problem+json (RFC 9457).
 */
export function createCheckoutPage(options: CheckoutPageOptions): Router {
  const { checkout, publicUrl } = options;
  const sessions = new SessionCookies(
    options.cookieKey,
    options.clock,
    options.sessionTtlMs ?? 4 * 3_600_000,
  );
  const assets = loadAssets(new URL('./assets/', import.meta.url), { 'style.css': THEME });
  const basePath = new URL(publicUrl).pathname.replace(/\/$/, '');
  const html = checkoutHtml(basePath);
  const router = Router();

  router.use(pageHeaders({ frameAncestors: options.frameAncestors ?? [] }));

  const sendHtml = (_req: Request, res: Response) => void res.type('html').send(html);
  router.get('/', sendHtml);
  router.get('/return', sendHtml);
  // Some banks send the buyer back with a form; what they send is not trusted, the provider is asked instead.
  router.post('/return', (_req, res) => res.redirect(303, `${basePath}/checkout/return`));

  router.get('/:asset', (req: Request<{ asset: string }>, res, next) => {
    const asset = assets.get(req.params.asset);
    if (!asset) return next();
    res.set({ 'Content-Type': asset.type, ETag: asset.etag, 'Cache-Control': 'no-cache' });
    if (req.headers['if-none-match'] === asset.etag) return void res.status(304).end();
    res.send(asset.body);
  });

  router.use('/api', json({ limit: '16kb' }), (req, res, next) => {
    if (isFromOwnPage(req)) return next();
    sendProblem(res, {
      status: 403,
      code: 'forbidden',
      message: 'Only the checkout page itself may call this.',
    });
  });

  /** The cookie's checkout; for everything but reading, only with the token that belongs to this cookie. */
  function opened(req: Request): { cookie: string; page: PageHolder } {
    const cookie = readCookie(req, SESSION_COOKIE);
    const session = sessions.read(cookie);
    if (!cookie || !session) throw new CommerceError('unauthorized', OLD_LINK);
    if (req.method !== 'GET' && !sessions.isCsrfToken(cookie, req.headers[CSRF_HEADER])) {
      throw new CommerceError(
        'forbidden',
        'Another checkout was opened in this browser. Reload the page to go on.',
      );
    }
    return { cookie, page: session };
  }

  router.post('/api/exchange', async (req, res) => {
    const { secret, framed } = parseInput(ExchangeInput, req.body);
    const known = readCookie(req, SESSION_COOKIE);
    const session = sessions.read(known);
    // The link is good once; the browser that used it may open it again (a lost answer, a second click).
    if (known && session?.linkHash === hashOfLink(secret)) {
      return void res.json({
        csrf: sessions.csrfToken(known),
        view: await checkout.view(session),
      });
    }
    const { checkoutId } = await checkout.exchangeSecret(secret);
    const earlier = session?.checkoutId === checkoutId ? session.holder : undefined;
    const cookie = sessions.issue(checkoutId, hashOfLink(secret), earlier);
    res.cookie(SESSION_COOKIE, cookie, cookieOptions(publicUrl, `${basePath}/checkout`, framed));
    res.json({ csrf: sessions.csrfToken(cookie), view: await checkout.view(sessions.read(cookie)!) });
  });

  router.get('/api/session', async (req, res) => {
    const { cookie, page } = opened(req);
    res.json({ csrf: sessions.csrfToken(cookie), view: await checkout.view(page) });
  });

  const change = (path: string, act: (page: PageHolder, req: Request) => Promise<CheckoutPageView>) =>
    router.post(path, async (req, res) => {
      const { page } = opened(req);
      res.json({ view: await act(page, req) });
    });
  change('/api/update', (page, req) => checkout.update(page, parseInput(UpdateInput, req.body)));
  change('/api/pay', (page, req) =>
    checkout.pay(page, { ...parseInput(PayInput, req.body), ...(req.ip && { address: req.ip }) }),
  );
  change('/api/settle', (page) => checkout.settle(page));

  router.use((_req, res) =>
    sendProblem(res, { status: 404, code: 'not_found', message: 'There is nothing here.' }),
  );

  const onError: ErrorRequestHandler = (error, _req, res, next) => {
    if (res.headersSent) return next(error);
    if (sendKnownError(res, error)) return;
    const status = Number((error as { status?: unknown }).status);
    if (status >= 400 && status < 500) {
      return sendProblem(res, { status, code: 'invalid_input', message: 'The request could not be read.' });
    }
    const errorId = randomBytes(8).toString('hex');
    options.onError?.(error, errorId);
    sendProblem(res, {
      status: 500,
      code: 'internal_error',
      message: `Something went wrong on our side. Try again; if it stays, tell the shop this number: ${errorId}`,
    });
  };
  router.use(onError);
  return router;
}
