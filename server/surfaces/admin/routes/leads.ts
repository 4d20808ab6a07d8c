import { z } from 'zod';
import { Lead, leads } from '../../../commerce/leads/model.ts';
import { listPage } from '../../../commerce/listing.ts';
import { route } from '../route.ts';
import { Moment, Money, moment, pageOf, pageQuery, pageRequest, pageView, present } from '../shapes.ts';

const { status, timeframe, contact, consent, temperature } = Lead.shape;

const LeadOutput = z.strictObject({
  id: z.string(),
  status,
  need: z.string(),
  budget: Money.optional(),
  timeframe,
  contact,
  consent: consent.describe('The person agreed to be contacted'),
  product_ids: z.array(z.string()),
  score: z.int().describe('0 to 100'),
  temperature,
  publisher_id: z.string().optional(),
  created_at: Moment,
  updated_at: Moment,
});
const leadOutput = (lead: Lead): z.input<typeof LeadOutput> => ({
  id: lead._id,
  status: lead.status,
  need: lead.need,
  ...present({ budget: lead.budget, publisher_id: lead.publisherId }),
  timeframe: lead.timeframe,
  contact: lead.contact,
  consent: lead.consent,
  product_ids: lead.productIds,
  score: lead.score,
  temperature: lead.temperature,
  created_at: moment(lead.createdAt),
  updated_at: moment(lead.updatedAt),
});

const shared = { scope: 'admin:leads', tag: 'Leads' } as const;

export const leadRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/leads',
    summary: 'List leads',
    description: 'Newest first.',
    query: z.strictObject({ status: status.optional(), ...pageQuery }),
    output: pageOf(LeadOutput),
    handler: async ({ store }, { query }) => {
      const sort = { field: 'createdAt', direction: 'desc' } as const;
      const where = query.status === undefined ? undefined : { status: query.status };
      return pageView(await listPage(store, leads, { where, sort }, pageRequest(query)), leadOutput);
    },
  }),
  route({
    ...shared,
    method: 'patch',
    path: '/leads/{id}',
    summary: 'Set the status of a lead',
    input: z.strictObject({ status }),
    output: LeadOutput,
    problems: [404, 409],
    handler: async ({ services }, { params, input }) =>
      leadOutput(await services.leads.setStatus(params.id, input.status)),
  }),
];
