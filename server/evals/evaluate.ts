import type { Suite, Target } from '../../evals/contract.ts';
import { type Baseline, compare } from '../../evals/gate/baseline.ts';
import { gate, type Thresholds } from '../../evals/gate/thresholds.ts';
import { graders } from '../../evals/graders/registry.ts';
import { exitCode, type ReportInput } from '../../evals/report/view.ts';
import { type RunOptions, runSuites } from '../../evals/run/run.ts';
import { summarize } from '../../evals/run/summary.ts';
import type { TargetConfig } from '../../evals/targets/config.ts';
import { systemClock } from '../platform/clock.ts';
import { openAnyTarget, shops } from './defaults.ts';

export interface EvaluateOptions extends Partial<Omit<RunOptions, 'suites' | 'target'>> {
  readonly suites: readonly Suite[];
  /** A configuration as in a suite, or a target of your own. */
  readonly target: TargetConfig | Target;
  readonly thresholds?: Thresholds;
  readonly baseline?: Baseline | undefined;
  /** For `${NAME}` in the configuration of the target. */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

export interface Evaluated {
  /** For the reports. */
  readonly input: ReportInput;
  /** 0 passed, 100 cases failed or a threshold is not reached, 1 it could not be told. */
  readonly exitCode: 0 | 1 | 100;
}

/** Without thresholds every case must pass. */
export const ALL_MUST_PASS: Thresholds = { pass_rate: 1 };

export async function evaluate(options: EvaluateOptions): Promise<Evaluated> {
  const { target: asked, thresholds = ALL_MUST_PASS, baseline, env = {}, ...rest } = options;
  const isTarget = typeof asked === 'object' && 'open' in asked;
  const target = isTarget ? asked : await openAnyTarget(asked, { env, folder: '.' });
  try {
    const run = await runSuites({ graders, shops: shops(), clock: systemClock, ...rest, target });
    const summary = summarize(run);
    const whole = run.endedBecause === undefined && rest.filter === undefined;
    const comparison = baseline && compare(run, baseline, { whole });
    const input = { run, summary, comparison, gate: gate(run, summary, thresholds, comparison) };
    return { input, exitCode: exitCode(input) };
  } finally {
    if (!isTarget) await target.close();
  }
}
