import { createMachine, transition } from 'xstate';
import type { DialogueEvent, StateRow } from './state-row.ts';
import { FIRST_STATE, isState, STATES, type StateId, stateOf } from './states.ts';

const ROOT = 'dialogue';

interface Node {
  initial?: string;
  states?: Record<string, Node>;
  on?: Record<string, string>;
}

/** Where a conversation waits when nothing was said for long, by where it stood. The first that begins so counts. */
const AFTER_SILENCE: readonly (readonly [prefix: string, to: StateId])[] = [
  ['checkout.', 'recovery.checkout'],
  ['recovery.checkout', 'recovery.checkout'],
  ['cart.', 'recovery.cart'],
  ['discount.', 'recovery.cart'],
  ['recovery.cart', 'recovery.cart'],
  ['order.', 'recovery.order'],
  ['recovery.order', 'recovery.order'],
  ['discovery.', 'recovery.shopping'],
  ['product.', 'recovery.shopping'],
  ['objection.', 'recovery.shopping'],
  ['recovery.shopping', 'recovery.shopping'],
];
/** What goes on whatever time has passed: a person was asked, or the customer wants to hear nothing. */
const STAYS = /^(?:person\.|consent\.|profile\.)/;

function afterSilence(id: StateId): StateId {
  if (STAYS.test(id)) return id;
  return AFTER_SILENCE.find(([prefix]) => id.startsWith(prefix))?.[1] ?? 'recovery.talk';
}

const to = (id: string): string => `#${ROOT}.${id}`;

/** The nested states out of the flat table: `order.return.reason` is `reason` in `return` in `order`. */
function nested(): Node {
  const root: Node = { states: {}, on: {} };
  for (const row of STATES as readonly StateRow<StateId>[]) {
    const path = row.id.split('.');
    let node = root;
    for (const name of path) {
      node.states ??= {};
      node.initial ??= name;
      node.states[name] ??= {};
      node = node.states[name];
    }
    const own = { ...row.on, silent: afterSilence(row.id) };
    node.on = Object.fromEntries(Object.entries(own).map(([event, target]) => [event, to(target)]));
    for (const event of row.by ?? []) root.on![event] = to(row.id);
  }
  const [first] = FIRST_STATE.split('.');
  return { ...root, initial: first! };
}

/** The dialogue as an XState machine: acts of the customer lead from anywhere to their state, outcomes on from there. */
export const dialogueMachine = createMachine({
  id: ROOT,
  ...(nested() as object),
  types: {} as { events: { type: DialogueEvent } },
});

/** The machine never changes, and a turn asks it often. */
const known = new Map<string, StateId>();

/** Where an event leads; it stays where it is when the event means nothing there. */
export function nextState(from: StateId, event: DialogueEvent): StateId {
  const key = `${from} ${event}`;
  const next = known.get(key) ?? led(from, event);
  known.set(key, next);
  return next;
}

function led(from: StateId, event: DialogueEvent): StateId {
  const [next] = transition(dialogueMachine, snapshotOf(from), { type: event });
  const id = idOf(next.value);
  if (!isState(id)) throw new Error(`the machine is in "${id}", which is no state of the table`);
  return id;
}

/** Whether an act of the customer has a state of its own. */
export const hasState = (event: DialogueEvent): boolean =>
  STATES.some((row: StateRow) => row.by?.includes(event));

const snapshots = new Map<StateId, ReturnType<typeof dialogueMachine.resolveState>>();
function snapshotOf(id: StateId): ReturnType<typeof dialogueMachine.resolveState> {
  let snapshot = snapshots.get(id);
  if (!snapshot) {
    stateOf(id);
    snapshot = dialogueMachine.resolveState({ value: nestedValue(id.split('.')) as never });
    snapshots.set(id, snapshot);
  }
  return snapshot;
}

type Value = string | { [name: string]: Value };
const nestedValue = ([name, ...rest]: readonly string[]): Value =>
  rest.length === 0 ? name! : { [name!]: nestedValue(rest) };

function idOf(value: unknown): string {
  if (typeof value === 'string') return value;
  const [[name, inner]] = Object.entries(value as Record<string, unknown>) as [[string, unknown]];
  return `${name}.${idOf(inner)}`;
}
