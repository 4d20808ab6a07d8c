/**
 * Why a request to the outside failed:
 * - `refused_address`: nothing was sent, because of where it would have gone
 * - `timeout`: no answer, or not all of it, in time
 * - `too_large`: headers or body above the limit
 * - `connection`: no connection, or one that broke
 * - `http_status`: an answer that is no success; raised only by `expectSuccess`
 */
export type OutboundErrorKind = 'refused_address' | 'timeout' | 'too_large' | 'connection' | 'http_status';

/**
 * A request to the outside that failed. The message names the host at most: paths, queries, headers and bodies may hold
 * secrets. It is a `TypeError`, as what `fetch` throws.
 */
export class OutboundError extends TypeError {
  override readonly name = 'OutboundError';
  readonly kind: OutboundErrorKind;
  /** Of `http_status`. */
  readonly status: number | undefined;
  /** Milliseconds after which the other side wants to be asked again (`Retry-After`), where it said so. */
  readonly retryAfterMs: number | undefined;
  /** Of the system or the HTTP client, such as `ECONNREFUSED`. */
  readonly code: string | undefined;

  constructor(
    kind: OutboundErrorKind,
    message: string,
    details: { status?: number; retryAfterMs?: number | undefined; code?: string | undefined } = {},
  ) {
    super(message);
    this.kind = kind;
    this.status = details.status;
    this.retryAfterMs = details.retryAfterMs;
    this.code = details.code;
  }
}

const TOO_LARGE = new Set(['UND_ERR_HEADERS_OVERFLOW', 'UND_ERR_RES_EXCEEDED_MAX_SIZE']);
const TIMEOUT = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
const UNKNOWN_NAME = new Set(['ENOTFOUND', 'EAI_AGAIN', 'ENODATA']);

/** What an error of the HTTP client means. @param host for the message */
export function outboundError(error: unknown, host: string): OutboundError {
  const code = codeOf(error);
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1)
    if (at instanceof OutboundError) return at;
  if (code !== undefined && TOO_LARGE.has(code))
    return new OutboundError('too_large', `the answer of ${host} has more headers than allowed`, { code });
  if (code !== undefined && TIMEOUT.has(code))
    return new OutboundError('timeout', `${host} did not answer in time`, { code });
  if (code !== undefined && UNKNOWN_NAME.has(code))
    return new OutboundError('connection', `the name ${host} cannot be resolved`, { code });
  const tls = code !== undefined && /CERT|SSL|TLS|SELF_SIGNED|UNABLE_TO_/.test(code);
  const what = tls ? `no trusted TLS connection to ${host}` : `the connection to ${host} failed`;
  return new OutboundError('connection', code === undefined ? what : `${what} (${code})`, { code });
}

/** Of the innermost error that has one. Only names are taken: texts may hold anything. */
function codeOf(error: unknown): string | undefined {
  let found: string | undefined;
  for (let at = error, depth = 0; at instanceof Error && depth < 8; at = at.cause, depth += 1)
    if ('code' in at && typeof at.code === 'string' && /^[A-Z][A-Z0-9_]{1,63}$/.test(at.code))
      found = at.code;
  return found;
}
