import type { HandoffReason } from '../../commerce/handoffs/model.ts';
import type { Money } from '../../commerce/money.ts';

/** From when on a person is asked to take over. 0 switches one off. */
export interface HandoffTriggers {
  /** Signs of anger in the last messages; see `frustration.ts`. */
  frustration: number;
  /** Turns in a row that found no answer. */
  unanswered: number;
  /** Declined payments of a checkout that is not finished. */
  declinedPayments: number;
  /** Tool calls of one turn that failed through no fault of the caller. */
  failedCalls: number;
  /** Minor units by currency; a cart in a currency that is not here never triggers. */
  cartValue: Readonly<Record<string, number>>;
}

/** What a turn saw. */
export interface TurnSigns {
  frustration: number;
  unanswered: number;
  /** All so far, and how many of them an earlier turn had seen. */
  declinedPayments: number;
  declinedBefore: number;
  failedCalls: number;
  /** Of the cart as this turn left it; absent where the turn had nothing to do with it. */
  cartTotal: Money | undefined;
}

/** Why a person should take over, the most pressing reason first; undefined: no need. */
export function handoffReason(signs: TurnSigns, triggers: HandoffTriggers): HandoffReason | undefined {
  const reached = (count: number, from: number): boolean => from > 0 && count >= from;
  if (reached(signs.frustration, triggers.frustration)) return 'frustration';
  const declinedAgain = signs.declinedPayments > signs.declinedBefore;
  if (declinedAgain && reached(signs.declinedPayments, triggers.declinedPayments)) return 'payment_trouble';
  if (reached(signs.failedCalls, triggers.failedCalls)) return 'outage';
  if (reached(signs.unanswered, triggers.unanswered)) return 'loop';
  const { cartTotal } = signs;
  if (cartTotal && reached(cartTotal.amount, triggers.cartValue[cartTotal.currency] ?? 0))
    return 'high_value';
  return undefined;
}
