import type { Response } from 'express';
import type { z } from 'zod';
import { callersError } from '../../commerce/errors.ts';
import { PaymentOutcomeUnknownError } from '../../commerce/payments/port.ts';

/** What is wrong with one field; the page words it in the buyer's language by `code`. */
export interface FieldProblem {
  /** Dotted path, such as `shippingAddress.city`. */
  field: string;
  code: 'required' | 'too_long' | 'email' | 'phone' | 'country' | 'invalid';
  message: string;
}

/** RFC 9457 problem details with the members that the page and tests rely on. */
export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  code: string;
  message: string;
  detail: string;
  field?: string;
  errors?: FieldProblem[];
  details?: Readonly<Record<string, unknown>>;
}

/** A request of the page that did not pass its schema. */
export class PageInputError extends Error {
  override readonly name = 'PageInputError';
  readonly errors: FieldProblem[];
  constructor(error: z.ZodError) {
    super('Some fields need your attention.');
    this.errors = error.issues.flatMap((issue) => fieldProblems(issue));
  }
}

function fieldProblems(issue: z.core.$ZodIssue): FieldProblem[] {
  const field = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      field: field ? `${field}.${key}` : key,
      code: 'invalid',
      message: 'This field is not known.',
    }));
  }
  return [{ field, code: codeOf(issue, field), message: issue.message }];
}

function codeOf(issue: z.core.$ZodIssue, field: string): FieldProblem['code'] {
  if (issue.code === 'too_small' || (issue.code === 'invalid_type' && issue.input === undefined))
    return 'required';
  if (issue.code === 'too_big') return 'too_long';
  if (field.endsWith('email')) return 'email';
  if (field.endsWith('phone')) return 'phone';
  if (field.endsWith('country')) return 'country';
  return 'invalid';
}

export function sendProblem(res: Response, problem: Omit<Problem, 'type' | 'title' | 'detail'>): void {
  const { status, code, message, ...rest } = problem;
  res
    .status(status)
    .type('application/problem+json')
    .send(
      JSON.stringify({
        type: 'about:blank',
        title: code.replaceAll('_', ' '),
        status,
        code,
        detail: message,
        message,
        ...rest,
      }),
    );
}

/** Answers false for an error that is not the buyer's to mend. */
export function sendKnownError(res: Response, error: unknown): boolean {
  const known = callersError(error);
  if (known) {
    const { status, code, message, field, details } = known;
    if (status === 503) res.set('Retry-After', '5');
    sendProblem(res, { status, code, message, ...(field && { field }), ...(details && { details }) });
    return true;
  }
  if (error instanceof PaymentOutcomeUnknownError) {
    const message = 'The payment is still being confirmed. Do not pay again; ask once more in a moment.';
    sendProblem(res, { status: 409, code: 'payment_unknown', message });
    return true;
  }
  if (error instanceof PageInputError) {
    const { errors, message } = error;
    sendProblem(res, {
      status: 422,
      code: 'invalid_input',
      message,
      ...(errors[0] && { field: errors[0].field }),
      errors,
    });
    return true;
  }
  return false;
}
