import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import { defineCollection } from '../../platform/store/port.ts';

/** Where somebody first came from, as the vendor told it. */
export const StoredReferral = z.strictObject({
  source: z.enum(['ad', 'post', 'link']),
  id: z.string().optional(),
  url: z.string().optional(),
  headline: z.string().optional(),
  clickId: z.string().optional(),
  utm: z.record(z.string(), z.string()).optional(),
  /** UTC, milliseconds. */
  at: z.int(),
});

/** Somebody who writes on a channel. The address is sealed: it is read to answer, and for nothing else. */
export const ChannelContact = z.strictObject({
  ...documentFields,
  channel: z.string(),
  /** The merchant's account there. */
  account: z.string(),
  /** Keyed hash of channel, account and the vendor's user id. */
  userHash: z.string(),
  /** The vendor's user id, phone number and name, encrypted. */
  sealedAddress: z.string(),
  conversationId: z.string(),
  /** Of their last message, by the vendor's clock: free text may follow it for as long as the channel says. */
  lastInboundAt: z.int(),
  referral: StoredReferral.optional(),
});
export type ChannelContact = z.infer<typeof ChannelContact>;
export const channelContacts = defineCollection('channelContacts', ChannelContact, {
  byUser: { fields: ['userHash'], unique: true },
  byConversation: { fields: ['conversationId'] },
});
