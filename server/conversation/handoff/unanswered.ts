import type { Memory } from '../model.ts';

/** Where not even the intent was understood. */
export const NOT_UNDERSTOOD = 'not_understood';

/** What to remember of a turn that found no answer: how often in a row that was so for the same intent. */
export const unanswered = (
  before: Pick<Memory, 'lastIntent' | 'unanswered'>,
  intent: string = NOT_UNDERSTOOD,
): { lastIntent: string; unanswered: number } => ({
  lastIntent: intent,
  unanswered: before.lastIntent === intent ? before.unanswered + 1 : 1,
});
