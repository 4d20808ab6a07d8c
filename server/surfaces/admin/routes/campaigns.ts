import { z } from 'zod';
import type { CampaignInput, Campaigns } from '../../../channels/campaigns/campaigns.ts';
import type { Campaign } from '../../../channels/campaigns/model.ts';
import { OFFER_VALUES } from '../../../channels/campaigns/offer.ts';
import { CommerceError } from '../../../commerce/errors.ts';
import { route } from '../route.ts';
import { Moment, moment, pageOf, pageQuery, pageRequest, pageView, present } from '../shapes.ts';

const Counts = z.record(z.string(), z.int()).describe('People by reason');

const fields = {
  name: z.string().min(1).max(200).describe('For you: people never see it'),
  template: z
    .string()
    .regex(/^[a-z0-9_]{1,512}$/)
    .describe('An approved template of the category marketing; each person gets it in their language'),
  values: z
    .array(z.string().min(1).max(120))
    .max(20)
    .default([])
    .describe(
      `What fills its places, in their order: ${OFFER_VALUES.join(', ')}. It is read when it is sent`,
    ),
  code: z
    .string()
    .min(1)
    .max(50)
    .optional()
    .describe('Of the discount that it offers: one that everybody may use'),
  languages: z
    .array(z.string().regex(/^[a-z]{2,3}$/))
    .max(20)
    .default([])
    .describe('Only who speaks one of these; empty: everybody'),
  ends_at: Moment.optional().describe('Nothing is sent from then on; a week from now where it is left out'),
};

const CampaignOutput = z.strictObject({
  id: z.string(),
  channel: z.string(),
  name: z.string(),
  template: z.string(),
  values: z.array(z.string()),
  discount_id: z.string().optional(),
  languages: z.array(z.string()),
  status: z.enum(['running', 'stopped', 'done']),
  stopped_because: z
    .string()
    .optional()
    .describe('What concerns everybody, such as budget or template_not_approved: mend it and resume'),
  share: z.number().describe('Part of the contacts that was looked at, 0 to 1'),
  looked: z.int().describe('People that were considered'),
  said: z.int().describe('Handed to the outbox; what became of each stands in the deliveries'),
  waiting: z
    .int()
    .describe('People who wait for a better time: quiet hours, caps, the vendor’s limit of a day'),
  refused: Counts,
  started_by: z.string(),
  ends_at: Moment,
  created_at: Moment,
});

async function campaignOutput(
  service: Campaigns,
  campaign: Campaign,
): Promise<z.input<typeof CampaignOutput>> {
  const { _id, channel, name, template, values, languages, status, counts, startedBy } = campaign;
  return {
    ...{ id: _id, channel, name, template, values, languages, status },
    ...present({ discount_id: campaign.discountId, stopped_because: campaign.stoppedBecause }),
    ...{
      share: await service.share(campaign),
      looked: counts.looked,
      said: counts.said,
      waiting: await service.waiting(_id),
      refused: counts.refused,
    },
    started_by: startedBy,
    ends_at: moment(campaign.endsAt),
    created_at: moment(campaign.createdAt),
  };
}

const inputOf = (input: z.output<z.ZodObject<typeof fields>>): CampaignInput => ({
  name: input.name,
  template: input.template,
  values: input.values,
  code: input.code,
  languages: input.languages,
  endsAt: input.ends_at === undefined ? undefined : Date.parse(input.ends_at),
});

/** @throws CommerceError `not_found` where the chat is switched off, and with it every channel */
function campaignsOf(campaigns: Campaigns | undefined, name: string): Campaigns {
  if (campaigns) return campaigns;
  throw new CommerceError('not_found', `There is no channel "${name}".`, { field: 'name' });
}

const shared = { scope: 'admin:discounts', tag: 'Channels' } as const;

export const campaignRoutes = [
  route({
    ...shared,
    method: 'post',
    path: '/channels/{name}/campaigns/preview',
    summary: 'Show what a campaign would do',
    description:
      'Asks the delivery policy for each person and writes nothing. Some hundred people a call: repeat it with `after` while `next` is answered, and add up.',
    readOnly: true,
    input: z.strictObject({ ...fields, after: z.string().max(100).optional() }),
    output: z.strictObject({
      looked: z.int().describe('Contacts that this call looked at'),
      total: z.int().describe('All contacts'),
      addressed: z.int().describe('Of this channel and these languages'),
      send: z.int(),
      refused: Counts,
      waits: Counts.describe('People who would be written to later, by reason'),
      next: z.string().optional().describe('Pass it as after; absent at the end'),
    }),
    problems: [404, 409],
    handler: async (ctx, { params, input }) => {
      const service = campaignsOf(ctx.campaigns, params.name);
      return service.preview(await service.draft(params.name, inputOf(input)), input.after);
    },
  }),
  route({
    ...shared,
    method: 'post',
    path: '/channels/{name}/campaigns',
    summary: 'Begin a campaign',
    description:
      'Sends a marketing template to everybody on the channel who agreed to promotions, once to each, as the delivery policy allows. It goes on after a restart.',
    input: z.strictObject(fields),
    output: CampaignOutput,
    status: 201,
    idempotencyKey: true,
    problems: [404, 409],
    handler: async (ctx, { params, input }) => {
      const service = campaignsOf(ctx.campaigns, params.name);
      const draft = await service.draft(params.name, inputOf(input));
      const { id } = await ctx.once(async (tx) => {
        const { _id } = await service.start(tx, draft, ctx.principal.id);
        return { id: _id };
      });
      return campaignOutput(service, await service.get(params.name, id));
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/channels/{name}/campaigns',
    summary: 'List campaigns',
    description: 'The newest first.',
    query: z.strictObject(pageQuery),
    output: pageOf(CampaignOutput),
    problems: [404],
    handler: async (ctx, { params, query }) => {
      const service = campaignsOf(ctx.campaigns, params.name);
      const page = await service.list(params.name, pageRequest(query));
      const items = await Promise.all(page.items.map((one) => campaignOutput(service, one)));
      return pageView({ ...page, items }, (item) => item);
    },
  }),
  route({
    ...shared,
    method: 'get',
    path: '/channels/{name}/campaigns/{id}',
    summary: 'Show a campaign',
    output: CampaignOutput,
    problems: [404],
    handler: async (ctx, { params }) => {
      const service = campaignsOf(ctx.campaigns, params.name);
      return campaignOutput(service, await service.get(params.name, params.id));
    },
  }),
  ...(['stop', 'resume'] as const).map((action) =>
    route({
      ...shared,
      method: 'post',
      path: `/channels/{name}/campaigns/{id}/${action}`,
      summary: action === 'stop' ? 'Stop a campaign' : 'Go on with a campaign',
      description:
        action === 'stop'
          ? 'Nothing more of it is sent, also not what waits in the outbox. Repeating it is harmless.'
          : 'With those to whom nothing was sent yet. Repeating it is harmless.',
      output: CampaignOutput,
      problems: [404, 409],
      handler: async (ctx, { params }) => {
        const service = campaignsOf(ctx.campaigns, params.name);
        const changed = await ctx.store.transaction((tx) => service[action](params.name, params.id, tx));
        return campaignOutput(service, changed);
      },
    }),
  ),
];
