import { z } from 'zod';
import { percent } from '../report/format.ts';
import type { Gate, Run } from '../run/results.ts';
import type { Cell, Summary } from '../run/summary.ts';
import type { Comparison } from './baseline.ts';

const Share = z.number().min(0).max(1);
const Count = z.int().nonnegative();

/** What a release must reach. What is left out is not looked at; without a file every case must pass. */
export const Thresholds = z.strictObject({
  pass_rate: Share.optional().describe('Share of graded conversations that pass'),
  pass_k: z
    .strictObject({ k: z.int().positive(), min: Share })
    .optional()
    .describe('pass^k, for runs with --repeat'),
  grounding_violations: Count.optional().describe(
    'Conversations with something made up; 0 unless said otherwise',
  ),
  errors: Count.optional().describe(
    'Conversations that the target did not hold to their end; 0 unless said otherwise',
  ),
  classes: z.record(z.string(), Share).optional().describe('Pass rate of single classes'),
  languages: z.record(z.string(), Share).optional(),
  latency: z
    .strictObject({ p50_ms: z.number().positive().optional(), p95_ms: z.number().positive().optional() })
    .optional(),
  usd_per_conversation: z.number().nonnegative().optional(),
  baseline: z
    .strictObject({
      new_failures: Count.optional(),
      pass_rate_drop: Share.optional().describe('By how much the pass rate may be lower than the baseline'),
    })
    .optional(),
});
export type Thresholds = z.infer<typeof Thresholds>;

type Check = Gate['checks'][number];

/** Holds a run against thresholds. A run that ended early does not pass. */
export function gate(run: Run, summary: Summary, thresholds: Thresholds, comparison?: Comparison): Gate {
  const { grounding, counts, latency } = summary;
  const graded = counts.pass + counts.fail;
  const checks: Check[] = [
    most(
      'conversations with something made up',
      grounding.withViolations,
      thresholds.grounding_violations ?? 0,
    ),
    most('conversations that broke off', counts.error, thresholds.errors ?? 0),
    least('conversations that were graded', graded, 1),
    ...whole(run),
  ];
  const { pass_rate: passRate, pass_k: passK } = thresholds;
  if (passRate !== undefined) checks.push(leastShare('pass rate', summary.passRate, passRate));
  if (passK) checks.push(leastShare(`pass^${passK.k}`, summary.passHat[passK.k - 1] ?? 0, passK.min));
  for (const [name, min] of Object.entries(thresholds.classes ?? {}))
    checks.push(
      leastShare(`class ${name}`, rate(summary.matrix.find((row) => row.class === name)?.all), min),
    );
  for (const [name, min] of Object.entries(thresholds.languages ?? {}))
    checks.push(leastShare(`language ${name}`, rate(ofLanguage(summary, name)), min));
  const { p50_ms: p50, p95_ms: p95 } = thresholds.latency ?? {};
  if (p50 !== undefined) checks.push(most('median reply, ms', Math.round(latency?.p50 ?? 0), p50));
  if (p95 !== undefined)
    checks.push(most('95th percentile of replies, ms', Math.round(latency?.p95 ?? 0), p95));
  const { usd_per_conversation: usd } = thresholds;
  if (usd !== undefined)
    checks.push(most('$ a conversation', graded === 0 ? 0 : summary.microdollars / graded / 1e6, usd));
  checks.push(...againstBaseline(thresholds, comparison));
  return { pass: checks.every(({ pass }) => pass), checks };
}

const whole = ({ attempts, planned, endedBecause }: Run): Check[] =>
  endedBecause === undefined
    ? []
    : [
        {
          name: 'the run is whole',
          pass: false,
          actual: `${attempts.length} of ${planned}: ${endedBecause}`,
          wanted: 'all',
        },
      ];

function againstBaseline({ baseline }: Thresholds, comparison: Comparison | undefined): Check[] {
  if (!baseline) return [];
  if (!comparison)
    return [
      {
        name: 'baseline',
        pass: false,
        actual: 'there is none',
        wanted: 'one; write it with --update-baseline',
      },
    ];
  const { new_failures: failures, pass_rate_drop: drop } = baseline;
  const { before, now } = comparison.passRate;
  return [
    ...(failures === undefined ? [] : [most('new failures', comparison.newFailures.length, failures)]),
    ...(drop === undefined ? [] : [leastShare('pass rate against the baseline', now, before - drop)]),
  ];
}

const most = (name: string, actual: number, max: number): Check => ({
  name,
  pass: actual <= max,
  actual: String(actual),
  wanted: `at most ${max}`,
});
const least = (name: string, actual: number, min: number): Check => ({
  name,
  pass: actual >= min,
  actual: String(actual),
  wanted: `at least ${min}`,
});
const leastShare = (name: string, actual: number, min: number): Check => ({
  name,
  pass: actual >= min - 1e-9,
  actual: percent(actual),
  wanted: `at least ${percent(min)}`,
});

/** Of nothing: 0, so that a class that was never run does not pass. */
const rate = (cell: Cell | undefined): number => (cell && cell.graded > 0 ? cell.passed / cell.graded : 0);

function ofLanguage({ matrix }: Summary, language: string): Cell {
  const cells = matrix.flatMap(({ cells: all }) => all[language as keyof typeof all] ?? []);
  return {
    passed: cells.reduce((sum, { passed }) => sum + passed, 0),
    graded: cells.reduce((sum, { graded }) => sum + graded, 0),
  };
}
