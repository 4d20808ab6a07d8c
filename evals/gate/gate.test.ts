import { expect, test } from 'vitest';
import type { Attempt, Run, Status } from '../run/results.ts';
import { summarize } from '../run/summary.ts';
import { baselineOf, compare, parseBaseline } from './baseline.ts';
import { gate, Thresholds } from './thresholds.ts';

const attempt = (id: string, status: Status, more: Partial<Attempt> = {}): Attempt => ({
  ...{
    suite: 's',
    case: id,
    attempt: 1,
    class: 'price',
    language: 'en',
    tags: [],
    status,
    microdollars: 2_000,
  },
  grades: [
    {
      name: 'grounding',
      pass: status !== 'fail',
      violations:
        status === 'fail' ? [{ kind: 'price', start: 0, end: 0, text: '', message: '', turn: 1 }] : [],
    },
  ],
  ...more,
});
const runOf = (...attempts: Attempt[]): Run => ({
  format: 1,
  target: 'bot',
  startedAt: 0,
  endedAt: 1,
  repeat: 1,
  planned: attempts.length,
  attempts,
});
const missed = (run: Run, thresholds: object, before?: Run): string[] => {
  const comparison = before && compare(run, baselineOf(before), { whole: true });
  const { checks, pass } = gate(run, summarize(run), Thresholds.parse(thresholds), comparison);
  const names = checks.filter((check) => !check.pass).map(({ name }) => name);
  expect(pass).toBe(names.length === 0);
  return names;
};

test('names what is not reached', () => {
  const run = runOf(
    attempt('a', 'pass'),
    attempt('b', 'fail'),
    attempt('c', 'pass', { language: 'de' }),
    attempt('d', 'error'),
  );
  expect(
    missed(run, {
      grounding_violations: 1,
      errors: 1,
      pass_rate: 0.6,
      classes: { price: 0.6 },
      languages: { de: 1 },
    }),
  ).toEqual([]);
  expect(missed(run, {})).toEqual(['conversations with something made up', 'conversations that broke off']);
  expect(
    missed(run, {
      ...{ grounding_violations: 1, errors: 1, pass_rate: 0.7, classes: { price: 0.9, stock: 0.1 } },
      ...{
        languages: { en: 0.9 },
        pass_k: { k: 1, min: 0.9 },
        usd_per_conversation: 0.001,
        baseline: { new_failures: 0 },
      },
    }),
  ).toEqual([
    'pass rate',
    'pass^1',
    'class price',
    'class stock',
    'language en',
    '$ a conversation',
    'baseline',
  ]);
});

test('a run that ended early, or graded nothing, does not pass', () => {
  expect(
    missed({ ...runOf(attempt('a', 'pass')), planned: 5, endedBecause: 'it was interrupted' }, {}),
  ).toEqual(['the run is whole']);
  expect(missed(runOf(attempt('a', 'skipped')), {})).toEqual(['conversations that were graded']);
});

test('tells new failures from old ones, and what was mended, added and is gone', () => {
  const before = runOf(
    attempt('a', 'pass'),
    attempt('b', 'fail'),
    attempt('c', 'fail'),
    attempt('d', 'pass'),
  );
  const now = runOf(attempt('a', 'fail'), attempt('b', 'pass'), attempt('c', 'fail'), attempt('e', 'pass'));
  expect(compare(now, baselineOf(before), { whole: true })).toMatchObject({
    newFailures: [{ name: 's/a', kinds: ['price'] }],
    mended: ['s/b'],
    stillFailing: ['s/c'],
    added: ['s/e'],
    gone: ['s/d'],
    passRate: { before: 0.5, now: 0.5 },
    cost: { before: 2_000, now: 2_000 },
  });
  expect(
    missed(now, { grounding_violations: 9, baseline: { new_failures: 0, pass_rate_drop: 0 } }, before),
  ).toEqual(['new failures']);
});

test('a case that fails once in three tries fails', () => {
  const now = {
    ...runOf(
      ...['pass', 'fail', 'pass'].map((status, index) =>
        attempt('a', status as Status, { attempt: index + 1 }),
      ),
    ),
    repeat: 3,
  };
  expect(compare(now, baselineOf(runOf(attempt('a', 'pass'))), { whole: true }).newFailures).toHaveLength(1);
});

test('the file of a baseline changes only where verdicts do, and holds no words', () => {
  const one = JSON.stringify(baselineOf(runOf(attempt('b', 'pass'), attempt('a', 'fail'))));
  const two = JSON.stringify(baselineOf(runOf(attempt('a', 'fail'), attempt('b', 'pass'))));
  expect(one).toBe(two);
  expect(parseBaseline(one, 'baseline.json').cases).toEqual({
    's/a': { passed: 0, total: 1, kinds: ['price'] },
    's/b': { passed: 1, total: 1 },
  });
  expect(() => parseBaseline('{}', 'baseline.json')).toThrow('baseline.json is no baseline');
});
