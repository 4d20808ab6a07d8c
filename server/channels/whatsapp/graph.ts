import { z } from 'zod';
import type { Outbound } from '../../platform/http/outbound.ts';
import { OutboundError } from '../../platform/http/outbound.ts';

export interface GraphOptions {
  outbound: Outbound;
  /** Up to and with the version. */
  apiUrl: string;
  accessToken: string;
}

export const DEFAULT_API_URL = 'https://graph.facebook.com/v25.0';

/** An answer that is no success. `code`: Meta's, or -1 where it told none. Its message holds nothing of what was sent. */
export class GraphError extends Error {
  override readonly name = 'GraphError';
  readonly status: number;
  readonly code: number;
  readonly title: string;
  /** What it says of the request, such as why a form is not published; may hold what was sent. */
  readonly details: string;
  /** Milliseconds, where it was told. */
  readonly retryAfterMs: number | undefined;
  constructor(
    status: number,
    code: number,
    title: string,
    { details = '', retryAfterMs }: { details?: string; retryAfterMs?: number | undefined } = {},
  ) {
    super(`the Cloud API answered ${status}${code >= 0 ? ` with error ${code}` : ''}`);
    this.status = status;
    this.code = code;
    this.title = title;
    this.details = details;
    this.retryAfterMs = retryAfterMs;
  }
}

const Failure = z.looseObject({
  error: z.looseObject({
    code: z.coerce.number(),
    message: z.string().catch(''),
    error_user_msg: z.string().optional().catch(undefined),
    error_data: z
      .looseObject({ details: z.string().optional().catch(undefined) })
      .optional()
      .catch(undefined),
  }),
});

const ANSWER_BYTES = 4 * 2 ** 20;
const TIMEOUT_MS = 20_000;

/** Calls of the Graph API with the shop's token. */
export class Graph {
  readonly #options: GraphOptions;
  readonly #fetch: typeof fetch;
  constructor(options: GraphOptions) {
    this.#options = options;
    this.#fetch = options.outbound.with({
      totalMs: TIMEOUT_MS,
      firstByteMs: TIMEOUT_MS,
      maxBodyBytes: ANSWER_BYTES,
      maxRedirects: 0,
    });
  }

  /** @throws GraphError, OutboundError, or the reason of the signal */
  async get<T>(path: string, shape: z.ZodType<T>, signal?: AbortSignal): Promise<T> {
    return this.#call(path, shape, { method: 'GET', ...(signal && { signal }) });
  }

  /** @param body JSON, or a form */
  async post<T>(
    path: string,
    body: object | FormData,
    shape: z.ZodType<T>,
    signal?: AbortSignal,
  ): Promise<T> {
    const isForm = body instanceof FormData;
    return this.#call(path, shape, {
      method: 'POST',
      body: isForm ? body : JSON.stringify(body),
      headers: isForm ? {} : { 'Content-Type': 'application/json' },
      ...(signal && { signal }),
    });
  }

  async #call<T>(path: string, shape: z.ZodType<T>, init: RequestInit): Promise<T> {
    const { apiUrl, accessToken } = this.#options;
    const response = await this.#fetch(`${apiUrl.replace(/\/$/, '')}/${path}`, {
      ...init,
      headers: { ...init.headers, Authorization: `Bearer ${accessToken}` },
    });
    const text = await response.text();
    const answer = parsed(text);
    if (!response.ok) {
      const failure = Failure.safeParse(answer);
      const retryAfterMs = retryAfter(response.headers.get('retry-after'));
      if (!failure.success) throw new GraphError(response.status, -1, '', { retryAfterMs });
      const { code, message, error_user_msg, error_data } = failure.data.error;
      const details = error_user_msg ?? error_data?.details ?? '';
      throw new GraphError(response.status, code, message, { details, retryAfterMs });
    }
    const read = shape.safeParse(answer);
    if (!read.success) throw new GraphError(response.status, -1, 'an answer that is none of the Cloud API');
    return read.data;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

const retryAfter = (value: string | null): number | undefined =>
  value !== null && /^\d+$/.test(value.trim()) ? Number(value) * 1000 : undefined;

/** Where no byte of a request can have arrived. */
const NEVER_CONNECTED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENODATA',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

export const neverArrived = (error: OutboundError): boolean =>
  error.kind === 'refused_address' || (error.code !== undefined && NEVER_CONNECTED.has(error.code));
export { OutboundError };
