import type { Capabilities } from '../channel.ts';
import type { ChannelContact } from '../contacts/model.ts';
import type { ChannelDelivery } from './model.ts';

/** What is known of a message that is about to be sent. */
export interface SendRequest {
  channel: string;
  account: string;
  capabilities: Capabilities;
  contact: Pick<ChannelContact, '_id' | 'lastInboundAt' | 'referral' | 'consentKey'>;
  /** How they are reached: E.164, where the vendor tells. */
  phone: string | undefined;
  purpose: ChannelDelivery['purpose'];
  /** It confirms that somebody stopped messages. */
  confirms: boolean;
  /** Who wrote it. */
  by: 'bot' | 'person' | 'system';
  /** UTC, milliseconds. */
  now: number;
}

/** `until`: not before then, UTC, milliseconds; without it, never. */
export type Decision = { send: true } | { send: false; reason: string; until?: number };

/** Asked before every message that is sent. */
export interface DeliveryPolicy {
  decide(request: SendRequest): Decision | Promise<Decision>;
  /** Told of what is handed over to the vendor. */
  handedOver?(request: SendRequest): void;
}
