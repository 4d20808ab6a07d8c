import { randomUUID } from 'node:crypto';
import { toNodeHandler } from '@modelcontextprotocol/node';
import {
  type ClientCapabilities,
  createMcpHandler,
  isJsonContentType,
  type McpServer,
  type Server,
} from '@modelcontextprotocol/server';
import type { Request, RequestHandler, Response } from 'express';
import { rememberedCapabilities, sessionToRemember } from './apps/extension.ts';
import { type Authenticate, bearerToken, sendUnauthorized } from './auth.ts';
import { readJsonBody } from './body.ts';
import type { McpPrincipal } from './contract.ts';
import { type DirectTools, recognize, serveDirect } from './direct.ts';
import { RPC, sendRpcError } from './rpc-error.ts';

export interface EndpointOptions<P extends McpPrincipal> {
  authenticate: Authenticate<P>;
  /** Makes the SDK's server for one request; `remembered` is what a client of a 2025 revision declared before. */
  createServer: (principal: P, remembered?: ClientCapabilities) => Server | McpServer;
  direct?: DirectTools<P> | undefined;
  /** Absolute URL of the RFC 9728 document, for the challenge of a 401. */
  resourceMetadataUrl: string;
  maxBodyBytes: number;
  onerror: (error: unknown) => void;
}

export interface Endpoint {
  handle: RequestHandler;
  /** Ends open subscription streams and what is in flight on the SDK's road. */
  close(): Promise<void>;
}

/** Only the revision 2025-03-26 has batches. */
const MAX_BATCH = 20;

/** A batch is counted call by call: otherwise it would be the way around every rate limit. */
function isRefusedBatch(req: Request, res: Response, calls: number): boolean {
  if (calls > MAX_BATCH) {
    sendRpcError(res, 400, RPC.refused, `A batch may hold ${MAX_BATCH} messages at most, not ${calls}`);
    return true;
  }
  const wait = calls > 1 ? (req.countMore?.(calls - 1) ?? 0) : 0;
  if (wait === 0) return false;
  const seconds = Math.ceil(wait / 1000);
  sendRpcError(res, 429, RPC.refused, `Too many requests: try again in ${seconds} s`, {
    'retry-after': String(seconds),
  });
  return true;
}

/**
 * One MCP endpoint over HTTP for all protocol revisions, without sessions. Well-formed tool calls and lists, which are nearly
 * all traffic, take the direct road (about 0.07 ms of CPU a call); everything else, every refusal included, the SDK's
 * (0.4 ms).
 */
export function createEndpoint<P extends McpPrincipal>(options: EndpointOptions<P>): Endpoint {
  const { authenticate, direct, maxBodyBytes, onerror } = options;
  const handler = createMcpHandler(
    ({ authInfo }) =>
      options.createServer(
        authInfo?.extra?.principal as P,
        authInfo?.extra?.remembered as ClientCapabilities | undefined,
      ),
    { onerror, maxRequestBodySize: maxBodyBytes },
  );
  const sdk = toNodeHandler(handler, { onerror, maxRequestBodySize: maxBodyBytes });

  const handle: RequestHandler = async (req, res) => {
    const token = bearerToken(req.headers.authorization);
    const principal = token === null ? undefined : await authenticate(token, req);
    if (principal === undefined) return sendUnauthorized(res, options.resourceMetadataUrl);

    let body: unknown;
    if (req.method === 'POST') {
      if (!isJsonContentType(req.headers['content-type'] ?? null)) {
        return sendRpcError(
          res,
          415,
          RPC.refused,
          'Unsupported Media Type: Content-Type must be application/json',
        );
      }
      if ((req.headers['content-encoding'] ?? 'identity') !== 'identity') {
        return sendRpcError(
          res,
          415,
          RPC.refused,
          'Unsupported Media Type: send the body without Content-Encoding',
        );
      }
      const read = await readJsonBody(req, maxBodyBytes);
      if (read.kind === 'gone') return;
      if (read.kind === 'refused') {
        // The rest of a refused body is left unread, so this connection cannot carry another request.
        return read.status === 413
          ? sendRpcError(res, 413, RPC.refused, read.reason, { connection: 'close' })
          : sendRpcError(res, 400, RPC.parseError, read.reason);
      }
      body = read.value;
      if (Array.isArray(body) && isRefusedBatch(req, res, body.length)) return;
      const request = direct === undefined ? undefined : recognize(req.headers, body);
      if (
        direct !== undefined &&
        request !== undefined &&
        (request.call === undefined || direct.has(request.call.name))
      ) {
        return serveDirect(res, request, principal, direct, onerror);
      }
      const session = sessionToRemember(body, randomUUID);
      if (session !== undefined) res.setHeader('Mcp-Session-Id', session);
    }
    const auth = {
      token: token ?? '',
      clientId: principal.id,
      scopes: [...principal.scopes],
      extra: { principal, remembered: rememberedCapabilities(req.headers['mcp-session-id']) },
    };
    await sdk(Object.assign(req, { auth }), res, body);
  };
  return { handle, close: () => handler.close() };
}
