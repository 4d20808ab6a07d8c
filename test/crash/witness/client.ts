import { ADMIN_KEY } from '../server/messages.ts';
import type { Caller } from './facts.ts';

export interface Reply {
  status: number;
  body: Record<string, unknown>;
}

/** The server is gone, or was not heard in time. */
export class GoneError extends Error {
  override readonly name = 'GoneError';
  /** It may be there still. */
  readonly late: boolean;
  constructor(cause: unknown) {
    super('the server was not heard', { cause });
    this.late = cause instanceof Error && cause.name === 'TimeoutError';
  }
}

const PATIENCE_MS = 30_000;
let count = 0;
export const requestCount = (): number => count;

/** @throws GoneError when there was no whole answer */
export async function post(
  url: string,
  body: object | string | undefined,
  options: {
    admin?: boolean;
    as?: Caller | undefined;
    key?: string | undefined;
    method?: string;
    type?: string;
  } = {},
): Promise<Reply> {
  count += 1;
  try {
    const answer = await fetch(url, {
      method: options.method ?? 'POST',
      headers: {
        'Content-Type': options.type ?? 'application/json',
        ...(options.admin && { Authorization: `Bearer ${ADMIN_KEY}` }),
        ...(options.as && { Authorization: `Bearer ${options.as.secret}` }),
        ...(options.as?.origin !== undefined && { Origin: options.as.origin }),
        ...(options.key !== undefined && { 'Idempotency-Key': options.key }),
      },
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    const text = await answer.text();
    return { status: answer.status, body: options.type === undefined && text ? JSON.parse(text) : {} };
  } catch (cause) {
    throw new GoneError(cause);
  }
}
