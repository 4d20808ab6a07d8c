import type { Case, Expectations, Language, ModelStep, Oracle, ShopData } from '../../evals/contract.ts';
import { graders } from '../../evals/graders/registry.ts';
import { runSuites } from '../../evals/run/run.ts';
import { quietConfig, shops } from '../../server/evals/defaults.ts';
import { inProcessTarget } from '../../server/evals/in-process.ts';
import { systemClock } from '../../server/platform/clock.ts';
import { loadSample } from '../../server/sample/index.ts';
import type { GuardCase } from './guard-case.ts';

/** A conversation of the sample shop with a scripted model, graded as every eval is. */
export interface Asked {
  guard: string;
  attempt: string;
  without?: readonly string[];
  language: Language;
  says: string;
  model: readonly ModelStep[];
  expect?: Expectations;
  oracle?: Oracle;
}

const SAMPLE = loadSample() as ShopData;
const target = inProcessTarget({ config: quietConfig() });

/** Ends the shop of all conversations. */
export const closeTalks = (): Promise<void> => target.close();

export const talks = (all: readonly Asked[]): GuardCase[] =>
  all.map(({ guard, attempt, without, ...asked }) => ({
    guard,
    attempt,
    ...(without && { without }),
    run: () => failureOf(guard, asked),
  }));

/** What the graders say of the conversation; undefined when it passed. @throws Error when it could not be had */
async function failureOf(
  guard: string,
  { language, says, model, expect, oracle }: Omit<Asked, 'guard' | 'attempt'>,
): Promise<string | undefined> {
  const one: Case = {
    id: 'attempt',
    class: guard,
    language,
    tags: [],
    shop: { data: SAMPLE },
    customer: { turns: [{ text: says }] },
    model,
    expect: { language: 'any', ...expect },
    ...(oracle && { oracle }),
  };
  const { attempts } = await runSuites({
    suites: [{ name: 'guards', cases: [one] }],
    target,
    graders,
    shops: shops(),
    clock: systemClock,
  });
  const [made] = attempts;
  if (made?.status === 'pass') return undefined;
  if (made?.status !== 'fail')
    throw new Error(`${guard}: ${made?.reason ?? 'the conversation was not held'}`);
  return made.grades.flatMap(({ violations }) => violations.map(({ message }) => message)).join('; ');
}
