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

/** Where a shopper came from: an advertisement, a post, a link. */
export const Referral = z.strictObject({
  source: z.enum(['ad', 'post', 'link']),
  /** Of the advertisement or post, as its vendor names it. */
  id: z.string().max(500).optional(),
  url: z.string().max(2000).optional(),
  headline: z.string().max(500).optional(),
  /** Of the click, to report a sale to the vendor. */
  clickId: z.string().max(500).optional(),
  /** `source`, `medium`, `campaign`, `term`, `content`. */
  utm: z.record(z.string().max(50), z.string().max(500)).optional(),
  /** UTC, milliseconds. */
  at: z.int(),
});
export type Referral = z.infer<typeof Referral>;

/** Who is signed in on the website that embeds the chat, as that website's server vouches. */
export const WebIdentity = z.strictObject({
  /** A publisher's id, or `shop`. */
  issuer: z.string(),
  /** Keyed hash of the issuer and the id that the website knows them by. */
  user: z.string(),
  verifiedAt: z.int(),
});
export type WebIdentity = z.infer<typeof WebIdentity>;

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
  /** With what they came last; an order keeps it. */
  referral: Referral.optional(),
  webIdentity: WebIdentity.optional(),
  lastSeenAt: z.int(),
  /** Moves on with each use. */
  expiresAt: z.int(),
});
export type Session = z.infer<typeof Session>;

export const sessions = defineCollection(
  'sessions',
  Session,
  {
    byExpiry: { fields: ['expiresAt'] },
    byPublisher: { fields: ['publisherId', 'createdAt'], sparse: true },
    byContact: { fields: ['verifiedContact.value'], sparse: true },
  },
  [{ what: 'where a shopper came from' }, { what: 'who is signed in on the website around the chat' }],
);
