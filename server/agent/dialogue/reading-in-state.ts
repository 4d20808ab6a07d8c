import type { IntentName } from '../reading/intent-names.ts';
import type { Entities } from '../reading/model.ts';
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
  yes: 'yes',
  no: 'no',
  ordinal: 'choose:ordinal',
};

/** Undefined: no short answer, or one that says nothing by itself; then the message is read as any other. */
export function meantIn(id: StateId, text: string, language: string): MeantShort | undefined {
  const answer = shortAnswer(text, language);
  return answer && meantAs(id, answer);
}

function meantAs(id: StateId, answer: ShortAnswer): MeantShort | undefined {
  const meaning = stateOf(id).expects[answer.kind] ?? ANYWHERE[answer.kind];
  if (meaning === undefined) return undefined;
  const [intent, slot] = meaning.split(':') as [IntentName, Slot | undefined];
  return { intent, ...(slot !== undefined && { slot }), answer };
}

/** What an answer in words is, of those that a reader knows as answers: "the blue one" to "which one?", "sixty" to "how many?". */
function answerIn(intent: IntentName, entities: Entities): ShortAnswer | undefined {
  const said = (kind: ShortKind, value: string | number | undefined): ShortAnswer | undefined =>
    value === undefined ? undefined : { kind, value };
  switch (intent) {
    case 'yes':
    case 'no':
      return said(intent, intent);
    case 'choose':
      return (
        said('ordinal', entities.ordinal?.[0]) ??
        said('number', entities.quantity?.[0]) ??
        said('text', entities.size?.[0] ?? entities.colour?.[0])
      );
    case 'give_contact':
      return said('email', entities.email?.[0]) ?? said('phone', entities.phone?.[0]);
    case 'give_address':
      return said('address', entities.address?.[0]);
    case 'give_order_number':
      return said('code', entities.code?.[0]) ?? said('order_number', entities.order_number?.[0]);
    case 'search': {
      const { price_max, currency: _currency, ...rest } = entities;
      return Object.keys(rest).length === 0 ? said('money', price_max?.[0]) : undefined;
    }
    default:
      return undefined;
  }
}

/** An act that answers what was asked, as what it means there. Undefined: it means what it says. */
export function meantHere(id: StateId, intent: IntentName, entities: Entities): MeantShort | undefined {
  const answer = answerIn(intent, entities);
  if (!answer) return undefined;
  // A number of what was shown is no number of pieces, and the other way round: where one is not asked for, the other is.
  const { expects } = stateOf(id);
  if (answer.kind === 'order_number' && expects.order_number === undefined) return undefined;
  return meantAs(id, answer);
}
