import { z } from 'zod';
import { CommerceError } from '../../../commerce/errors.ts';
import { type FeedSource, FeedSourceName } from '../../../commerce/feeds/model.ts';
import { newSecret } from '../../../connectors/webhooks/signature.ts';
import { route } from '../route.ts';
import { Moment, moment } from '../shapes.ts';

const SourceOutput = z.strictObject({ name: z.string(), created_at: Moment, changed_at: Moment });
const sourceOutput = (source: FeedSource): z.input<typeof SourceOutput> => ({
  name: source._id,
  created_at: moment(source.createdAt),
  changed_at: moment(source.updatedAt),
});

const shared = { scope: 'admin:feed', tag: 'Stock and price feed' } as const;

export const feedRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/feed/sources',
    summary: 'List the sources that sign what they send',
    output: z.strictObject({ items: z.array(SourceOutput) }),
    handler: async ({ services }) => ({ items: (await services.feeds.sources()).map(sourceOutput) }),
  }),
  route({
    ...shared,
    method: 'put',
    path: '/feed/sources/{name}',
    summary: 'Give a source a secret, or a new one',
    description: 'It is in this answer and nowhere else. A source that uses an API key needs none.',
    input: z.strictObject({
      overlap_hours: z
        .int()
        .min(0)
        .max(720)
        .default(24)
        .describe('How long the secret before counts as well'),
    }),
    output: z.strictObject({ ...SourceOutput.shape, secret: z.string().describe('whsec_…') }),
    problems: [409],
    handler: async ({ services }, { params, input }) => {
      const name = FeedSourceName.safeParse(params.name);
      if (!name.success)
        throw new CommerceError('invalid_input', `Name the source with ${name.error.issues[0]!.message}.`, {
          field: 'name',
        });
      const secret = newSecret();
      return {
        ...sourceOutput(await services.feeds.putSource(name.data, input.overlap_hours, secret)),
        secret,
      };
    },
  }),
  route({
    ...shared,
    method: 'delete',
    path: '/feed/sources/{name}',
    summary: 'Take the secret of a source away',
    description: 'What it sent stays.',
    output: z.strictObject({ name: z.string(), deleted: z.literal(true) }),
    problems: [404],
    handler: async ({ services }, { params }) => {
      await services.feeds.removeSource(params.name);
      return { name: params.name, deleted: true as const };
    },
  }),
];
