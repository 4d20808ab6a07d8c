import type { TurnInput } from '../../conversation/answerer.ts';
import type { Asked, Handlers, Outcome } from '../answers/asked.ts';
import { say } from '../answers/say.ts';
import { limitedToolbox } from './limited-toolbox.ts';
import { nextState } from './machine.ts';
import { mayChange } from './rules.ts';
import { type StateId, stateOf } from './states.ts';
import type { Wish } from './wishes.ts';

/** A wish that was answered, and where that leads. */
export interface Answered {
  outcome: Outcome;
  intent: string;
  state: StateId;
}

/** Asks the handler of a wish. Undefined: there is none, or it was not meant so after all. */
export async function perform(
  turn: TurnInput,
  { intent, said, entities, message, query, short, doubtful }: Wish,
  { state, first }: { state: StateId; first: boolean },
  handlers: Handlers,
): Promise<Answered | undefined> {
  const entered = nextState(state, intent);
  if (intent === 'out') return { outcome: { blocks: [say('out_of_scope')] }, intent, state: entered };
  const handler = handlers[intent];
  // What was asked before licenses a short answer to it, and nothing else.
  if (!handler || !mayChange(short ? said : intent, message.text, turn.language)) return undefined;
  const asked: Asked = {
    turn: { ...turn, toolbox: limitedToolbox(turn.toolbox, stateOf(entered)) },
    intent,
    entities,
    message,
    state,
    first,
    ...(query !== undefined && { query }),
    ...(short && { short }),
    ...(doubtful && { doubtful }),
  };
  const outcome = await handler(asked);
  if (!outcome) return undefined;
  const reached = outcome.event === undefined ? entered : nextState(entered, outcome.event);
  return { outcome, intent: outcome.intent ?? intent, state: reached };
}
