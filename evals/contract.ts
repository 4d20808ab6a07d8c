/**
 * What the parts of an eval agree on: cases, targets, what was observed, graders and attacks.
 *
 * Spans are UTF-16 offsets, the end excluded. Money is integer minor units. Times are milliseconds since the epoch, UTC.
 *
 * Where parts are found: a grader is a line in `graders/registry.ts` (`groundingGrader` of `graders/grounding/index.ts` among
 * them), an attack a member of `attacks` of `attacks/index.ts`.
 */
export * from './contract/case.ts';
export type * from './contract/observation.ts';
export type * from './contract/parts.ts';
