const BASE = new URL('./api/', import.meta.url);
const TIMEOUT_MS = 45_000;

/** A problem+json answer; `code` is `network` when there was no answer, so that nobody knows what happened. */
export class ApiError extends Error {
  constructor(problem) {
    super(problem.message ?? '');
    this.code = problem.code ?? 'internal_error';
    this.status = problem.status ?? 0;
    this.field = problem.field;
    this.errors = problem.errors ?? [];
    this.details = problem.details;
  }

  /** Nobody knows (yet) what came of the request: no answer, a fault of the server, or a payment that is not settled. */
  get isUndecided() {
    return this.isFault || this.code === 'payment_unknown' || this.code === 'in_progress';
  }

  get isFault() {
    return this.status === 0 || this.status >= 500;
  }
}

let csrf = '';

async function call(method, path, body) {
  let response;
  try {
    response = await fetch(new URL(path, BASE), {
      method,
      credentials: 'same-origin',
      headers: { accept: 'application/json', 'content-type': 'application/json', 'x-csrf-token': csrf },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  } catch {
    throw new ApiError({ code: 'network' });
  }
  const answer = await response.json().catch(() => ({ code: 'network' }));
  if (!response.ok) throw new ApiError({ status: response.status, ...answer });
  csrf = answer.csrf ?? csrf;
  return answer.view;
}

export const exchange = (secret) => call('POST', 'exchange', { secret, framed: window.self !== window.top });
export const session = () => call('GET', 'session');
export const update = (change) => call('POST', 'update', change);
export const settle = () => call('POST', 'settle', {});

let attempt;

/**
 * Pays. The same payment sent again after a lost answer carries the same key, so it charges once; after a definite answer
 * (a decline, say) the next one is a new attempt.
 */
export async function pay(token, confirmedTotal, agreement) {
  const request = JSON.stringify([token, confirmedTotal, agreement]);
  if (attempt?.request !== request) attempt = { request, key: newKey() };
  try {
    const view = await call('POST', 'pay', {
      token,
      idempotencyKey: attempt.key,
      confirmedTotal,
      agreement,
    });
    attempt = undefined;
    return view;
  } catch (error) {
    if (!error.isUndecided) attempt = undefined;
    throw error;
  }
}

/** 128 bits; crypto.randomUUID does not exist on plain http. */
function newKey() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return `page-${Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
