import type { Answer, Answerer, TurnInput } from '../../conversation/answerer.ts';
import { unanswered } from '../../conversation/handoff/unanswered.ts';
import { languageOf } from '../../conversation/turn.ts';
import type { ReplyDocument } from '../../grounding/reply.ts';
import type { Handlers, Outcome } from '../answers/asked.ts';
import { HANDLERS } from '../answers/registry.ts';
import { profileAnswer } from '../identity/profile-answer.ts';
import { languageSpoken } from '../intents/language.ts';
import { readMessage } from '../intents/read-message.ts';
import type { Intent } from '../intents/words.ts';
import { rememberShown } from '../loop/memory.ts';
import { limitedToolbox, localized } from './limited-toolbox.ts';
import { nextState } from './machine.ts';
import { answerPending, waitingFor } from './pending.ts';
import { type Answered, perform } from './perform.ts';
import { type StateId, stateOf } from './states.ts';
import { kept, resumed } from './stored.ts';
import { type Understand, type Understood, understand, type Wish } from './wishes.ts';

const MAX_BLOCKS = 20;

/** How messages are understood and answered; absent: as the shop does. */
export interface DialogueOptions {
  handlers?: Handlers;
  understand?: Understand;
}

/**
 * Answers without a model: reads what is wanted, asks the handler of each wish, and goes on in the states of the dialogue. Undefined
 * where it is not sure what is meant, or nobody here can answer it.
 */
export function createDialogueAnswerer(
  spoken: (locale: string) => Promise<boolean>,
  { handlers = HANDLERS, understand: understood = understand }: DialogueOptions = {},
): Answerer {
  const parts: Parts = { spoken, handlers, understand: understood };
  return async (given) => {
    // What a picture shows, only a model can tell.
    if (given.pictures.length > 0) return undefined;
    let found: Answer | undefined;
    for (const text of textsOf(given)) {
      const turn = found ? { ...given, memory: found.memory, locale: found.locale ?? given.locale } : given;
      const next = await answerOne({ ...turn, language: languageOf(turn.locale) }, text, parts);
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
  understand: Understand;
}

async function answerOne(given: TurnInput, text: string, parts: Parts): Promise<Answer | undefined> {
  const dealt = await dealWith(given, text, parts);
  return dealt && answerWith(given, dealt.turn, dealt.answered);
}

/** What a text led to, before it is made one reply. */
export interface Dealt {
  /** In the language of the text. */
  turn: TurnInput;
  answered: readonly Answered[];
}

/** Answers each wish of a text. Undefined where one of them cannot be. */
export async function dealWith(
  given: TurnInput,
  text: string,
  { spoken, handlers, understand }: Parts,
): Promise<Dealt | undefined> {
  const turn = await inLanguageOf(text, given, spoken);
  const state = resumed(turn.memory, turn.now);
  const self = await aboutSelf(turn, text, state);
  if (self) return { turn, answered: [self] };
  const understood = understand(text, { language: turn.language, state });
  const { every, wishes } = understood.wishes.length > 0 ? understood : wordsForCallBack(turn, text);
  const answered: Answered[] = [];
  let now: TurnInput = turn;
  for (const [at, wish] of wishes.entries()) {
    const from = answered.at(-1)?.state ?? state;
    const next =
      (answered.length === 0 && (await answerPending({ turn: now, state: from, handlers }, wish))) ||
      (await perform(now, wish, { state: from, first: every || at === 0 }, handlers));
    if (!next) {
      if (every) return undefined;
      continue;
    }
    answered.push(next);
    if (!every) break;
    now = { ...now, memory: remembered(now, next.outcome) };
  }
  return answered.length === 0 ? undefined : { turn, answered };
}

/** Who was offered a call and writes a number is called, whatever else the words may be. */
function wordsForCallBack(turn: TurnInput, text: string): Understood {
  const wishes: Wish[] =
    waitingFor(turn)?.kind === 'call_back_contact'
      ? [
          {
            ...{ intent: 'give_contact', said: 'give_contact', entities: {} },
            message: readMessage(text, turn.language),
          },
        ]
      : [];
  return { every: true, wishes };
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
