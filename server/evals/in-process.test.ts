import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Case, Observation, Target } from '../../evals/contract.ts';
import { observe } from '../../evals/run/observe.ts';
import { runSuites } from '../../evals/run/run.ts';
import { EVAL_SHOP, evalCase, runParts } from '../../test/fixtures/evals.ts';
import { systemClock } from '../platform/clock.ts';
import { quietConfig } from './defaults.ts';
import { inProcessTarget } from './in-process.ts';

let target: Target;
beforeAll(() => {
  target = inProcessTarget({ config: quietConfig() });
});
afterAll(() => target.close());

const talk = (given: Partial<Case>): Promise<Observation> =>
  observe(evalCase(given), EVAL_SHOP, {
    ...{ target, clock: systemClock, replyMs: 20_000 },
    signal: new AbortController().signal,
  });
const turns = (...texts: string[]): Pick<Case, 'customer'> => ({
  customer: { turns: texts.map((text) => ({ text })) },
});
const last = ({ messages }: Observation): string => messages.at(-1)!.text;
/** Long enough that the plain rules leave it to the model. */
const LONG =
  'My sister camps alone every autumn and has nothing to see by after dark, so she keeps stumbling around her tent at night, poor thing.';

test('tells calls, facts with their places, certificates, and what is stored', async () => {
  const seen = await talk(turns('lamp', 'add the first one'));
  expect(seen.error).toBeUndefined();
  expect(seen.toolCalls!.map(({ tool, ok, turn }) => [tool, ok, turn])).toEqual([
    ['search_catalog', true, 1],
    ['update_cart', true, 2],
  ]);
  const price = seen.facts!.find(({ kind }) => kind === 'price')!;
  expect(price).toMatchObject({
    product: 'lamp',
    variant: 'lamp',
    value: { amount: 4900, currency: 'USD' },
    turn: 1,
  });
  const reply = seen.messages[1]!;
  const place = reply.spans!.find(({ fact }) => fact === price.id)!;
  expect(reply.text.slice(place.start, place.end)).toBe('$49.00');
  expect(reply.certificate).toMatchObject({ sequence: 1, signature: expect.any(String) });
  expect(seen.state).toMatchObject({
    cart: { lines: [{ variant: 'lamp', quantity: 1 }], codes: [], total: { amount: 4900, currency: 'USD' } },
    orders: [],
    handoffs: 0,
  });
});

test('changes the shop in mid-conversation, for this conversation alone', async () => {
  const change = { type: 'price', variant: 'lamp', market: 'us', amount: 5100 } as const;
  const changed = await talk({
    customer: {
      turns: [{ text: 'how much is the lamp?' }, { text: 'how much is the lamp?', changes: [change] }],
    },
  });
  expect(changed.messages[1]!.text).toContain('$49.00');
  expect(last(changed)).toContain('$51.00');
  expect(last(await talk(turns('how much is the lamp?')))).toContain('$49.00');
});

test('lets tools fail where the case says so', async () => {
  const faulty = (fault: 'error' | 'empty' | 'timeout') =>
    talk({ customer: { turns: [{ text: 'how much is the lamp?', faults: [{ tool: '*', fault }] }] } });
  for (const fault of ['error', 'empty', 'timeout'] as const) {
    const seen = await faulty(fault);
    expect(last(seen)).not.toContain('49');
    expect(seen.toolCalls![0]!.ok).toBe(fault === 'empty');
  }
});

test('a scripted model speaks, and what it makes up is not sent', async () => {
  const says = (...texts: string[]) =>
    talk({ ...turns(LONG), model: texts.map((text) => ({ call: 'reply', arguments: { text } })) });
  expect(last(await says('How kind of you to ask. What are you looking for?'))).toContain(
    'How kind of you to ask',
  );
  const lie = 'We have one for $9.99 today.';
  expect(last(await says(lie, lie))).not.toContain('9.99');
});

test('another conversation beside it has a cart of its own', async () => {
  const seen = await talk({
    customer: {
      turns: [
        { text: 'lamp', another: true },
        { text: 'add the first one', another: true },
        { text: 'what is in my cart?' },
      ],
    },
  });
  expect(seen.messages.filter(({ another }) => another)).toHaveLength(4);
  expect(seen.state!.cart).toBeNull();
});

test('many conversations at once do not mix', async () => {
  const cases = Array.from({ length: 12 }, (_, index) =>
    evalCase({
      id: `c${index}`,
      ...turns('lamp', 'add the first one'),
      ...(index % 3 === 0 && {
        customer: { turns: [{ text: 'lamp', faults: [{ tool: '*', fault: 'error' as const }] }] },
      }),
      expect:
        index % 3 === 0
          ? { text: { forbid: ['49'] } }
          : { state: { cart: { lines: [{ variant: 'lamp', quantity: 1 }] } } },
    }),
  );
  const { attempts } = await runSuites({
    ...runParts(),
    target,
    suites: [{ name: 's', cases }],
    concurrency: 6,
  });
  expect(attempts.filter(({ status }) => status !== 'pass')).toEqual([]);
});
