import { z } from 'zod';
import { Handoff, handoffs } from '../../../commerce/handoffs/model.ts';
import { listPage } from '../../../commerce/listing.ts';
import { route } from '../route.ts';
import { Moment, moment, pageOf, pageQuery, pageRequest, pageView, present } from '../shapes.ts';

const { status, reason } = Handoff.shape;

const HandoffOutput = z.strictObject({
  id: z.string(),
  status,
  reason,
  summary: z.string(),
  cart_id: z.string().optional(),
  checkout_id: z.string().optional(),
  order_id: z.string().optional(),
  publisher_id: z.string().optional(),
  claimed_by: z.string().optional().describe('Id of the key that claimed it'),
  created_at: Moment,
  updated_at: Moment,
});
const handoffOutput = (handoff: Handoff): z.input<typeof HandoffOutput> => ({
  id: handoff._id,
  status: handoff.status,
  reason: handoff.reason,
  summary: handoff.summary,
  ...present({
    cart_id: handoff.cartId,
    checkout_id: handoff.checkoutId,
    order_id: handoff.orderId,
    publisher_id: handoff.publisherId,
    claimed_by: handoff.claimedBy,
  }),
  created_at: moment(handoff.createdAt),
  updated_at: moment(handoff.updatedAt),
});

const shared = { scope: 'admin:handoffs', tag: 'Handoffs' } as const;

const step = <P extends string>(path: P, to: 'claimed' | 'resolved', summary: string, description: string) =>
  route({
    ...shared,
    method: 'post',
    path: `/handoffs/{id}/${path}`,
    summary,
    description,
    output: HandoffOutput,
    problems: [404, 409],
    handler: async ({ services, principal }, { params }) =>
      handoffOutput(
        await services.handoffs.setStatus((params as Record<string, string>).id!, to, principal.id),
      ),
  });

export const handoffRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/handoffs',
    summary: 'List handoffs',
    description: 'Those who wait longest come first.',
    query: z.strictObject({ status: status.optional(), ...pageQuery }),
    output: pageOf(HandoffOutput),
    handler: async ({ store }, { query }) => {
      const sort = { field: 'createdAt', direction: 'asc' } as const;
      const where = query.status === undefined ? undefined : { status: query.status };
      return pageView(await listPage(store, handoffs, { where, sort }, pageRequest(query)), handoffOutput);
    },
  }),
  step(
    'claim',
    'claimed',
    'Claim a handoff',
    'So that nobody else answers it. Refused when another key has it.',
  ),
  step(
    'resolve',
    'resolved',
    'Resolve a handoff',
    'It cannot be opened again; a new request makes a new one.',
  ),
];
