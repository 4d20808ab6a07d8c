import type { Grade, Violation } from '../contract.ts';

/** The grade of a grader that found `violations`, and passes without any. */
export const graded = (
  name: string,
  violations: readonly Violation[],
  more: Partial<Pick<Grade, 'score' | 'counts' | 'reason'>> = {},
): Grade => ({ name, pass: violations.length === 0, violations, ...more });

export const skipped = (name: string, why: string): Grade => ({
  name,
  pass: true,
  violations: [],
  skipped: why,
});

/** About the conversation, not about a place of it. */
export const wholly = (kind: string, message: string, turn = 0): Violation => ({
  kind,
  start: 0,
  end: 0,
  text: '',
  message,
  turn,
});
