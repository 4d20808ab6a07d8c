import type { Transaction } from '../../platform/store/port.ts';
import type { Capabilities } from '../channel.ts';
import type { ChannelContact } from '../contacts/model.ts';
import type { SendRequest as PolicyRequest } from '../policy/decide.ts';
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
  form: PolicyRequest['form'];
  /** The delivery, where there is one yet. */
  deliveryId?: string;
  /** It confirms that somebody stopped messages. */
  confirms: boolean;
  /** Who wrote it. */
  by: 'bot' | 'person' | 'system';
  /** UTC, milliseconds. */
  now: number;
}

/** `until`: not before then, UTC, milliseconds; without it, never. */
export type Decision = { send: true } | { send: false; reason: string; until?: number };

/** What stands with the delivery; or why it is too much after all, where others were handed over meanwhile. */
export type Charge = Pick<ChannelDelivery, 'cost' | 'reachedAt'> | { refused: string };

/** Asked before every message that is sent. */
export interface DeliveryPolicy {
  decide(request: SendRequest): Decision | Promise<Decision>;
  /** Told of what is handed over to the vendor. */
  handedOver?(request: SendRequest): void;
  /** Writes what is handed over for the first time into the books. Answers what of it stands with the delivery. */
  charge?(tx: Transaction, request: SendRequest): Promise<Charge>;
}
