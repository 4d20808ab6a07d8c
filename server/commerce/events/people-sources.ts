import { consentEntries } from '../consent/model.ts';
import { handoffs } from '../handoffs/model.ts';
import { leads } from '../leads/model.ts';
import { productWatches, suppressions } from '../watches/model.ts';
import type { EventDraft, EventType } from './model.ts';
import { changedFields, snakeCase, source } from './source.ts';

export const leadSource = source(leads, ({ before, after }) => {
  const lead = (after ?? before)!;
  const draft = (type: EventType, more: object = {}): EventDraft[] => [
    { type, subject: `lead/${lead._id}`, data: { lead_id: lead._id, ...more } },
  ];
  const agreed = (type: 'consent.granted' | 'consent.withdrawn') => draft(type, { purpose: 'contact' });
  if (!after) return [...(lead.consent ? agreed('consent.withdrawn') : []), ...draft('lead.deleted')];
  const { status, score, temperature, consent, publisherId } = after;
  const now = {
    ...{ status, score, temperature, consent },
    ...(publisherId !== undefined && { publisher_id: publisherId }),
  };
  const consents =
    consent === (before?.consent ?? false) ? [] : agreed(consent ? 'consent.granted' : 'consent.withdrawn');
  if (!before) return [...draft('lead.created', now), ...consents];
  const changed = changedFields(before, after);
  if (changed.length === 0) return [];
  return [...draft('lead.updated', { ...now, changed: snakeCase(changed) }), ...consents];
});

/** Alerts go to an address, which is known to others by its keyed hash alone. */
const alertConsent = (type: EventType, contactId: string, more: object): EventDraft => ({
  type,
  subject: `contact/${contactId}`,
  data: { contact_id: contactId, purpose: 'product_alert', ...more },
});

/** Asked for is not agreed: a consent is what was confirmed by email. One that was alerted is used up, and tells nothing. */
export const watchSource = source(productWatches, ({ before, after }) => {
  const { _id, productId, kind, emailKey } = (after ?? before)!;
  const tell = (type: EventType, more: object = {}) => [
    alertConsent(type, emailKey, { watch_id: _id, product_id: productId, event: kind, ...more }),
  ];
  const [was, is] = [before?.status === 'active', after?.status === 'active'];
  if (is) return was ? [] : tell('consent.granted');
  if (!was || after?.status === 'sent') return [];
  return tell('consent.withdrawn', { reason: after ? 'ended' : 'deleted' });
});

/** Whoever wants no alerts at all. */
export const suppressionSource = source(suppressions, ({ before, after }) =>
  after && !before ? [alertConsent('consent.withdrawn', after._id, { reason: 'never' })] : [],
);

/** What somebody says of messages on a channel. */
export const consentSource = source(consentEntries, ({ before, after }) => {
  if (!after || before) return [];
  const { subject, purpose, status, channel } = after;
  const data = { contact_id: subject, purpose, channel };
  return [{ type: `consent.${status}`, subject: `contact/${subject}`, data }];
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
