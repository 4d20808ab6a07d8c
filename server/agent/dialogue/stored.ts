import type { Memory } from '../../conversation/model.ts';
import { nextState } from './machine.ts';
import { FIRST_STATE, isState, type StateId } from './states.ts';

/** Of the table of states. One more with every state that is renamed or dropped; each has its line in `SUCCESSORS`. */
export const DIALOGUE_VERSION = 1;

/** By the version that dropped them: states, and those that take their place. A released line is never edited. */
const SUCCESSORS: Readonly<Record<number, Readonly<Record<string, string>>>> = {};

/** Milliseconds after which what was asked is no longer in mind. */
export const SILENCE_MS = 30 * 60_000;

/** What an offer or question of a conversation from before there were states leads to. */
const BY_PENDING: Readonly<Record<NonNullable<Memory['pending']>['kind'], StateId>> = {
  confirm_checkout: 'checkout.confirm',
  confirm_write: 'discovery.advice.picked',
  choose_product: 'discovery.which',
  order_number: 'order.number',
  order_code: 'order.code',
  call_back_contact: 'person.call_back',
};

/** The state that an earlier version called so; the first state where nothing takes its place. */
export function succeeded(
  { state, version }: { state: string; version: number },
  successors = SUCCESSORS,
  current = DIALOGUE_VERSION,
): StateId {
  let id: string = state;
  for (let at = version + 1; at <= current; at += 1) id = successors[at]?.[id] ?? id;
  if (isState(id)) return id;
  // A newer version wrote it, or it was lost: what is around it is nearer than the beginning.
  const around = id.split('.');
  while (around.length > 1) {
    around.pop();
    const near = `${around.join('.')}.shown`;
    if (isState(near)) return near;
  }
  return FIRST_STATE;
}

/** Where a conversation goes on, `now` being when the customer wrote. */
export function resumed({ dialogue, pending }: Pick<Memory, 'dialogue' | 'pending'>, now: number): StateId {
  const asked = pending && pending.expiresAt > now ? pending : undefined;
  // An offer to call back is made between turns, and stands beside whatever is spoken of.
  if (!dialogue) return asked ? BY_PENDING[asked.kind] : FIRST_STATE;
  const id = succeeded(dialogue);
  return !asked && now - dialogue.at > SILENCE_MS ? nextState(id, 'silent') : id;
}

/** What is kept of where a conversation stands. */
export const kept = (state: StateId, now: number): NonNullable<Memory['dialogue']> => ({
  state,
  version: DIALOGUE_VERSION,
  at: now,
});
