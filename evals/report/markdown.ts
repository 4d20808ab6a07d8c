import { LANGUAGES } from '../contract.ts';
import type { Cell } from '../run/summary.ts';
import { boundText, dollars, duration, percent } from './format.ts';
import { failures, nameOf, type ReportInput, reasons, where } from './view.ts';

const SHOWN = 20;

/** The comment under a pull request: verdict, what changed, the matrix, the first failing conversations. */
export function markdownReport(input: ReportInput): string {
  const { run, summary, gate } = input;
  const { counts, latency } = summary;
  const verdict = gate.pass ? '✅ passed' : '❌ failed';
  return `${[
    `## Evals ${verdict}: ${escaped(run.target)}`,
    '',
    `| passed | failed | broke off | skipped | pass rate | ${run.repeat > 1 ? `pass^${run.repeat} | ` : ''}median reply | cost |`,
    `|--:|--:|--:|--:|--:|${run.repeat > 1 ? '--:|' : ''}--:|--:|`,
    `| ${counts.pass} | ${counts.fail} | ${counts.error} | ${counts.skipped} | ${percent(summary.passRate)} | ${run.repeat > 1 ? `${percent(summary.passHat.at(-1)!)} | ` : ''}${latency ? duration(latency.p50) : '–'} | ${dollars(summary.microdollars)} |`,
    '',
    boundText(summary.grounding),
    ...(run.endedBecause === undefined
      ? []
      : [
          '',
          `**The run ended early**, after ${run.attempts.length} of ${run.planned}: ${escaped(run.endedBecause)}`,
        ]),
    ...gates(input),
    ...changes(input),
    ...matrix(input),
    ...failing(input),
  ].join('\n')}\n`;
}

function gates({ gate: { checks } }: ReportInput): string[] {
  const missed = checks.filter(({ pass }) => !pass);
  if (missed.length === 0) return [];
  return [
    '',
    '### Not reached',
    '',
    ...missed.map(({ name, actual, wanted }) => `- **${name}**: ${escaped(actual)}, wanted ${wanted}`),
  ];
}

function changes({ comparison }: ReportInput): string[] {
  if (!comparison) return [];
  const { newFailures, mended, stillFailing, added, gone, passRate, latencyP50, cost } = comparison;
  const list = (names: readonly string[]): string[] => [
    ...names.slice(0, SHOWN).map((name) => `- \`${name}\``),
    ...(names.length > SHOWN ? [`- … and ${names.length - SHOWN} more`] : []),
  ];
  const figures = [
    `pass rate ${percent(passRate.before)} → ${percent(passRate.now)}`,
    ...(latencyP50 ? [`median reply ${duration(latencyP50.before)} → ${duration(latencyP50.now)}`] : []),
    ...(cost ? [`a conversation ${dollars(cost.before)} → ${dollars(cost.now)}`] : []),
  ];
  return [
    '',
    '### Against the baseline',
    '',
    figures.join(', '),
    ...(newFailures.length > 0
      ? [
          '',
          `**New failures (${newFailures.length})**`,
          '',
          ...newFailures.slice(0, SHOWN).map(({ name, kinds }) => `- \`${name}\`: ${kinds.join(', ')}`),
          ...(newFailures.length > SHOWN ? [`- … and ${newFailures.length - SHOWN} more`] : []),
        ]
      : []),
    ...(mended.length > 0 ? ['', `**Mended (${mended.length})**`, '', ...list(mended)] : []),
    ...(stillFailing.length > 0 ? ['', `Still failing: ${stillFailing.length}.`] : []),
    ...(added.length + gone.length > 0 ? ['', `New cases: ${added.length}; gone: ${gone.length}.`] : []),
  ];
}

function matrix({ summary }: ReportInput): string[] {
  const languages = LANGUAGES.filter((one) => summary.matrix.some(({ cells }) => cells[one]));
  const cell = (of: Cell | undefined): string =>
    of ? (of.passed < of.graded ? `**${of.passed}/${of.graded}**` : `${of.passed}/${of.graded}`) : '–';
  return [
    '',
    '<details><summary>By class and language</summary>',
    '',
    `| class | ${languages.join(' | ')} | all |`,
    `|---|${'--:|'.repeat(languages.length + 1)}`,
    ...summary.matrix.map(
      (row) =>
        `| ${escaped(row.class)} | ${languages.map((one) => cell(row.cells[one])).join(' | ')} | ${cell(row.all)} |`,
    ),
    '',
    '</details>',
  ];
}

function failing({ run }: ReportInput): string[] {
  const all = failures(run);
  if (all.length === 0) return [];
  return [
    '',
    '### Failing conversations',
    ...all.slice(0, SHOWN).flatMap((one) => [
      '',
      `<details><summary><code>${html(nameOf(one, run.repeat))}</code> ${html(where(one))}</summary>`,
      '',
      ...reasons(one)
        .slice(0, 10)
        .map((reason) => `- ${escaped(reason)}`),
      '',
      ...quoted((one.observation?.messages ?? []).map(({ role, text }) => `${role}: ${text}`).join('\n\n')),
      '',
      '</details>',
    ]),
    ...(all.length > SHOWN ? ['', `… and ${all.length - SHOWN} more in the HTML report.`] : []),
  ];
}

/** As code: what a chatbot says must not become Markdown, a link or a mention. */
function quoted(text: string): string[] {
  const longest = Math.max(2, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
  const fence = '`'.repeat(longest + 1);
  return [fence, text, fence];
}

const escaped = (text: string): string =>
  html(text)
    .replaceAll(/[\\`*_{}[\]()#+!|~@-]/g, '\\$&')
    .replaceAll(/\s+/g, ' ');
const html = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
