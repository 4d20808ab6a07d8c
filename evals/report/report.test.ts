import { createHash } from 'node:crypto';
import { SaxesParser } from 'saxes';
import { expect, test } from 'vitest';
import { observed } from '../../test/fixtures/evals.ts';
import { baselineOf, compare } from '../gate/baseline.ts';
import { gate } from '../gate/thresholds.ts';
import type { Attempt, Run } from '../run/results.ts';
import { summarize } from '../run/summary.ts';
import { boundText, percent } from './format.ts';
import { htmlReport } from './html/report.ts';
import { attemptLine, jsonReport, parseAttempts } from './json.ts';
import { junitReport } from './junit.ts';
import { markdownReport } from './markdown.ts';
import { terminalReport } from './terminal.ts';
import { exitCode, type ReportInput } from './view.ts';

const NASTY =
  '<script>alert(1)</script> & "quoted" | pipe `code` @team ![x](http://evil.example/x.png) \u001b[31m\u202e $39.00';
const from = NASTY.indexOf('$39.00');
const attempt = (id: string, more: Partial<Attempt> = {}): Attempt => ({
  ...{
    suite: 's',
    case: id,
    attempt: 1,
    class: 'price',
    language: 'en',
    tags: [],
    status: 'pass',
    microdollars: 500,
  },
  grades: [{ name: 'grounding', pass: true, violations: [] }],
  observation: observed(['It costs $49.00.']),
  ...more,
});
const FAILED = attempt('wrong-price', {
  status: 'fail',
  language: 'de',
  source: { file: 'shop.eval.yaml', line: 12 },
  grades: [
    {
      name: 'grounding',
      pass: false,
      violations: [
        {
          kind: 'price',
          start: from,
          end: from + 6,
          text: '$39.00',
          message: 'the lamp costs $49.00',
          turn: 1,
          at: 1,
        },
      ],
    },
  ],
  observation: observed([NASTY], {
    toolCalls: [{ id: 'c1', tool: 'search_catalog', arguments: { query: 'lamp' }, ok: true, turn: 1 }],
    facts: [
      {
        id: 'f1',
        kind: 'price',
        variant: 'lamp',
        value: { type: 'money', amount: 4900, currency: 'USD' },
        quoteId: 'q_1',
      },
    ],
  }),
});
const BROKEN = attempt('broke-off', { status: 'error', reason: 'the stream broke off', grades: [] });

function inputOf(...attempts: Attempt[]): ReportInput {
  const run: Run = {
    format: 1,
    target: 'my <bot>',
    startedAt: 0,
    endedAt: 2_000,
    repeat: 1,
    planned: attempts.length,
    attempts,
  };
  const summary = summarize(run);
  const comparison = compare(run, baselineOf({ ...run, attempts: [attempt('wrong-price')] }), {
    whole: true,
  });
  return { run, summary, comparison, gate: gate(run, summary, { pass_rate: 1 }, comparison) };
}
const input = inputOf(attempt('fine'), FAILED, BROKEN);

test('the page needs nothing but itself, and lets nothing of a chatbot run', () => {
  const page = htmlReport(input);
  expect(page.match(/(?:src|href)="(?!#)[^"]*"/g)).toBeNull();
  expect(page).not.toMatch(/@import|url\(|<script>alert/);
  expect(page).toContain('&#60;script&#62;alert(1)&#60;/script&#62;');
  const policy = /Content-Security-Policy" content="([^"]+)"/.exec(page)![1]!.replaceAll('&#39;', "'");
  expect(policy).toContain("default-src 'none'");
  for (const tag of ['style', 'script']) {
    const text = new RegExp(`<${tag}>([\\s\\S]*?)</${tag}>`).exec(page)![1]!;
    expect(policy).toContain(`${tag}-src 'sha256-${createHash('sha256').update(text).digest('base64')}'`);
  }
});

test('the page marks the span, and shows calls and facts beside it', () => {
  const page = htmlReport(input);
  expect(page).toMatch(/<mark title="the lamp costs \$49\.00">\$39\.00<sup><a href="#c1-v1"/);
  expect(page).toContain('shop.eval.yaml:12');
  expect(page).toContain('<code>search_catalog</code>');
  expect(page).toContain('4900 USD (minor units)');
  expect(page).toContain('Something was made up in 1 of 2 conversations');
  expect(page).toMatch(/new failures<\/summary><ul><li><code>s\/wrong-price: price/);
});

test('every label, heading and table of the page is named', () => {
  const page = htmlReport(input);
  expect(page).toContain('<html lang="en">');
  for (const [, id] of page.matchAll(/aria-labelledby="([^"]+)"/g)) expect(page).toContain(`id="${id}"`);
  const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(page).not.toMatch(/<th(?! scope|ead)/);
});

test('JUnit is well-formed XML that counts right', () => {
  const xml = junitReport(input);
  const seen: Record<string, string>[] = [];
  const parser = new SaxesParser();
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) =>
    seen.push({ tag: name, ...(attributes as Record<string, string>) }),
  );
  parser.write(xml).close();
  expect(seen[0]).toMatchObject({ tag: 'testsuites', tests: '3', failures: '1', errors: '1', skipped: '0' });
  expect(seen.map(({ tag }) => tag)).toEqual([
    'testsuites',
    'testsuite',
    'testcase',
    'testcase',
    'failure',
    'testcase',
    'error',
  ]);
  expect(seen[3]).toMatchObject({
    name: 's/wrong-price',
    classname: 'price.de',
    file: 'shop.eval.yaml',
    line: '12',
  });
  expect(seen[4]!.message).toBe('grounding/price: “$39.00”: the lamp costs $49.00');
});

test('Markdown names what is new, and makes no markup of what a chatbot says', () => {
  const text = markdownReport(input);
  expect(text).toContain('## Evals ❌ failed: my &lt;bot&gt;');
  expect(text).toContain('**New failures (1)**\n\n- `s/wrong-price`: price');
  expect(text).toContain('| price | **1/1**'.replace('**1/1**', '1/1'));
  const outside = text.replaceAll(/^(`{3,})\n[\s\S]*?\n\1$/gm, '');
  expect(outside).not.toMatch(/<script>|!\[x\]|(?<!\\)@team/);
});

test('the terminal tells the same, and is not steered', () => {
  const text = terminalReport(input);
  expect(text).toContain(
    'FAIL  s/wrong-price  shop.eval.yaml:12\n      grounding/price: “$39.00”: the lamp costs $49.00',
  );
  expect(text).toContain('ERROR  s/broke-off');
  expect(text).toContain('1 conversation passed, 1 failed, 1 broke off');
  expect(text).toContain('Gate: pass rate: 50 %, wanted at least 100 %');
  expect(text).not.toContain('\u001b');
});

test('exits with 0 when passed, 100 when cases failed, 1 when it cannot be told', () => {
  const codeOf = (...attempts: Attempt[]) => exitCode(inputOf(...attempts));
  expect([codeOf(attempt('fine')), codeOf(FAILED), codeOf(FAILED, BROKEN)]).toEqual([0, 100, 100]);
  expect([
    codeOf(BROKEN),
    codeOf(attempt('fine'), BROKEN),
    codeOf(attempt('s', { status: 'skipped' })),
  ]).toEqual([1, 1, 1]);
  const early = inputOf(attempt('fine'));
  expect(exitCode({ ...early, run: { ...early.run, endedBecause: 'it was interrupted' } })).toBe(1);
});

test('results come back from their lines, a line that was cut off is passed over', () => {
  const text = attemptLine(FAILED) + attemptLine(BROKEN).slice(0, 40);
  expect(parseAttempts(text)).toEqual([JSON.parse(JSON.stringify(FAILED))]);
  expect(JSON.parse(jsonReport(input))).toMatchObject({
    exitCode: 100,
    summary: { passRate: 0.5 },
    attempts: [{}, {}, {}],
  });
});

test('prints the bound, and never rounds up to all', () => {
  const bound = (judged: number, withViolations = 0) =>
    boundText({
      judged,
      withViolations,
      violations: withViolations,
      bound: withViolations === 0 ? 3 / judged : 0.02,
    });
  expect(bound(1040)).toBe(
    'No made-up fact in 1040 conversations: the rate is below 0.289 % (95 %, rule of three: 3/1040).',
  );
  expect(bound(500, 2)).toBe('Something was made up in 2 of 500 conversations (0.4 %; 95 %: at most 2 %).');
  expect([percent(0.9999), percent(1), percent(0)]).toEqual(['99.9 %', '100 %', '0 %']);
});
