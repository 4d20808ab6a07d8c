import { Router } from 'express';
import type { Principal } from '../../commerce/principals/model.ts';
import { ProblemError } from '../../platform/http/problem.ts';
import { principalOf } from '../../platform/http/request.ts';
import type { AdminDeps } from '../admin/route.ts';
import { addRoutes } from '../admin/router.ts';
import { publisherRoutes } from './routes.ts';

/** `GET /v1/publisher/…`, to be mounted at `/v1/publisher`. */
export function createPublisherRouter(deps: AdminDeps): Router {
  const router = Router();
  router.use((req, _res, next) => {
    const principal = principalOf<Principal | undefined>(req);
    if (principal && principal.kind !== 'anonymous') return next();
    throw new ProblemError({
      status: 401,
      type: 'unauthorized',
      detail:
        'These numbers need a key: send "Authorization: Bearer KEY" with the secret key of a publisher.',
      extra: { code: 'unauthorized' },
    });
  });
  addRoutes(router, deps, publisherRoutes, '/publisher');
  return router;
}
