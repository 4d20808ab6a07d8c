import { handoffs } from '../handoffs/model.ts';
import { leads } from '../leads/model.ts';
import type { EventDraft, EventType } from './model.ts';
import { changedFields, snakeCase, source } from './source.ts';

export const leadSource = source(leads, ({ before, after }) => {
  const lead = (after ?? before)!;
  const draft = (type: EventType, more: object = {}): EventDraft[] => [
    { type, subject: `lead/${lead._id}`, data: { lead_id: lead._id, ...more } },
  ];
  if (!after) return draft('lead.deleted');
  const { status, score, temperature, consent, publisherId } = after;
  const now = {
    ...{ status, score, temperature, consent },
    ...(publisherId !== undefined && { publisher_id: publisherId }),
  };
  if (!before) return draft('lead.created', now);
  const changed = changedFields(before, after);
  return changed.length > 0 ? draft('lead.updated', { ...now, changed: snakeCase(changed) }) : [];
});

export const handoffSource = source(handoffs, ({ before, after }) => {
  const handoff = (after ?? before)!;
  const draft = (type: EventType, more: object = {}): EventDraft[] => [
    { type, subject: `handoff/${handoff._id}`, data: { handoff_id: handoff._id, ...more } },
  ];
  if (!after) return draft('handoff.deleted');
  const { status, reason, outcome } = after;
  const now = { status, reason, ...(outcome !== undefined && { outcome }) };
  if (!before || status !== before.status) return draft(`handoff.${status}`, now);
  const changed = changedFields(before, after);
  return changed.length > 0 ? draft('handoff.updated', { ...now, changed: snakeCase(changed) }) : [];
});
