import { z } from 'zod';
import { SuiteError } from '../error.ts';
import { type Attempt, keyOf, type Run } from '../run/results.ts';
import { type Summary, summarize } from '../run/summary.ts';

/** What is committed to compare later runs with: verdicts and figures, no words of any conversation. */
export const Baseline = z.object({
  format: z.literal(1),
  target: z.string(),
  /** `suite/case` to how many of its conversations passed. */
  cases: z.record(
    z.string(),
    z.object({ passed: z.int(), total: z.int(), kinds: z.array(z.string()).optional() }),
  ),
  passRate: z.number(),
  latency: z.object({ p50: z.number(), p95: z.number() }).optional(),
  microdollars: z.number().optional(),
});
export type Baseline = z.infer<typeof Baseline>;

/** What is gone, what came, compared with the baseline. Names are `suite/case`. */
export interface Comparison {
  readonly newFailures: readonly { readonly name: string; readonly kinds: readonly string[] }[];
  readonly mended: readonly string[];
  readonly stillFailing: readonly string[];
  readonly added: readonly string[];
  /** In the baseline, and not in this run. Not told of a run that ended early or was filtered. */
  readonly gone: readonly string[];
  readonly passRate: { readonly before: number; readonly now: number };
  readonly latencyP50?: { readonly before: number; readonly now: number };
  /** Of one conversation, millionths of a US dollar. */
  readonly cost?: { readonly before: number; readonly now: number };
}

interface Verdict {
  passed: number;
  total: number;
  kinds: string[];
}

/** Verdicts by case, in the order of their names so that a committed file changes only where a verdict does. */
function verdicts(attempts: readonly Attempt[]): Map<string, Verdict> {
  const graded = attempts.filter(({ status }) => status === 'pass' || status === 'fail');
  const entries = [...Map.groupBy(graded, keyOf)].map(([name, all]): [string, Verdict] => {
    const failed = all.flatMap(({ grades }) => grades.filter(({ pass }) => !pass));
    const kinds = [...new Set(failed.flatMap(({ violations }) => violations.map(({ kind }) => kind)))].sort();
    return [name, { passed: all.filter(({ status }) => status === 'pass').length, total: all.length, kinds }];
  });
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

export function baselineOf(run: Run, summary: Summary = summarize(run)): Baseline {
  const { latency, counts } = summary;
  const graded = counts.pass + counts.fail;
  return {
    format: 1,
    target: run.target,
    cases: Object.fromEntries(
      [...verdicts(run.attempts)].map(([name, { kinds, ...verdict }]) => [
        name,
        { ...verdict, ...(kinds.length > 0 && { kinds }) },
      ]),
    ),
    passRate: summary.passRate,
    ...(latency && { latency: { p50: latency.p50, p95: latency.p95 } }),
    ...(graded > 0 && { microdollars: Math.round(summary.microdollars / graded) }),
  };
}

/** @throws SuiteError when the text is no baseline */
export function parseBaseline(text: string, file: string): Baseline {
  try {
    return Baseline.parse(JSON.parse(text));
  } catch {
    throw new SuiteError(`${file} is no baseline. Write one: shopwright eval … --update-baseline`);
  }
}

/** A case fails when any of its conversations did. */
export function compare(run: Run, baseline: Baseline, options: { whole: boolean }): Comparison {
  const now = verdicts(run.attempts);
  const summary = summarize(run);
  const before = new Map(Object.entries(baseline.cases));
  const fails = (one: { passed: number; total: number } | undefined): boolean =>
    one !== undefined && one.passed < one.total;
  const names = [...now.keys()];
  const failing = names.filter((name) => fails(now.get(name)));
  const graded = summary.counts.pass + summary.counts.fail;
  return {
    newFailures: failing
      .filter((name) => !fails(before.get(name)))
      .map((name) => ({ name, kinds: now.get(name)!.kinds })),
    mended: names.filter((name) => fails(before.get(name)) && !fails(now.get(name))),
    stillFailing: failing.filter((name) => fails(before.get(name))),
    added: names.filter((name) => !before.has(name)),
    gone: options.whole ? [...before.keys()].filter((name) => !now.has(name)) : [],
    passRate: { before: baseline.passRate, now: summary.passRate },
    ...(baseline.latency &&
      summary.latency && { latencyP50: { before: baseline.latency.p50, now: summary.latency.p50 } }),
    ...(baseline.microdollars !== undefined &&
      graded > 0 && {
        cost: { before: baseline.microdollars, now: Math.round(summary.microdollars / graded) },
      }),
  };
}
