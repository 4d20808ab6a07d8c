import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';

/** `all`: any message that is not an answer. */
export const ConsentPurpose = z.enum(['all', 'marketing', 'transactional']);
export type ConsentPurpose = z.infer<typeof ConsentPurpose>;

/** What somebody agreed to, or withdrew, and the proof of it. Append-only: what counts is the last entry for a purpose. */
export const ConsentEntry = z.strictObject({
  ...documentFields,
  /** Id of a contact, or a keyed hash of an address. */
  subject: z.string(),
  /** Such as `whatsapp` or `email`. */
  channel: z.string(),
  purpose: ConsentPurpose,
  status: z.enum(['granted', 'withdrawn']),
  /** How it was said. `vendor`: with a switch of the channel's own. */
  method: z.enum(['message', 'form', 'link', 'vendor', 'staff', 'import']),
  /** Who did it. */
  actor: z.enum(['customer', 'vendor', 'staff']),
  /** Credential of the staff. */
  principalId: z.string().optional(),
  /** Where: a page, a form, a campaign. */
  source: z.string().optional(),
  /** What they were shown, word by word, and its version. */
  text: z.string().optional(),
  textVersion: z.string().optional(),
  /** Their message that says so. */
  messageId: z.string().optional(),
  /** ISO 3166, where it is known. */
  jurisdiction: z.string().optional(),
  /** UTC, milliseconds, as told by the channel. */
  at: z.int(),
});
export type ConsentEntry = z.infer<typeof ConsentEntry>;
export const consentEntries = defineCollection('consentEntries', ConsentEntry, {
  bySubject: { fields: ['subject', 'at'] },
});
