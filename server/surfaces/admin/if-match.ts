import type { Request } from 'express';
import { CommerceError } from '../../commerce/errors.ts';
import { ProblemError } from '../../platform/http/problem.ts';

const TAG = /^"(\d{1,15})"$/;

/** The entity tag of a version, RFC 9110 section 8.8.3. */
export const entityTag = (version: number): string => `"${version}"`;

/**
 * The version that `If-Match` asks for; undefined without the header, and for `*`.
 * @throws CommerceError `invalid_input` for anything but one tag that an answer gave
 */
export function ifMatch(req: Request): number | undefined {
  const header = req.get('If-Match')?.trim();
  if (header === undefined || header === '*') return undefined;
  const version = TAG.exec(header)?.[1];
  if (version !== undefined) return Number(version);
  throw new CommerceError('invalid_input', 'If-Match takes the ETag of an answer, such as "3".', {
    field: 'If-Match',
  });
}

/** A version that is not the one in `If-Match` is answered with 412, RFC 9110 section 13.1.1. */
export function preconditionFailed(error: unknown): unknown {
  if (!(error instanceof CommerceError) || error.code !== 'version_conflict') return error;
  const { code, message, details } = error;
  return new ProblemError({
    status: 412,
    type: 'precondition-failed',
    detail: message,
    extra: { code, ...(details && { details }) },
  });
}
