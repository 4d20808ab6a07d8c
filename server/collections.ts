import { campaignRecipients, campaigns } from './channels/campaigns/model.ts';
import { channelContacts } from './channels/contacts/model.ts';
import { channelDeliveries, channelSpendings, channelStates } from './channels/outbox/model.ts';
import { channelMessages } from './channels/outbox/unmatched.ts';
import { channelTemplates } from './channels/templates/news.ts';
import { channelCatalogItems, channelCatalogs } from './channels/whatsapp/catalog/model.ts';
import { adminActions, adminReplies } from './commerce/admin/model.ts';
import {
  attributions,
  commissionEntries,
  commissionRules,
  paidPayouts,
  publishers,
} from './commerce/affiliates/model.ts';
import { carts } from './commerce/carts/model.ts';
import { categories, prices, products, variantRefs } from './commerce/catalog/model.ts';
import { checkouts, idempotencyRecords } from './commerce/checkouts/model.ts';
import { consentEntries } from './commerce/consent/model.ts';
import { events } from './commerce/events/model.ts';
import { feedPositions, feedSources } from './commerce/feeds/model.ts';
import { handoffs } from './commerce/handoffs/model.ts';
import { holds, stockLevels } from './commerce/inventory/model.ts';
import { leads } from './commerce/leads/model.ts';
import { toolCalls } from './commerce/ledger/model.ts';
import { orderCodes, orders } from './commerce/orders/model.ts';
import { paymentAttempts, refunds } from './commerce/payments/model.ts';
import { policies } from './commerce/policies/model.ts';
import { discounts, discountUses } from './commerce/pricing/model.ts';
import { apiKeys } from './commerce/principals/model.ts';
import { linkCodes, linkTries, profileKeys, profileLinks, profiles } from './commerce/profiles/model.ts';
import { signingKeys } from './commerce/quotes/model.ts';
import { secrets } from './commerce/secrets.ts';
import { sessions } from './commerce/sessions/model.ts';
import { shops } from './commerce/shop/model.ts';
import { productWatches, suppressions } from './commerce/watches/model.ts';
import { feedProducts } from './connectors/catalog-import/feed-products.ts';
import { devOutbox } from './connectors/notifiers/dev-outbox.ts';
import { sentNotifications } from './connectors/notifiers/smtp.ts';
import { stripePayments } from './connectors/payments/stripe/payment.ts';
import { testPayments } from './connectors/payments/test-provider.ts';
import {
  webhookAttempts,
  webhookCursors,
  webhookDeliveries,
  webhookEndpoints,
} from './connectors/webhooks/model.ts';
import { media } from './conversation/media.ts';
import { conversations, inboundMessages, replies, turns } from './conversation/model.ts';
import { websiteVisits } from './conversation/visits.ts';
import { erasures } from './erasure/model.ts';
import { certificates } from './grounding/certificate.ts';
import { jobRows } from './platform/jobs/model.ts';
import type { Collection, Document } from './platform/store/port.ts';
import { searchSnapshots } from './search/catalog-snapshot.ts';
import { searchSettings } from './search/settings/model.ts';

/** Everything that is stored. */
export const collections: readonly Collection<Document>[] = [
  adminActions,
  adminReplies,
  apiKeys,
  attributions,
  campaignRecipients,
  campaigns,
  carts,
  categories,
  certificates,
  channelCatalogItems,
  channelCatalogs,
  channelContacts,
  channelDeliveries,
  channelMessages,
  channelSpendings,
  channelStates,
  channelTemplates,
  checkouts,
  commissionEntries,
  commissionRules,
  paidPayouts,
  consentEntries,
  conversations,
  devOutbox,
  discounts,
  discountUses,
  erasures,
  events,
  feedPositions,
  feedProducts,
  feedSources,
  handoffs,
  holds,
  idempotencyRecords,
  inboundMessages,
  jobRows,
  leads,
  linkCodes,
  linkTries,
  media,
  orderCodes,
  orders,
  paymentAttempts,
  policies,
  prices,
  products,
  productWatches,
  profileKeys,
  profileLinks,
  profiles,
  publishers,
  refunds,
  replies,
  searchSettings,
  searchSnapshots,
  secrets,
  sentNotifications,
  sessions,
  shops,
  signingKeys,
  stockLevels,
  stripePayments,
  suppressions,
  testPayments,
  toolCalls,
  turns,
  variantRefs,
  webhookAttempts,
  webhookCursors,
  webhookDeliveries,
  webhookEndpoints,
  websiteVisits,
];
