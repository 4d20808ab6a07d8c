import { expect, it } from 'vitest';
import { judgeConsents } from './consents.ts';

type Given = Parameters<typeof judgeConsents>[0];
type Fact = Given['whatsapp'][number];
type Entry = Given['consents'][number];

const GRACE_MS = 5000;
const HOUR = 3_600_000;
/** Second `at`; its text is its id. */
const wrote = (text: string, at: number, wish?: 'stop' | 'resume'): Fact => ({
  ...({ kind: 'written', person: 'ada', text, messageId: text, at: at * 1000 } as const),
  ...(wish && { wish }),
});
const took = (message: string, at: number): Fact => ({
  ...{ kind: 'acknowledged', messages: [message], statuses: [], when: at * 1000 },
});
const came = (reply: number, at: number): Fact => ({
  ...({ kind: 'received', person: 'ada', text: '', messageId: `${reply}` } as const),
  ...{ correlation: `dlv_${reply}:0`, at: at * 1000, when: at * 1000 },
});
const entry = (messageId: string, at: number, status: Entry['status'] = 'withdrawn'): Entry =>
  ({
    ...{ _id: `cns_${messageId}`, messageId, status, purpose: 'all', at: at * 1000 },
    createdAt: at * 1000 + HOUR,
  }) as Entry;

interface Reply {
  /** Seconds. */
  written: number;
  confirms?: true;
  status?: string;
}
const evidence = (whatsapp: Fact[], consents: Entry[], ...replies: Reply[]): Given =>
  ({
    whatsapp,
    consents,
    inbound: new Map([['msg_1', { conversationId: 'a', text: 'hello' }]]),
    deliveries: replies.map(({ written, ...more }, index) => ({
      ...{ _id: `dlv_${index + 1}`, conversationId: 'a', createdAt: written * 1000 + HOUR },
      ...{ status: 'sent', ...more },
    })),
  }) as unknown as Given;
const found = (given: Given, before: Entry[] = []): string[] =>
  [...judgeConsents(given, { graceMs: GRACE_MS }, before)].map(({ invariant }) => invariant);

const STOPPED = [wrote('hello', 1), wrote('stop', 2, 'stop'), took('stop', 3)];

it('is content when all is silent but for what confirms it, until they write again', () => {
  const facts = [...STOPPED, came(1, 20), wrote('cup?', 30), came(2, 31)];
  expect(found(evidence(facts, [entry('stop', 2)], { written: 3, confirms: true }, { written: 30 }))).toEqual(
    [],
  );
});

it('is content with what was on its way, and with messages after they are wanted again', () => {
  const resumed = [...STOPPED, came(1, 5), wrote('go on', 6, 'resume'), took('go on', 7), came(2, 40)];
  const ledger = [entry('stop', 2), entry('go on', 6, 'granted')];
  expect(found(evidence(resumed, ledger, { written: 1 }, { written: 7 }))).toEqual([]);
});

const NONE = 'no message after an opt-out';
const KEPT = 'every wish is kept once';
it.each<[string, string, Given]>([
  [
    'an answer that was written later',
    NONE,
    evidence([...STOPPED, came(1, 4)], [entry('stop', 2)], { written: 3 }),
  ],
  [
    'an old answer that comes late',
    NONE,
    evidence([...STOPPED, came(1, 40)], [entry('stop', 2)], { written: 1 }),
  ],
  [
    'a stop that was overruled by a wish of before',
    NONE,
    evidence(
      [wrote('hello', 1), wrote('go on', 1, 'resume'), ...STOPPED.slice(1), took('go on', 4), came(1, 40)],
      [entry('stop', 2), entry('go on', 1, 'granted')],
      { written: 1 },
    ),
  ],
  ['a wish that is kept nowhere', KEPT, evidence(STOPPED, [])],
  ['a wish that is kept as another', KEPT, evidence(STOPPED, [entry('stop', 2, 'granted')])],
  ['a wish that nobody had', 'a wish was said by a customer', evidence([], [entry('stop', 2)])],
  [
    'two confirmations',
    'a wish is confirmed once',
    evidence(
      [...STOPPED, came(1, 4), came(2, 5)],
      [entry('stop', 2)],
      { written: 3, confirms: true },
      { written: 3, confirms: true },
    ),
  ],
  [
    'an answer that is kept back',
    'every reply arrives',
    evidence([wrote('hello', 1)], [], { written: 1, status: 'refused' }),
  ],
])('notices %s', (_, invariant, given) => expect(found(given)).toEqual([invariant]));

it('notices what was changed or taken out of the ledger', () => {
  const before = [entry('stop', 2)];
  const changed = { ...before[0]!, source: 'elsewhere' };
  const only = 'the ledger of consents only grows';
  expect(found(evidence(STOPPED, before), before)).toEqual([]);
  expect(found(evidence(STOPPED, [changed]), before)).toEqual([only]);
  expect(found(evidence(STOPPED, []), before)).toEqual([only, KEPT]);
});
