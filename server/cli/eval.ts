import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '../../evals/cases/parse.ts';
import { SuiteError } from '../../evals/error.ts';
import { baselineOf, parseBaseline } from '../../evals/gate/baseline.ts';
import { Thresholds } from '../../evals/gate/thresholds.ts';
import { graders } from '../../evals/graders/registry.ts';
import { documentOf, parseAttempts } from '../../evals/report/json.ts';
import { terminalReport } from '../../evals/report/terminal.ts';
import type { ReportInput } from '../../evals/report/view.ts';
import { failingIn, filterOf } from '../../evals/run/filter.ts';
import type { Attempt } from '../../evals/run/results.ts';
import type { RunOptions } from '../../evals/run/run.ts';
import { openAnyModel, openAnyTarget, shops } from '../evals/defaults.ts';
import { ALL_MUST_PASS, evaluate } from '../evals/evaluate.ts';
import { type CliContext, configOf, type GlobalOptions, note, print } from './context.ts';
import { evalProgress } from './eval-progress.ts';
import { ResultsFolder } from './eval-results.ts';
import { chosenSuites, targetOf } from './eval-suites.ts';

export interface EvalOptions extends GlobalOptions {
  target?: string;
  out: string;
  repeat: number;
  concurrency: number;
  filter?: string[];
  /** True without a folder. */
  filterFailing?: string | true;
  resume?: string | true;
  /** US dollars. */
  budget?: number;
  timeout: number;
  thresholds?: string;
  baseline?: string;
  updateBaseline?: boolean;
  model?: string;
  modelUrl: string;
  modelKeyEnv: string;
  /** US dollars for a million tokens. */
  modelInputPrice: number;
  modelOutputPrice: number;
  withModel?: boolean;
  languages: string;
  count: number;
  seed: number;
  shop: string;
  show: number;
}

/** Runs suites, writes the reports, answers the exit code: 0, 100 or 1. @throws SuiteError */
export async function evalCommand(
  context: CliContext,
  names: readonly string[],
  options: EvalOptions,
): Promise<number> {
  const store = shops();
  const suites = await chosenSuites(names, options, store);
  const chosen = targetOf(options.target, suites);
  const thresholds = options.thresholds === undefined ? undefined : thresholdsOf(options.thresholds);
  const baselineFile = options.baseline ?? (options.updateBaseline ? 'baseline.json' : undefined);
  const baseline = baselineFile === undefined ? undefined : baselineIn(baselineFile, options.updateBaseline);
  const before = options.resume === undefined ? [] : attemptsIn(options.resume, options.out);
  const ownModel = options.withModel
    ? configOf(context, options, { environment: 'test', sampleShop: false, logLevel: 'error' })
    : undefined;
  const target = await openAnyTarget(chosen.config, { env: context.env, folder: chosen.folder, ownModel });

  // Read before the results of this run take their place.
  const filter = filterParts(options);
  const models = await modelParts(context, options);
  const stop = new AbortController();
  const interrupt = (): void => {
    // The second time somebody means it.
    if (stop.signal.aborted) process.exit(1);
    note(context, '\nStopping; the report of what was done follows.');
    stop.abort();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const results = new ResultsFolder(options.out, { keep: options.resume !== undefined });
  const progress = evalProgress(context.stderr, { silent: options.json === true });
  try {
    const { input, exitCode } = await evaluate({
      ...{ suites, target, shops: store, thresholds: thresholds ?? ALL_MUST_PASS, before },
      ...models,
      ...(baseline && { baseline }),
      ...filter,
      repeat: options.repeat,
      concurrency: options.concurrency,
      replyMs: options.timeout,
      ...(options.budget !== undefined && { budget: Math.round(options.budget * 1e6) }),
      signal: stop.signal,
      onPlan: (planned, done) => progress.start(planned, done),
      onAttempt: (attempt) => {
        results.add(attempt);
        progress.add(attempt);
      },
    });
    progress.end();
    results.reports(input);
    tell(context, options, input, results);
    if (options.updateBaseline) updateBaseline(context, baselineFile!, input);
    return exitCode;
  } finally {
    progress.end();
    results.close();
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
    await target.close();
  }
}

function tell(context: CliContext, options: EvalOptions, input: ReportInput, results: ResultsFolder): void {
  if (options.json) {
    print(context, JSON.stringify(documentOf(input, { attempts: false })));
    return;
  }
  const color =
    'isTTY' in context.stdout && context.stdout.isTTY === true && context.env.NO_COLOR === undefined;
  print(context, terminalReport(input, { show: options.show, color }));
  print(context, `\nReport: ${join(results.folder, 'report.html')}`);
}

async function modelParts(
  context: CliContext,
  options: EvalOptions,
): Promise<Pick<RunOptions, 'graders' | 'customerModel'>> {
  if (options.model === undefined) return { graders };
  const prices = { inputPrice: options.modelInputPrice * 1e6, outputPrice: options.modelOutputPrice * 1e6 };
  const key = context.env[options.modelKeyEnv];
  const endpoint = { url: options.modelUrl, model: options.model, key, ...prices };
  const model = await openAnyModel(endpoint);
  const { judge } = await import('../../evals/graders/judge.ts');
  return { graders: [...graders, judge(model, prices)], customerModel: model };
}

function filterParts({ filter, filterFailing, out }: EvalOptions): Pick<RunOptions, 'filter'> {
  if (filter === undefined && filterFailing === undefined) return {};
  const named = filterOf(filter ?? []);
  const failing = filterFailing === undefined ? undefined : failingIn(attemptsIn(filterFailing, out));
  return { filter: (suite, one) => named(suite, one) && (failing?.(suite, one) ?? true) };
}

/** @throws SuiteError */
function attemptsIn(given: string | true, out: string): Attempt[] {
  const file = join(given === true ? out : given, 'results.jsonl');
  return parseAttempts(read(file, 'There is no earlier run at'));
}

function thresholdsOf(file: string): Thresholds {
  return parseYaml(Thresholds, read(file, 'There are no thresholds at'), file);
}

/** One that is about to be written need not be there. */
function baselineIn(file: string, written: boolean | undefined) {
  try {
    return parseBaseline(read(file, 'There is no baseline at'), file);
  } catch (error) {
    if (written) return undefined;
    throw error;
  }
}

function updateBaseline(context: CliContext, file: string, input: ReportInput): void {
  if (input.run.endedBecause !== undefined) {
    note(context, `${file} stays as it is: the run did not end.`);
    return;
  }
  writeFileSync(file, `${JSON.stringify(baselineOf(input.run, input.summary), null, 1)}\n`);
  note(context, `Wrote ${file}: commit it.`);
}

function read(file: string, lacking: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    throw new SuiteError(`${lacking} ${file}.`);
  }
}
