import {
  localhostAllowedHostnames,
  localhostAllowedOrigins,
  validateHostHeader,
  validateOriginHeader,
} from '@modelcontextprotocol/server';
import cors from 'cors';
import type { RequestHandler } from 'express';
import { defineGuard } from '../../platform/guard.ts';
import { RPC, sendRpcError } from './rpc-error.ts';

const foreignHost = defineGuard('mcp:host', 'No page reaches this server through a name of its own.');
const foreignOrigin = defineGuard('mcp:origin', 'No web page calls the tools with what a browser knows.');

export interface GuardOptions {
  /** Hostnames without port that `Host` may name, beside localhost. `'*'` only behind a proxy that checks it. */
  allowedHosts: readonly string[] | '*';
  /** Hostnames without port of web pages that may call, beside localhost, or `'*'`. */
  allowedOrigins: readonly string[] | '*';
}

/** Headers that a browser client may send; `Mcp-*` are those of 2026-07-28, the last two those of older revisions. */
const REQUEST_HEADERS = [
  'Authorization',
  'Content-Type',
  'Accept',
  'MCP-Protocol-Version',
  'Mcp-Method',
  'Mcp-Name',
  'Mcp-Session-Id',
  'Last-Event-ID',
];

/**
 * Refuses foreign hosts and pages (DNS rebinding: a page whose name was pointed at this machine), and answers preflights.
 * Requests without `Origin`, which is all but browsers, cost one comparison of the host.
 */
export function createGuard(options: GuardOptions): RequestHandler[] {
  const hosts =
    options.allowedHosts === '*' ? undefined : [...localhostAllowedHostnames(), ...options.allowedHosts];
  const origins =
    options.allowedOrigins === '*' ? undefined : [...localhostAllowedOrigins(), ...options.allowedOrigins];
  const crossOrigin = cors({
    origin: true,
    methods: ['POST', 'GET', 'DELETE'],
    allowedHeaders: REQUEST_HEADERS,
    exposedHeaders: ['WWW-Authenticate', 'Retry-After', 'Mcp-Session-Id'],
    maxAge: 86_400,
  });
  // Clients send the same host every time, and taking it apart costs more than all other checks together.
  let accepted: string | undefined;
  const checkHost = (host: string | undefined) => {
    if (hosts === undefined || (host !== undefined && host === accepted)) return { ok: true as const };
    const verdict = validateHostHeader(host, hosts);
    if (verdict.ok) accepted = host;
    return verdict;
  };
  const check: RequestHandler = (req, res, next) => {
    const host = checkHost(req.headers.host);
    const origin =
      origins === undefined ? { ok: true as const } : validateOriginHeader(req.headers.origin, origins);
    if (!host.ok && foreignHost(true)) return sendRpcError(res, 403, RPC.refused, host.message);
    if (!origin.ok && foreignOrigin(true)) return sendRpcError(res, 403, RPC.refused, origin.message);
    next();
  };
  return [
    check,
    (req, res, next) => {
      if (req.headers.origin === undefined && req.method !== 'OPTIONS') next();
      else crossOrigin(req, res, next);
    },
  ];
}
