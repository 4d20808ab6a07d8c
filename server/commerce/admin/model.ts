import { z } from 'zod';
import { defineCollection } from '../../platform/store/port.ts';
import { documentFields } from '../catalog/model.ts';

/** One write that somebody asked of the admin API, done or refused. Holds no body: that may be personal data or a secret. */
export const AdminAction = z.strictObject({
  ...documentFields,
  principalId: z.string(),
  method: z.string(),
  /** The route's template: `/orders/{id}/refund`. */
  route: z.string(),
  /** The ids in the address, joined by `/`. */
  targetId: z.string().optional(),
  /** HTTP status of the answer. */
  status: z.int(),
  /** `ok` or the error's code. */
  outcome: z.string(),
  requestId: z.string(),
});
export type AdminAction = z.infer<typeof AdminAction>;
export const adminActions = defineCollection('adminActions', AdminAction, {
  byCreated: { fields: ['createdAt'] },
  byPrincipal: { fields: ['principalId', 'createdAt'] },
});

/** The answer to a write that came with an Idempotency-Key. `_id` = hash of principal and key. */
export const AdminReply = z.strictObject({
  ...documentFields,
  /** SHA-256 of route, ids and body. */
  requestHash: z.string(),
  answer: z.unknown(),
  /** Of whoever asked, to find out what was done. */
  note: z.unknown().optional(),
  /** Milliseconds, UTC. */
  expiresAt: z.int(),
});
export type AdminReply = z.infer<typeof AdminReply>;
export const adminReplies = defineCollection('adminReplies', AdminReply, {
  byExpiry: { fields: ['expiresAt'] },
});
