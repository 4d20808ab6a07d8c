import type { CallTool } from '../tools/call-tool.ts';
import { Campaigns } from './channels/campaigns/campaigns.ts';
import { CampaignRunner } from './channels/campaigns/runner.ts';
import { Announcer, type AnnouncerDeps } from './channels/notices/announcer.ts';
import { readNotices } from './channels/notices/kinds.ts';
import { Notices } from './channels/notices/notices.ts';
import { imagesOf } from './channels/notices/say-notice.ts';
import type { TemplateBook } from './channels/templates/book.ts';
import { keyedHash } from './commerce/secrets.ts';
import type { Config } from './config.ts';
import type { Ids } from './platform/ids.ts';
import type { Jobs } from './platform/jobs/port.ts';
import type { ShopServices } from './shop-services.ts';

export interface ChannelMessagesDeps
  extends Omit<AnnouncerDeps, 'hash' | 'shopLocale' | 'images' | 'callTool' | 'contacts' | 'templates'> {
  ids: Ids;
  jobs: Jobs;
  config: Config;
  services: ShopServices;
  callTool: CallTool;
  contacts: AnnouncerDeps['contacts'] & ConstructorParameters<typeof Notices>[0]['contacts'];
  templates: TemplateBook;
  secret: Buffer;
}

export type ChannelMessages = ReturnType<typeof createChannelMessages>;

/** Wires what is said over channels without having been asked for. */
export function createChannelMessages(deps: ChannelMessagesDeps) {
  const { store, clock, ids, jobs, registry, contacts, config, services, secret, ...rest } = deps;
  const announcer = new Announcer({
    ...{ ...rest, store, clock, registry, contacts },
    hash: keyedHash(secret, 'announcement'),
    shopLocale: async () => (await services.shop.get()).defaultLocale,
    images: imagesOf((ids) => services.catalog.findMany(ids)),
  });
  const findProduct = async (id: string) =>
    (await services.catalog.findVariant(id))?.product ?? services.catalog.find(id);
  const read = readNotices(config.channelNotices);
  if ('fault' in read) throw new TypeError(read.fault);
  const notices = new Notices({
    ...{ store, clock, jobs, registry, contacts, announcer },
    events: services.events,
    findProduct,
    siblings: (id, reader) => services.profiles.profiles.sessionsOf(id, reader),
    settings: read.notices,
    cartReminderMs: config.cartReminderMs,
  });
  services.watches.reach(
    async (sessionId) => (await contacts.ofConversation(store, sessionId)) !== undefined,
  );
  services.watches.onAlert((tx, watch) => notices.watch(tx, watch));
  const parts = { store, clock, jobs, announcer, findProduct };
  const campaigns = new Campaigns({ ...parts, ids, registry, templates: deps.templates });
  new CampaignRunner({ ...parts, campaigns, siblings: (id) => services.profiles.profiles.sessionsOf(id) });
  return { announcer, campaigns };
}
