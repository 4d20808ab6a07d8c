import { z } from 'zod';
import type { Clock } from '../../platform/clock.ts';
import { expectSuccess, type Outbound, OutboundError } from '../../platform/http/outbound.ts';
import { type Embedder, EmbedderError } from '../../search/vectors/embedder.ts';

export interface OpenAiEmbedderOptions {
  outbound: Outbound;
  clock: Clock;
  /** Up to and with the version: `https://api.openai.com/v1`. */
  baseUrl: string;
  /** Servers on one's own machines often ask for none. */
  apiKey?: string | undefined;
  model: string;
  /** Asked of models that can shorten their vectors, and expected of every answer. */
  dimensions?: number | undefined;
  /** Texts in one request. Default 64; a server that takes fewer is asked for fewer. */
  maxBatch?: number;
  /** Milliseconds for one request. Default 60,000. */
  timeoutMs?: number;
}

const MAX_ANSWER_BYTES = 64 * 2 ** 20;

const Answer = z.object({
  data: z.array(
    z.object({ index: z.int().nonnegative(), embedding: z.union([z.array(z.number()), z.string()]) }),
  ),
});

/**
 * Embeddings as OpenAI's API has them (POST /embeddings, https://platform.openai.com/docs/api-reference/embeddings), and
 * the many servers that speak it: Ollama, vLLM, llama.cpp, Text Embeddings Inference, Azure, Mistral. Vectors are asked
 * for in base64, a quarter of the bytes; who answers with numbers is understood too.
 */
export function createOpenAiEmbedder(options: OpenAiEmbedderOptions): Embedder {
  const { outbound, clock, baseUrl, apiKey, model, dimensions, timeoutMs = 60_000 } = options;
  const url = `${baseUrl.replace(/\/+$/, '')}/embeddings`;
  const call = outbound.with({
    maxBodyBytes: MAX_ANSWER_BYTES,
    totalMs: timeoutMs,
    firstByteMs: timeoutMs,
    maxRedirects: 0,
  });
  let length = dimensions;
  let encoding: 'base64' | undefined = 'base64';

  const ask = async (texts: readonly string[], signal: AbortSignal): Promise<unknown> => {
    const response = await call(url, {
      method: 'POST',
      signal,
      headers: {
        'Content-Type': 'application/json',
        ...(apiKey !== undefined && { Authorization: `Bearer ${apiKey}` }),
      },
      body: JSON.stringify({
        model,
        input: texts,
        ...(encoding && { encoding_format: encoding }),
        ...(dimensions !== undefined && { dimensions }),
      }),
    });
    return (await expectSuccess(response, clock)).json();
  };

  return {
    // Whose model of this name it is decides, too, what a vector is.
    id: `${new URL(baseUrl).host}/${model}${dimensions === undefined ? '' : `@${dimensions}`}`,
    maxBatch: options.maxBatch ?? 64,
    async embed(texts, signal) {
      if (texts.length === 0) return [];
      let answer: unknown;
      try {
        answer = await ask(texts, signal);
      } catch (error) {
        if (encoding === undefined || !isBadRequest(error)) throw embedderError(error);
        // Some servers know no encoding_format; whether it was that, the second try tells.
        encoding = undefined;
        try {
          answer = await ask(texts, signal);
        } catch (again) {
          encoding = 'base64';
          throw embedderError(again);
        }
      }
      const vectors = read(answer, texts.length);
      for (const vector of vectors) {
        length ??= vector.length;
        if (vector.length !== length) {
          throw new EmbedderError(
            'refused',
            `the model answered with ${vector.length} dimensions where ${length} were expected; check SHOPWRIGHT_EMBEDDINGS_MODEL and SHOPWRIGHT_EMBEDDINGS_DIMENSIONS`,
          );
        }
      }
      return vectors;
    },
  };
}

function read(answer: unknown, count: number): Float32Array[] {
  const parsed = Answer.safeParse(answer);
  const data = parsed.data?.data.toSorted((a, b) => a.index - b.index) ?? [];
  if (!parsed.success || data.length !== count || data.some(({ index }, i) => index !== i))
    throw new EmbedderError(
      'refused',
      'the answer is not one of an embeddings API; check SHOPWRIGHT_EMBEDDINGS_URL',
    );
  const vectors = data.map(({ embedding }) =>
    typeof embedding === 'string' ? unpacked(embedding) : Float32Array.from(embedding),
  );
  if (!vectors.every((vector) => vector.every(Number.isFinite) && vector.some((part) => part !== 0)))
    throw new EmbedderError('batch', 'the model made a vector that has no direction');
  return vectors;
}

/** Little-endian 32-bit floats. */
function unpacked(base64: string): Float32Array {
  const bytes = Buffer.from(base64, 'base64');
  return Float32Array.from({ length: Math.floor(bytes.length / 4) }, (_, i) => bytes.readFloatLE(i * 4));
}

const isBadRequest = (error: unknown): boolean =>
  error instanceof OutboundError && (error.status === 400 || error.status === 422);

/** What the caller can do about it. The message has nothing of the answer: some repeat the key. */
function embedderError(error: unknown): unknown {
  if (error instanceof EmbedderError || !(error instanceof Error)) return error;
  if (!(error instanceof OutboundError)) {
    if (!(error instanceof SyntaxError)) return error;
    return new EmbedderError('refused', 'the answer is no JSON; check SHOPWRIGHT_EMBEDDINGS_URL');
  }
  const { kind, status = 0, message, retryAfterMs } = error;
  if (kind === 'refused_address') return new EmbedderError('refused', message);
  if (kind === 'too_large') return new EmbedderError('batch', message);
  if (kind !== 'http_status') return new EmbedderError('busy', message);
  if (status === 401 || status === 403)
    return new EmbedderError('refused', `${message}: SHOPWRIGHT_EMBEDDINGS_KEY is not accepted`);
  if (status === 404)
    return new EmbedderError(
      'refused',
      `${message}: there is no such model or address; check SHOPWRIGHT_EMBEDDINGS_URL and SHOPWRIGHT_EMBEDDINGS_MODEL`,
    );
  if (status === 400 || status === 413 || status === 422)
    return new EmbedderError('batch', `${message}: it does not take these texts`);
  if (status === 408 || status === 409 || status === 429 || status >= 500)
    return new EmbedderError('busy', message, retryAfterMs);
  return new EmbedderError('refused', message);
}
