import { Router } from 'express';
import type { CallTool } from '../../../tools/call-tool.ts';
import type { Principal } from '../../commerce/principals/model.ts';
import { ProblemError } from '../../platform/http/problem.ts';
import { principalOf } from '../../platform/http/request.ts';
import { failureProblem } from './problems.ts';

/**
 * `POST /v1/tools/{name}`: the body is the tool's input, the answer its output. `X-Call-Id` names the call; quotes are proven
 * at `/v1/quotes/{id}`.
 */
export function createToolRouter(callTool: CallTool, names: ReadonlySet<string>): Router {
  const router = Router();
  router.post('/:name', async (req, res) => {
    const { name } = req.params;
    if (!names.has(name)) {
      throw new ProblemError({
        status: 404,
        type: 'not-found',
        detail: `There is no tool "${name.slice(0, 64)}". See /openapi.json.`,
        extra: { code: 'not_found' },
      });
    }
    const result = await callTool(name, req.body ?? {}, { principal: principalOf<Principal>(req) });
    if (!result.ok) throw new ProblemError(failureProblem(result.error));
    res.set('X-Call-Id', result.meta.call_id).json(result.output);
  });
  router.all('/:name', () => {
    throw new ProblemError({
      status: 405,
      type: 'method-not-allowed',
      detail: 'Call tools with POST.',
      headers: { Allow: 'POST' },
    });
  });
  return router;
}
