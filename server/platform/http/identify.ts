import type { Request, RequestHandler } from 'express';
import { ProblemError } from './problem.ts';

export interface Identity {
  /** Whatever the surfaces take for a principal. */
  principal: unknown;
  /** Name of the key for the rate limit; absent for callers without one. */
  rateKey?: string | undefined;
}

/**
 * Says who is asking. `req.bearer` holds the credential, if one was sent.
 *
 * @throws ProblemError 401 when a credential was sent and is not valid: it must not pass for an anonymous caller
 */
export type Authenticate = (req: Request) => Identity | Promise<Identity>;

/** RFC 6750 section 2.1. */
const BEARER = /^Bearer +([\w.~+/-]{1,2048}=*) *$/i;

/** Reads `Authorization: Bearer` and asks `authenticate`; a failed attempt is counted by `onFailure` first. */
export function identify(authenticate: Authenticate, onFailure: RequestHandler): RequestHandler {
  return async (req, res, next) => {
    try {
      const header = req.headers.authorization;
      const bearer = header === undefined ? undefined : BEARER.exec(header)?.[1];
      if (bearer !== undefined) req.bearer = bearer;
      else if (header !== undefined) {
        throw new ProblemError({
          status: 401,
          type: 'unauthorized',
          detail: 'Send the key as "Authorization: Bearer KEY".',
          headers: { 'WWW-Authenticate': 'Bearer realm="shopwright", error="invalid_request"' },
        });
      }
      const { principal, rateKey } = await authenticate(req);
      req.principal = principal;
      if (rateKey !== undefined) req.rateKey = rateKey;
    } catch (error) {
      await onFailure(req, res, (limited?: unknown) => next(limited ?? error));
      return;
    }
    next();
  };
}
