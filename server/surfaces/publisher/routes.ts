import { z } from 'zod';
import { attributions, commissionEntries, Publisher } from '../../commerce/affiliates/model.ts';
import { paymentsOf } from '../../commerce/affiliates/pay.ts';
import { monthOf, statementsOf } from '../../commerce/affiliates/statements.ts';
import { summaryOf } from '../../commerce/affiliates/summary.ts';
import { CommerceError } from '../../commerce/errors.ts';
import { listPage } from '../../commerce/listing.ts';
import type { Principal } from '../../commerce/principals/model.ts';
import { sessions } from '../../commerce/sessions/model.ts';
import { type AdminRoute, route } from '../admin/route.ts';
import { PageQuery, pageOf, pageRequest, pageView } from '../admin/shapes.ts';
import {
  CommissionOutput,
  commissionOutput,
  Month,
  OrderOutput,
  orderOutput,
  SessionOutput,
  StatementOutput,
  sessionOutput,
  statementOutput,
} from './views.ts';

const shared = { base: '/v1', method: 'get', scope: 'publisher:read', tag: 'Publishers' } as const;
const NEWEST = { field: 'createdAt', direction: 'desc' } as const;

/** Whose numbers these are: the credential says it, never an argument. @throws CommerceError `forbidden` */
export function publisherOf({ publisherId }: Principal): string {
  if (publisherId !== undefined) return publisherId;
  throw new CommerceError('forbidden', 'This is for publishers: call with the secret key of one.');
}

const Amounts = z.record(z.string(), z.int()).describe('Minor units by currency');

/** `GET /v1/publisher/…`: what a publisher sees of itself. */
export const publisherRoutes: readonly AdminRoute[] = [
  route({
    ...shared,
    path: '/publisher/summary',
    summary: 'Show the last days and what is due',
    query: z.strictObject({ days: z.int().min(1).max(90).default(30) }),
    output: z.strictObject({
      publisher: z.strictObject({ id: z.string(), name: z.string(), status: Publisher.shape.status }),
      totals: z.strictObject({
        pending: Amounts,
        held: Amounts,
        approved: Amounts.describe('In all, paid or to be paid; minor units by currency'),
        paid: Amounts,
      }),
      days: z.array(z.strictObject({ date: z.string(), sessions: z.int(), orders: z.int(), net: Amounts })),
    }),
    handler: async ({ store, services, clock, principal }, { query }) => {
      const id = publisherOf(principal);
      const { name, status } = await services.publishers.get(id);
      return {
        publisher: { id, name, status },
        ...(await summaryOf(store, id, clock.now(), query.days)),
      };
    },
  }),
  route({
    ...shared,
    path: '/publisher/sessions',
    summary: 'List the sessions that were opened with your keys and links',
    description: 'Newest first. Sessions that were not used for long are gone.',
    query: PageQuery,
    output: pageOf(SessionOutput),
    handler: async ({ store, principal }, { query }) => {
      await store.flush();
      const where = { publisherId: publisherOf(principal) };
      return pageView(
        await listPage(store, sessions, { where, sort: NEWEST }, pageRequest(query)),
        sessionOutput,
      );
    },
  }),
  route({
    ...shared,
    path: '/publisher/orders',
    summary: 'List the orders that you are credited with',
    description: 'Newest first.',
    query: PageQuery,
    output: pageOf(OrderOutput),
    handler: async ({ store, principal }, { query }) => {
      const where = { publisherId: publisherOf(principal) };
      return pageView(
        await listPage(store, attributions, { where, sort: NEWEST }, pageRequest(query)),
        orderOutput,
      );
    },
  }),
  route({
    ...shared,
    path: '/publisher/commissions',
    summary: 'List every movement of your commission',
    description: 'Newest first. None is ever changed: what is taken back is a further one.',
    query: PageQuery,
    output: pageOf(CommissionOutput),
    handler: async ({ store, principal }, { query }) => {
      const where = { publisherId: publisherOf(principal) };
      const page = await listPage(store, commissionEntries, { where, sort: NEWEST }, pageRequest(query));
      const paid = await paymentsOf(store, page.items);
      return pageView(page, (entry) => commissionOutput(entry, paid.get(entry._id)));
    },
  }),
  route({
    ...shared,
    path: '/publisher/statements',
    summary: 'Show the statement of a month',
    query: z.strictObject({ month: Month.optional() }),
    output: z.strictObject({ items: z.array(StatementOutput).describe('One for each currency') }),
    handler: async ({ store, clock, principal }, { query }) => {
      const month = query.month ?? monthOf(clock.now());
      const items = await statementsOf(store, publisherOf(principal), month);
      return { items: items.map(statementOutput) };
    },
  }),
];
