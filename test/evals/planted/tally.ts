import type { Language } from '../../../evals/contract.ts';
import type { Outcome, PlantedClass, Verdict } from './judge.ts';

/** Counts of one judge over some replies. */
export interface Counts {
  readonly caught: number;
  readonly missed: number;
  readonly alarm: number;
  readonly passed: number;
  /** Lying replies in which words were marked that are no part of the lie. */
  readonly beside: number;
}

export const NONE: Counts = { caught: 0, missed: 0, alarm: 0, passed: 0, beside: 0 };

export const counted = (counts: Counts, { outcome, beside }: Verdict): Counts => ({
  ...counts,
  [outcome]: counts[outcome] + 1,
  beside: counts.beside + (beside.length > 0 ? 1 : 0),
});

export const sum = (all: readonly Counts[]): Counts =>
  all.reduce(
    (a, b) => ({
      caught: a.caught + b.caught,
      missed: a.missed + b.missed,
      alarm: a.alarm + b.alarm,
      passed: a.passed + b.passed,
      beside: a.beside + b.beside,
    }),
    NONE,
  );

/** Share of the lies that were caught, 0 to 1; undefined where there was none. */
export const recall = ({ caught, missed }: Counts): number | undefined =>
  caught + missed === 0 ? undefined : caught / (caught + missed);

/** Share of the replies with marks that deserved them. A mark beside the lie counts as a false alarm of its own. */
export const precision = ({ caught, alarm, beside }: Counts): number | undefined =>
  caught + alarm + beside === 0 ? undefined : caught / (caught + alarm + beside);

/** What a class must reach. */
export interface Bar {
  readonly recall: number;
  readonly precision: number;
}
/** Free wording of features is open-ended; all else is a value of the data, or a name. */
export const barOf = (name: PlantedClass): Bar =>
  name === 'paraphrase' ? { recall: 0.9, precision: 0.9 } : { recall: 0.99, precision: 0.99 };

export const reaches = (counts: Counts, bar: Bar): boolean =>
  (recall(counts) ?? 1) >= bar.recall && (precision(counts) ?? 1) >= bar.precision;

/** One reply as both judges read it. */
export interface Row {
  readonly class: PlantedClass;
  readonly language: Language;
  readonly catalogue: string;
  readonly faithful: boolean;
  readonly grader: Verdict;
  readonly verifier?: Verdict | undefined;
}

export const countsOf = (rows: readonly Row[], judge: 'grader' | 'verifier'): Counts =>
  rows.reduce((counts, row) => {
    const verdict = row[judge];
    return verdict ? counted(counts, verdict) : counts;
  }, NONE);

const right = (outcome: Outcome): boolean => outcome === 'caught' || outcome === 'passed';

/** Where the judges differ, and where both are wrong. Lies and near-misses apart. */
export interface Agreement {
  readonly both: number;
  readonly onlyGrader: number;
  readonly onlyVerifier: number;
  readonly neither: number;
}
/** How many of the rows each judge got right. */
export function agreementOf(rows: readonly Row[]): Agreement {
  const found = { both: 0, onlyGrader: 0, onlyVerifier: 0, neither: 0 };
  for (const { grader, verifier } of rows) {
    if (!verifier) continue;
    const [a, b] = [right(grader.outcome), right(verifier.outcome)];
    found[a && b ? 'both' : a ? 'onlyGrader' : b ? 'onlyVerifier' : 'neither'] += 1;
  }
  return found;
}

export const differs = ({ grader, verifier }: Row): boolean =>
  verifier !== undefined && right(grader.outcome) !== right(verifier.outcome);
