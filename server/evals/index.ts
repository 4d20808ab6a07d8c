/** Published as `shopwright/evals`: suites, targets, graders and reports, with this server as one of the targets. */
import { type Evaluated, type EvaluateOptions, evaluate as evaluateWith } from './evaluate.ts';

export * from '../../evals/index.ts';
export { openAnyModel, openAnyTarget, shops } from './defaults.ts';
export type { Evaluated, EvaluateOptions };

/**
 * Runs suites and answers with everything that reports are made from.
 *
 * @example
 * const { exitCode, input } = await evaluate({
 *   suites: [defineEval({ name: 'prices', cases: [{ id: 'lamp', say: 'How much is the desk lamp?' }] })],
 *   target: { http: { url: 'http://127.0.0.1:8080/chat', reply: '$.reply' } },
 * });
 * process.exitCode = exitCode;
 * @throws SuiteError for a suite, shop or target that is wrong
 */
export const evaluate = (options: EvaluateOptions): Promise<Evaluated> => evaluateWith(options);
