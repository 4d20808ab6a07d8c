import type { RequestHandler } from 'express';
import { adminActions } from '../../commerce/admin/model.ts';
import type { Principal } from '../../commerce/principals/model.ts';
import { principalOf } from '../../platform/http/request.ts';
import type { AdminDeps } from './route.ts';

const MAX_TARGET_LENGTH = 200;

/**
 * Writes down who asked for a write, where, and what came of it. `note` takes the outcome of the request that is being
 * answered; the row is written when the answer is decided.
 */
export function audit(
  { store, ids }: Pick<AdminDeps, 'store' | 'ids'>,
  write: { method: string; route: string },
): RequestHandler {
  return (req, res, next) => {
    const principal = principalOf<Principal>(req);
    const targetId = Object.values(req.params).join('/').slice(0, MAX_TARGET_LENGTH).toWellFormed();
    res.once('close', () => {
      const status = res.writableEnded ? res.statusCode : 499;
      store.append(adminActions, {
        _id: ids.next('act'),
        principalId: principal.id,
        method: write.method,
        route: write.route,
        ...(targetId && { targetId }),
        status,
        outcome: status < 400 ? 'ok' : ((res.locals.outcome as string | undefined) ?? 'failed'),
        requestId: req.requestId,
      });
    });
    next();
  };
}
