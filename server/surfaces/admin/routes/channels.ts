import { z } from 'zod';
import type { ChannelDelivery } from '../../../channels/outbox/model.ts';
import { type ChannelReport, DELIVERY_STATUSES } from '../../../channels/overview.ts';
import { CommerceError } from '../../../commerce/errors.ts';
import { route } from '../route.ts';
import { Moment, moment, pageOf, pageQuery, pageRequest, pageView, present } from '../shapes.ts';
import { CatalogOutput, catalogOutput } from './channel-catalog.ts';

const ChannelOutput = z.strictObject({
  name: z.string(),
  account: z.string().describe('Of the shop, at the vendor'),
  webhook_url: z.string().describe('Where the vendor is to deliver'),
  state: z
    .enum(['new', 'working', 'paused'])
    .describe('new: the vendor has delivered nothing yet; paused: it wants nothing more for now'),
  last_webhook_at: Moment.optional(),
  last_forged_at: Moment.optional().describe('When a request with a wrong signature came'),
  paused_until: Moment.optional(),
  paused_because: z.string().optional(),
  quality: z.enum(['green', 'red']).optional(),
  tier: z.int().nullable().optional(),
  notice: z
    .strictObject({
      what: z.string(),
      since: Moment,
      stops: z
        .enum(['all', 'first'])
        .optional()
        .describe('all: nothing is sent; first: nobody is written to first'),
      until: Moment.optional(),
    })
    .optional()
    .describe('What the vendor says of the account, and the merchant must see to'),
  templates: z
    .array(
      z.strictObject({
        name: z.string(),
        language: z.string(),
        status: z.enum(['approved', 'pending', 'rejected', 'paused', 'disabled', 'deleted']),
        reason: z.string().optional().describe('In the vendor’s words'),
        told_at: Moment,
      }),
    )
    .describe('What the vendor told of templates, the latest first; only approved ones are sent'),
  catalog: CatalogOutput.optional().describe('The shop’s goods in the vendor’s own catalogue'),
  limits: z
    .strictObject({
      promotion_caps: z.string().describe('To one person, such as 1/1d,3/7d'),
      promotion_hours: z.string().optional().describe('Local hours, where the law has none of its own'),
      time_zones: z.string().describe('Of people whose number does not tell where they are'),
      people_per_day: z.int().optional().describe('Written to first in 24 hours'),
      monthly_budget: z.string().optional().describe('US dollars'),
      spent_this_month: z.string().describe('US dollars, by the prices that are set'),
      templates_this_month: z.int().describe('Messages by template'),
    })
    .describe('Of messages that nobody asked for, as the settings have it'),
  unknown_messages: z
    .int()
    .describe(
      'Of the last 24 hours: messages of which the vendor told something and which are not the shop’s',
    ),
  deliveries: z
    .strictObject({ waiting: z.int(), sent: z.int(), refused: z.int(), failed: z.int() })
    .describe('Replies of the last 24 hours'),
});

const channelOutput = (report: ChannelReport): z.input<typeof ChannelOutput> => ({
  name: report.name,
  account: report.account,
  webhook_url: report.webhookUrl,
  state: report.state,
  ...present({
    last_webhook_at: report.lastWebhookAt === undefined ? undefined : moment(report.lastWebhookAt),
    last_forged_at: report.lastForgedAt === undefined ? undefined : moment(report.lastForgedAt),
    paused_until: report.pausedUntil === undefined ? undefined : moment(report.pausedUntil),
    paused_because: report.pausedBecause,
    quality: report.quality,
    tier: report.tier,
    notice: report.notice && {
      what: report.notice.what,
      since: moment(report.notice.at),
      ...present({
        stops: report.notice.stops,
        until: report.notice.until === undefined ? undefined : moment(report.notice.until),
      }),
    },
  }),
  templates: report.templates.map(({ name, language, status, reason, at }) => ({
    ...{ name, language, status, told_at: moment(at) },
    ...present({ reason }),
  })),
  ...(report.catalog && { catalog: catalogOutput(report.catalog) }),
  limits: {
    promotion_caps: report.limits.promotionCaps,
    time_zones: report.limits.timeZones,
    ...present({
      promotion_hours: report.limits.promotionHours,
      people_per_day: report.limits.peoplePerDay,
      monthly_budget: report.limits.monthlyBudget,
    }),
    spent_this_month: report.spent,
    templates_this_month: report.templatesSent,
  },
  unknown_messages: report.unknownMessages,
  deliveries: report.deliveries,
});

const DeliveryOutput = z.strictObject({
  id: z.string(),
  conversation_id: z.string().describe('As in the inbox'),
  reply_id: z.string(),
  purpose: z.enum(['reply', 'transactional', 'marketing']),
  notice: z.string().optional().describe('What it is about, such as order_shipped; absent for answers'),
  campaign_id: z.string().optional(),
  template: z.string().optional().describe('Sent in the place of free text: its name and language'),
  status: z.enum(DELIVERY_STATUSES),
  reason: z
    .string()
    .optional()
    .describe('Why it was refused by the shop’s own policy, failed at the vendor (its code), or waits'),
  not_before: Moment.optional(),
  created_at: Moment,
  ended_at: Moment.optional(),
  parts: z
    .array(
      z.strictObject({
        status: z.enum(['sending', 'sent', 'delivered', 'read', 'failed']),
        tries: z.int(),
        at: Moment,
        error: z.string().optional(),
      }),
    )
    .describe('Messages of the vendor’s that it takes'),
});

const deliveryOutput = (one: ChannelDelivery): z.input<typeof DeliveryOutput> => ({
  id: one._id,
  conversation_id: one.conversationId,
  reply_id: one.replyId,
  purpose: one.purpose,
  status: one.status,
  created_at: moment(one.createdAt),
  ...present({
    notice: one.notice,
    campaign_id: one.campaignId,
    template: one.asTemplate && one.template && `${one.template.name} ${one.template.language}`,
    reason: one.reason,
    not_before: one.notBefore === undefined ? undefined : moment(one.notBefore),
    ended_at: one.endedAt === undefined ? undefined : moment(one.endedAt),
  }),
  parts: one.parts.map(({ status, tries, at, error }) => ({
    status,
    tries,
    at: moment(at),
    ...present({ error: error && `${error.code}: ${error.message}` }),
  })),
});

const shared = { scope: 'admin:handoffs', tag: 'Channels' } as const;

export const channelRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/channels',
    summary: 'List channels',
    description:
      'Where customers write, beside the web: what the vendor delivered last, and what became of replies.',
    output: z.strictObject({ items: z.array(ChannelOutput) }),
    handler: async ({ channels }) => ({ items: ((await channels?.list()) ?? []).map(channelOutput) }),
  }),
  route({
    ...shared,
    method: 'get',
    path: '/channels/{name}/deliveries',
    summary: 'List replies on a channel',
    description: 'The newest first. Those that were refused or failed say why.',
    query: z.strictObject({ status: z.enum(DELIVERY_STATUSES).default('failed'), ...pageQuery }),
    output: pageOf(DeliveryOutput),
    problems: [404],
    handler: async ({ channels }, { params, query }) => {
      const page = await channels?.deliveries(params.name, query.status, pageRequest(query));
      if (!page || !channels?.has(params.name))
        throw new CommerceError('not_found', `There is no channel "${params.name}".`, { field: 'name' });
      return pageView(page, deliveryOutput);
    },
  }),
];
