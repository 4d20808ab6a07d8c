import type { Comparison } from '../gate/baseline.ts';
import { type Attempt, type Gate, keyOf, type Run } from '../run/results.ts';
import { isUngrounded, type Summary } from '../run/summary.ts';

/** What every report is made from. */
export interface ReportInput {
  readonly run: Run;
  readonly summary: Summary;
  readonly gate: Gate;
  readonly comparison?: Comparison | undefined;
}

/** Failing conversations: made-up facts first, then others, then those that broke off. */
export function failures({ attempts }: Run): Attempt[] {
  const rank = (one: Attempt): number => (one.status === 'error' ? 2 : isUngrounded(one) ? 0 : 1);
  return attempts
    .filter(({ status }) => status === 'fail' || status === 'error')
    .sort((a, b) => rank(a) - rank(b));
}

/** `suite/case`, and which try it was where there are several. */
export const nameOf = (attempt: Attempt, repeat: number): string =>
  `${keyOf(attempt)}${repeat > 1 ? ` (try ${attempt.attempt})` : ''}`;

/** What is wrong, a line each. */
export const reasons = ({ reason, grades }: Attempt): string[] => [
  ...(reason === undefined ? [] : [reason]),
  ...grades
    .filter(({ pass }) => !pass)
    .flatMap(({ name, violations }) =>
      violations.map(({ kind, text, message }) => `${name}/${kind}: ${text ? `“${text}”: ` : ''}${message}`),
    ),
];

export const where = ({ source }: Attempt): string => (source ? `${source.file}:${source.line}` : '');

/** 0 passed, 100 cases failed or a threshold is not reached, 1 it could not be told. */
export function exitCode({ run, summary, gate: { pass } }: ReportInput): 0 | 1 | 100 {
  const { counts } = summary;
  if (run.endedBecause !== undefined && counts.fail === 0) return 1;
  if (counts.pass + counts.fail === 0) return 1;
  if (pass) return 0;
  return counts.fail === 0 && counts.error > 0 ? 1 : 100;
}
