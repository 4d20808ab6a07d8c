import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';

/** How it is known that a session is somebody's: what they proved, or a code that they carried from one to the other. */
export const LinkedBy = z.enum(['phone', 'email', 'web', 'code', 'preferences']);
export type LinkedBy = z.infer<typeof LinkedBy>;

/** What somebody stated of themselves, and agreed that it is kept. */
export const Preferences = z.strictObject({
  /** In their words, the oldest first. */
  stated: z.array(z.string()),
  /** What of, and which: `shoes` is `42`. */
  sizes: z.record(z.string(), z.string()),
  /** Ids of products, the oldest first. */
  liked: z.array(z.string()),
  /** The language that they wish to be spoken to in, BCP 47. */
  language: z.string().optional(),
  /** The words with which they agreed, and when: UTC, milliseconds. */
  agreed: z.strictObject({ words: z.string(), at: z.int() }),
});
export type Preferences = z.infer<typeof Preferences>;

/** What became of a profile. `merged`: another one, with its history, went up in it. */
export const ProfileEvent = z.strictObject({
  /** UTC, milliseconds. */
  at: z.int(),
  what: z.enum(['made', 'linked', 'unlinked', 'proved', 'merged', 'agreed', 'forgot']),
  by: LinkedBy.optional(),
  sessionId: z.string().optional(),
  /** Id of the profile that went up in this one. */
  from: z.string().optional(),
});
export type ProfileEvent = z.infer<typeof ProfileEvent>;

/** One person over channels and visits. What they stated is encrypted, and kept with their consent only. */
export const Profile = z.strictObject({
  ...documentFields,
  /** `Preferences` as JSON, encrypted. */
  sealedPreferences: z.string().optional(),
  /** The oldest first. */
  history: z.array(ProfileEvent),
});
export type Profile = z.infer<typeof Profile>;
export const profiles = defineCollection('profiles', Profile);

/** A session, and with it a conversation, that is a person's. `_id` is the session's. It outlives the session. */
export const ProfileLink = z.strictObject({ ...documentFields, profileId: z.string(), by: LinkedBy });
export type ProfileLink = z.infer<typeof ProfileLink>;
export const profileLinks = defineCollection('profileLinks', ProfileLink, {
  byProfile: { fields: ['profileId', 'createdAt'] },
});

/** Something that is one person's alone, and was proven. `_id` is its keyed hash: of an email or phone the one of erasures. */
export const ProfileKey = z.strictObject({
  ...documentFields,
  profileId: z.string(),
  kind: z.enum(['phone', 'email', 'web']),
  /** Of `web`: the website that vouches. */
  issuer: z.string().optional(),
  /** The address or number, encrypted. */
  sealed: z.string().optional(),
});
export type ProfileKey = z.infer<typeof ProfileKey>;
export const profileKeys = defineCollection('profileKeys', ProfileKey, {
  byProfile: { fields: ['profileId'] },
});

/** A code that carries a session to another channel. `_id` is its keyed hash. */
export const LinkCode = z.strictObject({
  ...documentFields,
  sessionId: z.string(),
  /** The session in which it was typed: it is used up. */
  usedBy: z.string().optional(),
  expiresAt: z.int(),
});
export type LinkCode = z.infer<typeof LinkCode>;
export const linkCodes = defineCollection('linkCodes', LinkCode, {
  bySession: { fields: ['sessionId'] },
  byExpiry: { fields: ['expiresAt'] },
});

/** How often somebody asked for codes, or typed wrong ones, within the hour. `_id` is a keyed hash of who. */
export const LinkTries = z.strictObject({ ...documentFields, count: z.int(), expiresAt: z.int() });
export type LinkTries = z.infer<typeof LinkTries>;
export const linkTries = defineCollection('linkTries', LinkTries, {
  byExpiry: { fields: ['expiresAt'] },
});
