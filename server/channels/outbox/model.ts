import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import { defineCollection } from '../../platform/store/port.ts';

const StoredError = z.strictObject({
  class: z.enum(['retry', 'never', 'template_needed', 'suppress', 'pause', 'unknown']),
  /** The vendor's. */
  code: z.string(),
  message: z.string(),
});

/** One message of the vendor's: a reply may take several. */
export const DeliveryPart = z.strictObject({
  /** `sending`: handed over, and not yet answered; a crash may leave it so. */
  status: z.enum(['sending', 'sent', 'delivered', 'read', 'failed']),
  /** How often it was handed over. */
  tries: z.int(),
  /** The vendor's. */
  messageId: z.string().optional(),
  /** Since when it is so: UTC, milliseconds. */
  at: z.int(),
  error: StoredError.optional(),
  /** Its pictures could not be fetched: it goes without. */
  bare: z.literal(true).optional(),
});
export type DeliveryPart = z.infer<typeof DeliveryPart>;

/** What is sent in the place of free text, or always. */
export const DeliveryTemplate = z.strictObject({
  name: z.string(),
  language: z.string(),
  category: z.enum(['marketing', 'utility', 'authentication']),
  /** `closed`: only once free text may not be sent any more. */
  when: z.enum(['always', 'closed']),
  fill: z.strictObject({
    body: z.array(z.string()),
    coupon: z.string().optional(),
    offerEndsAt: z.int().optional(),
  }),
});
export type DeliveryTemplate = z.infer<typeof DeliveryTemplate>;

/**
 * A reply on its way to a channel, written with the reply. `refused`: the delivery policy said no, for `reason`. Parts are
 * sent in their order, and so are the deliveries of a conversation.
 */
export const ChannelDelivery = z.strictObject({
  ...documentFields,
  channel: z.string(),
  conversationId: z.string(),
  contactId: z.string(),
  replyId: z.string(),
  /** Number of the reply in its conversation. */
  sequence: z.int(),
  /** Why it is sent. */
  purpose: z.enum(['reply', 'transactional', 'marketing']),
  /** It confirms that somebody stopped messages. */
  confirms: z.literal(true).optional(),
  /** What it is about, such as `order_shipped`; absent for answers. */
  notice: z.string().optional(),
  campaignId: z.string().optional(),
  template: DeliveryTemplate.optional(),
  /** It goes as its template: what was begun so is not gone on with as free text. */
  asTemplate: z.literal(true).optional(),
  /** What the vendor asks for it, in microdollars. */
  cost: z.int().optional(),
  /** When somebody was written to first with it. UTC, milliseconds. */
  reachedAt: z.int().optional(),
  status: z.enum(['waiting', 'sent', 'refused', 'failed']),
  /** Why it waits, was refused or failed. */
  reason: z.string().optional(),
  parts: z.array(DeliveryPart),
  /** The vendor refused the richer form: it is sent as plain text. */
  plain: z.literal(true).optional(),
  /** While it waits: not sooner than this. UTC, milliseconds. */
  notBefore: z.int().optional(),
  endedAt: z.int().optional(),
});
export type ChannelDelivery = z.infer<typeof ChannelDelivery>;
export const channelDeliveries = defineCollection('channelDeliveries', ChannelDelivery, {
  byReply: { fields: ['replyId'], unique: true },
  byLane: { fields: ['conversationId', 'status', 'sequence'] },
  byContact: { fields: ['contactId', 'createdAt'] },
  byStatus: { fields: ['status', 'createdAt'] },
  byChannel: { fields: ['channel', 'status', 'createdAt'] },
  byReached: { fields: ['reachedAt'], sparse: true },
  byCampaign: { fields: ['campaignId', 'status'], sparse: true },
});

/** What a channel cost in a calendar month (UTC); `_id` is its name, a colon and the month, such as `whatsapp:2026-11`. */
export const ChannelSpending = z.strictObject({
  ...documentFields,
  /** In microdollars, as the merchant set what a message costs. */
  spent: z.int().nonnegative(),
  messages: z.int().nonnegative(),
});
export type ChannelSpending = z.infer<typeof ChannelSpending>;
export const channelSpendings = defineCollection('channelSpendings', ChannelSpending);
export const spendingId = (channel: string, at: number): string =>
  `${channel}:${new Date(at).toISOString().slice(0, 7)}`;

/** What is known of a channel beside its settings; `_id` is its name. Noted once a minute at most. */
export const ChannelState = z.strictObject({
  ...documentFields,
  /** UTC, milliseconds, all of them. */
  lastWebhookAt: z.int().optional(),
  /** A request with a wrong signature came. */
  lastForgedAt: z.int().optional(),
  /** The vendor wants nothing more for now. */
  pausedUntil: z.int().optional(),
  pausedBecause: z.string().optional(),
  /** As the vendor rates the account. */
  quality: z.enum(['green', 'red']).optional(),
  /** People that may be written to first in a day; null: no limit. */
  tier: z.int().nullable().optional(),
  /** What the merchant must see to, in the vendor's words; `until`: it ends by itself then. */
  notice: z
    .strictObject({
      what: z.string(),
      at: z.int(),
      stops: z.enum(['all', 'first']).optional(),
      until: z.int().optional(),
    })
    .optional(),
});
export type ChannelState = z.infer<typeof ChannelState>;
export const channelStates = defineCollection('channelStates', ChannelState);
