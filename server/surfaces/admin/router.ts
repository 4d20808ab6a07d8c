import { type Request, type RequestHandler, type Response, Router } from 'express';
import { payoutsCsv, payoutsOf } from '../../commerce/affiliates/payouts.ts';
import { CommerceError } from '../../commerce/errors.ts';
import { once } from '../../commerce/once/once.ts';
import type { Principal } from '../../commerce/principals/model.ts';
import { jsonBody } from '../../platform/http/body.ts';
import { allowOnly } from '../../platform/http/methods.ts';
import { ProblemError } from '../../platform/http/problem.ts';
import { principalOf } from '../../platform/http/request.ts';
import { requireAdmin, requireScope } from './access.ts';
import { audit } from './audit.ts';
import { createFeedRouter } from './feed-router.ts';
import { streamHandoffs } from './handoff-events.ts';
import { entityTag, ifMatch, preconditionFailed } from './if-match.ts';
import { createImportRouter } from './import-router.ts';
import { readRequest } from './request.ts';
import type { AdminDeps, AdminRoute } from './route.ts';
import { monthParam } from './routes/commissions.ts';
import { adminRoutes } from './routes.ts';

/**
 * The admin API, to be mounted at `/admin/v1` with `body: 'none'`: bodies are read only after the key was found good.
 * Every route stands in `adminRoutes` with the scope it needs; whatever does not stand there is refused.
 */
export function createAdminRouter(deps: AdminDeps): Router {
  const router = Router();
  // Before the key is asked for: what a source signs needs none.
  router.use(createFeedRouter(deps));
  router.use(requireAdmin);
  router.use(createImportRouter(deps));
  router.get('/payouts/:month/csv', async (req, res) => {
    requireScope(principalOf<Principal>(req), 'admin:publishers');
    const month = monthParam(req.params.month);
    const csv = payoutsCsv(await payoutsOf(deps.store, month));
    res.attachment(`payouts-${month}.csv`).type('text/csv; charset=utf-8').send(csv);
  });
  router.all('/payouts/:month/csv', allowOnly('GET'));
  addRoutes(router, deps, routesAt('/admin/v1'));
  return router;
}

/** What the staff does all day, in the same way: to be mounted at `/v1/handoffs`. */
export function createHandoffRouter(deps: AdminDeps): Router {
  const router = Router();
  router.use(requireAdmin);
  router.get('/events', (req, res) => {
    requireScope(principalOf<Principal>(req), 'admin:handoffs');
    streamHandoffs(req, res, deps);
  });
  router.all('/events', allowOnly('GET'));
  addRoutes(router, deps, routesAt('/v1', '/handoffs'), '/handoffs');
  return router;
}

/** @param under the beginning of the path */
const routesAt = (base: AdminRoute['base'], under = '/'): AdminRoute[] =>
  adminRoutes.filter((route) => route.base === base && route.path.startsWith(under));

/**
 * What happened, for those who would rather read than be sent it: to be mounted at `/v1/events`.
 * @param website takes what a website tells of its visitors; absent where there is no chat
 */
export function createEventsRouter(deps: AdminDeps, website?: RequestHandler): Router {
  const router = Router();
  const read = Router();
  addRoutes(read, deps, routesAt('/v1', '/events'), '/events');
  router.get('/', requireAdmin, read);
  if (website) router.use(website);
  router.all('/', allowOnly('GET', ...(website ? ['POST'] : [])));
  return router;
}

/** @param mounted what the router's own address has of the paths */
export function addRoutes(router: Router, deps: AdminDeps, all: readonly AdminRoute[], mounted = ''): void {
  const byPath = Map.groupBy(all, (route) => route.path);
  for (const [path, routes] of byPath) {
    const endpoint = router.route(path.slice(mounted.length).replace(/\{(\w+)\}/g, ':$1') || '/');
    for (const route of routes) endpoint[route.method](...handlers(route, deps));
    endpoint.all(allowOnly(...routes.map((route) => route.method.toUpperCase())));
  }
}

function handlers(route: AdminRoute, deps: AdminDeps): RequestHandler[] {
  const write = { method: route.method.toUpperCase(), route: route.path };
  return [
    ...(route.readOnly ? [] : [audit(deps, write)]),
    noteOutcome((req) => requireScope(principalOf<Principal>(req), route.scope)),
    ...(route.input ? jsonBody(deps.config.bodyLimitBytes) : []),
    noteOutcome((req, res) => answer(route, deps, req, res)),
  ];
}

async function answer(route: AdminRoute, deps: AdminDeps, req: Request, res: Response): Promise<void> {
  const principal = principalOf<Principal>(req);
  const { key, ...request } = readRequest(route, req);
  const known = key === undefined ? undefined : { key };
  const ifVersion = route.versioned && !route.readOnly ? ifMatch(req) : undefined;
  const asked = [route.method, route.path, request.params, request.query, request.input];
  const work = route.handler(
    {
      ...deps,
      principal,
      standBy: () => standBy(deps, req, res),
      once: (work) => once(deps, { principalId: principal.id, once: known, request: asked }, work),
    },
    { ...request, ifVersion },
  );
  const output = await work.catch((error: unknown) => {
    throw ifVersion === undefined ? error : preconditionFailed(error);
  });
  if (route.versioned && 'version' in output) res.set('ETag', entityTag(Number(output.version)));
  res.status(route.status).json(route.output.parse(output));
}

function standBy({ stopping }: AdminDeps, req: Request, res: Response): AbortSignal {
  req.standBy?.();
  const gone = new AbortController();
  res.once('close', () => gone.abort());
  return AbortSignal.any([gone.signal, ...(stopping ? [stopping] : [])]);
}

/** Keeps the code of an error for the audit trail on its way to the error handler. */
function noteOutcome(work: (req: Request, res: Response) => void | Promise<void>): RequestHandler {
  return async (req, res, next) => {
    try {
      await work(req, res);
    } catch (error) {
      if (error instanceof CommerceError) res.locals.outcome = error.code;
      else if (error instanceof ProblemError) res.locals.outcome = error.problem.type ?? 'failed';
      throw error;
    }
    if (!res.headersSent) next();
  };
}
