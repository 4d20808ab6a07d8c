import express, { type Express, type NextFunction, type RequestHandler } from 'express';
import { type Clock, systemClock } from '../clock.ts';
import { type Ids, randomIds } from '../ids.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { jsonBody } from './body.ts';
import { bodyTimeout } from './body-timeout.ts';
import { type Authenticate, identify } from './identify.ts';
import { loadGate } from './load-gate.ts';
import { allowOnly } from './methods.ts';
import { observe } from './observe.ts';
import { probes, type ReadinessCheck } from './probes.ts';
import { type ErrorFormat, errorHandler, type Problem, ProblemError } from './problem.ts';
import { type RateLimitConfig, rateLimit } from './rate-limit.ts';
import { crossOrigin, hostGuard, type SecurityOptions, securityHeaders } from './security.ts';

export interface HttpConfig extends RateLimitConfig {
  publicUrl: string;
  trustProxy: false | number | string[];
  corsOrigins: readonly string[];
  /** Host names without port; `['*']` is any. */
  allowedHosts: readonly string[];
  bodyLimitBytes: number;
  bodyTimeoutMs: number;
  maxRequestsInProgress: number;
  metrics: boolean;
  metricsRequireKey: boolean;
}

/** A surface at a static path. Where paths overlap, the longest one decides over body, errors and headers. */
export interface Mount {
  path: string;
  /** A router or an app. Its routes' templates, not its paths, go to the log and the metrics. */
  router: RequestHandler;
  /** `json` (the default) fills `req.body`; `none` leaves the stream alone, for uploads, forms and signed bodies. */
  body?: 'json' | 'none';
  /** Instead of the configured limit. */
  bodyLimitBytes?: number;
  /** How errors are answered; `problem` (RFC 9457) is the default, `jsonrpc` is for MCP. */
  errors?: ErrorFormat;
  /** Merged over the strict defaults: what a page needs to load and who may frame it. */
  security?: SecurityOptions;
  /** `false` for pages with cookies; the default is the configured origins. */
  cors?: boolean;
  /** Its requests are signed in a way of their own: no key is looked for, and no rate is counted. */
  signed?: boolean;
}

export interface HttpAppOptions {
  config: HttpConfig;
  logger: Logger;
  metrics: Metrics;
  mounts: readonly Mount[];
  authenticate?: Authenticate;
  /** Whether this principal may read `/metrics` where a key is required. */
  mayReadMetrics?: (principal: unknown) => boolean;
  /** For `/readyz`; while it is `starting`, everything but the probes and the metrics is answered with 503. */
  state?: () => string;
  /** Aborted when no new requests are taken any more. */
  draining?: AbortSignal;
  checks?: Readonly<Record<string, ReadinessCheck>>;
  /** Turns the errors of other layers into problems. */
  translateError?: (error: unknown) => Problem | undefined;
  clock?: Clock;
  ids?: Ids;
}

/**
 * The outer app, in the order of a request: id, log and trace, security headers, probes, CORS, host check, load gate, who
 * is asking, rate limit, body, surface, 404, errors.
 *
 * @example
 * const app = createHttpApp({ config, logger, metrics, authenticate, mounts: [{ path: '/v1', router: restRouter }] });
 * const { url } = await listen(app, config);
 */
export function createHttpApp(options: HttpAppOptions): Express {
  const { config, logger, metrics, clock = systemClock, ids = randomIds } = options;
  const mounts = options.mounts
    .map((mount) => prepare(mount, config))
    .sort((a, b) => b.mount.path.length - a.mount.path.length);
  const mountAt = (path: string) => {
    const lower = path.toLowerCase();
    return mounts.find(({ matches }) => matches(lower));
  };
  const fallback = prepare({ path: '/', router: (_req, _res, next) => next() }, config);
  const limit = rateLimit(config, clock);
  const who = identify(options.authenticate ?? (() => ({ principal: undefined })), limit);

  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', config.trustProxy);
  app.set('query parser', 'simple');

  app.use(bodyTimeout(config.bodyTimeoutMs));
  app.use(observe({ logger, metrics, ids, mountPath: (path) => mountAt(path)?.mount.path ?? '/' }));
  app.use((req, res, next) => {
    // Answers hold prices, sessions and personal data; a surface says otherwise where it may be kept.
    res.setHeader('Cache-Control', 'no-store');
    (mountAt(req.path) ?? fallback).headers(req, res, next);
  });
  app.use(probes({ state: options.state ?? (() => 'ready'), checks: options.checks ?? {}, logger }));
  if (config.metrics) {
    const allowed = config.metricsRequireKey
      ? [who, limit, requireMetricsKey(options.mayReadMetrics)]
      : [limit];
    app.get('/metrics', ...allowed, async (_req, res) => {
      res.type(metrics.contentType).send(await metrics.render());
    });
  }
  app.all(['/healthz', '/readyz', ...(config.metrics ? ['/metrics'] : [])], allowOnly('GET'));
  const shared = crossOrigin(config.corsOrigins);
  app.use((req, res, next) => (mountAt(req.path)?.mount.cors === false ? next() : shared(req, res, next)));
  const gate = loadGate({
    maxInProgress: config.maxRequestsInProgress,
    state: options.state ?? (() => 'ready'),
    draining: options.draining,
  });
  const unlessSigned =
    (handler: RequestHandler): RequestHandler =>
    (req, res, next) =>
      mountAt(req.path)?.mount.signed ? next() : handler(req, res, next);
  app.use(hostGuard(config.allowedHosts), gate, unlessSigned(who), unlessSigned(limit));
  app.use((req, res, next) => {
    const path = req.path.toLowerCase();
    const fitting = mounts.filter(({ matches }) => matches(path)).values();
    const step: NextFunction = (error?: unknown) => {
      const mount = error ? undefined : fitting.next().value;
      if (mount) mount.route(req, res, step);
      else next(error);
    };
    step();
  });
  app.use(() => {
    throw new ProblemError({ status: 404, type: 'not-found', detail: 'There is nothing at this address.' });
  });
  app.use(
    errorHandler({
      logger,
      ids,
      translate: options.translateError,
      format: (url) => mountAt(url.split('?', 1)[0] ?? '/')?.mount.errors ?? 'problem',
    }),
  );
  return app;
}

function prepare(mount: Mount, config: HttpConfig) {
  const path = mount.path.toLowerCase();
  const body = mount.body === 'none' ? [] : jsonBody(mount.bodyLimitBytes ?? config.bodyLimitBytes);
  return {
    mount,
    headers: securityHeaders(config.publicUrl, mount.security),
    route: express.Router().use(mount.path, ...body, mount.router) as RequestHandler,
    /** @param asked the request's path in lower case */
    matches: (asked: string) => path === '/' || asked === path || asked.startsWith(`${path}/`),
  };
}

function requireMetricsKey(mayRead: ((principal: unknown) => boolean) | undefined): RequestHandler {
  return (req, _res, next) => {
    if (mayRead?.(req.principal)) return next();
    throw new ProblemError({
      status: req.bearer === undefined ? 401 : 403,
      type: req.bearer === undefined ? 'unauthorized' : 'forbidden',
      detail: 'Send a key with the scope admin:metrics.',
    });
  };
}
