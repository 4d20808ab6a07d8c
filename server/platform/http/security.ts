import cors from 'cors';
import type { Request, RequestHandler } from 'express';
import helmet, { type HelmetOptions } from 'helmet';
import { ProblemError } from './problem.ts';
import { isDirectLoopback } from './request.ts';

/** What browsers may send to the API: its own headers and those of MCP over HTTP. */
const ALLOWED_HEADERS = [
  ...[
    'Authorization',
    'Content-Type',
    'Accept',
    'Idempotency-Key',
    'If-Match',
    'If-None-Match',
    'X-Request-Id',
  ],
  ...['MCP-Protocol-Version', 'Mcp-Method', 'Mcp-Name', 'Mcp-Session-Id', 'Last-Event-ID', 'traceparent'],
];
const EXPOSED_HEADERS = [
  'WWW-Authenticate',
  'X-Request-Id',
  'Retry-After',
  'ETag',
  'Location',
  'Mcp-Session-Id',
];

/** CORS without credentials: scripts elsewhere may call the API with a key they hold, never with a buyer's cookie. */
export function crossOrigin(origins: readonly string[]): RequestHandler {
  return cors({
    origin: origins.includes('*') ? '*' : [...origins],
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: ALLOWED_HEADERS,
    exposedHeaders: EXPOSED_HEADERS,
    maxAge: 600,
  });
}

/** What a surface may change; `xFrameOptions: false` where `frame-ancestors` names who may frame it. */
export interface SecurityOptions {
  contentSecurityPolicy?: Exclude<HelmetOptions['contentSecurityPolicy'], undefined>;
  crossOriginOpenerPolicy?: Exclude<HelmetOptions['crossOriginOpenerPolicy'], undefined>;
  crossOriginResourcePolicy?: Exclude<HelmetOptions['crossOriginResourcePolicy'], undefined>;
  referrerPolicy?: Exclude<HelmetOptions['referrerPolicy'], undefined>;
  xFrameOptions?: false | { action: 'deny' | 'sameorigin' };
}

/**
 * Security headers for an API: nothing may be loaded, run or framed. A page overrides what it needs.
 *
 * @param options merged over the defaults; `contentSecurityPolicy` replaces the default policy
 */
export function securityHeaders(publicUrl: string, options: SecurityOptions = {}): RequestHandler {
  const secure = publicUrl.startsWith('https:');
  const headers = {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'none'"],
      },
    },
    crossOriginResourcePolicy: { policy: 'cross-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    strictTransportSecurity: secure && { maxAge: 31_536_000 },
    xFrameOptions: { action: 'deny' },
    ...options,
  } as const;
  return helmet(headers);
}

/**
 * Refuses requests addressed to another host: a page in a browser that rebinds its own name to this address cannot
 * talk to the server (DNS rebinding).
 *
 * @param allowed host names without port; `*` is any
 */
export function hostGuard(allowed: readonly string[]): RequestHandler {
  const names = new Set(allowed.map((name) => name.toLowerCase()));
  if (names.has('*')) return (_req, _res, next) => next();
  return (req, _res, next) => {
    const name = hostNameOf(req);
    if (name !== undefined && names.has(name)) return next();
    throw new ProblemError({
      status: 403,
      type: 'unknown-host',
      detail:
        'This server does not answer to that host name. Its operator can allow it with SHOPWRIGHT_ALLOWED_HOSTS.',
    });
  };
}

const LOOPBACK_NAMES: ReadonlySet<string> = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Refuses everybody but this very machine, also a page in its browser whose name was pointed here. */
export const loopbackOnly: RequestHandler = (req, _res, next) => {
  if (isDirectLoopback(req) && LOOPBACK_NAMES.has(hostNameOf(req) ?? '')) return next();
  throw new ProblemError({
    status: 403,
    type: 'forbidden',
    detail: 'This page is shown on the machine of the server alone. Open it there, under localhost.',
  });
};

const hostNameOf = (req: Request): string | undefined => req.headers.host?.toLowerCase().replace(/:\d*$/, '');
