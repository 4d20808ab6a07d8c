import type { Answer, TurnInput } from '../../conversation/answerer.ts';
import type { Memory } from '../../conversation/model.ts';
import type { Block } from '../../grounding/reply.ts';
import type { MeantShort } from '../dialogue/reading-in-state.ts';
import type { DialogueEvent } from '../dialogue/state-row.ts';
import type { StateId } from '../dialogue/states.ts';
import type { ReadMessage } from '../intents/read-message.ts';
import type { IntentName } from '../reading/intent-names.ts';
import type { Entities } from '../reading/model.ts';

/** One thing that a customer wants, to one handler. */
export interface Asked {
  /** Its toolbox holds the tools of the state that the wish led to. */
  turn: TurnInput;
  intent: IntentName;
  /** What the words for this wish say. */
  entities: Entities;
  /** The same as plain rules read it: subject, ordinals, quantity, codes. `text` is the whole message. */
  message: ReadMessage;
  /** Where the conversation stood when the customer wrote. */
  state: StateId;
  /** What to search with instead of all that was written. */
  query?: string;
  /** Nothing else was read out of the message that could be meant rather. */
  first: boolean;
  /** Set where the message was nothing but a short answer to what stood there. */
  short?: MeantShort;
  /** To be answered only where the shop has a thing of just that name. */
  doubtful?: true;
}

/** What a wish came to: what is said, and what is remembered. */
export interface Outcome {
  blocks: Block[];
  memory?: Partial<Memory>;
  handoff?: Answer['handoff'];
  /** What was answered, where that is another than what was tried. */
  intent?: string;
  /** Where the dialogue goes on from the state of the wish; absent: it stays there. */
  event?: DialogueEvent;
  /** Asked back instead of answered. */
  asksBack?: boolean;
  /** The customer wants to go on in this language. */
  locale?: string;
}

/** Undefined: it was not meant so after all, or cannot be answered by rules. */
export type Handler = (asked: Asked) => Promise<Outcome | undefined>;
export type Handlers = Readonly<Partial<Record<IntentName, Handler>>>;
