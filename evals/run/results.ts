import type { Case, Grade, Language, Observation } from '../contract.ts';

/**
 * `error`: the target did not hold the conversation to its end. `skipped`: the case needs what the target cannot do. Neither
 * is passed nor failed.
 */
export type Status = 'pass' | 'fail' | 'error' | 'skipped';

/** One conversation of one case, and its verdict. Plain data: a line of `results.jsonl`. */
export interface Attempt {
  readonly suite: string;
  readonly case: string;
  /** 1 to `repeat`. */
  readonly attempt: number;
  readonly class: string;
  readonly language: Language;
  readonly tags: readonly string[];
  readonly title?: string;
  readonly source?: { readonly file: string; readonly line: number };
  readonly status: Status;
  /** Why it was skipped, or what went wrong. */
  readonly reason?: string;
  readonly grades: readonly Grade[];
  readonly observation?: Observation;
  /** Of target and judge together, millionths of a US dollar. */
  readonly microdollars: number;
}

/** By what a case is known across runs. */
export const keyOf = ({ suite, case: id }: Pick<Attempt, 'suite' | 'case'>): string => `${suite}/${id}`;

export interface Planned {
  readonly suite: string;
  readonly case: Case;
  readonly attempt: number;
}

export interface Gate {
  readonly pass: boolean;
  /** Every threshold that was looked at. */
  readonly checks: readonly {
    readonly name: string;
    readonly pass: boolean;
    readonly actual: string;
    readonly wanted: string;
  }[];
}

/** Everything that reports are made from. */
export interface Run {
  readonly format: 1;
  readonly target: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly repeat: number;
  /** Conversations that were asked for; fewer results than that means that the run ended early. */
  readonly planned: number;
  /** Absent: it ran to its end. */
  readonly endedBecause?: string;
  readonly attempts: readonly Attempt[];
}
