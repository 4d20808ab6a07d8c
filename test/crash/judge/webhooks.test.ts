import { expect, it } from 'vitest';
import type { Evidence } from './evidence.ts';
import { judgeWebhooks } from './webhooks.ts';

type Given = Parameters<typeof judgeWebhooks>[0];
const event = (sequence: number, subject = 'order/a') =>
  ({ _id: `evt_${sequence}`, sequence, type: 'order.updated', subject }) as Evidence['events'][number];
const came = (sequence: number, more: object = {}) =>
  ({
    kind: 'webhook',
    id: `evt_${sequence}`,
    sequence,
    type: 'order.updated',
    subject: 'order/a',
    taken: true,
    ...more,
  }) as const;
const found = (given: Given): string[] => [...judgeWebhooks(given)].map(({ invariant }) => invariant);

it('is content when all came in order, however often', () => {
  const webhooks = [came(1, { taken: false }), came(1), came(1), came(2), came(1), came(2)];
  expect(found({ events: [event(1), event(2)], webhooks })).toEqual([]);
});

it.each([
  ['every event is delivered', [came(1), came(2, { taken: false })]],
  ['events of a subject come in order', [came(2), came(1)]],
  ['events of a subject come in order', [came(1, { taken: false }), came(2), came(1)]],
  ['an event keeps its id', [came(1), came(2), came(2, { sequence: 3 })]],
  ['a webhook tells what is stored', [came(1), came(2), came(9)]],
])('sees where not: %s', (invariant, webhooks) => {
  expect(found({ events: [event(1), event(2)], webhooks })).toEqual([invariant]);
});
