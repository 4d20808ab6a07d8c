import { z } from 'zod';
import { CommerceError } from '../../../commerce/errors.ts';
import { Handoff, handoffs } from '../../../commerce/handoffs/model.ts';
import { listPage } from '../../../commerce/listing.ts';
import { type AdminContext, route } from '../route.ts';
import { pageOf, pageQuery, pageRequest, pageView } from '../shapes.ts';
import { HandoffDetailOutput, HandoffOutput, handoffDetail, handoffOutput } from './handoff-view.ts';

const { status, reason } = Handoff.shape;
const shared = { base: '/v1', scope: 'admin:handoffs', tag: 'Handoffs' } as const;
const endings = { ...shared, method: 'post', output: HandoffOutput, problems: [404, 409] } as const;

export const handoffRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/handoffs',
    summary: 'List handoffs',
    description: 'Those who wait longest come first.',
    query: z.strictObject({
      status: status.optional(),
      reason: reason.optional(),
      claimed_by: z.string().min(1).max(100).optional().describe('Id of a key; `me` is this one'),
      ...pageQuery,
    }),
    output: pageOf(HandoffOutput),
    handler: async ({ store, principal }, { query }) => {
      const claimedBy = query.claimed_by === 'me' ? principal.id : query.claimed_by;
      const where = {
        ...(query.status !== undefined && { status: query.status }),
        ...(query.reason !== undefined && { reason: query.reason }),
        ...(claimedBy !== undefined && { claimedBy }),
      };
      const sort = { field: 'createdAt', direction: 'asc' } as const;
      return pageView(await listPage(store, handoffs, { where, sort }, pageRequest(query)), handoffOutput);
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/handoffs/{id}',
    summary: 'Show a handoff',
    description: 'With what was wanted, the cart, the facts stated, the open question and the last messages.',
    output: HandoffDetailOutput,
    problems: [404],
    handler: async (ctx, { params }) => detail(ctx, params.id),
  }),
  route({
    ...endings,
    path: '/handoffs/{id}/claim',
    summary: 'Claim a handoff',
    description:
      'From now on this person answers and the bot is silent. Refused when somebody else has it, and says who.',
    input: z.strictObject({
      name: z.string().trim().min(1).max(80).describe('Who answers, as the customer sees it'),
      take_over: z.boolean().default(false).describe('Also where somebody else has it'),
    }),
    output: HandoffDetailOutput,
    handler: async (ctx, { params, input }) => {
      const claim = { principalId: ctx.principal.id, name: input.name, takeOver: input.take_over };
      await ctx.store.transaction((tx) => ctx.desk.claim(tx, params.id, claim));
      return detail(ctx, params.id);
    },
  }),
  route({
    ...endings,
    path: '/handoffs/{id}/reply',
    summary: 'Answer the customer',
    description: 'The text goes out as it is, under the name of the claim. Only who claimed it may answer.',
    input: z.strictObject({ text: z.string().trim().min(1).max(4000) }),
    output: z.strictObject({ reply_id: z.string() }),
    idempotencyKey: true,
    handler: async ({ once, desk, principal }, { params, input }) =>
      once(async (tx) => ({ reply_id: await desk.reply(tx, params.id, principal.id, input.text) })),
  }),
  route({
    ...endings,
    path: '/handoffs/{id}/return',
    summary: 'Give a conversation back to the bot',
    description: 'Anybody with this scope may, so that no conversation hangs on who is away.',
    input: z.strictObject({
      note: z.string().trim().min(1).max(500).optional().describe('What the bot is to know'),
    }),
    handler: async ({ store, desk }, { params, input }) =>
      handoffOutput(await store.transaction((tx) => desk.giveBack(tx, params.id, input.note))),
  }),
  route({
    ...endings,
    path: '/handoffs/{id}/close',
    summary: 'Close a handoff',
    description: 'Nothing is left to do. It cannot be opened again; a new request makes a new one.',
    handler: async ({ store, desk }, { params }) =>
      handoffOutput(await store.transaction((tx) => desk.close(tx, params.id))),
  }),
];

async function detail({ store }: Pick<AdminContext, 'store'>, id: string) {
  const handoff = await store.get(handoffs, id);
  if (!handoff) throw new CommerceError('not_found', `There is no handoff "${id}".`, { field: 'id' });
  return handoffDetail(store, handoff);
}
