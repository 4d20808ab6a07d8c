import type { RequestHandler } from 'express';
import type { Principal, Scope } from '../../commerce/principals/model.ts';
import { ADMIN_SCOPES } from '../../commerce/principals/model.ts';
import { defineGuard } from '../../platform/guard.ts';
import { ProblemError } from '../../platform/http/problem.ts';
import { principalOf } from '../../platform/http/request.ts';

const stranger = defineGuard('route:admin', 'The admin API answers no stranger.');
const outOfScope = defineGuard('route:scope', 'A key reads and changes only what it was given for.');

/** Refuses everybody who has no admin scope at all, before address or body are looked at. */
export const requireAdmin: RequestHandler = (req, _res, next) => {
  const principal = principalOf<Principal | undefined>(req);
  if (stranger(!principal || principal.kind === 'anonymous')) {
    throw new ProblemError({
      status: 401,
      type: 'unauthorized',
      detail: 'The admin API needs a key: send "Authorization: Bearer KEY".',
      extra: { code: 'unauthorized' },
    });
  }
  if (stranger(![...(principal?.scopes ?? [])].some((scope) => ADMIN_SCOPES.has(scope)))) {
    throw forbidden('This key is not one for the admin API. Ask the merchant for a key of kind admin.');
  }
  next();
};

/** @throws ProblemError 403 when the key lacks the scope */
export function requireScope(principal: Principal, scope: Scope): void {
  if (outOfScope(!principal.scopes.has(scope))) {
    throw forbidden(`This key lacks the scope ${scope}. Ask the merchant for a key with it.`);
  }
}

const forbidden = (detail: string): ProblemError =>
  new ProblemError({ status: 403, type: 'forbidden', detail, extra: { code: 'forbidden' } });
