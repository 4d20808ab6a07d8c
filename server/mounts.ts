import { Router } from 'express';
import type { CallTool } from '../tools/call-tool.ts';
import { tools, toolsByName } from '../tools/registry.ts';
import { admitWrites } from './admission.ts';
import type { Campaigns } from './channels/campaigns/campaigns.ts';
import type { ChannelOverview } from './channels/overview.ts';
import type { PaymentProvider } from './commerce/payments/port.ts';
import type { Principal } from './commerce/principals/model.ts';
import type { Config } from './config.ts';
import { createDevOutboxPage } from './connectors/notifiers/dev-outbox-page.ts';
import type { HandoffDesk } from './conversation/handoff/desk.ts';
import type { ConversationServices } from './conversation-services.ts';
import type { ErasureService } from './erasure/service.ts';
import type { Clock } from './platform/clock.ts';
import type { Mount } from './platform/http/app.ts';
import { loopbackOnly } from './platform/http/security.ts';
import type { Ids } from './platform/ids.ts';
import type { Jobs } from './platform/jobs/port.ts';
import type { Store } from './platform/store/port.ts';
import type { Logger } from './platform/telemetry/logger.ts';
import { sampleImage } from './sample/image.ts';
import type { ShopServices } from './shop-services.ts';
import type { AdminDeps } from './surfaces/admin/route.ts';
import { createAdminRouter, createEventsRouter, createHandoffRouter } from './surfaces/admin/router.ts';
import { buyPageSecurity, createBuyPage } from './surfaces/buy-page/router.ts';
import { createChatAssets, createChatPage } from './surfaces/chat/chat-page.ts';
import { createChatRouter } from './surfaces/chat/router.ts';
import { visitorFrom } from './surfaces/chat/visitor.ts';
import { createWebsiteEventsRouter } from './surfaces/chat/website-events.ts';
import { createHostedCheckout } from './surfaces/checkout-page/hosted-checkout.ts';
import { createCheckoutPage } from './surfaces/checkout-page/router.ts';
import type { Authenticate } from './surfaces/mcp/auth.ts';
import { createMcpRouter } from './surfaces/mcp/router.ts';
import type { McpSurface } from './surfaces/mcp/surface.ts';
import { createProofRouter, PROOF_PAGE_SECURITY } from './surfaces/proof/router.ts';
import { createPublisherPage } from './surfaces/publisher/page-router.ts';
import { createPublisherRouter } from './surfaces/publisher/router.ts';
import { createKeysRouter } from './surfaces/rest/keys-router.ts';
import { createQuoteRouter } from './surfaces/rest/quote-router.ts';
import { referenceMounts } from './surfaces/rest/reference.ts';
import { createToolRouter } from './surfaces/rest/tool-router.ts';
import { sampleImageRouter } from './surfaces/sample-images.ts';
import { createWatchPage, WATCH_PAGE_SECURITY } from './surfaces/watch-page/router.ts';
import { createWidgetRouter } from './surfaces/widget/router.ts';
import { VERSION } from './version.ts';
import type { Webhooks } from './webhooks.ts';

export interface MountsDeps {
  config: Config;
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
  services: ShopServices;
  callTool: CallTool;
  provider: Pick<PaymentProvider, 'methods'>;
  mcp: McpSurface<Principal>;
  /** Absent where the chat is switched off. */
  chat: ConversationServices | undefined;
  desk: HandoffDesk;
  erasures: ErasureService;
  webhooks: Webhooks;
  admit: () => void;
  cookieKey: Buffer;
  logger: Logger;
  onFault: (error: unknown) => void;
  onMcpError: (error: unknown) => void;
  mcpAuthenticate: Authenticate<Principal>;
  paymentMounts: readonly Mount[];
  /** Where vendors deliver what customers write. */
  channelMounts: readonly Mount[];
  channelOverview: ChannelOverview | undefined;
  campaigns: Campaigns | undefined;
  /** Whether what would be sent by mail is shown on a page of this machine. */
  outbox: boolean;
  stopping: AbortSignal | undefined;
}

const PAGE = { cors: false, body: 'none' } as const;

/** Where each surface of the shop stands. */
export function surfaceMounts(deps: MountsDeps): Mount[] {
  const { config, services } = deps;
  return [
    ...chatPageMounts(deps),
    { path: '/', router: mcpRouter(deps), body: 'none' },
    { path: '/mcp', router: (_req, _res, next) => next(), body: 'none', errors: 'jsonrpc' },
    { path: '/v1/tools', router: createToolRouter(deps.callTool, new Set(toolsByName.keys())) },
    { path: '/v1/quotes', router: createQuoteRouter(services.quotes) },
    { path: '/admin/v1', router: staffRouter(deps, createAdminRouter), body: 'none' },
    { path: '/v1/handoffs', router: staffRouter(deps, createHandoffRouter), body: 'none' },
    { path: '/v1/events', router: eventsRouter(deps) },
    { path: '/v1/publisher', router: staffRouter(deps, createPublisherRouter), body: 'none' },
    { path: '/checkout', router: checkoutRouter(deps), ...PAGE },
    ...buyMounts(deps),
    { path: '/publisher', router: createPublisherPage(deps), ...PAGE },
    {
      path: '/watch',
      router: createWatchPage({ ...services, publicUrl: config.publicUrl }),
      security: WATCH_PAGE_SECURITY,
      ...PAGE,
    },
    ...deps.paymentMounts,
    ...deps.channelMounts,
    { path: '/sample/images', router: sampleImageRouter(sampleImage), body: 'none' },
    { path: '/.well-known/jwks.json', router: createKeysRouter(services.keys), body: 'none' },
    ...referenceMounts({ tools, publicUrl: config.publicUrl, version: VERSION, chat: config.chat }),
    ...chatMounts(deps),
    ...outboxMounts(deps),
  ];
}

/** Stands before the reference, which is at `/` where there is no chat. */
function chatPageMounts({ chat, services, config }: MountsDeps): Mount[] {
  if (!chat) return [];
  const { publicUrl } = config;
  return [{ path: '/', router: createChatPage({ shop: services.shop, publicUrl }), body: 'none' }];
}

function chatMounts({ chat, services, config, store, stopping }: MountsDeps): Mount[] {
  if (!chat) return [];
  const { conversations, shares, media, accepts } = chat;
  const { publicUrl, bodyLimitBytes } = config;
  const { quotes, shop, keys } = services;
  return [
    { path: '/chat', router: createChatAssets(), body: 'none' },
    { path: '/widget.js', router: createWidgetRouter(), body: 'none' },
    {
      path: '/v1/conversations',
      router: createChatRouter({
        ...{ store, conversations, shares, publicUrl, media, accepts, bodyLimitBytes, stopping },
        ...{ sessions: services.sessions, identities: services.webIdentities },
        visitor: visitorFrom(services.apiKeys),
        frameAncestors: config.frameAncestors,
      }),
      body: 'none',
    },
    {
      path: '/proof',
      router: createProofRouter({ store, conversations, quotes, shop, keys, shares, publicUrl }),
      body: 'none',
      security: PROOF_PAGE_SECURITY,
    },
  ];
}

function mcpRouter({ config, mcp, mcpAuthenticate, onMcpError }: MountsDeps): Router {
  return createMcpRouter<Principal>({
    surface: mcp,
    authenticate: mcpAuthenticate,
    publicUrl: config.publicUrl,
    allowedHosts: config.allowedHosts.includes('*') ? '*' : config.allowedHosts,
    allowedOrigins: '*',
    maxBodyBytes: config.bodyLimitBytes,
    documentationUrl: `${config.publicUrl}/docs`,
    onerror: onMcpError,
  }).router;
}

function staffRouter(deps: MountsDeps, create: (deps: AdminDeps) => Router): Router {
  const { store, services, desk, erasures, webhooks, jobs, config, clock, ids, onFault, stopping } = deps;
  return Router().use(
    admitWrites(deps.admit),
    create({
      ...{ store, services, desk, erasures, jobs, config, clock, ids, onFault, stopping },
      webhooks: webhooks.service,
      channels: deps.channelOverview,
      campaigns: deps.campaigns,
    }),
  );
}

function eventsRouter(deps: MountsDeps): Router {
  const website = deps.chat && createWebsiteEventsRouter(deps.chat);
  return staffRouter(deps, (admin) => createEventsRouter(admin, website));
}

function checkoutRouter(deps: MountsDeps): Router {
  const { config, store, services, provider, clock, cookieKey } = deps;
  const hosted = createHostedCheckout({
    store,
    shop: services.shop,
    checkouts: services.checkouts,
    payments: services.payments,
    policies: services.policies,
    links: services.links,
    methods: provider.methods,
  });
  return Router()
    .use('/api', admitWrites(deps.admit))
    .use(
      createCheckoutPage({
        checkout: hosted,
        clock,
        cookieKey,
        publicUrl: config.publicUrl,
        frameAncestors: config.frameAncestors,
        onError: (error, errorId) => deps.logger.error({ err: error, errorId }, 'checkout page failed'),
      }),
    );
}

function buyMounts({ services, config, admit }: MountsDeps): Mount[] {
  const { publicUrl } = config;
  const router = Router().use(admitWrites(admit), createBuyPage({ services, publicUrl }));
  return [{ path: '/buy', router, ...PAGE, security: buyPageSecurity(publicUrl) }];
}

function outboxMounts({ outbox, store }: MountsDeps): Mount[] {
  if (!outbox) return [];
  return [
    { path: '/dev/outbox', router: Router().use(loopbackOnly, createDevOutboxPage({ store })), ...PAGE },
  ];
}
