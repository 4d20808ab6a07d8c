import { z } from 'zod';
import type { ChannelOverview } from '../../../channels/overview.ts';
import { CATALOG_ITEM_STATUSES, type CatalogItem } from '../../../channels/whatsapp/catalog/model.ts';
import type { CatalogReport } from '../../../channels/whatsapp/catalog/sync.ts';
import { CommerceError } from '../../../commerce/errors.ts';
import { route } from '../route.ts';
import { Moment, moment, pageOf, pageQuery, pageRequest, pageView, present } from '../shapes.ts';

export const CatalogOutput = z.strictObject({
  catalog_id: z.string().describe('At the vendor'),
  items: z
    .strictObject({ live: z.int(), sent: z.int(), refused: z.int(), left_out: z.int() })
    .describe('sent: the vendor works on them; left_out: they cannot be shown there'),
  syncing: z
    .strictObject({ done: z.int(), total: z.int() })
    .optional()
    .describe('While the whole catalogue is gone through: products'),
  last_full_at: Moment.optional(),
  last_sent_at: Moment.optional(),
  trouble: z.string().optional().describe('Why it does not go on'),
  trouble_at: Moment.optional(),
});

export const catalogOutput = (report: CatalogReport): z.input<typeof CatalogOutput> => ({
  catalog_id: report.catalogId,
  items: report.items,
  ...present({
    syncing: report.full,
    last_full_at: report.fullAt === undefined ? undefined : moment(report.fullAt),
    last_sent_at: report.pushedAt === undefined ? undefined : moment(report.pushedAt),
    trouble: report.trouble?.message,
    trouble_at: report.trouble && moment(report.trouble.at),
  }),
});

const ItemOutput = z.strictObject({
  variant_id: z.string(),
  product_id: z.string(),
  status: z.enum(CATALOG_ITEM_STATUSES),
  reason: z.string().optional().describe('Why the vendor refused it, or why it cannot be shown there'),
  changed_at: Moment,
});

const itemOutput = ({
  _id,
  productId,
  status,
  reason,
  updatedAt,
}: CatalogItem): z.input<typeof ItemOutput> => ({
  variant_id: _id,
  product_id: productId,
  status,
  changed_at: moment(updatedAt),
  ...present({ reason }),
});

/** @throws CommerceError `not_found` where the channel has no catalogue */
function catalogOf(channels: ChannelOverview | undefined, name: string) {
  const catalog = channels?.catalog(name);
  if (catalog) return catalog;
  throw new CommerceError('not_found', `There is no channel "${name}" with a catalogue.`, { field: 'name' });
}

const shared = { scope: 'admin:products', tag: 'Channels' } as const;

export const channelCatalogRoutes = [
  route({
    ...shared,
    method: 'get',
    path: '/channels/{name}/catalog',
    summary: 'Show the catalogue at a vendor',
    description: 'How far the shop’s goods are in the vendor’s own catalogue, which follows every change.',
    output: CatalogOutput,
    problems: [404],
    handler: async ({ channels }, { params }) =>
      catalogOutput(await catalogOf(channels, params.name).report()),
  }),
  route({
    ...shared,
    method: 'get',
    path: '/channels/{name}/catalog/items',
    summary: 'List items of the catalogue at a vendor',
    description: 'What changed last, first. Those that were refused or left out say why.',
    query: z.strictObject({ status: z.enum(CATALOG_ITEM_STATUSES).default('refused'), ...pageQuery }),
    output: pageOf(ItemOutput),
    problems: [404],
    handler: async ({ channels }, { params, query }) =>
      pageView(await catalogOf(channels, params.name).items(query.status, pageRequest(query)), itemOutput),
  }),
  route({
    ...shared,
    method: 'post',
    path: '/channels/{name}/catalog/sync',
    summary: 'Send the whole catalogue to a vendor',
    description: 'In the background, also what the vendor has; one that is under way goes on.',
    output: CatalogOutput,
    problems: [404],
    handler: async ({ channels }, { params }) => {
      const catalog = catalogOf(channels, params.name);
      await catalog.sendAll();
      return catalogOutput(await catalog.report());
    },
  }),
];
