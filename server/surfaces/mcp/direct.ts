import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import {
  type CallToolResult,
  CLIENT_CAPABILITIES_META_KEY,
  type ClientCapabilities,
  classifyInboundRequest,
  type InputRequiredResult,
  ProtocolError,
  SERVER_INFO_META_KEY,
  SUPPORTED_PROTOCOL_VERSIONS,
} from '@modelcontextprotocol/server';
import { rememberedCapabilities } from './apps/extension.ts';
import type { McpPrincipal, McpServerInfo } from './contract.ts';
import { stringifyResult } from './result.ts';

/** What the direct road needs to answer without the SDK's server. */
export interface DirectTools<P extends McpPrincipal> {
  readonly info: McpServerInfo;
  /** A cache hint for `tools/list`, in the 2026 shape. */
  readonly listCache: { readonly ttlMs: number; readonly cacheScope: 'public' | 'private' };
  /** JSON text of the array `tools`. */
  listJson(principal: P, capabilities: ClientCapabilities | undefined): string;
  /** Tools outside take the SDK's road, which answers unknown names. */
  has(name: string): boolean;
  /** What it throws becomes a bare internal error. */
  call(
    name: string,
    args: Readonly<Record<string, unknown>> | undefined,
    context: { principal: P; signal: AbortSignal | undefined; capabilities: ClientCapabilities | undefined },
  ): Promise<CallToolResult | InputRequiredResult>;
}

type Meta = Readonly<Record<string, unknown>>;

/** A perfectly formed request that the direct road may serve. */
export interface DirectRequest {
  readonly id: string | number;
  readonly era: 'modern' | 'legacy';
  readonly capabilities: ClientCapabilities | undefined;
  readonly call:
    | { readonly name: string; readonly args: Readonly<Record<string, unknown>> | undefined }
    | undefined;
}

const REVISION = '2026-07-28';

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const header = (value: string | string[] | undefined): string | undefined =>
  Array.isArray(value) ? value.join(', ') : value;

function isPlainMeta(meta: unknown): meta is Meta | undefined {
  if (meta === undefined) return true;
  if (!isRecord(meta)) return false;
  const token = meta.progressToken;
  return token === undefined || typeof token === 'string' || typeof token === 'number';
}

/** `tools/call` or `tools/list` with none but the plain members, or `undefined`. */
function plainParams(
  method: unknown,
  params: unknown,
): { call: DirectRequest['call']; meta: Meta | undefined } | undefined {
  if (params === undefined) return method === 'tools/list' ? { call: undefined, meta: undefined } : undefined;
  if (!isRecord(params) || !isPlainMeta(params._meta)) return;
  const meta = params._meta;
  const { name, arguments: args } = params;
  for (const key in params) if (key !== '_meta' && key !== 'name' && key !== 'arguments') return;
  if (method === 'tools/list')
    return name === undefined && args === undefined ? { call: undefined, meta } : undefined;
  if (typeof name !== 'string' || (args !== undefined && !isRecord(args))) return;
  return { call: { name, args }, meta };
}

/**
 * Recognises a `tools/call` or `tools/list` in which nothing is left to object to. Whatever it does not recognise (another
 * method, a retry with request state, a batch, anything malformed or contradictory) is the SDK's to serve or to refuse, so
 * this can only be too strict, never too lenient. The era rules are the SDK's own classifier.
 */
export function recognize(headers: IncomingHttpHeaders, body: unknown): DirectRequest | undefined {
  if (!isRecord(body) || (body.method !== 'tools/call' && body.method !== 'tools/list')) return;
  const { id, method } = body;
  if (typeof id !== 'string' && !Number.isSafeInteger(id)) return;
  const plain = plainParams(method, body.params);
  if (plain === undefined) return;

  const version = header(headers['mcp-protocol-version']);
  const mcpMethod = header(headers['mcp-method']);
  const mcpName = header(headers['mcp-name']);
  const route = classifyInboundRequest({
    httpMethod: 'POST',
    body,
    ...(version === undefined ? {} : { protocolVersionHeader: version }),
    ...(mcpMethod === undefined ? {} : { mcpMethodHeader: mcpMethod }),
    ...(mcpName === undefined ? {} : { mcpNameHeader: mcpName }),
  });
  const request = { id: id as string | number, call: plain.call };
  if (route.kind === 'modern') {
    if (route.messageKind !== 'request' || version !== REVISION || route.classification.revision !== REVISION)
      return;
    if (mcpMethod !== method || mcpName !== plain.call?.name) return;
    const capabilities = plain.meta?.[CLIENT_CAPABILITIES_META_KEY] as ClientCapabilities | undefined;
    return { ...request, era: 'modern', capabilities };
  }
  if (route.kind !== 'legacy' || route.reason !== 'no-claim') return;
  if (version !== undefined && !SUPPORTED_PROTOCOL_VERSIONS.includes(version)) return;
  const accept = headers.accept ?? '';
  if (!accept.includes('application/json') || !accept.includes('text/event-stream')) return;
  return { ...request, era: 'legacy', capabilities: rememberedCapabilities(headers['mcp-session-id']) };
}

function send(res: ServerResponse, id: string | number, member: 'result' | 'error', json: string): void {
  const body = Buffer.from(`{"jsonrpc":"2.0","id":${JSON.stringify(id)},"${member}":${json}}`);
  res.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  res.end(body);
}

/**
 * Answers a recognised request: what the SDK's server, transport and web streams would answer, without building them. In
 * 2025 revisions a lost connection is not a cancellation, in 2026-07-28 it is.
 */
export async function serveDirect<P extends McpPrincipal>(
  res: ServerResponse,
  request: DirectRequest,
  principal: P,
  tools: DirectTools<P>,
  onerror: (error: unknown) => void,
): Promise<void> {
  const { id, era, call, capabilities } = request;
  const stamp = { [SERVER_INFO_META_KEY]: tools.info };
  try {
    if (call === undefined) {
      const cache =
        era === 'modern'
          ? `,${JSON.stringify({ ...tools.listCache, resultType: 'complete', _meta: stamp }).slice(1)}`
          : '}';
      return send(res, id, 'result', `{"tools":${tools.listJson(principal, capabilities)}${cache}`);
    }
    let signal: AbortSignal | undefined;
    if (era === 'modern') {
      const gone = new AbortController();
      res.once('close', () => {
        if (!res.writableEnded) gone.abort();
      });
      signal = gone.signal;
    }
    const result = await tools.call(call.name, call.args, { principal, signal, capabilities });
    if (res.destroyed) return;
    const encoded =
      era === 'modern' ? { resultType: 'complete', ...result, _meta: { ...stamp, ...result._meta } } : result;
    send(res, id, 'result', stringifyResult(encoded));
  } catch (error) {
    if (!(error instanceof ProtocolError)) onerror(error);
    if (!res.headersSent) send(res, id, 'error', '{"code":-32603,"message":"Internal error"}');
  }
}
