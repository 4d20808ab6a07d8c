import { describe, expect, it } from 'vitest';
import { type DeliveryLimits, decide, type Refusal, type SendRequest } from './decide.ts';

const HOUR = 60 * 60_000;
const DAY = 24 * HOUR;
/** A Wednesday, 12:00 in Madrid. */
const NOON = Date.UTC(2026, 6, 1, 10);
const at = (iso: string): number => Date.parse(iso);

const LIMITS: DeliveryLimits = {
  windowMs: DAY,
  adWindowMs: 3 * DAY,
  perSecond: 80,
  pair: { everyMs: 6000, burst: 45 },
  caps: [
    { count: 1, withinMs: DAY },
    { count: 3, withinMs: 7 * DAY },
  ],
  homeZones: ['Europe/Madrid'],
};

interface Case {
  now?: number;
  purpose?: SendRequest['purpose'];
  form?: SendRequest['form'];
  contact?: Partial<SendRequest['contact']>;
  account?: Partial<SendRequest['account']>;
  budget?: Partial<SendRequest['budget']>;
}

const ask = ({ now = NOON, purpose = 'reply', form = { type: 'free' }, contact, account, budget }: Case) =>
  decide(
    {
      now,
      purpose,
      form,
      contact: {
        lastInboundAt: now - HOUR,
        marketingStopped: false,
        consents: new Set(['marketing', 'transactional']),
        zones: ['Europe/Madrid'],
        promotedAt: [],
        sentAt: [],
        ...contact,
      },
      account: { quality: 'green', reachedLastDay: 0, reachedThisOne: false, sentLastSecond: 0, ...account },
      budget: { spent: 0, cost: 0, ...budget },
    },
    LIMITS,
  );

const promotion = (more: Case = {}): Case => ({
  purpose: 'marketing',
  form: { type: 'template', category: 'marketing', approved: true },
  ...more,
});
const news = (more: Case = {}): Case => ({
  purpose: 'transactional',
  form: { type: 'template', category: 'utility', approved: true },
  ...more,
});

it.each<[string, Case]>([
  ['an answer within the day', {}],
  ['an answer at night', { now: at('2026-07-01T01:00:00Z') }],
  ['an answer to somebody who wants no promotions', { contact: { marketingStopped: true } }],
  ['an answer without any consent: they wrote', { contact: { consents: new Set() } }],
  [
    'an answer to somebody who said stop and then asked something',
    { contact: { stoppedAt: NOON - 2 * HOUR } },
  ],
  [
    'free text three days after an advertisement',
    { contact: { lastInboundAt: NOON - 2 * DAY, cameByAdAt: NOON - 2 * DAY } },
  ],
  [
    'an answer by template when the day is over',
    {
      contact: { lastInboundAt: NOON - 2 * DAY },
      form: { type: 'template', category: 'utility', approved: true },
    },
  ],
  ['news of an order, by template, long after', news({ contact: { lastInboundAt: undefined } })],
  ['news of an order at night', news({ now: at('2026-07-01T01:00:00Z') })],
  ['a one-time code', news({ form: { type: 'template', category: 'authentication', approved: true } })],
  ['a promotion at noon, with consent', promotion()],
  ['a promotion the day after the last', promotion({ contact: { promotedAt: [NOON - DAY] } })],
  ['an answer whatever the quality', { account: { quality: 'red' } }],
  ['an answer beyond the tier', { account: { reachedLastDay: 250, tier: 250 } }],
  [
    'news to somebody reached already today',
    news({ account: { reachedLastDay: 250, tier: 250, reachedThisOne: true } }),
  ],
  ['a free answer when the money is spent', { budget: { spent: 10, limit: 10, cost: 0 } }],
  ['the 45th message at once', { contact: { sentAt: Array(44).fill(NOON) } }],
])('sends %s', (_, given) => expect(ask(given)).toEqual({ send: true }));

it.each<[Refusal, string, Case, number?]>([
  ['stopped', 'an answer to a stop', { contact: { stoppedAt: NOON - HOUR } }],
  ['stopped', 'news of an order after a stop', news({ contact: { stoppedAt: NOON - DAY } })],
  ['stopped', 'news after a stop, though they wrote since', news({ contact: { stoppedAt: NOON - DAY } })],
  ['marketing_stopped', 'a promotion to who wants none', promotion({ contact: { marketingStopped: true } })],
  [
    'no_consent',
    'a promotion nobody agreed to',
    promotion({ contact: { consents: new Set(['transactional']) } }),
  ],
  ['window_closed', 'free text after a day', { contact: { lastInboundAt: NOON - DAY } }],
  [
    'window_closed',
    'free text to somebody who never wrote',
    news({ form: { type: 'free' }, contact: { lastInboundAt: undefined } }),
  ],
  [
    'window_closed',
    'free text three days and more after an advertisement',
    { contact: { lastInboundAt: NOON - 3 * DAY, cameByAdAt: NOON - 3 * DAY } },
  ],
  [
    'template_not_approved',
    'a template that waits',
    news({ form: { type: 'template', category: 'utility', approved: false } }),
  ],
  [
    'template_category',
    'a promotion as a service message',
    promotion({ form: { type: 'template', category: 'utility', approved: true } }),
  ],
  [
    'template_category',
    'news as a promotion',
    news({ form: { type: 'template', category: 'marketing', approved: true } }),
  ],
  [
    'quiet_hours',
    'a promotion at night',
    promotion({ now: at('2026-06-30T23:30:00Z'), contact: { region: 'ES' } }),
    at('2026-07-01T07:00:00Z'),
  ],
  [
    'quiet_hours',
    'a promotion in Florida after eight',
    promotion({ now: at('2026-07-02T00:30:00Z'), contact: { zones: ['America/New_York'], region: 'US-FL' } }),
    at('2026-07-02T12:00:00Z'),
  ],
  [
    'quiet_hours',
    'a promotion in Texas on a Sunday morning',
    promotion({ now: at('2026-07-05T15:00:00Z'), contact: { zones: ['America/Chicago'], region: 'US-TX' } }),
    at('2026-07-05T17:00:00Z'),
  ],
  [
    'quiet_hours',
    'a promotion where one of two zones still sleeps',
    promotion({
      now: at('2026-07-01T13:30:00Z'),
      contact: { zones: ['America/New_York', 'America/Los_Angeles'], region: 'US' },
    }),
    at('2026-07-01T15:00:00Z'),
  ],
  [
    'quiet_hours',
    'a promotion to nobody knows where',
    promotion({ now: at('2026-07-01T18:30:00Z'), contact: { zones: [] } }),
    at('2026-07-02T07:00:00Z'),
  ],
  [
    'frequency_cap',
    'a second promotion in a day',
    promotion({ contact: { promotedAt: [NOON - HOUR] } }),
    NOON - HOUR + DAY,
  ],
  [
    'frequency_cap',
    'a fourth in a week',
    promotion({ contact: { promotedAt: [NOON - 6 * DAY, NOON - 4 * DAY, NOON - 2 * DAY] } }),
    NOON + DAY,
  ],
  ['pair_rate', 'the 46th message at once', { contact: { sentAt: Array(45).fill(NOON) } }, NOON + 6000],
  ['paused', 'anything while the account is stopped', { account: { pausedUntil: NOON + HOUR } }, NOON + HOUR],
  ['quality', 'a promotion with a bad rating', promotion({ account: { quality: 'red' } })],
  ['tier', 'news to one person too many', news({ account: { reachedLastDay: 250, tier: 250 } }), NOON + DAY],
  ['budget', 'what costs more than is left', promotion({ budget: { spent: 995, limit: 1000, cost: 6 } })],
  [
    'throughput',
    'one message too many in a second',
    { account: { sentLastSecond: 80, secondBeganAt: NOON - 400 } },
    NOON + 600,
  ],
])('refuses, %s: %s', (reason, _, given, until) =>
  expect(ask(given)).toEqual({ send: false, reason, ...(until !== undefined && { until }) }),
);

describe('quiet hours', () => {
  it('end when the clocks say so, also in the night in which they are changed', () => {
    // Madrid leaves summer time on 2026-10-25 at 03:00.
    const night = at('2026-10-24T22:00:00Z');
    expect(ask(promotion({ now: night, contact: { region: 'US' } }))).toMatchObject({
      reason: 'quiet_hours',
      until: at('2026-10-25T07:00:00Z'),
    });
  });
});
