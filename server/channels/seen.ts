import { keepSession } from '../commerce/sessions/keep.ts';
import type { Memory } from '../conversation/model.ts';
import { conversations } from '../conversation/model.ts';
import type { Clock } from '../platform/clock.ts';
import type { Transaction } from '../platform/store/port.ts';
import type { ChannelContact } from './contacts/model.ts';
import type { InboundChannelMessage } from './intake/intake.ts';

export type Seen = (
  tx: Transaction,
  contact: ChannelContact,
  message: InboundChannelMessage,
  /** The product that the message is about. */
  about?: Memory['focus'],
) => Promise<void>;

/**
 * Somebody wrote: their session goes on, with the number that the vendor vouches for and what led them here, and the
 * conversation knows what they write about.
 */
export function openSeen({ clock, idleMs }: { clock: Clock; idleMs: number }): Seen {
  return async (tx, contact, { from: { phone: value }, referral, at }, about) => {
    const conversation = await tx.get(conversations, contact.conversationId);
    if (!conversation) return;
    const { _id: key, principal, market, locale, memory } = conversation;
    const now = clock.now();
    await keepSession(tx, {
      ...{ key, principal, market, locale, idleMs, now },
      ...(value !== undefined && { verifiedContact: { kind: 'phone', value, verifiedAt: now } }),
      ...(referral && { referral: { ...referral, ...(referral.utm && { utm: { ...referral.utm } }), at } }),
    });
    if (about && about.variantId !== memory.focus?.variantId)
      await tx.replace(conversations, { ...conversation, memory: { ...memory, focus: about } });
  };
}
