import { z } from 'zod';
import type { WebhookAttempt, WebhookDelivery, WebhookEndpoint } from '../../../connectors/webhooks/model.ts';
import type { EndpointView } from '../../../connectors/webhooks/service.ts';
import { Moment, moment, present } from '../shapes.ts';

export const EndpointOutput = z.strictObject({
  id: z.string(),
  url: z.string(),
  description: z.string(),
  types: z.array(z.string()).describe('Empty: all'),
  ed25519: z.boolean().describe('Signed with the shop’s own key as well (v1a)'),
  status: z
    .enum(['active', 'paused', 'disabled'])
    .describe('disabled: by the server; set it active to go on'),
  disabled_because: z.enum(['gone', 'unreachable']).optional().describe('gone: it answered 410'),
  secrets: z.int().describe('How many sign: two while one is being replaced'),
  created_at: Moment,
});
export const endpointOutput = (endpoint: WebhookEndpoint, now: number): z.input<typeof EndpointOutput> => ({
  id: endpoint._id,
  url: endpoint.url,
  description: endpoint.description,
  types: endpoint.types,
  ed25519: endpoint.ed25519,
  status: endpoint.status,
  ...present({ disabled_because: endpoint.disabledBecause }),
  secrets: endpoint.secrets.filter(({ until }) => until === undefined || until > now).length,
  created_at: moment(endpoint.createdAt),
});

export const EndpointDetail = z.strictObject({
  ...EndpointOutput.shape,
  sequence: z.int().describe('All events up to this place were taken, not wanted, or are counted below'),
  waiting: z.int().describe('Failed, or behind one that failed; tried again'),
  dead: z.int().describe('Given up after three days'),
  last_success_at: Moment.optional(),
  last_failure_at: Moment.optional(),
  last_error: z.string().optional(),
});
export const endpointDetail = (
  { endpoint, cursor, waiting, dead }: EndpointView,
  now: number,
): z.input<typeof EndpointDetail> => ({
  ...endpointOutput(endpoint, now),
  sequence: cursor?.sequence ?? 0,
  ...{ waiting, dead },
  ...(cursor?.lastSuccessAt !== undefined && { last_success_at: moment(cursor.lastSuccessAt) }),
  ...(cursor?.lastFailureAt !== undefined && { last_failure_at: moment(cursor.lastFailureAt) }),
  ...present({ last_error: cursor?.lastError }),
});

export const WithSecret = z.strictObject({
  ...EndpointOutput.shape,
  secret: z.string().describe('whsec_…, shown once: requests are signed with it (Standard Webhooks)'),
});

export const DeliveryOutput = z.strictObject({
  event_id: z.string(),
  sequence: z.int(),
  type: z.string(),
  subject: z.string(),
  status: z.enum(['waiting', 'parked', 'dead']).describe('parked: behind an earlier event of its subject'),
  attempts: z.int(),
  next_at: Moment.optional(),
  last_error: z.string().optional(),
});
export const deliveryOutput = (delivery: WebhookDelivery): z.input<typeof DeliveryOutput> => ({
  event_id: delivery.eventId,
  sequence: delivery.sequence,
  type: delivery.type,
  subject: delivery.subject,
  status: delivery.status,
  attempts: delivery.attempts,
  ...(delivery.status === 'waiting' && { next_at: moment(delivery.nextAt) }),
  ...present({ last_error: delivery.lastError }),
});

export const AttemptOutput = z.strictObject({
  at: Moment,
  event_id: z.string(),
  type: z.string(),
  subject: z.string(),
  attempt: z.int(),
  ok: z.boolean(),
  status: z.int().optional().describe('Of the answer'),
  error: z.string().optional(),
  duration_ms: z.int(),
});
export const attemptOutput = (attempt: WebhookAttempt): z.input<typeof AttemptOutput> => ({
  at: moment(attempt.createdAt),
  event_id: attempt.eventId,
  ...{ type: attempt.type, subject: attempt.subject, attempt: attempt.attempt, ok: attempt.ok },
  ...present({ status: attempt.status, error: attempt.error }),
  duration_ms: attempt.durationMs,
});
