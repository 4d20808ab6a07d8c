import type { Attempt } from '../run/results.ts';
import { nameOf, type ReportInput, reasons } from './view.ts';

/** JUnit XML as CI systems read it: a test suite for each suite, a test case for each conversation. */
export function junitReport({ run }: ReportInput): string {
  const suites = [...Map.groupBy(run.attempts, ({ suite }) => suite)].map(([name, attempts]) => {
    const tally = (status: Attempt['status']): number =>
      attempts.filter((one) => one.status === status).length;
    return [
      `  <testsuite name="${escaped(name)}" tests="${attempts.length}" failures="${tally('fail')}" errors="${tally('error')}" skipped="${tally('skipped')}" time="${seconds(attempts)}">`,
      ...attempts.map((attempt) => testCase(attempt, run.repeat)),
      '  </testsuite>',
    ].join('\n');
  });
  const total = (status: Attempt['status']): number =>
    run.attempts.filter((one) => one.status === status).length;
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<testsuites name="shopwright eval: ${escaped(run.target)}" tests="${run.attempts.length}" failures="${total('fail')}" errors="${total('error')}" skipped="${total('skipped')}" time="${seconds(run.attempts)}">`,
    ...suites,
    '</testsuites>',
    '',
  ].join('\n');
}

function testCase(attempt: Attempt, repeat: number): string {
  const file = attempt.source ? ` file="${escaped(attempt.source.file)}" line="${attempt.source.line}"` : '';
  const open = `    <testcase name="${escaped(nameOf(attempt, repeat))}" classname="${escaped(`${attempt.class}.${attempt.language}`)}"${file} time="${seconds([attempt])}"`;
  const why = reasons(attempt);
  const first = escaped(why[0] ?? '');
  switch (attempt.status) {
    case 'pass':
      return `${open}/>`;
    case 'skipped':
      return `${open}><skipped message="${first}"/></testcase>`;
    case 'error':
      return `${open}><error message="${first}">${escaped(transcript(attempt))}</error></testcase>`;
    case 'fail':
      return `${open}><failure message="${first}">${escaped([...why, '', transcript(attempt)].join('\n'))}</failure></testcase>`;
  }
}

const transcript = ({ observation }: Attempt): string =>
  (observation?.messages ?? []).map(({ role, text }) => `${role}: ${text}`).join('\n');

const seconds = (attempts: readonly Attempt[]): string =>
  (attempts.reduce((sum, { observation }) => sum + (observation?.durationMs ?? 0), 0) / 1000).toFixed(3);

/** XML 1.0 has no place for most control characters, not even escaped. */
const escaped = (text: string): string =>
  text
    .toWellFormed()
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what XML cannot hold
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '\ufffd')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
