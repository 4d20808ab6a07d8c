import type { LanguageModel } from 'ai';
import type { Clock } from '../../server/platform/clock.ts';
import type { Case, Grader, Suite, Target } from '../contract.ts';
import { SuiteError } from '../error.ts';
import type { Shops } from '../shop/load.ts';
import { gradeAll } from './grade.ts';
import { observe } from './observe.ts';
import { type Attempt, keyOf, type Planned, type Run } from './results.ts';

export interface RunOptions {
  readonly suites: readonly Suite[];
  readonly target: Target;
  readonly graders: readonly Grader[];
  readonly shops: Shops;
  readonly clock: Clock;
  /** Conversations at the same time. */
  readonly concurrency?: number;
  /** How often each case is tried. */
  readonly repeat?: number;
  /** Milliseconds for one reply. */
  readonly replyMs?: number;
  /** Millionths of a US dollar; when they are spent no further conversation begins. */
  readonly budget?: number;
  /** Which cases; all when absent. */
  readonly filter?: (suite: string, theCase: Case) => boolean;
  /** What an interrupted run has done; it is not done again. */
  readonly before?: readonly Attempt[];
  readonly customerModel?: LanguageModel | undefined;
  /** Aborted by Ctrl-C: conversations under way end, the results so far stand. */
  readonly signal?: AbortSignal;
  /** Each result as it comes. */
  readonly onAttempt?: (attempt: Attempt) => void;
  /** Before the first conversation. */
  readonly onPlan?: (planned: number, done: readonly Attempt[]) => void;
}

const CONCURRENCY = 4;
const REPLY_MS = 60_000;
/** So many conversations in a row that nobody answered, and none that anybody did: the target is not there. */
const DEAD_AFTER = 5;

/**
 * Runs suites against a target and judges every conversation. What went wrong with single conversations is in their results; a run
 * that ends early says why in `endedBecause`.
 * @throws SuiteError when no case is left to run, or a shop is missing
 */
export async function runSuites(options: RunOptions): Promise<Run> {
  const { suites, target, clock, repeat = 1, before = [], signal = new AbortController().signal } = options;
  const startedAt = clock.now();
  const plan = planOf(options, repeat);
  const wanted = new Set(plan.map(nameOf));
  const done = before.filter((one) => wanted.has(nameOf(one)) && one.status !== 'error');
  const known = new Set(done.map(nameOf));
  const left = plan.filter((one) => !known.has(nameOf(one)));
  // A shop that is missing is found before anybody is asked anything.
  const sources = new Map(left.map((one) => [one.case.shop, one.case.source]));
  for (const [shop, where] of sources)
    await options.shops.get(shop).catch((error: unknown) => {
      if (!(error instanceof SuiteError) || !where) throw error;
      throw new SuiteError(error.problems.map((problem) => `${where.file}: ${problem}`));
    });
  options.onPlan?.(plan.length, done);

  const attempts: Attempt[] = [...done];
  let spent = done.reduce((sum, { microdollars }) => sum + microdollars, 0);
  let unanswered = 0;
  let answered = done.length > 0;
  let endedBecause: string | undefined;
  const chosen = new Map(
    suites.map(({ name, graders }) => [name, gradersFor(options.graders, graders, name)]),
  );

  const work = async (): Promise<void> => {
    for (let next = left.shift(); next; next = left.shift()) {
      const attempt = await tryOnce(next, { ...options, signal, graders: chosen.get(next.suite)! });
      if (attempt.observation?.error?.kind === 'canceled') break;
      attempts.push(attempt);
      spent += attempt.microdollars;
      options.onAttempt?.(attempt);
      const unreachable = attempt.observation?.error?.kind === 'unreachable';
      answered ||= !unreachable && attempt.status !== 'skipped';
      unanswered = unreachable ? unanswered + 1 : 0;
      if (!answered && unanswered >= DEAD_AFTER) endedBecause ??= attempt.reason;
      if (options.budget !== undefined && spent >= options.budget && left.length > 0)
        endedBecause ??= `the budget of $${options.budget / 1e6} is spent`;
      if (endedBecause !== undefined || signal.aborted) break;
    }
  };
  const width = Math.max(1, Math.min(options.concurrency ?? CONCURRENCY, left.length));
  await Promise.all(Array.from({ length: width }, work));
  if (signal.aborted && attempts.length < plan.length) endedBecause ??= 'it was interrupted';
  const order = new Map(plan.map((one, index) => [nameOf(one), index]));
  attempts.sort((a, b) => order.get(nameOf(a))! - order.get(nameOf(b))!);
  return {
    format: 1,
    target: target.name,
    startedAt,
    endedAt: clock.now(),
    repeat,
    planned: plan.length,
    ...(endedBecause !== undefined && { endedBecause }),
    attempts,
  };
}

/** Every case once, then every case a second time …, so that a run that ends early has seen as many cases as it could. */
function planOf({ suites, filter }: RunOptions, repeat: number): Planned[] {
  const cases = suites.flatMap(({ name, cases: all }) =>
    all.filter((one) => filter?.(name, one) ?? true).map((one) => ({ suite: name, case: one })),
  );
  if (cases.length === 0) throw new SuiteError('No case is left to run: the filter takes none.');
  return Array.from({ length: repeat }, (_, index) =>
    cases.map((one) => ({ ...one, attempt: index + 1 })),
  ).flat();
}

const nameOf = (one: { suite: string; case: string | Case; attempt: number }): string =>
  `${keyOf({ suite: one.suite, case: typeof one.case === 'string' ? one.case : one.case.id })}#${one.attempt}`;

function gradersFor(
  all: readonly Grader[],
  names: readonly string[] | undefined,
  suite: string,
): readonly Grader[] {
  const unknown = names?.filter((name) => !all.some((grader) => grader.name === name)) ?? [];
  if (unknown.length > 0)
    throw new SuiteError(
      `${suite}: there is no grader ${unknown.map((name) => `"${name}"`).join(', ')}. Graders: ${all.map(({ name }) => name).join(', ')}.`,
    );
  // Whoever picks graders picks what is judged beside grounding.
  return all.filter(({ name, group }) => !names || group === 'grounding' || names.includes(name));
}

async function tryOnce(
  { suite, case: theCase, attempt }: Planned,
  options: RunOptions & { signal: AbortSignal },
): Promise<Attempt> {
  const { target, clock, graders, shops, signal, replyMs = REPLY_MS, customerModel } = options;
  const about = {
    suite,
    case: theCase.id,
    attempt,
    class: theCase.class,
    language: theCase.language,
    tags: theCase.tags,
    ...(theCase.title !== undefined && { title: theCase.title }),
    ...(theCase.source && { source: theCase.source }),
  };
  const lacking = lacks(theCase, target);
  if (lacking) return { ...about, status: 'skipped', reason: lacking, grades: [], microdollars: 0 };
  const shop = await shops.get(theCase.shop);
  const observation = await observe(theCase, shop, { target, clock, replyMs, customerModel, signal });
  const spent = observation.usage?.microdollars ?? 0;
  if (observation.error) {
    const { kind, message: reason } = observation.error;
    const status = kind === 'unsupported' ? 'skipped' : 'error';
    return { ...about, status, reason, grades: [], observation, microdollars: spent };
  }
  const grades = await gradeAll(graders, theCase, shop, observation, signal);
  const status = grades.every(({ pass }) => pass) ? 'pass' : 'fail';
  const judged = grades.reduce((sum, grade) => sum + (grade.microdollars ?? 0), 0);
  return { ...about, status, grades, observation, microdollars: spent + judged };
}

/** What the case needs and the target cannot. */
function lacks({ customer, model }: Case, { name, capabilities }: Target): string | undefined {
  const turns = 'turns' in customer ? customer.turns : [];
  if (!capabilities.changes && turns.some(({ changes }) => changes?.length))
    return `${name} cannot change its shop in mid-conversation`;
  if (!capabilities.faults && turns.some(({ faults }) => faults?.length))
    return `${name} cannot let its tools fail`;
  if (!capabilities.scriptedModel && model) return `${name} takes no scripted model`;
  return undefined;
}
