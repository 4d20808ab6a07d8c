import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { meaningVector } from './vectors.ts';

/** What the next request, or every one from now on, meets instead of an answer. */
export type Trouble =
  | { readonly status: number; readonly retryAfter?: string; readonly code?: string }
  /** Waits until `release` is called. */
  | 'slow'
  /** Hangs up. */
  | 'dead'
  | 'wrong dimensions'
  | 'no json'
  | 'zero';

export interface FakeEmbeddings {
  /** Base address with version. */
  readonly url: string;
  readonly host: string;
  /** Every text that was sent, in order. */
  readonly texts: string[];
  /** How many texts each request had. */
  readonly batches: number[];
  /** The bodies as they came. */
  readonly bodies: Record<string, unknown>[];
  /** Meets the next `times` requests; `Infinity` for all until `recover`. */
  fail(trouble: Trouble, times?: number): void;
  recover(): void;
  /** Answers what waits as slow. */
  release(): void;
  close(): Promise<void>;
}

export interface FakeEmbeddingsOptions {
  key?: string;
  model?: string;
  dimensions?: number;
  /** Default 2048, as OpenAI has it. */
  maxInputs?: number;
  /** Characters of one input. Default 32,000. */
  maxInputLength?: number;
  /** False: refuses `encoding_format`, as some servers do. */
  encodings?: boolean;
}

const FIELDS = new Set(['model', 'input', 'encoding_format', 'dimensions', 'user']);

/** OpenAI's `POST /v1/embeddings`, as strict as the original, with vectors that depend on the words alone. */
export async function startFakeEmbeddings(options: FakeEmbeddingsOptions = {}): Promise<FakeEmbeddings> {
  const { key = 'sk-test', model = 'fake-embedding', maxInputs = 2048, maxInputLength = 32_000 } = options;
  const texts: string[] = [];
  const batches: number[] = [];
  const bodies: Record<string, unknown>[] = [];
  let trouble: { what: Trouble; left: number } | undefined;
  let released = Promise.withResolvers<void>();

  const answer = async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const send = (status: number, body: unknown, headers: Record<string, string> = {}): void => {
      res.writeHead(status, { 'Content-Type': 'application/json', ...headers });
      res.end(JSON.stringify(body));
    };
    const refuse = (status: number, code: string, message: string, headers?: Record<string, string>): void =>
      send(status, { error: { message, type: 'invalid_request_error', param: null, code } }, headers);
    const raw = await text(req);
    const met = trouble && trouble.left > 0 ? trouble.what : undefined;
    if (trouble) trouble.left -= 1;
    if (met === 'dead') return void req.socket.destroy();
    if (typeof met === 'object')
      return refuse(met.status, met.code ?? 'error', `trouble with key ${key}`, {
        ...(met.retryAfter !== undefined && { 'Retry-After': met.retryAfter }),
      });
    if (met === 'slow') await released.promise;
    if (req.url !== '/v1/embeddings' || req.method !== 'POST')
      return refuse(404, 'unknown_url', 'Unknown request URL');
    if (req.headers.authorization !== `Bearer ${key}`)
      return refuse(401, 'invalid_api_key', `Incorrect API key provided: ${req.headers.authorization}`);
    if (!/^application\/json\b/.test(req.headers['content-type'] ?? ''))
      return refuse(415, 'bad_type', 'Send JSON');
    if (met === 'no json') return void res.end('<html>');
    const body = JSON.parse(raw) as Record<string, unknown>;
    bodies.push(body);
    for (const field of Object.keys(body))
      if (!FIELDS.has(field))
        return refuse(400, 'unknown_parameter', `Unrecognized request argument: ${field}`);
    if (body.model !== model) return refuse(404, 'model_not_found', 'The model does not exist');
    const input = typeof body.input === 'string' ? [body.input] : body.input;
    if (
      !Array.isArray(input) ||
      input.length === 0 ||
      !input.every((item) => typeof item === 'string' && item !== '')
    )
      return refuse(400, 'invalid_input', "'$.input' is invalid");
    if (input.length > maxInputs) return refuse(400, 'too_many', `at most ${maxInputs} inputs`);
    if (input.some((item: string) => item.length > maxInputLength))
      return refuse(400, 'too_long', 'an input is too long');
    const format = body.encoding_format ?? 'float';
    if (options.encodings === false && body.encoding_format !== undefined)
      return refuse(400, 'unknown_parameter', 'Unrecognized request argument: encoding_format');
    if (format !== 'float' && format !== 'base64') return refuse(400, 'bad_format', 'encoding_format');
    const asked = body.dimensions ?? options.dimensions ?? 64;
    if (typeof asked !== 'number' || !Number.isInteger(asked) || asked < 1 || asked > 3072)
      return refuse(400, 'bad_dimensions', 'dimensions');
    texts.push(...(input as string[]));
    batches.push(input.length);
    const dimensions = met === 'wrong dimensions' ? asked + 1 : asked;
    const data = (input as string[]).map((item, index) => {
      const vector = met === 'zero' ? new Float32Array(dimensions) : meaningVector(item, dimensions);
      const embedding = format === 'base64' ? Buffer.from(vector.buffer).toString('base64') : [...vector];
      return { object: 'embedding', index, embedding };
    });
    // In another order: only `index` tells which is which.
    send(200, { object: 'list', data: data.reverse(), model, usage: { prompt_tokens: 1, total_tokens: 1 } });
  };

  const server = createServer((req, res) => {
    answer(req, res).catch((error: unknown) => res.destroy(error as Error));
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  return {
    url: `http://${host}/v1`,
    host,
    texts,
    batches,
    bodies,
    fail: (what, times = Number.POSITIVE_INFINITY) => {
      trouble = { what, left: times };
    },
    recover: () => {
      trouble = undefined;
    },
    release: () => {
      released.resolve();
      released = Promise.withResolvers<void>();
    },
    close: async () => {
      released.resolve();
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}
