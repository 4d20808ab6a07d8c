import { LANGUAGES } from '../contract.ts';
import type { Cell } from '../run/summary.ts';
import { boundText, count, dollars, duration, percent } from './format.ts';
import { failures, nameOf, type ReportInput, reasons, where } from './view.ts';

export interface TerminalOptions {
  /** How many failing conversations are told with their reasons. */
  readonly show?: number;
  readonly color?: boolean;
}

const SHOW = 10;
const plain = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: what a chatbot says must not steer the terminal
  text.replaceAll(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, ' ');

/** The report for the person at the terminal. */
export function terminalReport(
  input: ReportInput,
  { show = SHOW, color = false }: TerminalOptions = {},
): string {
  const paint = (code: number, text: string): string => (color ? `\u001b[${code}m${text}\u001b[0m` : text);
  const { run, summary, gate, comparison } = input;
  const { counts } = summary;
  const lines: string[] = [];
  const failing = failures(run);
  for (const one of failing.slice(0, show)) {
    lines.push(
      `${paint(31, one.status === 'error' ? 'ERROR' : 'FAIL')}  ${nameOf(one, run.repeat)}  ${paint(2, where(one))}`,
    );
    for (const reason of reasons(one).slice(0, 5)) lines.push(`      ${plain(reason)}`);
  }
  if (failing.length > show)
    lines.push(`      … and ${failing.length - show} more; the reports have them all`);
  if (failing.length > 0) lines.push('');
  if (summary.matrix.length > 1 || Object.keys(summary.matrix[0]?.cells ?? {}).length > 1)
    lines.push(matrix(input), '');
  lines.push(
    [
      `${count(counts.pass, 'conversation')} passed`,
      paint(counts.fail > 0 ? 31 : 0, `${counts.fail} failed`),
      ...(counts.error > 0 ? [paint(31, `${counts.error} broke off`)] : []),
      ...(counts.skipped > 0 ? [`${counts.skipped} skipped`] : []),
      ...(summary.casesGraded > 0
        ? [`${percent(summary.passRate)} of ${summary.casesGraded} cases' tries`]
        : []),
    ].join(', '),
  );
  if (run.repeat > 1)
    lines.push(summary.passHat.map((share, index) => `pass^${index + 1} ${percent(share)}`).join(', '));
  lines.push(boundText(summary.grounding));
  const { latency } = summary;
  lines.push(
    [
      ...(latency ? [`replies: median ${duration(latency.p50)}, 95 % within ${duration(latency.p95)}`] : []),
      ...(summary.microdollars > 0 ? [`cost ${dollars(summary.microdollars)}`] : []),
      `took ${duration(run.endedAt - run.startedAt)}`,
    ].join('; '),
  );
  if (comparison) {
    const { newFailures, mended, stillFailing, added, gone } = comparison;
    lines.push(
      `Against the baseline: ${newFailures.length} new failures, ${mended.length} mended, ${stillFailing.length} still failing, ${added.length} new cases, ${gone.length} gone.`,
    );
    for (const { name } of newFailures.slice(0, show)) lines.push(`  ${paint(31, 'new failure')}  ${name}`);
    for (const name of mended.slice(0, show)) lines.push(`  ${paint(32, 'mended')}       ${name}`);
  }
  for (const { name, actual, wanted } of gate.checks.filter(({ pass }) => !pass))
    lines.push(`${paint(31, 'Gate:')} ${name}: ${actual}, wanted ${wanted}`);
  if (run.endedBecause !== undefined)
    lines.push(
      paint(
        31,
        `The run ended early, after ${run.attempts.length} of ${run.planned}: ${plain(run.endedBecause)}`,
      ),
    );
  return lines.join('\n');
}

function matrix({ summary }: ReportInput): string {
  const languages = LANGUAGES.filter((one) => summary.matrix.some(({ cells }) => cells[one]));
  const cell = (of: Cell | undefined): string => (of ? `${of.passed}/${of.graded}` : '–');
  const rows = [
    ['class', ...languages, 'all'],
    ...summary.matrix.map((row) => [
      row.class,
      ...languages.map((one) => cell(row.cells[one])),
      cell(row.all),
    ]),
  ];
  const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)));
  return rows
    .map((row) =>
      row.map((text, i) => (i === 0 ? text.padEnd(widths[i]!) : text.padStart(widths[i]!))).join('  '),
    )
    .join('\n');
}
