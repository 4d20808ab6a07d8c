import type { Language } from '../contract.ts';
import { passHatK } from './pass-hat-k.ts';
import { type Attempt, keyOf, type Run, type Status } from './results.ts';

export interface Cell {
  readonly passed: number;
  readonly graded: number;
}

export interface Summary {
  readonly counts: Readonly<Record<Status, number>>;
  readonly cases: number;
  /** Cases of which every conversation passed; of those that were graded at all. */
  readonly casesPassed: number;
  readonly casesGraded: number;
  /** Share of graded conversations that passed, 0 to 1; 1 where none was graded. */
  readonly passRate: number;
  /** `[pass^1, pass^2, …]` up to the number of repeats: the chance that k tries of a case all pass. */
  readonly passHat: readonly number[];
  readonly grounding: {
    /** Conversations that a grounding grader judged. */
    readonly judged: number;
    readonly withViolations: number;
    readonly violations: number;
    /** Upper bound of the rate of conversations with a violation, 95 %. */
    readonly bound: number | undefined;
  };
  readonly latency: { readonly p50: number; readonly p95: number; readonly replies: number } | undefined;
  readonly microdollars: number;
  readonly tokens: number;
  /** Rows in the order of appearance, columns by language. */
  readonly matrix: readonly {
    readonly class: string;
    readonly cells: Readonly<Partial<Record<Language, Cell>>>;
    readonly all: Cell;
  }[];
  readonly byGrader: readonly {
    readonly name: string;
    readonly judged: number;
    readonly failed: number;
    readonly kinds: Readonly<Record<string, number>>;
  }[];
}

const GROUNDING = new Set(['grounding', 'oracle']);

export function summarize({ attempts, repeat }: Pick<Run, 'attempts' | 'repeat'>): Summary {
  const counts = { pass: 0, fail: 0, error: 0, skipped: 0 };
  for (const { status } of attempts) counts[status] += 1;
  const byCase = Map.groupBy(attempts, keyOf);
  const graded = [...byCase.values()].map((all) => all.filter(isGraded)).filter((all) => all.length > 0);
  const tallies = graded.map((all) => ({
    total: all.length,
    passed: all.filter(({ status }) => status === 'pass').length,
  }));
  const all = counts.pass + counts.fail;
  return {
    counts,
    cases: byCase.size,
    casesPassed: tallies.filter(({ total, passed }) => total === passed).length,
    casesGraded: graded.length,
    passRate: all === 0 ? 1 : counts.pass / all,
    passHat: Array.from({ length: repeat }, (_, index) => passHatK(tallies, index + 1)),
    grounding: groundingOf(attempts),
    latency: latencyOf(attempts),
    microdollars: attempts.reduce((sum, one) => sum + one.microdollars, 0),
    tokens: attempts.reduce((sum, { observation }) => {
      const { inputTokens = 0, outputTokens = 0 } = observation?.usage ?? {};
      return sum + inputTokens + outputTokens;
    }, 0),
    matrix: matrixOf(attempts),
    byGrader: gradersOf(attempts),
  };
}

const isGraded = ({ status }: Attempt): boolean => status === 'pass' || status === 'fail';

/** Whether a grounding grader found something, whatever else passed. */
export const isUngrounded = ({ grades }: Attempt): boolean =>
  grades.some(({ name, pass }) => GROUNDING.has(name) && !pass);

function groundingOf(attempts: readonly Attempt[]): Summary['grounding'] {
  const judged = attempts.filter(
    (one) =>
      isGraded(one) && one.grades.some(({ name, skipped }) => GROUNDING.has(name) && skipped === undefined),
  );
  const withViolations = judged.filter(isUngrounded).length;
  const violations = judged
    .flatMap(({ grades }) => grades.filter(({ name }) => GROUNDING.has(name)))
    .reduce((sum, grade) => sum + grade.violations.length, 0);
  return {
    judged: judged.length,
    withViolations,
    violations,
    bound: upperBound(withViolations, judged.length),
  };
}

/**
 * Upper end of the 95 % interval of a rate: 3/n where nothing was seen (the rule of three: 0.05 = (1 - p)^n), Wilson's else.
 * Undefined for n = 0.
 */
export function upperBound(seen: number, n: number): number | undefined {
  if (n === 0) return undefined;
  if (seen === 0) return Math.min(1, 3 / n);
  const z = 1.96;
  const p = seen / n;
  const middle = p + z ** 2 / (2 * n);
  const spread = z * Math.sqrt((p * (1 - p)) / n + z ** 2 / (4 * n ** 2));
  return Math.min(1, (middle + spread) / (1 + z ** 2 / n));
}

function latencyOf(attempts: readonly Attempt[]): Summary['latency'] {
  const times = attempts
    .flatMap(({ observation }) => observation?.messages.flatMap(({ latencyMs }) => latencyMs ?? []) ?? [])
    .sort((a, b) => a - b);
  if (times.length === 0) return undefined;
  const at = (share: number): number => times[Math.min(times.length - 1, Math.floor(times.length * share))]!;
  return { p50: at(0.5), p95: at(0.95), replies: times.length };
}

function matrixOf(attempts: readonly Attempt[]): Summary['matrix'] {
  const cellOf = (list: readonly Attempt[]): Cell => ({
    passed: list.filter(({ status }) => status === 'pass').length,
    graded: list.filter(isGraded).length,
  });
  return [...Map.groupBy(attempts, (one) => one.class)].map(([name, list]) => ({
    class: name,
    cells: Object.fromEntries(
      [...Map.groupBy(list, ({ language }) => language)].map(([language, of]) => [language, cellOf(of)]),
    ),
    all: cellOf(list),
  }));
}

function gradersOf(attempts: readonly Attempt[]): Summary['byGrader'] {
  const grades = attempts
    .filter(isGraded)
    .flatMap((one) => one.grades.filter((grade) => grade.skipped === undefined));
  return [...Map.groupBy(grades, ({ name }) => name)].map(([name, list]) => {
    const kinds: Record<string, number> = {};
    for (const { kind } of list.flatMap(({ violations }) => violations)) kinds[kind] = (kinds[kind] ?? 0) + 1;
    return { name, judged: list.length, failed: list.filter(({ pass }) => !pass).length, kinds };
  });
}
