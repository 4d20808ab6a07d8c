import type { CallFailure } from '../../../tools/call-tool.ts';
import { callersError } from '../../commerce/errors.ts';
import type { Problem } from '../../platform/http/problem.ts';

/** The problem document of a tool's failure: code, what to mend, and the values that help. */
export function failureProblem({
  code,
  message,
  status,
  field,
  details,
  errorId,
}: CallFailure['error']): Problem {
  return {
    status,
    type: code.replaceAll('_', '-'),
    detail: message,
    extra: {
      code,
      ...(field && { field }),
      ...(details && { details }),
      ...(errorId !== undefined && { error_id: errorId }),
    },
    ...((status === 429 || status === 503 || code === 'in_progress') && { headers: { 'Retry-After': '5' } }),
  };
}

/** For routes that call services directly. */
export function commerceProblem(error: unknown): Problem | undefined {
  const known = callersError(error);
  if (!known) return undefined;
  const { code, message, status, field, details } = known;
  return failureProblem({
    code,
    message,
    status,
    ...(field !== undefined && { field }),
    ...(details && { details }),
  });
}
