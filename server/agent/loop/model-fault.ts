/** A model failed. The message holds kinds and statuses, never words of the service: those may repeat what a customer wrote. */
export class ModelError extends Error {
  override readonly name = 'ModelError';
}

const MAX_DEPTH = 5;
/** Errors whose message is ours, or the runtime's. */
const OUR_WORDS = new Set(['OutboundError', 'TimeoutError', 'AbortError']);

/** What may be logged of an error of a model or of the library that asks it. */
export const modelFault = (error: unknown): ModelError => new ModelError(kindsOf(error, 0).join(' < '));

/** From the outside in: `AI_RetryError < AI_APICallError 500 < OutboundError: it took longer than 5 s`. */
function kindsOf(error: unknown, depth: number): string[] {
  if (depth > MAX_DEPTH || !(error instanceof Error)) return [];
  const { statusCode, lastError, cause } = error as {
    statusCode?: unknown;
    lastError?: unknown;
    cause?: unknown;
  };
  const status = typeof statusCode === 'number' ? ` ${statusCode}` : '';
  const words = OUR_WORDS.has(error.name) ? `: ${error.message}` : '';
  return [`${error.name}${status}${words}`, ...kindsOf(lastError ?? cause, depth + 1)];
}

/** What says that a request was wrong, not that the service is out of order. */
const OF_THE_REQUEST = new Set([400, 413, 415, 422]);

/** What an error tells of the service for the next customer: that it answers with errors, or not at all; undefined: nothing. */
export function outageOf(error: unknown): 'answered' | 'silent' | undefined {
  const status = statusOf(error, 0);
  if (status === undefined) return 'silent';
  return OF_THE_REQUEST.has(status) ? undefined : 'answered';
}

function statusOf(error: unknown, depth: number): number | undefined {
  if (depth > MAX_DEPTH || !(error instanceof Error)) return undefined;
  const { statusCode, lastError, cause } = error as {
    statusCode?: unknown;
    lastError?: unknown;
    cause?: unknown;
  };
  return typeof statusCode === 'number' ? statusCode : statusOf(lastError ?? cause, depth + 1);
}
