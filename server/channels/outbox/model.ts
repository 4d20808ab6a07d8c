import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import { defineCollection } from '../../platform/store/port.ts';

const SendError = z.strictObject({
  class: z.enum(['retry', 'never', 'template_needed', 'suppress', 'pause', 'unknown']),
  code: z.string(),
  message: z.string(),
});

/** One message of the vendor's: a reply may take several. */
export const DeliveryPart = z.strictObject({
  /** `sending`: handed over, and not yet answered; a crash may leave it so. */
  status: z.enum(['sending', 'sent', 'delivered', 'read', 'failed']),
  /** The vendor's. */
  messageId: z.string().optional(),
  at: z.int(),
  error: SendError.optional(),
});

/**
 * A reply on its way to a channel, written with the reply. `refused`: the delivery policy said no, for `reason`. Parts are
 * sent in their order.
 */
export const ChannelDelivery = z.strictObject({
  ...documentFields,
  channel: z.string(),
  conversationId: z.string(),
  contactId: z.string(),
  replyId: z.string(),
  /** Why it is sent. */
  purpose: z.enum(['reply', 'transactional', 'marketing']),
  status: z.enum(['waiting', 'sent', 'refused', 'failed']),
  /** Of a refusal. */
  reason: z.string().optional(),
  parts: z.array(DeliveryPart),
  endedAt: z.int().optional(),
});
export type ChannelDelivery = z.infer<typeof ChannelDelivery>;
export const channelDeliveries = defineCollection('channelDeliveries', ChannelDelivery, {
  byReply: { fields: ['replyId'], unique: true },
  byConversation: { fields: ['conversationId', 'createdAt'] },
  byContact: { fields: ['contactId', 'createdAt'] },
  byStatus: { fields: ['status', 'createdAt'] },
});
