import type { Evidence, Violation } from './evidence.ts';

/**
 * Every event that is stored was taken at least once, under one id; none came that is not stored, so none of what was never
 * committed; and no event of a subject came before those that happened before it were taken.
 */
export function* judgeWebhooks({
  events,
  webhooks,
}: Pick<Evidence, 'events' | 'webhooks'>): Generator<Violation> {
  if (!webhooks) return;
  const stored = new Map(events.map((event) => [event._id, event]));
  const before = new Map<string, string | undefined>();
  const last = new Map<string, string>();
  for (const { _id, subject } of events.toSorted((a, b) => a.sequence - b.sequence)) {
    before.set(_id, last.get(subject));
    last.set(subject, _id);
  }
  const taken = new Set<string>();
  for (const { id, sequence, type, subject, taken: ok } of webhooks) {
    const event = stored.get(id);
    if (!event) yield { invariant: 'a webhook tells what is stored', detail: `${id}: ${type} ${subject}` };
    else if (event.sequence !== sequence || event.type !== type || event.subject !== subject)
      yield { invariant: 'an event keeps its id', detail: `${id}: ${type} ${subject} ${sequence}` };
    const ahead = before.get(id);
    if (ahead !== undefined && !taken.has(ahead))
      yield {
        invariant: 'events of a subject come in order',
        detail: `${id} came before ${ahead} of ${subject}`,
      };
    if (ok) taken.add(id);
  }
  for (const { _id, type, subject } of events)
    if (!taken.has(_id))
      yield { invariant: 'every event is delivered', detail: `${_id}: ${type} ${subject}` };
}
