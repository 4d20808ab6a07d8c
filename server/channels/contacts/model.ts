import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import { Referral } from '../../commerce/sessions/model.ts';
import { defineCollection } from '../../platform/store/port.ts';

/** Somebody who writes on a channel. The address is sealed: it is read to answer, and for nothing else. */
export const ChannelContact = z.strictObject({
  ...documentFields,
  channel: z.string(),
  /** The merchant's account there. */
  account: z.string(),
  /** Keyed hash of channel, account and the vendor's user id. */
  userHash: z.string(),
  /** The same of a phone number that the vendor vouches for: erasures find it, and who is given an id later is known again. */
  phoneHash: z.string().optional(),
  /** Under which their consent is kept: the first hash of theirs, which outlives a change of id. */
  consentKey: z.string(),
  /** The vendor's user id, phone number and name, encrypted. */
  sealedAddress: z.string(),
  conversationId: z.string(),
  /** Of their last message, by the vendor's clock: free text may follow it for as long as the channel says. */
  lastInboundAt: z.int(),
  /** With what they came last. */
  referral: Referral.optional(),
});
export type ChannelContact = z.infer<typeof ChannelContact>;
export const channelContacts = defineCollection('channelContacts', ChannelContact, {
  byUser: { fields: ['userHash'], unique: true },
  byPhone: { fields: ['phoneHash'], sparse: true },
  byConversation: { fields: ['conversationId'] },
});
