import { channelData } from './personal/channels.ts';
import { commerceData, sessionData } from './personal/commerce.ts';
import { conversationData } from './personal/conversation.ts';
import { profileData } from './personal/profiles.ts';
import { recordData } from './personal/records.ts';
import type { Personal } from './personal.ts';

/** Every collection that holds something about people, in the order in which it is erased. */
export const personalData: readonly Personal[] = [
  sessionData,
  ...conversationData,
  ...channelData,
  ...profileData,
  ...commerceData,
  ...recordData,
];

/** Every other collection, and why nothing in it is about a customer. */
export const nothingPersonal: Readonly<Record<string, string>> = {
  apiKeys: 'keys of the merchant and of programs, by names that the merchant chose',
  campaigns: 'promotions of the merchant’s; who got them stands apart',
  categories: 'the catalogue',
  channelCatalogItems: 'the catalogue',
  channelCatalogs: 'how far the catalogue at a vendor is',
  channelSpendings: 'what a channel cost in a month',
  channelMessages: 'hashes of the vendor’s ids of messages, and how far they came',
  channelStates: 'how a channel fares',
  channelTemplates: 'what a vendor says of the merchant’s templates',
  commissionEntries: 'ids and amounts, for the books',
  commissionRules: 'what the merchant set',
  discounts: 'the discounts of the shop',
  erasures: 'keyed hashes and counts: what is erased again after a restore',
  events: 'ids and what changed; who agreed to alerts, as a keyed hash of the email',
  feedPositions: 'how far a feed of prices came',
  feedProducts: 'the catalogue',
  feedSources: 'what the merchant set',
  holds: 'units set aside while a payment runs',
  idempotencyRecords: 'ids and totals, for two days',
  linkTries: 'keyed hashes and counts, for an hour',
  paidPayouts: 'what was paid to publishers, for the books',
  policies: 'the policies of the shop',
  prices: 'the catalogue',
  products: 'the catalogue',
  publishers: 'the merchant’s partners, and the addresses by which they are known',
  searchSettings: 'what the merchant set',
  searchSnapshots: 'the catalogue',
  secrets: 'keys of this server',
  sentNotifications: 'a hash and the kind of a message',
  shop: 'what the merchant set',
  signingKeys: 'keys of this server',
  stockLevels: 'the catalogue',
  suppressions: 'keyed hashes of emails that want no alerts',
  stripePayments: 'ids and amounts, for the books',
  testPayments: 'ids and amounts, for the books',
  variantRefs: 'the catalogue',
  webhookAttempts: 'ids of events, and how a system of the merchant’s answered',
  webhookCursors: 'how far an endpoint came',
  webhookDeliveries: 'ids of events',
  webhookEndpoints: 'what the merchant set',
};
