import { z } from 'zod';
import { type AdminAction, adminActions } from '../../../commerce/admin/model.ts';
import { listPage } from '../../../commerce/listing.ts';
import { route } from '../route.ts';
import { Moment, moment, pageOf, pageQuery, pageRequest, pageView, present } from '../shapes.ts';

const ActionOutput = z.strictObject({
  id: z.string(),
  at: Moment,
  principal_id: z.string().describe('Id of the key, or operator'),
  method: z.string(),
  route: z.string(),
  target_id: z.string().optional(),
  status: z.int().describe('HTTP status of the answer'),
  outcome: z.string().describe('ok, or the code of the error'),
  request_id: z.string(),
});
const actionOutput = (action: AdminAction): z.input<typeof ActionOutput> => ({
  id: action._id,
  at: moment(action.createdAt),
  principal_id: action.principalId,
  method: action.method,
  route: action.route,
  ...present({ target_id: action.targetId }),
  status: action.status,
  outcome: action.outcome,
  request_id: action.requestId,
});

export const actionRoutes = [
  route({
    scope: 'admin:audit',
    tag: 'Audit',
    method: 'get',
    path: '/actions',
    summary: 'List what was changed through the admin API',
    description:
      'Who asked for which write, and what came of it; refused ones too. Newest first, kept for two years.',
    query: z.strictObject({ principal_id: z.string().min(1).max(100).optional(), ...pageQuery }),
    output: pageOf(ActionOutput),
    handler: async ({ store }, { query }) => {
      await store.flush();
      const sort = { field: 'createdAt', direction: 'desc' } as const;
      const where = query.principal_id === undefined ? undefined : { principalId: query.principal_id };
      return pageView(await listPage(store, adminActions, { where, sort }, pageRequest(query)), actionOutput);
    },
  }),
];
