import type { Transaction } from '../../platform/store/port.ts';
import type { Principal } from '../principals/model.ts';
import { type Referral, type Session, sessions, type VerifiedContact } from './model.ts';

/** A session that nobody holds an id of: it lives as long as somebody writes on a channel. */
export interface KeptSession {
  /** Of the session's document. */
  key: string;
  principal: Pick<Principal, 'kind' | 'id'>;
  market: string;
  locale: string;
  idleMs: number;
  now: number;
  verifiedContact?: VerifiedContact;
  referral?: Referral;
}

/** An hour more or less of many days is not worth a write. */
const LAG_MS = 3_600_000;

/** Moves the end of a session on, and makes one that was swept again. */
export async function keepSession(tx: Transaction, kept: KeptSession): Promise<Session> {
  const { key, principal, market, locale, idleMs, now, verifiedContact, referral } = kept;
  const expiresAt = now + idleMs;
  const stored = await tx.get(sessions, key);
  const known = {
    ...(verifiedContact && stored?.verifiedContact?.value !== verifiedContact.value && { verifiedContact }),
    ...(referral && stored?.referral?.at !== referral.at && { referral }),
  };
  if (!stored)
    return tx.insert(sessions, {
      _id: key,
      principalKind: principal.kind,
      principalId: principal.id,
      market,
      locale,
      ...known,
      lastSeenAt: now,
      expiresAt,
    });
  if (expiresAt - stored.expiresAt < LAG_MS && Object.keys(known).length === 0) return stored;
  const later = Math.max(stored.expiresAt, expiresAt);
  return tx.replace(sessions, { ...stored, ...known, lastSeenAt: now, expiresAt: later });
}
