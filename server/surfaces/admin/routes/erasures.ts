import { z } from 'zod';
import { listPage } from '../../../commerce/listing.ts';
import { type Erasure, erasures, WaitReason } from '../../../erasure/model.ts';
import type { Person } from '../../../erasure/service.ts';
import { route } from '../route.ts';
import { Moment, moment, pageOf, pageQuery, pageRequest, pageView, present } from '../shapes.ts';

const person = {
  email: z.string().min(3).max(254).optional(),
  phone: z.string().min(7).max(40).optional().describe('With its country code: +14155550123'),
  customer_id: z.string().min(1).max(100).optional().describe('Of a signed-in customer'),
  conversation_id: z.string().min(1).max(100).optional().describe('A session or conversation: ses_…'),
};
const personOf = ({
  email,
  phone,
  customer_id: customer,
  conversation_id: conversation,
}: z.infer<z.ZodObject<typeof person>>): Person => ({ email, phone, customer, conversation });

const options = {
  force: z
    .boolean()
    .default(false)
    .describe(
      'Also what is still needed: the address of an order that is not sent, an open return or dispute',
    ),
  keep_copies: z
    .boolean()
    .default(false)
    .describe('Keep the copies of the database that upgrades and restores left in the data folder'),
};

const Counts = z.record(z.string(), z.int());
const Waits = z.array(
  z.strictObject({
    collection: z.string(),
    id: z.string(),
    reason: WaitReason.describe('What must end first'),
  }),
);

const ErasureOutput = z.strictObject({
  id: z.string(),
  status: z
    .enum(['running', 'waiting', 'done'])
    .describe('waiting: all is erased but what waits names; that follows by itself'),
  doing: z.string().optional().describe('The step under way'),
  counts: Counts.describe('Documents deleted or changed, by collection'),
  mentions: Counts.describe('Documents of others in which a contact was blackened'),
  waits: Waits,
  copies_deleted: z.int().describe('Copies of the database in the data folder'),
  requested_by: z.string().optional(),
  repeats: z.array(z.string()).optional().describe('Done again after an older backup was restored'),
  created_at: Moment,
  finished_at: Moment.optional(),
});
const erasureOutput = (erasure: Erasure): z.input<typeof ErasureOutput> => ({
  id: erasure._id,
  status: erasure.status,
  ...(erasure.step !== '' && { doing: erasure.step }),
  counts: erasure.counts,
  mentions: erasure.mentions,
  waits: erasure.waits,
  copies_deleted: erasure.copiesDeleted,
  ...present({ requested_by: erasure.requestedBy, repeats: erasure.covers }),
  created_at: moment(erasure.createdAt),
  ...(erasure.finishedAt !== undefined && { finished_at: moment(erasure.finishedAt) }),
});

const shared = { scope: 'admin:privacy', tag: 'Privacy' } as const;

export const erasureRoutes = [
  route({
    ...shared,
    method: 'post',
    path: '/erasures',
    summary: 'Erase a person',
    description:
      'By email, phone, account or conversation; several name one person. Repeating it is harmless. What becomes of what: docs/privacy.md.',
    input: z.strictObject({ ...person, ...options }),
    output: ErasureOutput,
    status: 201,
    handler: async ({ erasures: service, principal }, { input }) =>
      erasureOutput(
        await service.request({
          person: personOf(input),
          force: input.force,
          keepCopies: input.keep_copies,
          requestedBy: principal.id,
        }),
      ),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/erasures/preview',
    summary: 'Show what an erasure would do',
    readOnly: true,
    input: z.strictObject({ ...person, ...options }),
    output: z.strictObject({
      counts: Counts,
      mentions: Counts,
      waits: Waits,
      other_contacts: z.int().describe('Other emails and phones in the same sessions: perhaps theirs too'),
      copies: z.int().describe('Copies of the database that would be deleted'),
    }),
    handler: async ({ erasures: service }, { input }) => {
      const { otherContacts, ...preview } = await service.preview({
        person: personOf(input),
        force: input.force,
        keepCopies: input.keep_copies,
      });
      return { ...preview, other_contacts: otherContacts };
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/erasures',
    summary: 'List erasures',
    description: 'Newest first. They hold no personal data.',
    query: z.strictObject(pageQuery),
    output: pageOf(ErasureOutput),
    handler: async ({ store }, { query }) => {
      const sort = { field: 'createdAt', direction: 'desc' } as const;
      return pageView(await listPage(store, erasures, { sort }, pageRequest(query)), erasureOutput);
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/erasures/{id}',
    summary: 'Show how far an erasure came',
    output: ErasureOutput,
    problems: [404],
    handler: async ({ erasures: service }, { params }) => erasureOutput(await service.get(params.id)),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/customer-exports',
    summary: 'Export what is kept about a person',
    description:
      'All documents, by collection, as they are stored. A POST, so that no address or log holds who is meant.',
    input: z.strictObject(person),
    output: z.strictObject({
      exported_at: Moment,
      collections: z.record(z.string(), z.array(z.record(z.string(), z.unknown()))),
    }),
    handler: async ({ erasures: service, clock }, { input }) => ({
      exported_at: moment(clock.now()),
      collections: (await service.export(personOf(input))) as unknown as Record<
        string,
        Record<string, unknown>[]
      >,
    }),
  }),
];
