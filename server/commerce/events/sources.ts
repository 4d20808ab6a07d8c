import type { DocumentChange } from '../../platform/store/port.ts';
import { productSource, stockSource } from './catalog-sources.ts';
import { attributionSource, commissionSource, payoutSource } from './commission-sources.ts';
import type { EventDraft } from './model.ts';
import {
  consentSource,
  handoffSource,
  leadSource,
  suppressionSource,
  watchSource,
} from './people-sources.ts';
import { cartSource, checkoutSource, orderSource, refundSource } from './sales-sources.ts';
import type { EventSource } from './source.ts';

/** The one place that says what is told: every collection stands here or in `silentCollections`. */
export const eventSources: readonly EventSource[] = [
  productSource,
  stockSource,
  cartSource,
  checkoutSource,
  orderSource,
  refundSource,
  leadSource,
  watchSource,
  suppressionSource,
  consentSource,
  handoffSource,
  attributionSource,
  commissionSource,
  payoutSource,
];

/** Every other collection, and why its changes are nobody's news. */
export const silentCollections: Readonly<Record<string, string>> = {
  adminActions: 'the audit trail',
  adminReplies: 'answers to writes',
  apiKeys: 'keys; the audit trail has them',
  campaignRecipients: 'told by the campaign',
  campaigns: 'messages of the merchant’s own',
  categories: 'settings of the catalogue',
  certificates: 'proof of replies',
  channelCatalogItems: 'what a vendor shows of the products',
  channelCatalogs: 'what a vendor shows of the products',
  channelContacts: 'who writes on a channel',
  channelDeliveries: 'replies on their way',
  channelSpendings: 'how a channel fares',
  channelMessages: 'how far replies came',
  channelStates: 'how a channel fares',
  channelTemplates: 'what a vendor says of templates',
  commissionRules: 'settings of the shop',
  conversations: 'what is said stays in the inbox; a handoff is told',
  devOutbox: 'messages that were not sent',
  discounts: 'settings of the shop',
  discountUses: 'told by their order',
  erasures: 'told by what they delete',
  events: 'the events themselves',
  feedPositions: 'told by the price that came with them',
  feedProducts: 'told by their product',
  feedSources: 'settings of the shop',
  holds: 'told by the stock that they hold',
  idempotencyRecords: 'answers to payments',
  inboundMessages: 'what is said stays in the inbox',
  jobs: 'work under way',
  linkCodes: 'told to the customer alone',
  linkTries: 'caps on guessing',
  media: 'what is said stays in the inbox',
  orderCodes: 'told to the buyer alone',
  paymentAttempts: 'told by their checkout and order',
  policies: 'settings of the shop',
  prices: 'the history; what counts now is told by the product',
  profileKeys: 'who is known by what is nobody else’s business',
  profileLinks: 'which conversations are one person’s is nobody else’s business',
  profiles: 'what somebody states is for the shop alone',
  publishers: 'settings of the shop',
  replies: 'what is said stays in the inbox',
  searchSettings: 'settings of the shop',
  searchSnapshots: 'a file of the server',
  secrets: 'secrets',
  sentNotifications: 'what was sent',
  sessions: 'who is there',
  shop: 'settings of the shop',
  signingKeys: 'published as a key set',
  stripePayments: 'told by their order',
  testPayments: 'told by their order',
  toolCalls: 'the ledger',
  turns: 'what is said stays in the inbox',
  variantRefs: 'told by the product',
  webhookAttempts: 'of the webhooks themselves',
  webhookCursors: 'of the webhooks themselves',
  webhookDeliveries: 'of the webhooks themselves',
  webhookEndpoints: 'of the webhooks themselves',
  websiteVisits: 'context of a conversation; the consent to it is kept by the website that tells it',
};

const byCollection = new Map(eventSources.map((source) => [source.collection.name, source]));

/** What the changes of one transaction are to others, in their order. */
export const eventsOf = (all: readonly DocumentChange[]): EventDraft[] =>
  all.flatMap(
    ({ collection, before, after }) => byCollection.get(collection)?.events({ before, after, all }) ?? [],
  );
