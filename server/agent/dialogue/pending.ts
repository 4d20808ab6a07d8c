import type { TurnInput } from '../../conversation/answerer.ts';
import type { Pending } from '../../conversation/model.ts';
import type { Handlers, Outcome } from '../answers/asked.ts';
import { callBackAnswer } from '../answers/call-back.ts';
import { say } from '../answers/say.ts';
import { chosenByName } from '../answers/target.ts';
import type { IntentName } from '../reading/intent-names.ts';
import { limitedToolbox } from './limited-toolbox.ts';
import { nextState } from './machine.ts';
import { type Answered, perform } from './perform.ts';
import { intentNamed } from './rules.ts';
import { type StateId, stateOf } from './states.ts';
import type { Wish } from './wishes.ts';

type Waiting<Kind extends Pending['kind']> = Extract<Pending, { kind: Kind }>;

interface Where {
  turn: TurnInput;
  state: StateId;
  handlers: Handlers;
}

/** What was asked last, and is still in mind. */
export const waitingFor = ({ memory, now }: TurnInput): Pending | undefined =>
  memory.pending && memory.pending.expiresAt > now ? memory.pending : undefined;

/** A wish that answers what was asked last: a yes, a choice, a number, a code. Undefined: it answers nothing of that. */
export async function answerPending(where: Where, wish: Wish): Promise<Answered | undefined> {
  const pending = waitingFor(where.turn);
  switch (pending?.kind) {
    case 'choose_product':
      return chosen(where, wish, pending);
    case 'order_number':
      return wish.entities.order_number ? go(where, wish, intentNamed(pending.intent)) : undefined;
    case 'order_code':
      return wish.entities.order_number || wish.entities.code
        ? go(where, wish, 'give_order_number')
        : undefined;
    case 'confirm_write':
      return confirmed(where, wish, pending);
    case 'call_back_contact':
      return calledBack(where, wish);
    default:
      return undefined;
  }
}

const go = (
  { turn, state, handlers }: Where,
  { entities, message }: Wish,
  intent: IntentName,
): Promise<Answered | undefined> =>
  perform(turn, { intent, said: intent, entities, message }, { state, first: true }, handlers);

/** Wishes that may name one of what was offered. */
const NAMES_ONE: ReadonlySet<string> = new Set([
  'choose',
  'search',
  'browse_category',
  'product_details',
  'correction',
]);

async function chosen(
  where: Where,
  wish: Wish,
  pending: Waiting<'choose_product'>,
): Promise<Answered | undefined> {
  const { turn } = where;
  const [ordinal] = wish.said === 'yes' ? [1] : (wish.entities.ordinal ?? []);
  const may = wish.said === 'yes' || NAMES_ONE.has(wish.said) || NAMES_ONE.has(wish.intent);
  if (!may) return undefined;
  const index = ordinal === -1 ? pending.variantIds.length - 1 : (ordinal ?? 0) - 1;
  const choosing = { ...turn, toolbox: limitedToolbox(turn.toolbox, stateOf('discovery.which')) };
  const variantId =
    pending.variantIds[index] ??
    (await chosenByName({ turn: choosing, message: wish.message }, pending.variantIds));
  if (variantId === undefined) return undefined;
  const shown = turn.memory.shown.find((product) => product.variantId === variantId);
  const memory = { ...turn.memory, ...(shown && { focus: shown }) };
  const quantity = pending.quantity ?? wish.message.quantity;
  const message = { ...wish.message, ordinals: [], subject: '', pointsBack: true, quantity };
  return go(
    { ...where, turn: { ...turn, memory } },
    { ...wish, entities: {}, message },
    intentNamed(pending.intent),
  );
}

async function confirmed(
  { turn, state }: Where,
  { said }: Wish,
  pending: Waiting<'confirm_write'>,
): Promise<Answered | undefined> {
  if (said === 'no') return { outcome: { blocks: [say('all_right')] }, intent: 'no', state };
  // What is still missing, such as an address, is for the state that asked for it.
  if (said !== 'yes' || stateOf(state).expects.email) return undefined;
  const done = await limitedToolbox(turn.toolbox, stateOf(state)).write(pending.tool, pending.arguments);
  const event = done.ok ? ('done' as const) : ('refused' as const);
  const outcome: Outcome = { blocks: [say(done.ok ? 'all_right' : 'not_done')], event };
  return { outcome, intent: 'confirm', state: nextState(state, event) };
}

async function calledBack({ turn }: Where, { said, message }: Wish): Promise<Answered | undefined> {
  // Where a call was offered, who asks for a person and gives a number is called.
  if (!['give_contact', 'person', 'no', 'yes', 'lead', 'search'].includes(said)) return undefined;
  const state: StateId = 'person.call_back';
  const toolbox = limitedToolbox(turn.toolbox, stateOf(state));
  const outcome = await callBackAnswer({ ...turn, toolbox }, message);
  return outcome && { outcome, intent: outcome.intent ?? 'give_contact', state };
}
