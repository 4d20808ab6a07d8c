import { z } from 'zod';
import { CommerceError } from '../../../commerce/errors.ts';
import type { JobView } from '../../../platform/jobs/port.ts';
import { route } from '../route.ts';
import { Moment, moment, present } from '../shapes.ts';

const JobOutput = z.strictObject({
  id: z.string(),
  kind: z.string(),
  status: z.enum(['waiting', 'running', 'done', 'dead']),
  attempts: z.int(),
  run_at: Moment,
  last_error: z.string().optional(),
});
const jobOutput = (job: JobView): z.input<typeof JobOutput> => ({
  id: job.id,
  kind: job.kind,
  status: job.status,
  attempts: job.attempts,
  run_at: moment(job.runAt),
  ...present({ last_error: job.lastError }),
});

const shared = { scope: 'admin:jobs', tag: 'Jobs' } as const;

export const jobRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/jobs',
    summary: 'List background jobs',
    description: 'Those that failed for good have the status dead and can be retried.',
    query: z.strictObject({
      status: JobOutput.shape.status.default('dead'),
      limit: z.int().min(1).max(1000).default(100),
    }),
    output: z.strictObject({ items: z.array(JobOutput) }),
    handler: async ({ jobs }, { query }) => ({
      items: (await jobs.list(query.status, query.limit)).map(jobOutput),
    }),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/jobs/{id}/retry',
    summary: 'Retry a dead job',
    output: z.strictObject({ id: z.string(), status: z.literal('waiting') }),
    problems: [404],
    handler: async ({ jobs }, { params }) => {
      if (!(await jobs.retry(params.id))) {
        throw new CommerceError(
          'not_found',
          `No dead job has the id "${params.id}". List them with GET /jobs.`,
          {
            field: 'id',
          },
        );
      }
      return { id: params.id, status: 'waiting' as const };
    },
  }),
];
