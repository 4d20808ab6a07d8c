import { dirname, join } from 'node:path';
import type { LanguageModel } from 'ai';
import type { Express } from 'express';
import { type CallTool, createCallTool } from '../tools/call-tool.ts';
import { tools, toolsByName } from '../tools/registry.ts';
import { admission } from './admission.ts';
import { repairBooks } from './books.ts';
import { type ChannelServices, createChannelServices } from './channel-services.ts';
import type { DeliveryPolicy } from './channels/outbox/delivery-policy.ts';
import type { RegisteredChannel } from './channels/registry.ts';
import { collections } from './collections.ts';
import type { Principal } from './commerce/principals/model.ts';
import { loadSecret } from './commerce/secrets.ts';
import { starterShop } from './commerce/shop/starter.ts';
import type { Config } from './config.ts';
import { createDevOutboxNotifier } from './connectors/notifiers/dev-outbox.ts';
import { createSmtpNotifier } from './connectors/notifiers/smtp.ts';
import { HandoffDesk } from './conversation/handoff/desk.ts';
import { type ConversationServices, createConversationServices } from './conversation-services.ts';
import { createCredentials } from './credentials.ts';
import { lazySeal, openFieldEncryption } from './data-keys.ts';
import { openErasures } from './erasure/open.ts';
import { forgetConversations } from './erasure/retention.ts';
import type { ErasureService } from './erasure/service.ts';
import { certifier, handoffWebhook } from './handoff-services.ts';
import { atMostEvery, forgetCheckouts, startHousekeeping, tidy } from './housekeeping.ts';
import { fillWithSample } from './load-sample.ts';
import { surfaceMounts } from './mounts.ts';
import { type ChoosePaymentProvider, choosePaymentProvider } from './payment-provider.ts';
import { folderBlobs, memoryBlobs } from './platform/blobs.ts';
import { type Clock, systemClock } from './platform/clock.ts';
import { createHttpApp } from './platform/http/app.ts';
import type { Lifecycle } from './platform/http/lifecycle.ts';
import { createOutbound } from './platform/http/outbound.ts';
import { type Ids, randomIds } from './platform/ids.ts';
import { createEmbeddedJobs } from './platform/jobs/embedded/jobs.ts';
import { jobRows } from './platform/jobs/model.ts';
import type { Jobs } from './platform/jobs/port.ts';
import { withoutKnownTrouble } from './platform/store/known-trouble.ts';
import type { Collection, Document, Store } from './platform/store/port.ts';
import { openSqliteStore } from './platform/store/sqlite/store.ts';
import type { Logger } from './platform/telemetry/logger.ts';
import { createMetrics, type Metrics, observeBacklog } from './platform/telemetry/metrics.ts';
import { reconcile } from './reconcile.ts';
import { openSearchVectors } from './search-vectors.ts';
import { createShopServices, type ShopServices } from './shop-services.ts';
import { imageOrigins } from './surfaces/mcp/apps/image-origins.ts';
import { productCardsApp } from './surfaces/mcp/apps/product-cards.ts';
import { shopResources } from './surfaces/mcp/shop-resources.ts';
import { createMcpSurface, type McpSurface } from './surfaces/mcp/surface.ts';
import { commerceProblem } from './surfaces/rest/problems.ts';
import { PROGRAM, VERSION } from './version.ts';
import { createWebhooks, type Webhooks } from './webhooks.ts';

export interface ShopwrightOptions {
  config: Config;
  logger: Logger;
  clock?: Clock;
  ids?: Ids;
  /** In [0, 1), for the time that a job waits before it is tried again. */
  random?: () => number;
  /** Admin credential for commands on this machine; see control-token.ts. */
  controlToken?: string;
  /** Aborted when the process begins to stop: long work such as an import ends itself. */
  stopping?: AbortSignal;
  /** Another payment provider than the one that the settings name: for programs that embed the server. */
  payments?: ChoosePaymentProvider;
  /** The model of the chat, instead of the one that the settings name. */
  model?: LanguageModel;
  /** False: a model answers all that customers write, and no rules before it. To measure what the rules save. */
  rules?: boolean;
  /** Put around every tool call: for evals that let tools fail. */
  aroundTools?: (callTool: CallTool) => CallTool;
  /** Beside those that the settings name: for programs that embed the server. */
  channels?: readonly RegisteredChannel[];
  /** Asked before anything is sent on a channel, instead of the shop's own. */
  deliveryPolicy?: DeliveryPolicy;
  /** `:memory:` for tests; else the file in the data folder. */
  storePath?: string;
  /** Other declarations of what is stored: for tests of an upgrade. */
  collections?: readonly Collection<Document>[];
}

/** A whole shop in one process: store, services, surfaces. Nothing listens yet. */
export interface Shopwright {
  store: Store;
  jobs: Jobs;
  services: ShopServices;
  callTool: CallTool;
  /** Absent where the chat is switched off. */
  chat: ConversationServices | undefined;
  /** The same. */
  channels: ChannelServices | undefined;
  mcp: McpSurface<Principal>;
  erasures: ErasureService;
  webhooks: Webhooks;
  metrics: Metrics;
  /** The Express app over all surfaces. */
  createApp(lifecycle?: Pick<Lifecycle, 'state' | 'signal'>): Express;
  /** Fills an empty shop with the sample, builds the search index and starts the jobs. */
  start(onProgress?: (products: number) => void): Promise<{ sampleLoaded: boolean }>;
  /** What a started shop does every minute: tidies up, and takes up what nobody looks after any more. */
  housekeep(): Promise<void>;
  close(): Promise<void>;
}

const DAY_MS = 86_400_000;
/** How far back the payment provider is asked for what no callback told: as long as Stripe sends an event again. */
const READ_BACK_MS = 3 * DAY_MS;

const INSTRUCTIONS =
  'A shop. Find products with search_catalog before naming any; state prices, stock, delivery and policies only as the tools return them. Keep session_id and pass it on every call. Buying: update_cart, create_checkout, then continue_url for the buyer or complete_checkout after the buyer agreed to total and address. Hand over to a person with request_handoff.';

export async function createShopwright(options: ShopwrightOptions): Promise<Shopwright> {
  const { config, logger, clock = systemClock, ids = randomIds } = options;
  const background = withoutKnownTrouble(logger);
  const onFault = (error: unknown): void => background.error({ err: error }, 'background work failed');
  const onNotice = (notice: string): void =>
    background.warn({ notice }, 'the merchant must see to something');
  const store = await openSqliteStore({
    path: options.storePath ?? join(config.dataDir, 'shop.db'),
    clock,
    collections: options.collections ?? collections,
    logger,
    program: PROGRAM,
    upgradeBackups: config.upgradeBackups,
    onUpgrade: (text) => logger.info(text),
  });
  const jobs = createEmbeddedJobs({
    store,
    clock,
    ids,
    logger: background,
    ...(options.random && { random: options.random }),
  });
  const metrics = createMetrics({ process: config.environment !== 'test' });

  const outbox = config.environment !== 'production' && config.smtpUrl === undefined;
  const notifier = config.smtpUrl
    ? createSmtpNotifier({ store, url: config.smtpUrl, from: config.smtpFrom! })
    : outbox
      ? createDevOutboxNotifier({ store, clock })
      : {
          send: async (n: { template: string }) =>
            logger.warn({ template: n.template }, 'no mail server is set: a message was dropped'),
        };
  const { provider, mounts: paymentMounts } = await (options.payments ?? choosePaymentProvider)({
    config,
    store,
    clock,
    ids,
    news: () => services.paymentNews,
    onFault,
  });
  const outbound = createOutbound({ allow: config.outboundAllow });
  // A store that is not the one of the data folder has nothing of search there.
  const searchFile = (name: string) =>
    options.storePath === undefined ? join(config.dataDir, name) : undefined;
  const seal = lazySeal(() => openFieldEncryption(config.dataKey, folderOf(options)));
  const services = await createShopServices({
    store,
    clock,
    ids,
    jobs,
    provider,
    notifier,
    sendHandoffEvent: handoffWebhook(config, outbound, clock),
    settings: config,
    seal,
    searchSnapshot: searchFile('search.snapshot'),
    searchVectors: await openSearchVectors({
      ...{ config, outbound, clock, onFault },
      path: searchFile('search.vectors'),
    }),
    onFault,
    onNotice,
  });
  const webhooks = createWebhooks({
    ...{ store, clock, ids, jobs, notifier, outbound, config, services, onFault, onNotice },
    random: options.random,
  });
  const admit = admission(() => store.waiting(), config.maxWaitingWrites);
  const aroundTools = options.aroundTools ?? ((plain: CallTool) => plain);
  const callTool = aroundTools(
    createCallTool({
      tools: toolsByName,
      services,
      store,
      clock,
      ids,
      onFault: (error, about) => logger.error({ err: error, ...about }, 'tool call failed'),
      admit,
      onCall: (tool, outcome, durationMs) => metrics.observeTool({ tool, outcome, durationMs }),
    }),
  );
  // The SDK reports clients' mistakes here too; they have their answer, and a log full of them hides what is ours.
  const onMcpError = (error: unknown): void => {
    const rejected = error instanceof Error && error.message.startsWith('Rejected inbound request');
    if (rejected) logger.debug({ reason: error.message }, 'mcp request refused');
    else logger.warn({ err: error }, 'mcp');
  };
  const mcp = createMcpSurface<Principal>({
    info: { name: 'shopwright', title: 'Shopwright', version: VERSION },
    tools,
    callTool,
    resources: shopResources({ policies: services.policies, callTool }),
    app: productCardsApp({
      callTool,
      imageOrigins: imageOrigins({
        ...{ store, clock },
        absolute: (address) => services.buyLinks.absolute(address),
      }),
    }),
    instructions: INSTRUCTIONS,
    requestStateKey: await loadSecret(store, 'mcp-request-state'),
    onerror: onMcpError,
  });
  const certify = certifier({ clock, services, config });
  const channels = config.chat
    ? await createChannelServices({
        ...{ store, clock, ids, jobs, config, outbound, services, callTool, certify, admit },
        seal,
        channels: options.channels,
        policy: options.deliveryPolicy,
        onFault: (error, about) => logger.error({ err: error, ...about }, 'channel'),
      })
    : undefined;
  const desk = new HandoffDesk({
    ...{ store, clock, ids, jobs, certify },
    ...(channels && { deliver: channels.deliver }),
  });
  const chat = config.chat
    ? await createConversationServices({
        ...{ store, clock, ids, config, services, callTool, outbound },
        ...(options.model && { model: options.model }),
        rules: options.rules,
        blobs: options.storePath === undefined ? folderBlobs(join(config.dataDir, 'media')) : memoryBlobs(),
        ...(channels && {
          deliver: channels.deliver,
          pace: channels.pace,
          remoteMedia: (attachment) => channels.media.bytes(attachment),
        }),
        onFault: (error, about) => logger.error({ err: error, ...about }, 'conversation'),
      })
    : undefined;
  const channelMounts = chat && channels ? [channels.connect({ chat, desk })] : [];
  const erasures = await openErasures({
    ...{ store, clock, ids, jobs },
    dataDir: folderOf(options),
  });
  // An older backup may have been put in the place of the shop: nobody who was erased may come back with it.
  const erasedAgain = await erasures.replay();
  if (erasedAgain > 0) logger.warn({ erasures: erasedAgain }, 'an older backup was restored: erased again');
  let stopHousekeeping = (): void => {};
  const warnOf = (mended: readonly string[]): void => {
    for (const one of mended) logger.warn({ mended: one }, 'reconciliation mended something');
  };
  const daily = atMostEvery(DAY_MS, clock, async () => {
    await forgetCheckouts(store, clock);
    const { conversationKeepDays: days } = config;
    if (days > 0) await forgetConversations({ store, clock }, days);
    warnOf(await repairBooks(store));
  });
  const often = atMostEvery(DAY_MS / 144, clock, async () => channels?.tidy());
  const hourly = atMostEvery(DAY_MS / 24, clock, async () => {
    await erasures.start();
    await services.paymentNews.readBack(clock.now() - READ_BACK_MS);
  });
  const housekeep = async (): Promise<void> => {
    await tidy(store, services, clock);
    warnOf(await reconcile({ store, jobs, clock, holdTtlMs: config.holdTtlMs }));
    await daily();
    await often();
    await hourly();
  };
  const cookieKey = await loadSecret(store, 'checkout-cookie');

  const credentials = createCredentials({ apiKeys: services.apiKeys, controlToken: options.controlToken });

  return {
    store,
    jobs,
    services,
    callTool,
    chat,
    channels,
    mcp,
    erasures,
    webhooks,
    metrics,
    createApp: (lifecycle) => {
      const mounts = surfaceMounts({
        ...{
          config,
          store,
          clock,
          ids,
          jobs,
          services,
          callTool,
          provider,
          mcp,
          chat,
          desk,
          erasures,
          webhooks,
          admit,
          cookieKey,
        },
        ...{ logger, onFault, paymentMounts, channelMounts, outbox },
        channelOverview: channels?.overview,
        campaigns: channels?.messages.campaigns,
        stopping: options.stopping,
        mcpAuthenticate: credentials.ofMcp,
        onMcpError,
      });
      return createHttpApp({
        config,
        logger,
        metrics,
        mounts,
        authenticate: credentials.authenticate,
        clock,
        ids,
        translateError: commerceProblem,
        mayReadMetrics: (principal) =>
          (principal as Principal | undefined)?.scopes?.has('admin:metrics') ?? false,
        ...(lifecycle && { state: lifecycle.state, draining: lifecycle.signal }),
        checks: { store: async () => void (await services.shop.get()) },
      });
    },
    start: async (onProgress) => {
      const sampleLoaded = config.sampleShop && (await fillWithSample(store, services, ids));
      if (!(await services.shop.find())) await services.shop.put(starterShop());
      await services.search.settled();
      if (!sampleLoaded) await services.search.build(onProgress);
      services.search.makeVectors();
      observeBacklog(metrics, {
        jobsWaiting: async () =>
          (await store.count(jobRows, { status: 'waiting', runAt: { lte: clock.now() } })) +
          (await store.count(jobRows, { status: 'parked' })),
        indexedVariants: () => services.search.size,
      });
      void services.coPurchases.build().catch(onFault);
      await erasures.start();
      await services.profiles.profiles.reseal();
      jobs.start();
      await webhooks.dispatcher.start();
      await channels?.start();
      await chat?.start();
      stopHousekeeping = startHousekeeping(housekeep, onFault);
      return { sampleLoaded };
    },
    housekeep,
    close: async () => {
      stopHousekeeping();
      await chat?.stop(config.shutdownGraceMs);
      await Promise.all([
        jobs.stop(config.shutdownGraceMs),
        webhooks.dispatcher.stop(config.shutdownGraceMs),
      ]);
      await services.coPurchases.close();
      await services.search.close();
      services.names.stop();
      await outbound.close();
      await store.close();
      metrics.close();
    },
  };
}

/** Where the files of the shop lie; nowhere for one in memory. */
function folderOf({ config, storePath }: ShopwrightOptions): string | undefined {
  if (storePath === undefined) return config.dataDir;
  return storePath === ':memory:' ? undefined : dirname(storePath);
}
