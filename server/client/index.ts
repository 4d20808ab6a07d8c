import type { PublisherReads, Tools } from './types.ts';

export type * from './types.ts';

/** What the shop answered instead: `message` says what was wrong and how to mend it. */
export class ShopwrightError extends Error {
  override readonly name = 'ShopwrightError';
  /** HTTP status; 0 when there was no answer. */
  readonly status: number;
  /** Stable, for programs: `invalid_input`, `out_of_stock`, `forbidden`, … */
  readonly code: string;
  /** Dotted path of the argument at fault. */
  readonly field: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
  constructor(status: number, problem: Problem) {
    super(problem.detail ?? `The shop answered ${status}.`);
    this.status = status;
    this.code = problem.code ?? 'internal';
    this.field = problem.field;
    this.details = problem.details ?? {};
  }
}

interface Problem {
  detail?: string;
  code?: string;
  field?: string;
  details?: Record<string, unknown>;
}

export interface ClientOptions {
  /** Address of the shop, such as `https://shop.example`. */
  url: string;
  /** `sk_…` on a server, `pk_…` in a web page of an origin that the key allows; without one, everything is done as a visitor. */
  key?: string;
  /** The session of earlier calls, so that cart and checkout are found again. */
  session?: string;
  /** Instead of the global one. */
  fetch?: typeof globalThis.fetch;
  /** Milliseconds to wait for an answer. Default 30,000. */
  timeoutMs?: number;
}

export interface Client {
  /** The session that the calls share; undefined before the first. Keep it with your own conversation. */
  readonly session: string | undefined;
  /**
   * Calls a tool in the client's session.
   * @throws ShopwrightError
   */
  call<N extends keyof Tools>(name: N, input: Tools[N]['input']): Promise<Tools[N]['output']>;
  /**
   * Reads a publisher's own numbers; needs a secret key.
   * @throws ShopwrightError
   */
  publisher<N extends keyof PublisherReads>(
    name: N,
    query?: PublisherReads[N]['query'],
  ): Promise<PublisherReads[N]['output']>;
}

/**
 * A client of one shop, for browsers and servers, without a dependency. One client is one shopper: its calls share a session.
 *
 * @example
 * const shop = createClient({ url: 'https://shop.example', key: process.env.SHOP_KEY });
 * const { products } = await shop.call('search_catalog', { query: 'hiking backpack' });
 */
export function createClient(options: ClientOptions): Client {
  const { url, key, timeoutMs = 30_000 } = options;
  const base = url.replace(/\/+$/, '');
  let session = options.session;

  async function ask(path: string, body?: unknown): Promise<unknown> {
    const send = options.fetch ?? globalThis.fetch;
    const answer = await send(base + path, {
      method: body === undefined ? 'GET' : 'POST',
      headers: {
        Accept: 'application/json',
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...(key !== undefined && { Authorization: `Bearer ${key}` }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(timeoutMs),
    }).catch((cause: unknown) => {
      throw new ShopwrightError(0, { code: 'network', detail: `The shop did not answer: ${cause}` });
    });
    const json: unknown = await answer.json().catch(() => ({}));
    if (!answer.ok) throw new ShopwrightError(answer.status, json as Problem);
    return json;
  }

  return {
    get session() {
      return session;
    },
    async call(name, input) {
      const output = await ask(`/v1/tools/${String(name)}`, {
        ...(session && { session_id: session }),
        ...input,
      });
      session = (output as { session_id: string }).session_id;
      return output as never;
    },
    async publisher(name, query = {}) {
      const search = new URLSearchParams(
        Object.entries(query).map(([field, value]): [string, string] => [field, String(value)]),
      );
      return (await ask(`/v1/publisher/${String(name)}${search.size > 0 ? `?${search}` : ''}`)) as never;
    },
  };
}
