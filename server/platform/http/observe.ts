import type { RequestHandler } from 'express';
import type { Ids } from '../ids.ts';
import type { Logger } from '../telemetry/logger.ts';
import type { Metrics } from '../telemetry/metrics.ts';
import { withRequestSpan } from '../telemetry/tracing.ts';

export interface ObserveOptions {
  logger: Logger;
  metrics: Metrics;
  ids: Ids;
  /** The mount that a path belongs to, for the route's template. */
  mountPath: (path: string) => string;
}

/**
 * Gives the request its id, and its answer a log line, a measurement and a span. None of them holds the path, the
 * query, an address or a header: those carry ids and personal data. Probes are logged at `debug`.
 */
export function observe({ logger, metrics, ids, mountPath }: ObserveOptions): RequestHandler {
  return (req, res, next) => {
    const start = performance.now();
    const { path } = req;
    req.requestId = acceptable(req.headers['x-request-id']) ?? ids.next('req');
    res.setHeader('X-Request-Id', req.requestId);
    withRequestSpan(req.method, req.headers, (span) => {
      res.once('close', () => {
        const durationMs = performance.now() - start;
        const template: unknown = req.route?.path;
        const route = template === undefined ? '(none)' : joinPaths(mountPath(path), String(template));
        const status = res.statusCode;
        span?.end(route, status);
        metrics.observeHttp({ method: req.method, route, status, durationMs });
        const level = route === '/healthz' || route === '/readyz' ? 'debug' : status >= 500 ? 'warn' : 'info';
        if (!logger.isLevelEnabled(level)) return;
        const fields = {
          requestId: req.requestId,
          method: req.method,
          route,
          status,
          ms: Math.round(durationMs),
        };
        logger[level](res.writableFinished ? fields : { ...fields, aborted: true }, 'request');
      });
      next();
    });
  };
}

/** A caller's own id is kept where it cannot break a log line or a header. */
function acceptable(id: string | string[] | undefined): string | undefined {
  return typeof id === 'string' && /^[\w.-]{8,64}$/.test(id) ? id : undefined;
}

function joinPaths(mount: string, template: string): string {
  return mount === '/' ? template : template === '/' ? mount : mount + template;
}
