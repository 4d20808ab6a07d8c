import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import { defineCollection } from '../../platform/store/port.ts';

/** A promotion that is sent over a channel, by template, to those who agreed to promotions. */
export const Campaign = z.strictObject({
  ...documentFields,
  channel: z.string(),
  /** As the merchant calls it. */
  name: z.string(),
  template: z.string(),
  /** What fills the places of the template, in their order: see `offer.ts`. */
  values: z.array(z.string()),
  /** Of the discount that it offers. */
  discountId: z.string().optional(),
  /** Who is written to: in these languages; empty for all. */
  languages: z.array(z.string()),
  /** Nothing of it is sent from then on. UTC, milliseconds. */
  endsAt: z.int(),
  /** `stopped`: by the merchant, or for `stoppedBecause`; it may go on. */
  status: z.enum(['running', 'stopped', 'done']),
  stoppedBecause: z.string().optional(),
  /** The last contact that was looked at; absent once all were. */
  cursor: z.string().optional(),
  /** All were looked at; some may wait. */
  seen: z.boolean(),
  /** People by what became of them. `said` went to the outbox. */
  counts: z.strictObject({
    looked: z.int(),
    said: z.int(),
    /** By reason. */
    refused: z.record(z.string(), z.int()),
  }),
  /** Credential of who began it. */
  startedBy: z.string(),
});
export type Campaign = z.infer<typeof Campaign>;
export const campaigns = defineCollection('campaigns', Campaign, {
  byChannel: { fields: ['channel', 'createdAt'] },
  byStatus: { fields: ['status', 'createdAt'] },
});

/** What became of one person in a campaign; `_id` is its id, a colon and the contact's: so nobody is written to twice. */
export const CampaignRecipient = z.strictObject({
  ...documentFields,
  campaignId: z.string(),
  contactId: z.string(),
  conversationId: z.string(),
  status: z.enum(['waiting', 'said', 'refused']),
  reason: z.string().optional(),
  /** While they wait: not before then. UTC, milliseconds. */
  until: z.int().optional(),
});
export type CampaignRecipient = z.infer<typeof CampaignRecipient>;
export const campaignRecipients = defineCollection('campaignRecipients', CampaignRecipient, {
  byCampaign: { fields: ['campaignId', 'status', 'until'] },
  byConversation: { fields: ['conversationId'] },
});
export const recipientId = (campaignId: string, contactId: string): string => `${campaignId}:${contactId}`;
