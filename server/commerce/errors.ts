import { StoreUnavailableError } from '../platform/store/errors.ts';

/** Codes that callers may rely on. */
export type ErrorCode =
  | 'invalid_input'
  | 'not_found'
  | 'forbidden'
  | 'unauthorized'
  | 'session_unknown'
  | 'conflict'
  | 'version_conflict'
  | 'idempotency_conflict'
  | 'in_progress'
  | 'out_of_stock'
  | 'quantity_not_available'
  | 'quote_invalid'
  | 'price_changed'
  | 'cart_empty'
  | 'cart_closed'
  | 'checkout_closed'
  | 'checkout_incomplete'
  | 'confirmation_mismatch'
  | 'payment_declined'
  | 'payment_unknown'
  | 'too_many_unfinished_payments'
  | 'not_shippable'
  | 'proof_required'
  | 'code_wrong'
  | 'not_cancelable'
  | 'not_returnable'
  | 'stale_update'
  | 'too_many_requests'
  | 'overloaded'
  | 'unavailable';

const STATUS: Partial<Record<ErrorCode, number>> = {
  invalid_input: 422,
  unauthorized: 401,
  forbidden: 403,
  proof_required: 403,
  code_wrong: 403,
  not_found: 404,
  session_unknown: 404,
  payment_declined: 402,
  too_many_requests: 429,
  too_many_unfinished_payments: 429,
  overloaded: 503,
  unavailable: 503,
};

/**
 * An error that the caller can mend. Its message is shown to models and people as it stands, so it says what was wrong
 * and what to do instead, and holds nothing that the caller may not know.
 */
export class CommerceError extends Error {
  override readonly name = 'CommerceError';
  readonly code: ErrorCode;
  /** HTTP status for surfaces that have one. */
  readonly status: number;
  /** Dotted path of the input at fault. */
  readonly field: string | undefined;
  /** Values that help to mend the call, such as `{available: 3}`. */
  readonly details: Readonly<Record<string, unknown>> | undefined;
  constructor(
    code: ErrorCode,
    message: string,
    options: { field?: string; details?: Record<string, unknown> } = {},
  ) {
    super(message);
    this.code = code;
    this.status = STATUS[code] ?? 409;
    this.field = options.field;
    this.details = options.details;
  }
}

/**
 * The error as callers are told it; undefined for a fault of the program. What the store cannot write now is the operator's
 * to mend, and the log has told him: callers learn that the same call may succeed later. A payment may have been made, so
 * the answer does not say that nothing happened.
 */
export function callersError(error: unknown): CommerceError | undefined {
  if (error instanceof CommerceError) return error;
  if (!(error instanceof StoreUnavailableError)) return undefined;
  return new CommerceError(
    'unavailable',
    'The shop cannot store anything at this moment; the call is not at fault. Make the very same call again in some seconds, with the same idempotency key if it has one: nothing is then done twice.',
  );
}
