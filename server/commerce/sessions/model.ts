import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';
import { PrincipalKind } from '../principals/model.ts';

/** An email address or phone number whose one-time code was typed in this session. */
export const VerifiedContact = z.strictObject({
  kind: z.enum(['email', 'phone']),
  /** Email lower-cased, phone in E.164. */
  value: z.string(),
  verifiedAt: z.int(),
});
export type VerifiedContact = z.infer<typeof VerifiedContact>;

/**
 * One shopper's thread through the shop. `_id` is the SHA-256 (hex) of the id that the caller holds, so it may stand in other
 * documents and in logs; the plain id may not. Times are milliseconds, UTC.
 */
export const Session = z.strictObject({
  ...documentFields,
  /** The credential that opened it, and the only one that can use it. */
  principalKind: PrincipalKind,
  principalId: z.string(),
  publisherId: z.string().optional(),
  market: z.string(),
  locale: z.string(),
  cartId: z.string().optional(),
  verifiedContact: VerifiedContact.optional(),
  lastSeenAt: z.int(),
  /** Moves on with each use. */
  expiresAt: z.int(),
});
export type Session = z.infer<typeof Session>;

export const sessions = defineCollection('sessions', Session, {
  byExpiry: { fields: ['expiresAt'] },
  byPublisher: { fields: ['publisherId', 'createdAt'], sparse: true },
  byContact: { fields: ['verifiedContact.value'], sparse: true },
});
