import type { LookupFunction } from 'node:net';
import type { Clock } from '../clock.ts';
import { defineGuard } from './../guard.ts';
import { AllowedHosts } from './outbound/addresses.ts';
import { limited } from './outbound/body.ts';
import { type Client, guardedClient } from './outbound/client.ts';
import { OutboundError, outboundError } from './outbound/error.ts';
import { type Hop, isRedirect, nextHop } from './outbound/redirect.ts';

export { OutboundError, type OutboundErrorKind } from './outbound/error.ts';

const tooOften = defineGuard('outbound:redirects', 'Nobody sends us in circles.');
const strange = defineGuard('outbound:scheme', 'Only the web is called, without credentials in the address.');

export interface OutboundLimits {
  /** Milliseconds from the call to the end of the body. Default 30,000. */
  readonly totalMs: number;
  /** Milliseconds from sending a request to the headers of its answer. Default 10,000. */
  readonly firstByteMs: number;
  /** Milliseconds without a byte of the body. Default 10,000. */
  readonly idleMs: number;
  /** Of the answer, after decompression. Default 8 MiB. */
  readonly maxBodyBytes: number;
  /** Redirects that are followed; 0 refuses the first. Default 3. */
  readonly maxRedirects: number;
}

export interface OutboundOptions {
  /** `host:port` or `host` that may lie on this machine or an internal network. */
  readonly allow?: readonly string[];
  /** Bytes of an answer's headers. Default 16 KiB. */
  readonly maxHeaderBytes?: number;
  readonly limits?: Partial<OutboundLimits>;
  /** For tests: in place of the system's. */
  readonly lookup?: LookupFunction;
}

/** The way to every address that comes from settings or users. */
export interface Outbound {
  /**
   * As the global `fetch`, for libraries that take one. Request bodies are held in memory. Rejects with an OutboundError,
   * or with the reason of the caller's signal; an error of the body's comes from reading it. Any status is an answer.
   */
  readonly fetch: typeof globalThis.fetch;
  /** The same with other limits, such as a longer time for a stream of a model's words. */
  with(limits: Partial<OutboundLimits>): typeof globalThis.fetch;
  /** Hangs up. */
  close(): Promise<void>;
}

const DEFAULTS: OutboundLimits = {
  totalMs: 30_000,
  firstByteMs: 10_000,
  idleMs: 10_000,
  maxBodyBytes: 8 * 2 ** 20,
  maxRedirects: 3,
};

/**
 * Calls addresses that are not ours to trust. Refused are, at the first request and at every redirect: other schemes than
 * http and https, credentials in the address, and every host that is, or resolves to, an address that is not public. The
 * address that was checked is the one connected to, so a name cannot be rebound in between. Proxies of the environment
 * are not used: they would resolve names themselves.
 *
 * @example
 * const outbound = createOutbound({ allow: ['127.0.0.1:11434'] });
 * const response = await expectSuccess(await outbound.fetch('https://api.example.com/v1/models'));
 */
export function createOutbound(options: OutboundOptions = {}): Outbound {
  const allowed = new AllowedHosts(options.allow ?? []);
  // Loaded with the first request: most starts make none.
  let client: Promise<Client> | undefined;
  const withLimits = (limits: Partial<OutboundLimits>): typeof globalThis.fetch => {
    const all = { ...DEFAULTS, ...options.limits, ...limits };
    return async (input, init) => {
      // Not given to the request: one signal of thousands of requests would be followed by each until it is collected.
      const { dispatcher: _, signal, ...rest } = (init ?? {}) as RequestInit & { dispatcher?: unknown };
      const request = new Request(withoutCredentials(input), rest);
      client ??= guardedClient(allowed, options);
      return send(request, signal ?? request.signal, { client: await client, limits: all });
    };
  };
  return { fetch: withLimits({}), with: withLimits, close: async () => (await client)?.agent.destroy() };
}

/**
 * The answer itself when it is a success.
 * @throws OutboundError `http_status`, with the status and the time to wait that the answer tells; its body is not read,
 * because it may repeat what was sent
 */
export async function expectSuccess(response: Response, clock?: Clock): Promise<Response> {
  if (response.ok) return response;
  await response.body?.cancel().catch(() => {});
  const { status, headers, url } = response;
  const host = URL.canParse(url) ? new URL(url).host : 'the other side';
  throw new OutboundError('http_status', `${host} answered ${status}`, {
    status,
    retryAfterMs: retryAfter(headers.get('retry-after'), clock),
  });
}

/** Seconds or a date (RFC 9110, 10.2.3) in milliseconds from now. @returns undefined when there is none, or no clock for a date */
function retryAfter(value: string | null, clock: Clock | undefined): number | undefined {
  if (value === null) return undefined;
  const now = clock?.now() ?? Number.NaN;
  const ms = /^\s*\d+\s*$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now;
  return Number.isFinite(ms) ? Math.max(0, ms) : undefined;
}

interface Way {
  readonly client: Client;
  readonly limits: OutboundLimits;
}

async function send(request: Request, signal: AbortSignal, way: Way): Promise<Response> {
  const { limits } = way;
  signal.throwIfAborted();
  let hop: Hop = {
    url: new URL(request.url),
    method: request.method,
    headers: headersOf(request),
    body: request.body ? new Uint8Array(await request.arrayBuffer()) : undefined,
  };
  const abort = new AbortController();
  const late = (): void => abort.abort(new OutboundError('timeout', `${hop.url.host} took too long`));
  const total = setTimeout(late, limits.totalMs).unref();
  const onAbort = (): void => abort.abort(signal.reason);
  const finish = (): void => {
    clearTimeout(total);
    signal.removeEventListener('abort', onAbort);
  };
  try {
    signal.addEventListener('abort', onAbort, { once: true });
    for (let redirects = 0; ; redirects += 1) {
      check(hop.url);
      const response = await ask(hop, way, abort);
      if (!isRedirect(response.status) || request.redirect === 'manual')
        return answered(response, hop.url, redirects > 0, { limits, abort, finish });
      const next = nextHop(hop, response.status, response.headers.get('location'));
      if (!next) return answered(response, hop.url, redirects > 0, { limits, abort, finish });
      await response.body?.cancel().catch(() => {});
      if (tooOften(redirects >= limits.maxRedirects || request.redirect === 'error'))
        throw new OutboundError('refused_address', `${hop.url.host} redirects too often`);
      hop = next;
    }
  } catch (error) {
    finish();
    throw reasonOf(error, abort.signal, hop.url.host);
  }
}

/** One request, until the headers of its answer are there. */
async function ask(hop: Hop, { client, limits }: Way, abort: AbortController) {
  const late = (): void =>
    abort.abort(new OutboundError('timeout', `${hop.url.host} did not answer in time`));
  const timer = setTimeout(late, limits.firstByteMs);
  try {
    return await client.fetch(hop.url, {
      method: hop.method,
      headers: [...hop.headers],
      redirect: 'manual',
      signal: abort.signal,
      dispatcher: client.agent,
      ...(hop.body && { body: hop.body }),
    });
  } finally {
    clearTimeout(timer);
  }
}

/** The answer as the global class, with its body under the limits. */
function answered(
  response: Awaited<ReturnType<typeof ask>>,
  url: URL,
  redirected: boolean,
  { limits, abort, finish }: { limits: OutboundLimits; abort: AbortController; finish: () => void },
): Response {
  const { status, statusText, headers } = response;
  const tooLarge = (): OutboundError =>
    new OutboundError('too_large', `the answer of ${url.host} is larger than ${limits.maxBodyBytes} bytes`);
  if (Number(headers.get('content-length')) > limits.maxBodyBytes) {
    response.body?.cancel().catch(() => {});
    throw tooLarge();
  }
  const source = response.body as ReadableStream<Uint8Array> | null;
  if (!source) finish();
  const body = source
    ? limited(source, {
        maxBytes: limits.maxBodyBytes,
        idleMs: limits.idleMs,
        tooLarge,
        idle: () => new OutboundError('timeout', `${url.host} stopped in the middle of its answer`),
        translate: (error) => reasonOf(error, abort.signal, url.host),
        onEnd: finish,
      })
    : null;
  const answer = new Response(body, { status, statusText, headers: [...headers] });
  Object.defineProperties(answer, { url: { value: url.href }, redirected: { value: redirected } });
  return answer;
}

/** What the caller is told: the reason why it was aborted, or what went wrong. */
function reasonOf(error: unknown, signal: AbortSignal, host: string): unknown {
  return signal.aborted ? signal.reason : outboundError(error, host);
}

function check(url: URL): void {
  if (strange(url.protocol !== 'http:' && url.protocol !== 'https:'))
    throw new OutboundError('refused_address', `${url.protocol} addresses are not called; use https:`);
  if (url.username !== '' || url.password !== '')
    throw new OutboundError(
      'refused_address',
      'addresses with a user name or password in them are not called',
    );
}

/** `Request` refuses credentials in addresses with a message that repeats them. */
function withoutCredentials(input: string | URL | Request): string | URL | Request {
  if (input instanceof Request || !URL.canParse(String(input))) return input;
  const url = new URL(input);
  if (url.username !== '' || url.password !== '')
    throw new OutboundError(
      'refused_address',
      'addresses with a user name or password in them are not called',
    );
  return url;
}

/** Not the caller's to set: they speak of the connection, or of another host than the one that was checked. */
const OURS = [
  'host',
  'connection',
  'transfer-encoding',
  'content-length',
  'keep-alive',
  'upgrade',
  'expect',
  'te',
];

function headersOf(request: Request): Headers {
  const headers = new Headers(request.headers);
  for (const name of OURS) headers.delete(name);
  if (!headers.has('user-agent')) headers.set('user-agent', 'Shopwright');
  return headers;
}
