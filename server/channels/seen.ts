import { keepSession } from '../commerce/sessions/keep.ts';
import type { Session } from '../commerce/sessions/model.ts';
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
export function openSeen({
  clock,
  idleMs,
  recognise,
}: {
  clock: Clock;
  idleMs: number;
  /** Somebody with a phone that the vendor vouches for is who has it elsewhere. */
  recognise: (tx: Transaction, session: Session, phone: string) => Promise<void>;
}): Seen {
  return async (tx, contact, { from: { phone: value }, referral, at }, about) => {
    const conversation = await tx.get(conversations, contact.conversationId);
    if (!conversation) return;
    const { _id: key, principal, market, locale } = conversation;
    const now = clock.now();
    const session = await keepSession(tx, {
      ...{ key, principal, market, locale, idleMs, now },
      ...(value !== undefined && { verifiedContact: { kind: 'phone', value, verifiedAt: now } }),
      ...(referral && { referral: { ...referral, ...(referral.utm && { utm: { ...referral.utm } }), at } }),
    });
    const { verifiedContact: proven } = session;
    if (proven?.kind === 'phone' && proven.verifiedAt === now) await recognise(tx, session, proven.value);
    const stored = about && (await tx.get(conversations, contact.conversationId));
    if (stored && about.variantId !== stored.memory.focus?.variantId)
      await tx.replace(conversations, { ...stored, memory: { ...stored.memory, focus: about } });
  };
}
