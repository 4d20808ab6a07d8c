import { z } from 'zod';
import { documentFields } from '../../commerce/catalog/model.ts';
import { defineCollection } from '../../platform/store/port.ts';

/** Where events are sent. */
export const WebhookEndpoint = z.strictObject({
  ...documentFields,
  url: z.string(),
  description: z.string(),
  /** Types, families such as `order.*`, or `*`; none: all. */
  types: z.array(z.string()),
  /** The newest first. `until`: from when on one signs no more, milliseconds, UTC. */
  secrets: z.array(z.strictObject({ value: z.string(), until: z.int().optional() })).min(1),
  /** Signed with the shop's Ed25519 key as well. */
  ed25519: z.boolean(),
  /** `disabled`: by the server, which says why. */
  status: z.enum(['active', 'paused', 'disabled']),
  disabledBecause: z.enum(['gone', 'unreachable']).optional(),
});
export type WebhookEndpoint = z.infer<typeof WebhookEndpoint>;
export const webhookEndpoints = defineCollection('webhookEndpoints', WebhookEndpoint, {
  byCreated: { fields: ['createdAt'] },
});

/** How far an endpoint came. `_id` is the endpoint's. All events up to `sequence` are taken, not wanted, or in `webhookDeliveries`. */
export const WebhookCursor = z.strictObject({
  ...documentFields,
  sequence: z.int().nonnegative(),
  /** Grows when somebody sets `sequence` back: who began before that changes it no more. */
  epoch: z.int().nonnegative(),
  /** Milliseconds, UTC. */
  lastSuccessAt: z.int().optional(),
  lastFailureAt: z.int().optional(),
  lastError: z.string().optional(),
});
export type WebhookCursor = z.infer<typeof WebhookCursor>;
export const webhookCursors = defineCollection('webhookCursors', WebhookCursor);

/** An event that an endpoint has not taken yet, or never did. `_id` is the endpoint's id, a dot and the event's. */
export const WebhookDelivery = z.strictObject({
  ...documentFields,
  endpointId: z.string(),
  eventId: z.string(),
  type: z.string(),
  sequence: z.int(),
  subject: z.string(),
  /** `waiting` for its next try; `parked` behind an earlier event of its subject; `dead` after three days. */
  status: z.enum(['waiting', 'parked', 'dead']),
  attempts: z.int().nonnegative(),
  /** Of the first try, milliseconds, UTC. */
  firstAt: z.int().optional(),
  nextAt: z.int(),
  lastError: z.string().optional(),
});
export type WebhookDelivery = z.infer<typeof WebhookDelivery>;
export const webhookDeliveries = defineCollection('webhookDeliveries', WebhookDelivery, {
  byState: { fields: ['endpointId', 'status', 'sequence'] },
  byStatus: { fields: ['status', 'updatedAt'] },
});

/** One try, for whoever looks for what went wrong. May be lost in a crash. */
export const WebhookAttempt = z.strictObject({
  ...documentFields,
  endpointId: z.string(),
  eventId: z.string(),
  type: z.string(),
  subject: z.string(),
  attempt: z.int().positive(),
  ok: z.boolean(),
  /** Of the answer, where there was one. */
  status: z.int().optional(),
  error: z.string().optional(),
  durationMs: z.int(),
});
export type WebhookAttempt = z.infer<typeof WebhookAttempt>;
export const webhookAttempts = defineCollection('webhookAttempts', WebhookAttempt, {
  byEndpoint: { fields: ['endpointId', 'createdAt'] },
  byCreated: { fields: ['createdAt'] },
});

export const deliveryId = (endpointId: string, eventId: string): string => `${endpointId}.${eventId}`;
