import type { Asked } from '../reading/intent-names.ts';
import type { StateRow } from './state-row.ts';
import { CART_STATES } from './states/cart.ts';
import { DISCOVERY_STATES } from './states/discovery.ts';
import { ORDER_STATES } from './states/orders.ts';
import { TALK_STATES } from './states/talk.ts';

/** Where a conversation can stand. Each differs from all others in the tools that may be called or in what a short answer means. */
export const STATES = [...TALK_STATES, ...DISCOVERY_STATES, ...CART_STATES, ...ORDER_STATES] as const;
export type StateId = (typeof STATES)[number]['id'];
export const FIRST_STATE: StateId = 'talk.greeting';

const byId: ReadonlyMap<string, StateRow<StateId>> = new Map(STATES.map((row) => [row.id, row]));

export const isState = (id: string): id is StateId => byId.has(id);
export const stateOf = (id: StateId): StateRow<StateId> => byId.get(id)!;
/** What the reader of messages is to be told. */
export const askedIn = (id: StateId): Asked | undefined => stateOf(id).asked;
