import type { Services } from '../tools/services.ts';
import { BuyLinks } from './commerce/affiliates/buy-link.ts';
import { PublisherService } from './commerce/affiliates/service.ts';
import { CartService } from './commerce/carts/service.ts';
import { CatalogService } from './commerce/catalog/service.ts';
import { PageLinks } from './commerce/checkouts/page-link.ts';
import { CheckoutService } from './commerce/checkouts/service.ts';
import { WebIdentities } from './commerce/customers/web-identity.ts';
import { EventRecorder } from './commerce/events/recorder.ts';
import { FeedService } from './commerce/feeds/service.ts';
import { handleHandoffAlerts, type SendEvent } from './commerce/handoffs/alerts.ts';
import { HandoffService } from './commerce/handoffs/service.ts';
import { InventoryService } from './commerce/inventory/service.ts';
import { LeadService } from './commerce/leads/service.ts';
import { LedgerService } from './commerce/ledger/service.ts';
import type { Notifier } from './commerce/notifier.ts';
import { CoPurchaseService } from './commerce/orders/co-purchase-service.ts';
import { handleOrderNotifications } from './commerce/orders/notify.ts';
import { OrderProof } from './commerce/orders/proof.ts';
import { OrderService } from './commerce/orders/service.ts';
import { handleMerchantNotices } from './commerce/payments/merchant-notices.ts';
import { PaymentNews } from './commerce/payments/news.ts';
import type { PaymentProvider } from './commerce/payments/port.ts';
import { RefundService } from './commerce/payments/refund-service.ts';
import { handleRefunds } from './commerce/payments/refunds.ts';
import { PaymentService } from './commerce/payments/service.ts';
import { PolicyService } from './commerce/policies/service.ts';
import { DiscountService } from './commerce/pricing/discount-service.ts';
import { PricingService } from './commerce/pricing/service.ts';
import { ApiKeyService } from './commerce/principals/api-keys.ts';
import { Linking } from './commerce/profiles/linking.ts';
import { Profiles } from './commerce/profiles/profiles.ts';
import type { Seal } from './commerce/profiles/seal.ts';
import { ProfileService } from './commerce/profiles/service.ts';
import { KeyRing } from './commerce/quotes/key-ring.ts';
import { QuoteService } from './commerce/quotes/service.ts';
import { keyedHash, loadSecret } from './commerce/secrets.ts';
import { SessionService } from './commerce/sessions/service.ts';
import { ShopService } from './commerce/shop/service.ts';
import { handleWatches } from './commerce/watches/alerts.ts';
import { WatchService } from './commerce/watches/service.ts';
import { conversations } from './conversation/model.ts';
import { erasureHash } from './erasure/contact.ts';
import { SharedNames } from './grounding/shared-names.ts';
import type { Clock } from './platform/clock.ts';
import type { Ids } from './platform/ids.ts';
import type { Jobs } from './platform/jobs/port.ts';
import type { Store } from './platform/store/port.ts';
import { CatalogIndex } from './search/catalog-index.ts';
import { CatalogReader } from './search/catalog-reader.ts';
import { CatalogSnapshot } from './search/catalog-snapshot.ts';
import { ExplainedSearcher } from './search/explained-search.ts';
import { SimilarProducts } from './search/related/similar.ts';
import { SearchSettingsService } from './search/settings/service.ts';
import { CatalogSuggestions } from './search/suggest/suggestions.ts';
import type { CatalogVectors } from './search/vectors/catalog-vectors.ts';

export interface ShopSettings {
  publicUrl: string;
  adminKey?: string | undefined;
  merchantEmail?: string | undefined;
  quoteTtlMs: number;
  quoteKeyRotationDays: number;
  sessionIdleMs: number;
  cartTtlMs: number;
  checkoutTtlMs: number;
  holdTtlMs: number;
  maxUnfinishedPaymentsPerSession: number;
  maxUnfinishedPaymentsPerAddress: number;
  maxUnfinishedPaymentsPerPrincipal: number;
  maxHeldShare: number;
  maxPaymentsInProgress: number;
  /** Milliseconds until a customer for whom nobody has come is offered a call-back; 0 or absent: never. */
  handoffUnclaimedMs?: number;
  /** Of publishers; the defaults are those of the settings. */
  attributionWindowMs?: number;
  publisherOrdersPerHour?: number;
  publisherSessionsPerAddress?: number;
  /** Where the shop is on WhatsApp: E.164. */
  whatsappNumber?: string | undefined;
}

export interface ShopDeps {
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
  provider: PaymentProvider;
  notifier: Notifier;
  /** Tells the staff's own systems that a customer waits for a person. */
  sendHandoffEvent?: SendEvent | undefined;
  settings: ShopSettings;
  /** Seals what is kept about people. */
  seal: Seal;
  /** File for the snapshot of the search index. Without one, each start reads the whole catalogue. */
  searchSnapshot?: string | undefined;
  /** Absent: words alone decide. */
  searchVectors?: CatalogVectors | undefined;
  onFault: (error: unknown) => void;
  /** Told in words what the merchant must see to. */
  onNotice: (text: string) => void;
}

const PROVIDER_TIMEOUT_MS = 20_000;
const RETURN_DAYS = 30;
const DAY_MS = 86_400_000;

export interface ShopServices extends Services {
  events: EventRecorder;
  feeds: FeedService;
  paymentNews: PaymentNews;
  refunds: RefundService;
  apiKeys: ApiKeyService;
  keys: KeyRing;
  links: PageLinks;
  pricing: PricingService;
  discounts: DiscountService;
  searchSettings: SearchSettingsService;
  explainedSearch: ExplainedSearcher;
  webIdentities: WebIdentities;
}

/** Wires the commerce services over a store: all of the shop except its surfaces. */
export async function createShopServices(deps: ShopDeps): Promise<ShopServices> {
  const { store, clock, ids, jobs, provider, settings } = deps;
  const events = await EventRecorder.open({ store, ids });
  const secret = await loadSecret(store, 'master');
  const shop = new ShopService(store);
  const keys = await KeyRing.open({ store, clock, ids, rotateEveryDays: settings.quoteKeyRotationDays });
  const quotes = new QuoteService({
    store,
    clock,
    keys,
    issuer: settings.publicUrl,
    lifetimeMs: settings.quoteTtlMs,
  });
  const sessions = new SessionService({ store, clock, ids, idleMs: settings.sessionIdleMs });
  const catalog = new CatalogService({ store, ids, clock, shop });
  const inventory = new InventoryService({ store, shop });
  const search = new CatalogIndex({
    store,
    catalog,
    inventory,
    clock,
    vectors: deps.searchVectors,
    ...(deps.searchSnapshot !== undefined && {
      snapshot: new CatalogSnapshot({ path: deps.searchSnapshot, store, ids }),
    }),
    onFault: deps.onFault,
  });
  const pricing = new PricingService({ store, shop, hash: keyedHash(secret, 'customer') });
  const links = new PageLinks({
    store,
    publicUrl: settings.publicUrl,
    hash: keyedHash(secret, 'checkout-link'),
  });
  const personHash = keyedHash(secret, 'erasure');
  const contactHash = (contact: Parameters<typeof erasureHash>[1]) => erasureHash(personHash, contact);
  const profiles = new Profiles({ ...{ store, clock, ids, contactHash }, seal: deps.seal });
  const carts = new CartService({
    store,
    clock,
    ids,
    catalog,
    inventory,
    pricing,
    quotes,
    sessions,
    sessionsOf: (sessionId, reader) => profiles.sessionsOf(sessionId, reader),
    cartTtlMs: settings.cartTtlMs,
  });
  const checkouts = new CheckoutService({
    store,
    clock,
    ids,
    shop,
    catalog,
    inventory,
    pricing,
    quotes,
    carts,
    sessions,
    links,
    checkoutTtlMs: settings.checkoutTtlMs,
  });
  const payments = new PaymentService({
    store,
    clock,
    ids,
    jobs,
    shop,
    catalog,
    pricing,
    checkouts,
    provider,
    addressHash: keyedHash(secret, 'address'),
    publicUrl: settings.publicUrl,
    caps: {
      perSession: settings.maxUnfinishedPaymentsPerSession,
      perAddress: settings.maxUnfinishedPaymentsPerAddress,
      perPrincipal: settings.maxUnfinishedPaymentsPerPrincipal,
      shareOfStock: settings.maxHeldShare,
    },
    maxInProgress: settings.maxPaymentsInProgress,
    holdTtlMs: settings.holdTtlMs,
    terms: {
      windowMs: settings.attributionWindowMs ?? 30 * DAY_MS,
      returnDays: RETURN_DAYS,
      ordersPerHour: settings.publisherOrdersPerHour ?? 30,
      sessionsPerAddress: settings.publisherSessionsPerAddress ?? 3,
      addressHash: keyedHash(secret, 'delivery-address'),
    },
    providerTimeoutMs: PROVIDER_TIMEOUT_MS,
  });
  const proof = new OrderProof({
    ...{ store, clock, jobs, sessions, hash: keyedHash(secret, 'order-code') },
    proven: (tx, session, value) => profiles.recognise(tx, session, { kind: 'email', value }),
  });
  const linking = new Linking({
    ...{ store, clock, sessions, profiles, hash: keyedHash(secret, 'link-code') },
    conversationOf: (reader, sessionId) => reader.get(conversations, sessionId),
    whatsappNumber: settings.whatsappNumber,
  });
  const orders = new OrderService({ store, clock, ids, jobs, proof, returnDays: RETURN_DAYS });
  const refunds = new RefundService({ store, clock, ids, jobs });
  const providerTimeoutMs = PROVIDER_TIMEOUT_MS;
  handleRefunds({ store, clock, ids, jobs, provider, providerTimeoutMs });
  handleMerchantNotices({
    store,
    jobs,
    notifier: deps.notifier,
    merchantEmail: settings.merchantEmail,
    shop: () => shop.get(),
    log: deps.onNotice,
  });
  handleHandoffAlerts({
    store,
    jobs,
    notifier: deps.notifier,
    merchantEmail: settings.merchantEmail,
    sendEvent: deps.sendHandoffEvent,
    publicUrl: settings.publicUrl,
    shop: () => shop.get(),
  });
  const watches = new WatchService({
    ...{ store, clock, ids, jobs, sessions, inventory },
    emailHash: keyedHash(secret, 'watch-email'),
    callerHash: keyedHash(secret, 'watch-caller'),
    linkHash: keyedHash(secret, 'watch-link'),
    publicUrl: settings.publicUrl,
  });
  handleWatches({
    ...{ store, jobs, events, catalog, inventory, watches },
    notifier: deps.notifier,
    shopName: async () => (await shop.get()).name,
    publicUrl: settings.publicUrl,
  });
  handleOrderNotifications({
    store,
    jobs,
    notifier: deps.notifier,
    proof,
    shopName: async () => (await shop.get()).name,
  });
  return {
    events,
    feeds: new FeedService({ store, clock, ids, shop }),
    shop,
    catalog,
    search,
    suggestions: new CatalogSuggestions({ search, catalog }),
    similar: new SimilarProducts({
      search,
      catalog,
      reader: new CatalogReader({ store, catalog, inventory }),
    }),
    coPurchases: new CoPurchaseService({ store }),
    inventory,
    quotes,
    sessions,
    carts,
    checkouts,
    payments,
    paymentNews: new PaymentNews({ store, clock, jobs, provider, payments, refunds, providerTimeoutMs }),
    refunds,
    orders,
    pricing,
    links,
    keys,
    publishers: new PublisherService({ store, clock, ids }),
    webIdentities: new WebIdentities({
      ...{ store, clock, sessions },
      proven: (tx, session, proof) =>
        profiles.recognise(
          ...([tx, session] as const),
          'phone' in proof
            ? { kind: 'phone', value: proof.phone }
            : { kind: 'web', issuer: proof.issuer, user: proof.user },
        ),
    }),
    buyLinks: new BuyLinks({ publicUrl: settings.publicUrl, hash: keyedHash(secret, 'buy-link') }),
    discounts: new DiscountService({ store, ids, shop }),
    explainedSearch: new ExplainedSearcher({ search, catalog, inventory, shop }),
    searchSettings: new SearchSettingsService({ store, shop, catalog }),
    policies: new PolicyService(store),
    ledger: new LedgerService(store),
    names: new SharedNames(store),
    watches,
    profiles: new ProfileService({ store, clock, sessions, profiles, linking }),
    leads: new LeadService({ store, ids, sessions }),
    handoffs: new HandoffService({
      store,
      ids,
      jobs,
      sessions,
      unclaimedMs: settings.handoffUnclaimedMs || undefined,
    }),
    apiKeys: new ApiKeyService({
      store,
      clock,
      ids,
      ...(settings.adminKey !== undefined && { adminSecret: settings.adminKey }),
    }),
  };
}
