import type { Answer, Answerer, TurnInput } from '../../conversation/answerer.ts';
import { unanswered } from '../../conversation/handoff/unanswered.ts';
import { languageOf } from '../../conversation/turn.ts';
import type { ReplyDocument } from '../../grounding/reply.ts';
import type { Asked, Handlers, Outcome } from '../answers/asked.ts';
import { callBackAnswer } from '../answers/call-back.ts';
import { HANDLERS } from '../answers/registry.ts';
import { say } from '../answers/say.ts';
import { chosenByName } from '../answers/target.ts';
import { profileAnswer } from '../identity/profile-answer.ts';
import { languageSpoken } from '../intents/language.ts';
import { readMessage } from '../intents/read-message.ts';
import type { Intent } from '../intents/words.ts';
import { rememberShown } from '../loop/memory.ts';
import type { IntentName } from '../reading/intent-names.ts';
import { limitedToolbox, localized } from './limited-toolbox.ts';
import { nextState } from './machine.ts';
import { intentNamed, mayChange } from './rules.ts';
import { type StateId, stateOf } from './states.ts';
import { kept, resumed } from './stored.ts';
import { understand, type Wish } from './wishes.ts';

/** Longer than this is a letter, and no plain request. */
const MAX_WORDS = 40;
const MAX_BLOCKS = 20;

/** A wish that was answered, and where that leads. */
interface Answered {
  outcome: Outcome;
  intent: string;
  state: StateId;
}

/**
 * Answers without a model: reads what is wanted, asks the handler of each wish, and goes on in the states of the dialogue. Undefined
 * where it is not sure what is meant, or nobody here can answer it.
 */
export function createDialogueAnswerer(
  spoken: (locale: string) => Promise<boolean>,
  handlers: Handlers = HANDLERS,
): Answerer {
  return async (given) => {
    // What a picture shows, only a model can tell.
    if (given.pictures.length > 0) return undefined;
    let found: Answer | undefined;
    for (const text of textsOf(given)) {
      const turn = found ? { ...given, memory: found.memory, locale: found.locale ?? given.locale } : given;
      const next = await answerOne({ ...turn, language: languageOf(turn.locale) }, text, {
        spoken,
        handlers,
      });
      if (!next) return undefined;
      found = found ? both(found, next) : next;
    }
    return found;
  };
}

/** Words that go on in the next message: "do you have", "how much is". */
const NEEDS_MORE: ReadonlySet<Intent> = new Set(['add', 'price', 'stock', 'details', 'compare', 'remove']);

/** Messages that each ask for something are answered one by one; pieces of a sentence are one text. */
function textsOf({ messages, language }: TurnInput): string[] {
  const texts = messages.map(({ text }) => text.trim()).filter((text) => text !== '');
  const asksAlone = (text: string): boolean => {
    const { intents, codes, orderNumber, subject } = readMessage(text, languageSpoken(text) ?? language);
    return (
      codes.length > 0 ||
      orderNumber !== undefined ||
      (intents.length > 0 && (subject !== '' || !NEEDS_MORE.has(intents[0]!)))
    );
  };
  if (texts.length > 1 && texts.every(asksAlone)) return texts;
  return texts.length === 0 ? [] : [texts.join('\n')];
}

const both = (first: Answer, next: Answer): Answer => ({
  ...first,
  ...next,
  document: {
    language: next.document.language,
    blocks: [...first.document.blocks, ...next.document.blocks].slice(0, MAX_BLOCKS),
  },
  intents: [...first.intents, ...next.intents],
});

interface Parts {
  spoken: (locale: string) => Promise<boolean>;
  handlers: Handlers;
}

async function answerOne(given: TurnInput, text: string, parts: Parts): Promise<Answer | undefined> {
  if (text.split(/\s+/).length > MAX_WORDS) return undefined;
  const turn = await inLanguageOf(text, given, parts.spoken);
  const state = resumed(turn.memory, turn.now);
  const self = await aboutSelf(turn, text, state);
  if (self) return answerWith(given, turn, [self]);
  const pending = await answerPending(turn, text, state, parts.handlers);
  if (pending) return answerWith(given, turn, [pending]);
  const { every, wishes } = understand(text, { language: turn.language, state });
  const answered: Answered[] = [];
  let now: TurnInput = turn;
  for (const [at, wish] of wishes.entries()) {
    const next = await perform(
      now,
      wish,
      { state: answered.at(-1)?.state ?? state, first: every || at === 0 },
      parts.handlers,
    );
    if (!next) {
      if (every) return undefined;
      continue;
    }
    answered.push(next);
    if (!every) break;
    now = { ...now, memory: remembered(now, next.outcome) };
  }
  return answered.length === 0 ? undefined : answerWith(given, turn, answered);
}

/** Codes that carry somebody from one conversation to another, and what is remembered of them. */
async function aboutSelf(turn: TurnInput, text: string, from: StateId): Promise<Answered | undefined> {
  const state = nextState(from, 'ask.profile');
  const outcome = await profileAnswer(
    { ...turn, toolbox: limitedToolbox(turn.toolbox, stateOf(state)) },
    text,
  );
  return outcome && { outcome, intent: outcome.intent, state };
}

async function perform(
  turn: TurnInput,
  { intent, entities, message, query, short }: Wish,
  { state, first }: { state: StateId; first: boolean },
  handlers: Handlers,
): Promise<Answered | undefined> {
  const entered = nextState(state, intent);
  if (intent === 'out') return { outcome: { blocks: [say('out_of_scope')] }, intent, state: entered };
  const handler = handlers[intent];
  if (!handler || (!short && !mayChange(intent, message.text, turn.language))) return undefined;
  const asked: Asked = {
    turn: { ...turn, toolbox: limitedToolbox(turn.toolbox, stateOf(entered)) },
    intent,
    entities,
    message,
    state,
    first,
    ...(query !== undefined && { query }),
    ...(short && { short }),
  };
  const outcome = await handler(asked);
  if (!outcome) return undefined;
  const reached = outcome.event === undefined ? entered : nextState(entered, outcome.event);
  return { outcome, intent: outcome.intent ?? intent, state: reached };
}

/** An answer to what was asked last: a yes, a choice, a number, a code. Undefined: it answers nothing of that. */
async function answerPending(
  turn: TurnInput,
  text: string,
  state: StateId,
  handlers: Handlers,
): Promise<Answered | undefined> {
  const { pending } = turn.memory;
  if (!pending || pending.expiresAt <= turn.now) return undefined;
  const message = readMessage(text, turn.language);
  // "Call me on …" asks for a person too; where that was offered, the number counts. Else who wants a person gets one.
  if (message.intents.includes('person') && pending.kind !== 'call_back_contact') return undefined;
  const go = (intent: IntentName, given: Partial<Wish> = {}, memory = turn.memory) =>
    perform(
      { ...turn, memory },
      { intent, entities: {}, message, ...given },
      { state, first: true },
      handlers,
    );
  switch (pending.kind) {
    case 'choose_product': {
      const [ordinal] = message.ordinals.length > 0 ? message.ordinals : [message.yes ? 1 : 0];
      const index = ordinal === -1 ? pending.variantIds.length - 1 : ordinal! - 1;
      const choosing = { ...turn, toolbox: limitedToolbox(turn.toolbox, stateOf('discovery.which')) };
      const variantId =
        pending.variantIds[index] ?? (await chosenByName({ turn: choosing, message }, pending.variantIds));
      if (variantId === undefined) return undefined;
      const shown = turn.memory.shown.find((product) => product.variantId === variantId);
      const chosen = { ...turn.memory, ...(shown && { focus: shown }) };
      const quantity = pending.quantity ?? message.quantity;
      return go(
        intentNamed(pending.intent),
        { message: { ...message, ordinals: [], subject: '', pointsBack: true, quantity } },
        chosen,
      );
    }
    case 'order_number':
    case 'order_code': {
      if (message.orderNumber === undefined && message.oneTimeCode === undefined) return undefined;
      return go(pending.kind === 'order_number' ? intentNamed(pending.intent) : 'give_order_number');
    }
    case 'confirm_write': {
      if (message.no) return { outcome: { blocks: [say('all_right')] }, intent: 'no', state };
      // What is still missing, such as an address, is for the state that asked for it.
      if (!message.yes || stateOf(state).expects.email) return undefined;
      const allowed = limitedToolbox(turn.toolbox, stateOf(state));
      const done = await allowed.write(pending.tool, pending.arguments);
      const event = done.ok ? ('done' as const) : ('refused' as const);
      const blocks = done.ok ? [say('all_right')] : [say('not_done')];
      return { outcome: { blocks, event }, intent: 'confirm', state: nextState(state, event) };
    }
    case 'call_back_contact': {
      const at: StateId = 'person.call_back';
      const toolbox = limitedToolbox(turn.toolbox, stateOf(at));
      const outcome = await callBackAnswer({ ...turn, toolbox }, message);
      return outcome && { outcome, intent: outcome.intent ?? 'give_contact', state: at };
    }
    default:
      return message.no ? { outcome: { blocks: [say('all_right')] }, intent: 'no', state } : undefined;
  }
}

const documentOf = (turn: TurnInput, outcome: Outcome): ReplyDocument => ({
  language: turn.language,
  blocks: outcome.blocks.slice(0, MAX_BLOCKS),
});
const remembered = (turn: TurnInput, outcome: Outcome): TurnInput['memory'] => ({
  ...rememberShown(turn.memory, documentOf(turn, outcome)),
  ...outcome.memory,
});

/** One reply for all that was wanted, and where the conversation stands then. */
function answerWith(given: TurnInput, asked: TurnInput, answered: readonly Answered[]): Answer {
  const last = answered.at(-1)!;
  const wanted = answered.flatMap(({ outcome }) => outcome.locale ?? []).at(-1);
  const turn = wanted === undefined ? asked : { ...asked, locale: wanted, language: languageOf(wanted) };
  const memory = answered.reduce<TurnInput['memory']>(
    (before, { outcome }) => remembered({ ...turn, memory: before }, outcome),
    turn.memory,
  );
  const outcomes = last.outcome.asksBack
    ? unanswered(asked.memory, last.intent)
    : { lastIntent: last.intent, unanswered: 0 };
  const handoff = answered.flatMap(({ outcome }) => outcome.handoff ?? [])[0];
  return {
    document: {
      language: turn.language,
      blocks: answered.flatMap(({ outcome }) => outcome.blocks).slice(0, MAX_BLOCKS),
    },
    memory: { ...memory, ...outcomes, dialogue: kept(last.state, asked.now) },
    intents: answered.map(({ intent }) => intent),
    ...(turn.locale !== given.locale && { locale: turn.locale }),
    ...(handoff && { handoff }),
  };
}

/** A customer who goes on in another of the shop's languages is answered in it. */
async function inLanguageOf(
  text: string,
  turn: TurnInput,
  spoken: (locale: string) => Promise<boolean>,
): Promise<TurnInput> {
  const language = languageSpoken(text);
  if (language === undefined || language === turn.language || !(await spoken(language))) return turn;
  return {
    ...turn,
    locale: language,
    language: languageOf(language),
    toolbox: localized(turn.toolbox, language),
  };
}
