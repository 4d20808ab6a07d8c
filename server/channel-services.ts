import type { CallTool } from '../tools/call-tool.ts';
import { type ChannelMessages, createChannelMessages } from './channel-messages.ts';
import { Contacts } from './channels/contacts/contacts.ts';
import { channelContacts } from './channels/contacts/model.ts';
import { Intake } from './channels/intake/intake.ts';
import { RemoteMedia } from './channels/intake/remote-media.ts';
import { sayOnce, Takeover } from './channels/intake/takeover.ts';
import { takeOrder } from './channels/intake/vendor-cart.ts';
import { takeForm } from './channels/intake/vendor-form.ts';
import { createWebhookRouter } from './channels/intake/webhook-router.ts';
import { Wishes } from './channels/intake/wishes.ts';
import type { DeliveryPolicy } from './channels/outbox/delivery-policy.ts';
import { Outbox } from './channels/outbox/outbox.ts';
import { ChannelStates } from './channels/outbox/states.ts';
import { UnmatchedStatuses } from './channels/outbox/unmatched.ts';
import { outdatedBy } from './channels/outdated.ts';
import { ChannelOverview } from './channels/overview.ts';
import { ChannelRegistry, type RegisteredChannel } from './channels/registry.ts';
import { openSeen } from './channels/seen.ts';
import { ShopPolicy } from './channels/shop-policy.ts';
import { TemplateBook } from './channels/templates/book.ts';
import { TemplateNews } from './channels/templates/news.ts';
import { ConsentLedger } from './commerce/consent/ledger.ts';
import { DEFAULT_SCOPES, type Principal } from './commerce/principals/model.ts';
import { keyedHash, loadSecret } from './commerce/secrets.ts';
import type { Config } from './config.ts';
import { channelLimitsOf, deliverySettingsOf } from './config-delivery.ts';
import type { AppendReplyDeps } from './conversation/append-reply.ts';
import type { HandoffDesk } from './conversation/handoff/desk.ts';
import type { ConversationServices } from './conversation-services.ts';
import type { LazySeal } from './data-keys.ts';
import { erasureHash } from './erasure/contact.ts';
import { erasureKey } from './erasure/open.ts';
import type { Clock } from './platform/clock.ts';
import type { Mount } from './platform/http/app.ts';
import type { Outbound } from './platform/http/outbound.ts';
import type { Ids } from './platform/ids.ts';
import type { Jobs } from './platform/jobs/port.ts';
import { Pace } from './platform/pace.ts';
import type { Store } from './platform/store/port.ts';
import type { ShopServices } from './shop-services.ts';
import { whatsAppOf } from './whatsapp-services.ts';

export interface ChannelServicesDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
  config: Config;
  outbound: Outbound;
  services: ShopServices;
  callTool: CallTool;
  certify: AppendReplyDeps['certify'];
  /** Made ready where there is a channel. */
  seal: LazySeal;
  admit: () => void;
  /** Beside those that the settings name. */
  channels?: readonly RegisteredChannel[] | undefined;
  policy?: DeliveryPolicy | undefined;
  onFault: (error: unknown, about: object) => void;
}

export interface ChannelServices {
  registry: ChannelRegistry;
  contacts: Contacts;
  outbox: Outbox;
  states: ChannelStates;
  media: RemoteMedia;
  overview: ChannelOverview;
  messages: ChannelMessages;
  /** What waits for a vendor within milliseconds goes before turns. */
  pace: Pace;
  /** Writes the delivery of a reply; does nothing for conversations of the web. */
  deliver: NonNullable<AppendReplyDeps['deliver']>;
  /** Lets customers in, once there are conversations for them. */
  connect(parts: { chat: ConversationServices; desk: HandoffDesk }): Mount;
  start(): Promise<void>;
  /** What is done every few minutes. */
  tidy(): Promise<void>;
}

/** Wires the channels over a shop: contacts, intake, outbox. */
export async function createChannelServices(deps: ChannelServicesDeps): Promise<ChannelServices> {
  const { store, clock, ids, jobs, config, services, certify, onFault } = deps;
  const secret = await loadSecret(store, 'channel-contacts');
  const registry = new ChannelRegistry([...(await whatsAppOf(deps, secret)), ...(deps.channels ?? [])]);
  const used = registry.all().length > 0;
  if (used) deps.seal.ready();
  const states = new ChannelStates({ store, clock });
  const personHash = await erasureKey(store);
  let chat: ConversationServices | undefined;
  const conversations = () => {
    if (!chat) throw new Error('the channels are not connected');
    return chat.conversations;
  };
  const seen = openSeen({
    ...{ clock, idleMs: config.channelSessionIdleMs },
    recognise: (tx, session, value) =>
      services.profiles.profiles.recognise(tx, session, { kind: 'phone', value }),
  });
  const contacts: Contacts = new Contacts({
    store,
    ids,
    hash: keyedHash(secret, 'contact'),
    phoneHash: (value) => erasureHash(personHash, { kind: 'phone', value }),
    seal: deps.seal,
    open: async ({ contactId, channel }, insert) => {
      await conversations().open({ principal: principalOf(contactId), channel }, (tx, { _id }) =>
        insert(tx, _id),
      );
    },
  });
  const hash = keyedHash(secret, 'echo');
  const ledger = new ConsentLedger({ store, ids });
  const wishes = new Wishes({
    ...{ store, ledger },
    siblings: (id) => services.profiles.profiles.sessionsOf(id),
    confirm: (tx, contact, messageId, notice) =>
      sayOnce(
        { certify, hash, deliver: (...reply) => outbox.deliver(...reply, { confirms: true }) },
        ...([tx, contact, messageId, notice] as const),
      ),
  });
  const templates = new TemplateBook({ registry, clock });
  const news = new TemplateNews({ store });
  const policy =
    deps.policy ?? new ShopPolicy({ store, ledger, states, settings: deliverySettingsOf(config) });
  const unmatched: UnmatchedStatuses = new UnmatchedStatuses({
    ...{ store, clock, jobs },
    status: (status) => outbox.status(status),
  });
  const outbox: Outbox = new Outbox({
    identified: (tx, delivery, part) => unmatched.identified(tx, delivery, part),
    ...{ store, clock, ids, jobs, registry, contacts, states, templates, policy },
    outdated: outdatedBy({ store, clock, findProduct: (id) => services.catalog.find(id) }),
    suppress: async (contactId, at) => {
      const contact = await store.get(channelContacts, contactId);
      if (contact) await wishes.told(contact, { marketing: 'stop', at });
    },
  });
  const messages = createChannelMessages({
    ...{
      store,
      clock,
      ids,
      jobs,
      config,
      registry,
      contacts,
      policy,
      templates,
      outbox,
      services,
      certify,
      secret,
    },
    callTool: deps.callTool,
  });
  const pace = new Pace();
  const media = new RemoteMedia({ store, clock, jobs, registry });
  const deliver: ChannelServices['deliver'] = (tx, conversation, replyId) =>
    outbox.deliver(tx, conversation, replyId);
  return {
    ...{ registry, contacts, outbox, states, media, deliver, pace, messages },
    overview: new ChannelOverview({
      ...{ store, clock, registry, states, news, unmatched },
      publicUrl: () => config.publicUrl,
      limits: channelLimitsOf(config),
    }),
    connect: (parts) => {
      chat = parts.chat;
      media.connect(chat.media);
      const takeover = new Takeover({
        ...{ store, clock, jobs, certify, hash },
        handoffs: services.handoffs,
        desk: parts.desk,
        shopName: async () => (await services.shop.get()).name,
        quietMs: config.channelTakeoverMs,
      });
      const acting = { store, callTool: deps.callTool, seen };
      const intake = new Intake({
        ...{ store, clock, ids, contacts, seen },
        conversations: {
          take: (message) => conversations().take(message),
          knows: (message) => conversations().knows(message),
        },
        about: async (sku) => {
          const found = await services.catalog.findVariant(sku);
          return found && { productId: found.product._id, variantId: found.variant.id };
        },
        notice: (tx, contact, messageId, notice) =>
          sayOnce({ certify, deliver, hash }, tx, contact, messageId, notice),
        fetch: (tx, conversationId, attachments) => media.expect(tx, conversationId, attachments),
        order: (contact, message, content) => takeOrder(acting, contact, message, content),
        form: (contact, message, content) => takeForm(acting, contact, message, content),
        status: ({ name }, status) => unmatched.take(name, status),
        account: ({ name }, told) => states.told(name, told),
        template: async ({ name }, event) => {
          await news.told(name, event);
          templates.forget(name);
        },
        wishes,
        preference: async (contact, preference) => {
          if (contact) await wishes.told(contact, preference);
        },
        echo: (channel, contact, echo) => takeover.echo(channel, contact, echo),
        fault: ({ name }, what) => onFault(new Error(`cannot read ${what}`), { channel: name }),
      });
      const router = createWebhookRouter({ registry, intake, states, pace, admit: deps.admit, onFault });
      return { path: '/channels', router, body: 'none', cors: false, signed: true };
    },
    start: async () => {
      await states.load();
      await outbox.sweep();
      if (used) await contacts.reseal();
      for (const { catalog } of registry.all()) await catalog?.start();
    },
    tidy: async () => {
      await outbox.sweep();
      await unmatched.sweep();
      await messages.campaigns.sweep();
    },
  };
}

const principalOf = (id: string): Principal => ({
  kind: 'customer',
  id,
  scopes: DEFAULT_SCOPES.customer,
  customerGroups: [],
});
