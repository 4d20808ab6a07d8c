import { STATUS_CODES } from 'node:http';
import type { ErrorRequestHandler, Response } from 'express';
import type { Ids } from '../ids.ts';
import type { Logger } from '../telemetry/logger.ts';

/** Slugs of the problems that this layer raises; surfaces add their own. */
export const PROBLEM_TYPE_PREFIX = 'urn:shopwright:problem:';

export interface Problem {
  /** HTTP status, 400 to 599. */
  status: number;
  /** A stable slug such as `rate-limited`; it is sent as `urn:shopwright:problem:rate-limited`. */
  type?: string;
  /** The same for every occurrence; the status's name when absent. */
  title?: string;
  /** What went wrong this time and how to mend it. */
  detail?: string;
  /** Further members of the document; the standard ones cannot be overwritten. */
  extra?: Readonly<Record<string, unknown>>;
  headers?: Readonly<Record<string, string>>;
}

/**
 * An answer in the form of RFC 9457, thrown anywhere below the error handler.
 *
 * @example throw new ProblemError({ status: 404, type: 'unknown-product', detail: 'No product has the id p_1.' })
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;
  readonly status: number;
  constructor(problem: Problem, options?: ErrorOptions) {
    super(problem.detail ?? problem.title ?? STATUS_CODES[problem.status], options);
    this.problem = problem;
    this.status = problem.status;
  }
}

/** The document of a problem, RFC 9457 section 3. */
export function problemDocument({ status, type, title, detail, extra }: Problem): Record<string, unknown> {
  return {
    ...extra,
    type: type === undefined ? 'about:blank' : PROBLEM_TYPE_PREFIX + type,
    title: title ?? STATUS_CODES[status] ?? 'Error',
    status,
    ...(detail === undefined ? {} : { detail }),
  };
}

export type ErrorFormat = 'problem' | 'jsonrpc';

/** Sends a problem, as problem+json or as a JSON-RPC 2.0 error with the problem in `error.data`. */
export function sendProblem(res: Response, problem: Problem, format: ErrorFormat = 'problem'): void {
  res.status(problem.status).set('Cache-Control', 'no-store');
  if (problem.status === 401) res.set('WWW-Authenticate', 'Bearer realm="shopwright"');
  if (problem.headers) res.set({ ...problem.headers });
  const document = problemDocument(problem);
  if (format === 'problem') {
    res.set('Content-Type', 'application/problem+json').send(JSON.stringify(document));
    return;
  }
  const message = problem.detail ?? String(document.title);
  res.json({ jsonrpc: '2.0', id: null, error: { code: jsonRpcCode(problem), message, data: document } });
}

/** JSON-RPC 2.0 section 5.1. */
function jsonRpcCode({ status, type }: Problem): number {
  if (type === 'malformed-json') return -32_700;
  return status >= 500 ? -32_603 : -32_600;
}

export interface ErrorHandlerOptions {
  logger: Logger;
  ids: Ids;
  /** Turns the errors of other layers into problems; what it does not know is answered with 500. */
  translate?: ((error: unknown) => Problem | undefined) | undefined;
  format: (path: string) => ErrorFormat;
}

/** The last handler of the app: every error becomes a problem, an unexpected one only an id to look up in the log. */
export function errorHandler({ logger, ids, translate, format }: ErrorHandlerOptions): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    const known =
      error instanceof ProblemError ? error.problem : (translate?.(error) ?? fromHttpError(error));
    let problem = known;
    if (!problem || (problem.status === 500 && !(error instanceof ProblemError))) {
      const errorId = ids.next('err');
      logger.error({ err: error, errorId, requestId: req.requestId }, 'request failed');
      problem = {
        status: 500,
        detail: `Something went wrong on our side. Nothing is known to be wrong with the request; report ${errorId} if it happens again.`,
        extra: { error_id: errorId },
      };
    }
    if (res.headersSent) res.destroy();
    else sendProblem(res, problem, format(req.originalUrl));
  };
}

const BODY_PROBLEMS: Readonly<Record<string, Pick<Problem, 'type' | 'detail'>>> = {
  'entity.parse.failed': { type: 'malformed-json', detail: 'The body is not a valid JSON object or list.' },
  'entity.too.large': { type: 'body-too-large', detail: 'The body is larger than this server takes.' },
  'encoding.unsupported': {
    type: 'unsupported-media-type',
    detail: 'Send the body plain, or with gzip, deflate or br.',
  },
  'charset.unsupported': { type: 'unsupported-media-type', detail: 'Send the body in UTF-8.' },
  'request.aborted': { type: 'aborted', detail: 'The request ended before its body did.' },
};

/** What Express and its body parser throw: errors of the `http-errors` package. */
function fromHttpError(error: unknown): Problem | undefined {
  if (!(error instanceof Error)) return undefined;
  const { status, type, limit } = error as Error & { status?: unknown; type?: unknown; limit?: unknown };
  if (typeof status !== 'number' || status < 400 || status > 499) return undefined;
  const known = typeof type === 'string' ? BODY_PROBLEMS[type] : undefined;
  // Only the place: the parser's message quotes the body.
  const place = type === 'entity.parse.failed' ? /at position \d+/.exec(error.message)?.[0] : undefined;
  if (place) return { status, ...known, detail: `The body is not valid JSON: see ${place}.` };
  if (type === 'entity.too.large' && typeof limit === 'number') {
    return {
      status,
      ...known,
      detail: `The body may be ${limit} bytes at most.`,
      extra: { limit_bytes: limit },
    };
  }
  return { status, ...known, ...(error instanceof URIError ? { detail: 'The address is not valid.' } : {}) };
}
