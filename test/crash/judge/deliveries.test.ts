import { expect, it } from 'vitest';
import { judgeDeliveries, sentTwice } from './deliveries.ts';

type Given = Parameters<typeof judgeDeliveries>[0];
type Fact = Given['whatsapp'][number];
interface Part {
  status?: string;
  tries?: number;
}
interface Sent {
  status?: string;
  reason?: string;
  parts?: Part[];
}

const GRACE_MS = 5000;
const MINUTE = 60_000;
/** The copies of a message are told apart by when they came. */
const came = (reply: number, part = 0, at = 0, person = 'ada'): Fact => ({
  ...({ kind: 'received', person, text: '' } as const),
  ...{ correlation: `dlv_${reply}:${part}`, messageId: `${reply}.${part}.${at}`, at, when: at },
});
const toldOf = (messageId: string, when: number): Fact => ({
  ...{ kind: 'acknowledged', messages: [], statuses: [messageId], when },
});

/** Ada's conversation `a`, and the deliveries of its replies 1, 2, 3 … */
const evidence = (whatsapp: Fact[], ...sent: Sent[]): Given =>
  ({
    whatsapp: [
      ...(['ada', 'bob'] as const).map((person) => ({ kind: 'written', person, text: `I am ${person}` })),
      ...whatsapp,
    ],
    conversations: [{ _id: 'a', channel: 'whatsapp' }],
    inbound: new Map([['msg_1', { conversationId: 'a', text: 'I am ada' }]]),
    replies: sent.map((_, index) => ({ _id: `rep_${index + 1}`, conversationId: 'a', sequence: index + 1 })),
    deliveries: sent.map(({ parts = [{}], ...more }, index) => ({
      ...{ _id: `dlv_${index + 1}`, replyId: `rep_${index + 1}`, conversationId: 'a', sequence: index + 1 },
      ...{ purpose: 'reply', status: 'sent', ...more },
      parts: parts.map((part) => ({ status: 'delivered', tries: 1, ...part })),
    })),
  }) as unknown as Given;

const found = (given: Given, onUnknown: 'resend' | 'give_up' = 'resend'): string[] => [
  ...new Set([...judgeDeliveries(given, { onUnknown, graceMs: GRACE_MS })].map(({ invariant }) => invariant)),
];

it('is content when all came in order', () => {
  expect(found(evidence([came(1), came(2), came(2, 1)], {}, { parts: [{}, {}] }))).toEqual([]);
});

it('is content with one that came twice while nobody knew of it, and counts it', () => {
  const given = evidence(
    [came(1), came(1, 0, 2 * MINUTE), came(2, 0, 2 * MINUTE)],
    { parts: [{ tries: 2 }] },
    {},
  );
  expect(found(given)).toEqual([]);
  expect(sentTwice(given)).toBe(1);
});

it('is content with one that was given up, where that is the setting', () => {
  const given = evidence(
    [came(2)],
    { status: 'failed', reason: 'unknown', parts: [{ status: 'sending' }] },
    {},
  );
  expect(found(given, 'give_up')).toEqual([]);
  expect(found(given)).toEqual(['every reply arrives']);
});

const TWICE = 'a reply arrives twice only where nobody knew of it';
it.each<[string, string, Given]>([
  ['a reply that never came', 'every reply arrives', evidence([came(2)], {}, {})],
  ['half a reply', 'every reply arrives', evidence([came(1)], { parts: [{}, {}] })],
  ['one that waits', 'every reply arrives', evidence([came(1)], { status: 'waiting' })],
  ['one that failed', 'every reply arrives', evidence([], { status: 'failed', reason: '100', parts: [] })],
  [
    'one refused',
    'every reply arrives',
    evidence([], { status: 'refused', reason: 'window_closed', parts: [] }),
  ],
  ['two in the wrong order', 'replies arrive in order', evidence([came(2), came(1)], {}, {})],
  [
    'parts in the wrong order',
    'replies arrive in order',
    evidence([came(1, 1), came(1)], { parts: [{}, {}] }),
  ],
  ['another customer', 'a reply reaches its customer', evidence([came(1, 0, 0, 'bob')], {})],
  ['what nobody wrote', 'what is sent is a reply', evidence([came(7)])],
  ['a copy that is not noted', TWICE, evidence([came(1), came(1, 0, 2 * MINUTE)], {})],
  ['a copy too soon', TWICE, evidence([came(1), came(1, 0, MINUTE)], { parts: [{ tries: 2 }] })],
  [
    'a copy of what was told of',
    TWICE,
    evidence([came(1), toldOf('1.0.0', 1), came(1, 0, 2 * MINUTE)], { parts: [{ tries: 2 }] }),
  ],
])('notices %s', (_, invariant, given) => expect(found(given)).toEqual([invariant]));

it('notices a reply without a delivery, and a copy of what was to be given up', () => {
  expect(found({ ...evidence([came(1)], {}), deliveries: [] })).toContain('each reply has its delivery');
  const twice = evidence([came(1), came(1, 0, 2 * MINUTE)], { parts: [{ tries: 2 }] });
  expect(found(twice, 'give_up')).toEqual([TWICE]);
});
