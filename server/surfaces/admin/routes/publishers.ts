import { z } from 'zod';
import { Publisher } from '../../../commerce/affiliates/model.ts';
import { statementsOf } from '../../../commerce/affiliates/statements.ts';
import { StatementOutput, statementOutput } from '../../publisher/views.ts';
import { route } from '../route.ts';
import { Moment, moment, PageQuery, pageOf, pageRequest, pageView } from '../shapes.ts';
import { monthParam } from './commissions.ts';
import { KeyOutput, keyOutput, Origins } from './keys.ts';

const { status } = Publisher.shape;
const Name = z.string().trim().min(1).max(100);
const Contacts = z
  .array(z.string().min(3).max(200))
  .max(50)
  .describe('Its own email addresses and phone numbers: what is bought with them earns nothing');
const Domains = z
  .array(z.string().regex(/^[a-z0-9.-]+\.[a-z]{2,}$/i, 'a host name such as blog.example'))
  .max(50)
  .describe('Host names of its websites: orders by an email address of theirs are held');

const PublisherOutput = z.strictObject({
  id: z.string(),
  name: z.string(),
  status: status.describe('suspended: new orders earn nothing, its keys and links go on selling'),
  contacts: z.array(z.string()),
  domains: z.array(z.string()),
  created_at: Moment,
});
const publisherOutput = ({
  _id,
  name,
  status: now,
  contacts,
  domains,
  createdAt,
}: Publisher): z.input<typeof PublisherOutput> => ({
  ...{ id: _id, name, status: now, contacts, domains },
  created_at: moment(createdAt),
});

const shared = { scope: 'admin:publishers', tag: 'Publishers' } as const;

export const publisherAdminRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/publishers',
    summary: 'List publishers',
    description: 'Newest first.',
    query: PageQuery,
    output: pageOf(PublisherOutput),
    handler: async ({ services }, { query }) =>
      pageView(await services.publishers.list(pageRequest(query)), publisherOutput),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/publishers',
    summary: 'Add a publisher',
    description: 'Then make it a key, and a commission rule.',
    input: z.strictObject({ name: Name, contacts: Contacts.optional(), domains: Domains.optional() }),
    output: PublisherOutput,
    status: 201,
    idempotencyKey: true,
    handler: async (ctx, { input }) =>
      ctx.once(async (tx) => publisherOutput(await ctx.services.publishers.create(input, tx))),
  }),
  route({
    ...shared,
    method: 'get',
    path: '/publishers/{id}',
    summary: 'Show a publisher',
    output: PublisherOutput,
    problems: [404],
    handler: async ({ services }, { params }) => publisherOutput(await services.publishers.get(params.id)),
  }),
  route({
    ...shared,
    method: 'patch',
    path: '/publishers/{id}',
    summary: 'Change a publisher',
    input: z.strictObject({
      name: Name.optional(),
      status: status.optional(),
      contacts: Contacts.optional(),
      domains: Domains.optional(),
    }),
    output: PublisherOutput,
    problems: [404],
    handler: async ({ services }, { params, input }) =>
      publisherOutput(
        await services.publishers.update(
          params.id,
          Object.fromEntries(Object.entries(input).filter(([, value]) => value !== undefined)),
        ),
      ),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/publishers/{id}/keys',
    summary: 'Make a key for a publisher',
    description:
      'server: secret, does all that a shopper does and reads the commissions. browser: may stand in the web pages of the origins; reads, recommends and fills carts. The secret is in this answer and nowhere else.',
    input: z.strictObject({
      name: Name.describe('Says where it is used'),
      use: z.enum(['server', 'browser']).default('server'),
      origins: Origins.optional().describe('Required for browser, such as https://blog.example'),
    }),
    output: z.strictObject({ ...KeyOutput.shape, secret: z.string().describe('Keep it: it is not stored') }),
    status: 201,
    problems: [404],
    handler: async ({ services }, { params, input }) => {
      const { _id: publisherId } = await services.publishers.get(params.id);
      const { key, secret } = await services.apiKeys.create({
        name: input.name,
        publisherId,
        kind: input.use === 'server' ? 'publisher_server' : 'publisher',
        ...(input.origins && { origins: input.origins }),
      });
      return { ...keyOutput(key), secret };
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/publishers/{id}/keys',
    summary: 'List the keys of a publisher',
    output: z.strictObject({ items: z.array(KeyOutput) }),
    problems: [404],
    handler: async ({ services }, { params }) => {
      const { _id } = await services.publishers.get(params.id);
      return { items: (await services.apiKeys.ofPublisher(_id)).map(keyOutput) };
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/publishers/{id}/statements/{month}',
    summary: 'Show a publisher’s statement of a month',
    output: z.strictObject({ items: z.array(StatementOutput) }),
    problems: [404],
    handler: async ({ store, services }, { params }) => {
      const { _id } = await services.publishers.get(params.id);
      return { items: (await statementsOf(store, _id, monthParam(params.month))).map(statementOutput) };
    },
  }),
];
