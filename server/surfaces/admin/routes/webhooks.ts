import { z } from 'zod';
import { CommerceError } from '../../../commerce/errors.ts';
import { EVENT_TYPES, eventTypes } from '../../../commerce/events/model.ts';
import { listPage } from '../../../commerce/listing.ts';
import { webhookAttempts, webhookDeliveries } from '../../../connectors/webhooks/model.ts';
import { route } from '../route.ts';
import { PageQuery, pageOf, pageQuery, pageRequest, pageView, present } from '../shapes.ts';
import {
  AttemptOutput,
  attemptOutput,
  DeliveryOutput,
  deliveryOutput,
  EndpointDetail,
  endpointDetail,
  endpointOutput,
  WithSecret,
} from './webhook-view.ts';

const fields = {
  url: z.string().min(1).max(2000).describe('https; it is never followed to another address'),
  description: z.string().max(200).describe('Says who listens there'),
  types: z
    .array(z.string().min(1).max(60))
    .max(100)
    .describe('Types such as order.created, families such as order.*; empty: all'),
  ed25519: z
    .boolean()
    .describe('Sign with the shop’s own key as well (v1a), whose public part is in /.well-known/jwks.json'),
};
const shared = { scope: 'admin:webhooks', tag: 'Webhooks' } as const;

export const webhookRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/event-types',
    summary: 'List the types of events',
    output: z.strictObject({ items: z.array(z.strictObject({ type: z.string(), description: z.string() })) }),
    handler: async () => ({
      items: eventTypes.map((type) => ({ type, description: EVENT_TYPES[type] })),
    }),
  }),
  route({
    ...shared,
    method: 'get',
    path: '/webhooks',
    summary: 'List webhook endpoints',
    output: z.strictObject({ items: z.array(EndpointDetail) }),
    handler: async ({ webhooks, clock }) => ({
      items: (await webhooks.list()).map((view) => endpointDetail(view, clock.now())),
    }),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/webhooks',
    summary: 'Add a webhook endpoint',
    description:
      'Events from now on are sent there, signed, in order per subject, and again for three days until they are taken. See docs/webhooks.md.',
    input: z.strictObject({
      url: fields.url,
      description: fields.description.default(''),
      types: fields.types.default([]),
      ed25519: fields.ed25519.default(false),
    }),
    output: WithSecret,
    status: 201,
    problems: [409],
    handler: async ({ webhooks, clock }, { input }) => {
      const { endpoint, secret } = await webhooks.add(input);
      return { ...endpointOutput(endpoint, clock.now()), secret };
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/webhooks/{id}',
    summary: 'Show a webhook endpoint',
    output: EndpointDetail,
    problems: [404],
    handler: async ({ webhooks, clock }, { params }) =>
      endpointDetail(await webhooks.get(params.id), clock.now()),
  }),
  route({
    ...shared,
    method: 'patch',
    path: '/webhooks/{id}',
    summary: 'Change, pause or resume a webhook endpoint',
    description:
      'While it is paused nothing is sent; resumed, it goes on where it stopped. Events are kept for 30 days.',
    input: z.strictObject({
      url: fields.url.optional(),
      description: fields.description.optional(),
      types: fields.types.optional(),
      ed25519: fields.ed25519.optional(),
      status: z.enum(['active', 'paused']).optional(),
    }),
    output: EndpointDetail,
    problems: [404],
    handler: async ({ webhooks, clock }, { params, input }) =>
      endpointDetail(await webhooks.update(params.id, input), clock.now()),
  }),
  route({
    ...shared,
    method: 'delete',
    path: '/webhooks/{id}',
    summary: 'Delete a webhook endpoint',
    description: 'With everything that waits for it.',
    output: z.strictObject({ id: z.string(), deleted: z.literal(true) }),
    problems: [404],
    handler: async ({ webhooks }, { params }) => {
      await webhooks.remove(params.id);
      return { id: params.id, deleted: true as const };
    },
  }),
  route({
    ...shared,
    method: 'post',
    path: '/webhooks/{id}/rotate',
    summary: 'Replace the secret of a webhook endpoint',
    description:
      'The new secret is in this answer and nowhere else. The one before signs beside it for a while.',
    input: z.strictObject({
      overlap_hours: z
        .int()
        .min(0)
        .max(720)
        .default(24)
        .describe('How long both sign; 0 ends the old one now'),
    }),
    output: WithSecret,
    problems: [404],
    handler: async ({ webhooks, clock }, { params, input }) => {
      const { endpoint, secret } = await webhooks.rotate(params.id, input.overlap_hours);
      return { ...endpointOutput(endpoint, clock.now()), secret };
    },
  }),
  route({
    ...shared,
    method: 'post',
    path: '/webhooks/{id}/test',
    summary: 'Send a test event to a webhook endpoint',
    description: 'Of type webhook.test, at once and one time.',
    output: z.strictObject({
      event_id: z.string(),
      ok: z.boolean(),
      status: z.int().optional(),
      error: z.string().optional(),
      duration_ms: z.int(),
    }),
    problems: [404],
    handler: async ({ webhooks }, { params }) => {
      const { eventId, outcome } = await webhooks.test(params.id);
      return {
        event_id: eventId,
        ok: outcome.ok,
        ...present({ status: outcome.status }),
        ...(!outcome.ok && { error: outcome.error }),
        duration_ms: outcome.durationMs,
      };
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/webhooks/{id}/deliveries',
    summary: 'List what a webhook endpoint has not taken',
    query: z.strictObject({ status: DeliveryOutput.shape.status.default('dead'), ...pageQuery }),
    output: pageOf(DeliveryOutput),
    problems: [404],
    handler: async ({ store, webhooks }, { params, query }) => {
      const where = { endpointId: params.id, status: query.status };
      const sort = { field: 'sequence', direction: 'asc' } as const;
      const page = await listPage(store, webhookDeliveries, { where, sort }, pageRequest(query));
      await webhooks.get(params.id);
      return pageView(page, deliveryOutput);
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/webhooks/{id}/attempts',
    summary: 'List the last tries at a webhook endpoint',
    description: 'Newest first, kept for seven days.',
    query: PageQuery,
    output: pageOf(AttemptOutput),
    problems: [404],
    handler: async ({ store, webhooks }, { params, query }) => {
      const where = { endpointId: params.id };
      const sort = { field: 'createdAt', direction: 'desc' } as const;
      const page = await listPage(store, webhookAttempts, { where, sort }, pageRequest(query));
      await webhooks.get(params.id);
      return pageView(page, attemptOutput);
    },
  }),
  route({
    ...shared,
    method: 'post',
    path: '/webhooks/{id}/replay',
    summary: 'Send events again',
    description:
      'One event, the dead letters (up to 1,000), or everything after a place in the order of events.',
    input: z.strictObject({
      event_id: z.string().min(1).max(100).optional(),
      dead: z.literal(true).optional(),
      after: z.int().nonnegative().optional().describe('sequence of the last event that is not sent again'),
    }),
    output: z.strictObject({
      events: z.int().optional().describe('How many are sent again; absent with after'),
    }),
    problems: [404],
    handler: async ({ webhooks }, { params, input }) => {
      const count = await webhooks.replay(params.id, whatToReplay(input));
      return { ...present({ events: count }) };
    },
  }),
];

function whatToReplay({
  event_id,
  dead,
  after,
}: {
  event_id?: string | undefined;
  dead?: true | undefined;
  after?: number | undefined;
}): { eventId: string } | { dead: true } | { after: number } {
  const given = [
    ...(event_id === undefined ? [] : [{ eventId: event_id }]),
    ...(dead === undefined ? [] : [{ dead }]),
    ...(after === undefined ? [] : [{ after }]),
  ];
  if (given.length === 1) return given[0]!;
  throw new CommerceError('invalid_input', 'Give one of event_id, dead and after.', { field: 'event_id' });
}
