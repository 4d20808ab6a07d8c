import { expect, test } from 'vitest';
import { EVAL_SHOP, evalCase, runParts, talkingTarget } from '../../test/fixtures/evals.ts';
import type { Case, Suite } from '../contract.ts';
import { SuiteError } from '../error.ts';
import { TargetError } from '../targets/error.ts';
import { failingIn, filterOf } from './filter.ts';
import { type Attempt, keyOf } from './results.ts';
import { type RunOptions, runSuites } from './run.ts';
import { summarize } from './summary.ts';

const suiteOf = (count: number, given: (index: number) => Partial<Case> = () => ({})): Suite => ({
  name: 's',
  cases: Array.from({ length: count }, (_, index) => evalCase({ id: `c${index}`, ...given(index) })),
});
const run = (options: Partial<RunOptions> & Pick<RunOptions, 'target'>) =>
  runSuites({ ...runParts(), suites: [suiteOf(10)], ...options });
const statuses = (attempts: readonly Attempt[]): string[] => attempts.map(({ status }) => status);
const right = talkingTarget(() => 'It costs $49.00.');

test('holds so many conversations at once, and each case so often as asked', async () => {
  let now = 0;
  let most = 0;
  const target = talkingTarget(async () => {
    now += 1;
    most = Math.max(most, now);
    await new Promise((done) => setImmediate(done));
    now -= 1;
    return 'hello';
  });
  const { attempts, planned } = await run({ target, concurrency: 3, repeat: 2 });
  expect(most).toBe(3);
  expect(planned).toBe(20);
  expect(new Set(attempts.map((one) => `${keyOf(one)}#${one.attempt}`)).size).toBe(20);
});

test('tells pass^k of a chatbot that is right every other time', async () => {
  let asked = 0;
  const target = talkingTarget(() => `$${asked++ % 2 === 0 ? 49 : 39}.00`);
  const expect49 = { facts: { require: [{ kind: 'price', amount: 4900 }] } } as const;
  const result = await run({
    target,
    suites: [suiteOf(1, () => ({ expect: expect49 }))],
    repeat: 4,
    concurrency: 1,
  });
  const { passHat, passRate } = summarize(result);
  expect(statuses(result.attempts)).toEqual(['pass', 'fail', 'pass', 'fail']);
  expect([passRate, ...passHat.map((share) => Math.round(share * 1000) / 1000)]).toEqual([
    0.5, 0.5, 0.167, 0, 0,
  ]);
});

test('one conversation that breaks off is an error, and the others go on', async () => {
  const target = talkingTarget((_text, { id }) => {
    if (id === 'c3') throw new TargetError('http', 'it answered HTTP 500');
    return 'hello';
  });
  const { attempts, endedBecause } = await run({ target });
  expect(endedBecause).toBeUndefined();
  expect(attempts.filter(({ status }) => status === 'error')).toMatchObject([
    { case: 'c3', reason: 'it answered HTTP 500', grades: [] },
  ]);
  expect(attempts).toHaveLength(10);
});

test('a target that is not there is given up after a few tries, and says so', async () => {
  const target = talkingTarget(() => {
    throw new TargetError('unreachable', 'Nothing answers at http://bot.example.');
  });
  const result = await run({ target, suites: [suiteOf(500)], concurrency: 2 });
  expect(result.endedBecause).toBe('Nothing answers at http://bot.example.');
  expect(result.attempts.length).toBeLessThan(10);
  expect(result.planned).toBe(500);
});

test('one that goes away in the middle does not end the run', async () => {
  const target = talkingTarget((_text, { id }) => {
    if (Number(id.slice(1)) > 3) throw new TargetError('unreachable', 'gone');
    return 'hello';
  });
  const result = await run({ target, suites: [suiteOf(20)], concurrency: 1 });
  expect(result.attempts).toHaveLength(20);
});

test('an interrupted run keeps what it has, and goes on later without doing it again', async () => {
  const stop = new AbortController();
  const asked: string[] = [];
  const kept: Attempt[] = [];
  const target = talkingTarget((_text, { id }) => {
    asked.push(id);
    return 'hello';
  });
  const first = await run({
    target,
    concurrency: 1,
    signal: stop.signal,
    onAttempt: (attempt) => {
      kept.push(attempt);
      if (kept.length === 4) stop.abort();
    },
  });
  expect(first).toMatchObject({ planned: 10, endedBecause: 'it was interrupted' });
  expect(first.attempts).toEqual(kept);
  const second = await run({ target, before: kept, concurrency: 1 });
  expect(second.endedBecause).toBeUndefined();
  expect(second.attempts).toHaveLength(10);
  expect(asked).toEqual(Array.from({ length: 10 }, (_, index) => `c${index}`));
});

test('a conversation under way when it is interrupted counts as neither', async () => {
  const stop = new AbortController();
  const target = talkingTarget(
    (_text, _case, signal) =>
      new Promise((_answer, refuse) => {
        signal.addEventListener('abort', () => refuse(signal.reason as Error));
        stop.abort();
      }),
  );
  const { attempts, endedBecause } = await run({ target, signal: stop.signal });
  expect({ attempts, endedBecause }).toEqual({ attempts: [], endedBecause: 'it was interrupted' });
});

test('begins nothing more when the money is spent', async () => {
  const result = await run({ target: right, budget: 3_000, concurrency: 1 });
  expect(result.attempts).toHaveLength(3);
  expect(result.endedBecause).toBe('the budget of $0.003 is spent');
});

test('skips what the target cannot do, and says why', async () => {
  const able = { changes: false, faults: false, scriptedModel: false, shop: false };
  const target = talkingTarget(() => 'hello', { capabilities: able });
  const needs: Partial<Case>[] = [
    { customer: { turns: [{ text: 'a', changes: [{ type: 'retire', product: 'lamp' }] }] } },
    { customer: { turns: [{ text: 'a', faults: [{ tool: '*', fault: 'error' }] }] } },
    { model: [{ text: 'a' }] },
  ];
  const { attempts } = await run({ target, suites: [suiteOf(3, (index) => needs[index]!)] });
  expect(attempts.map(({ status, reason }) => [status, reason])).toEqual([
    ['skipped', 'talker cannot change its shop in mid-conversation'],
    ['skipped', 'talker cannot let its tools fail'],
    ['skipped', 'talker takes no scripted model'],
  ]);
});

test('a missing shop, or a filter that takes nothing, is said before anybody is asked', async () => {
  const target = talkingTarget(() => {
    throw new Error('was asked');
  });
  const suites = [suiteOf(1, () => ({ shop: { path: '/nowhere/products.jsonl' } }))];
  await expect(run({ target, suites })).rejects.toThrow(SuiteError);
  await expect(run({ target, suites })).rejects.toThrow('/nowhere/products.jsonl does not exist');
  await expect(run({ target, filter: () => false })).rejects.toThrow('No case is left to run');
  await expect(run({ target, suites: [{ ...suiteOf(1), graders: ['tonne'] }] })).rejects.toThrow(
    'there is no grader "tonne"',
  );
});

test('a grader that breaks is a failure, never a pass', async () => {
  const broken = {
    name: 'broken',
    group: 'quality',
    about: '',
    grade: () => Promise.reject(new Error('oh')),
  } as const;
  const { attempts } = await run({ target: right, graders: [broken], suites: [suiteOf(1)] });
  expect(attempts[0]).toMatchObject({
    status: 'fail',
    grades: [{ violations: [{ message: 'the grader failed: oh' }] }],
  });
});

test('a judge can fail a case, and not mend what made something up', async () => {
  const happy = {
    name: 'judge',
    group: 'quality',
    about: '',
    grade: () => ({ name: 'judge', pass: true, score: 1, violations: [] }),
  } as const;
  const oracle: Case['oracle'] = () => [
    { kind: 'price', start: 0, end: 2, text: '$4', message: 'made up', turn: 1, at: 1 },
  ];
  const { graders } = runParts();
  const result = await run({
    target: right,
    graders: [...graders, happy],
    suites: [suiteOf(1, () => ({ oracle }))],
  });
  expect(statuses(result.attempts)).toEqual(['fail']);
  expect(summarize(result).grounding).toMatchObject({ judged: 1, withViolations: 1 });
});

test('a simulated customer answers what is said, and knows when it is done', async () => {
  const heard: string[] = [];
  const target = talkingTarget((text) => {
    heard.push(text);
    return text.includes('lamp') ? 'It costs $49.00.' : 'What do you look for?';
  });
  const customer: Case['customer'] = {
    goal: 'learn the price',
    opening: 'hello',
    rules: [
      { when: '\\$49', end: 'reached' },
      { when: 'look for', say: 'a lamp', times: 1 },
    ],
    maxTurns: 5,
    by: 'rules',
  };
  const { attempts } = await run({ target, suites: [suiteOf(1, () => ({ customer }))] });
  expect(heard).toEqual(['hello', 'a lamp']);
  expect(attempts[0]!.observation!.goal).toBe('reached');
});

test('later turns are held against the changed shop', async () => {
  const prices: number[] = [];
  const oracle: Case['oracle'] = (_observation, { shopAt }) => {
    for (const turn of [1, 2]) prices.push(shopAt(turn).products[0]!.variants[0]!.prices[0]!.amount);
    return [];
  };
  const change = { type: 'price', variant: 'lamp', market: 'us', amount: 1 } as const;
  const customer = { turns: [{ text: 'a' }, { text: 'b', changes: [change] }] };
  await run({ target: right, suites: [suiteOf(1, () => ({ customer, oracle, shop: { data: EVAL_SHOP } }))] });
  expect(prices).toEqual([4900, 1]);
});

test('filters by part of a name, by field, and by what failed before', () => {
  const theCase = evalCase({ id: 'price-of-lamp', class: 'price', language: 'de', tags: ['slow'] });
  const takes = (...patterns: string[]): boolean => filterOf(patterns)('shop', theCase);
  expect([takes('SHOP/price'), takes('lamp', 'class=price'), takes('class=stock,pri*', 'tag=slow')]).toEqual([
    true,
    true,
    true,
  ]);
  expect([takes('mug'), takes('language=en'), takes('class=rice')]).toEqual([false, false, false]);
  expect(() => filterOf(['colour=red'])).toThrow('no such field');
  const before = { suite: 'shop', case: 'price-of-lamp', status: 'error' } as Attempt;
  expect(failingIn([before])('shop', theCase)).toBe(true);
  expect(failingIn([{ ...before, status: 'pass' }])('shop', theCase)).toBe(false);
});
