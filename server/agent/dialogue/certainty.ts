import type { IntentName } from '../reading/intent-names.ts';
import type { Reading } from '../reading/model.ts';
import { answersFrom } from '../reading/read.ts';
import { USES } from './uses.ts';

/**
 * The reader's confidence is that all of a reading is right. An answer goes by a part of it: courtesies, the ends of a name and
 * features that nothing hangs on do not change it. So from here on it is believed, whatever more it would take for all to be right.
 */
const LIKELY = 0.7;
/** The same where plain rules, which know nothing of the reader, read this one wish in the same words. */
const LIKELY_AS_RULES = 0.25;
/** Wishes that are answered with what a search finds. */
export const FINDS: ReadonlySet<IntentName> = new Set(['search', 'browse_category', 'recommend']);
const LIKELY_TO_FIND = 0.5;
/** The same for what is no matter for a shop. */
const LIKELY_OUT = 0.7;

/** What customers name for something: where no wish goes by it, one was missed. */
const NAMED_FOR_USE = ['quantity', 'coupon', 'ordinal', 'order_number', 'email', 'phone', 'code'] as const;
const CERTAIN = 0.97;
const leavesOut = ({ acts }: Reading): boolean =>
  NAMED_FOR_USE.some(
    (name) =>
      acts.some(({ entities }) => (entities[name]?.length ?? 0) > 0) &&
      !acts.some(({ intent }) => USES[intent]?.includes(name) ?? false),
  );

/** Whether a reading is to be answered as it stands. @param rules what plain rules read in the same words */
export function certaintyOf(reading: Reading, rules: readonly IntentName[], language: string): boolean {
  const { acts, confidence, scope } = reading;
  if (scope === 'out') return rules.length === 0 && confidence >= LIKELY_OUT;
  if (confidence >= (leavesOut(reading) ? CERTAIN : Math.min(LIKELY, answersFrom(language)))) return true;
  if (leavesOut(reading)) return false;
  const [only] = acts;
  if (acts.length !== 1 || !only) return false;
  if (rules[0] === 'search' && FINDS.has(only.intent)) return confidence >= LIKELY_TO_FIND;
  return confidence >= LIKELY_AS_RULES && rules.slice(0, -1).includes(only.intent);
}
