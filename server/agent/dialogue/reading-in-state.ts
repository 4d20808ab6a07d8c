import type { IntentName } from '../reading/intent-names.ts';
import { type ShortAnswer, type ShortKind, shortAnswer } from './short-answer.ts';
import type { Meaning, Slot } from './state-row.ts';
import { type StateId, stateOf } from './states.ts';

/** What a short answer means where the conversation stands. */
export interface MeantShort {
  intent: IntentName;
  slot?: Slot;
  answer: ShortAnswer;
}

/** What short answers mean where nothing else was asked. */
const ANYWHERE: Readonly<Partial<Record<ShortKind, Meaning>>> = {
  order_number: 'order_status:order_number',
  email: 'give_contact:email',
  phone: 'give_contact:phone',
  coupon: 'apply_coupon:coupon',
  address: 'give_address:address',
  yes: 'yes',
  no: 'no',
  ordinal: 'choose:ordinal',
};

/** Undefined: no short answer, or one that says nothing by itself; then the message is read as any other. */
export function meantIn(id: StateId, text: string, language: string): MeantShort | undefined {
  const answer = shortAnswer(text, language);
  if (!answer) return undefined;
  const meaning = stateOf(id).expects[answer.kind] ?? ANYWHERE[answer.kind];
  if (meaning === undefined) return undefined;
  const [intent, slot] = meaning.split(':') as [IntentName, Slot | undefined];
  return { intent, ...(slot !== undefined && { slot }), answer };
}
