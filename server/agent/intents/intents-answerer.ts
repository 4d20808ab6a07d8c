import type { Answer, Answerer, TurnInput } from '../../conversation/answerer.ts';
import { unanswered } from '../../conversation/handoff/unanswered.ts';
import type { Memory } from '../../conversation/model.ts';
import { languageOf } from '../../conversation/turn.ts';
import type { Block, ReplyDocument } from '../../grounding/reply.ts';
import { profileAnswer } from '../identity/profile-answer.ts';
import { mayRequest } from '../license/request.ts';
import { rememberShown } from '../loop/memory.ts';
import { callBackAnswer } from './call-back.ts';
import { cartAnswer, changeCart, couponAnswer, startCheckout } from './cart-intents.ts';
import { languageSpoken } from './language.ts';
import { orderAnswer } from './order-intents.ts';
import { compareAnswer, productAnswer, searchAnswer } from './product-intents.ts';
import { type ReadMessage, readMessage } from './read-message.ts';
import { say } from './say.ts';
import { chosenByName } from './target.ts';
import type { Intent } from './words.ts';

/** What one intent came to: blocks to say, and what to remember. Undefined: it was not meant after all. */
export interface Outcome {
  blocks: Block[];
  memory?: Partial<Memory>;
  handoff?: Answer['handoff'];
  /** What was answered, where that is another than what was tried. */
  intent?: string;
  /** Asked back instead of answered. */
  asksBack?: boolean;
}

export interface Asked {
  turn: TurnInput;
  message: ReadMessage;
  intent: Intent | 'search' | 'confirm';
}

/** Longer than this is a letter, and no plain request. */
const MAX_WORDS = 40;
const MAX_BLOCKS = 20;

/**
 * Answers plain requests without a model: search, price, stock, details, comparison, cart, code, checkout, order, policies, person. By
 * fixed rules in five languages; undefined when none of them fits.
 */
export function createIntentsAnswerer(spoken: (locale: string) => Promise<boolean>): Answerer {
  return async (given) => {
    // What a picture shows, only a model can tell.
    if (given.pictures.length > 0) return undefined;
    let found: Answer | undefined;
    for (const text of wishesOf(given)) {
      const turn = found ? { ...given, memory: found.memory, locale: found.locale ?? given.locale } : given;
      const next = await answerOne({ ...turn, language: languageOf(turn.locale) }, text, spoken);
      if (!next) return undefined;
      found = found ? both(found, next) : next;
    }
    return found;
  };
}

/** Messages that each ask for something are answered one by one; pieces of a sentence are one text. */
function wishesOf({ messages, language }: TurnInput): string[] {
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

/** Words that go on in the next message: "do you have", "how much is". */
const NEEDS_MORE: ReadonlySet<Intent> = new Set(['add', 'price', 'stock', 'details', 'compare', 'remove']);

const both = (first: Answer, next: Answer): Answer => ({
  ...first,
  ...next,
  document: {
    language: next.document.language,
    blocks: [...first.document.blocks, ...next.document.blocks].slice(0, MAX_BLOCKS),
  },
  intents: [...first.intents, ...next.intents],
});

async function answerOne(
  given: TurnInput,
  text: string,
  spoken: (locale: string) => Promise<boolean>,
): Promise<Answer | undefined> {
  if (text.split(/\s+/).length > MAX_WORDS) return undefined;
  const turn = await inLanguageOf(text, given, spoken);
  const personal = await profileAnswer(turn, text);
  if (personal) return answered(turn, given, personal, personal.intent, personal.locale);
  const message = readMessage(text, turn.language);
  for (const intent of intentsOf(message, turn.memory)) {
    const outcome = await perform({ turn, message, intent });
    if (!outcome) continue;
    return answered(turn, given, outcome, outcome.intent ?? intent);
  }
  return undefined;
}

function answered(
  turn: TurnInput,
  given: TurnInput,
  outcome: Outcome,
  lastIntent: string,
  locale = turn.locale,
): Answer {
  const document: ReplyDocument = {
    language: languageOf(locale),
    blocks: outcome.blocks.slice(0, MAX_BLOCKS),
  };
  const memory = { ...rememberShown(turn.memory, document), ...outcome.memory };
  const outcomes = outcome.asksBack ? unanswered(turn.memory, lastIntent) : { lastIntent, unanswered: 0 };
  return {
    document,
    memory: { ...memory, ...outcomes },
    intents: [lastIntent],
    ...(locale !== given.locale && { locale }),
    ...(outcome.handoff && { handoff: outcome.handoff }),
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
  return { ...turn, locale: language, language: languageOf(language) };
}

/** In the order in which they are tried. What was asked last comes first. */
function* intentsOf(message: ReadMessage, { pending }: Memory): Generator<Asked['intent']> {
  const calledBack = pending?.kind === 'call_back_contact';
  // "Call me on …" asks for a person too; where that was offered, the number counts.
  if (calledBack) yield 'confirm';
  if (message.intents.includes('person')) yield 'person';
  if (pending && !calledBack) yield 'confirm';
  for (const intent of message.intents) if (intent !== 'person') yield intent;
  if (message.codes.length > 0) yield 'coupon';
  if (message.orderNumber !== undefined) yield 'order';
  // "The second lamp", not "my lamp that broke last week".
  if (message.ordinals.length > 0 && message.subject.split(' ').length <= 2) yield 'details';
  yield 'search';
}

/** What a customer asks about, supposes or tells of is not to be done. */
const CHANGES: ReadonlySet<string> = new Set([
  'add',
  'remove',
  'quantity',
  'coupon',
  'checkout',
] satisfies Intent[]);

async function perform(asked: Asked): Promise<Outcome | undefined> {
  const { turn, message, intent } = asked;
  if (
    CHANGES.has(intent) &&
    !mayRequest(message.text, undefined, { language: turn.language, takesOut: intent === 'remove' })
  )
    return undefined;
  switch (intent) {
    case 'person':
      return person(turn, message);
    case 'confirm':
      return confirm(asked);
    case 'order':
      return orderAnswer(asked);
    case 'compare':
      return compareAnswer(asked);
    case 'checkout':
      return startCheckout(asked);
    case 'coupon':
      return couponAnswer(asked);
    case 'cart':
      return cartAnswer(asked);
    case 'add':
    case 'remove':
    case 'quantity':
      return changeCart(asked);
    case 'price':
    case 'stock':
    case 'details':
      return productAnswer(asked);
    case 'returns':
    case 'shipping':
    case 'warranty':
    case 'payment':
      return policy(turn, intent);
    case 'greeting':
    case 'thanks':
    case 'goodbye':
    case 'help':
      return message.subject === '' ? { blocks: [say(intent)] } : undefined;
    case 'search':
      return searchAnswer(asked);
  }
}

/** An answer to what was asked last: a yes, a choice, a number, a code. */
async function confirm(asked: Asked): Promise<Outcome | undefined> {
  const { turn, message } = asked;
  const { pending } = turn.memory;
  if (!pending || pending.expiresAt <= turn.now) return undefined;
  switch (pending.kind) {
    case 'choose_product': {
      const [ordinal] = message.ordinals.length > 0 ? message.ordinals : [message.yes ? 1 : 0];
      const index = ordinal === -1 ? pending.variantIds.length - 1 : ordinal! - 1;
      const variantId = pending.variantIds[index] ?? (await chosenByName(asked, pending.variantIds));
      if (variantId === undefined) return undefined;
      const shown = turn.memory.shown.find((product) => product.variantId === variantId);
      const intent = pending.intent as Intent;
      const chosen = { ...turn, memory: { ...turn.memory, ...(shown && { focus: shown }) } };
      const quantity = pending.quantity ?? message.quantity;
      return perform({
        turn: chosen,
        message: { ...message, ordinals: [], subject: '', pointsBack: true, quantity },
        intent,
      });
    }
    case 'order_number':
    case 'order_code':
      return message.orderNumber !== undefined || message.oneTimeCode !== undefined
        ? orderAnswer({ ...asked, intent: 'order' })
        : undefined;
    case 'confirm_write': {
      if (message.no) return { blocks: [say('all_right')] };
      if (!message.yes) return undefined;
      const done = await turn.toolbox.write(pending.tool, pending.arguments);
      return { blocks: done.ok ? [say('all_right')] : [say('not_done')] };
    }
    case 'call_back_contact':
      return callBackAnswer(turn, message);
    default:
      return message.no ? { blocks: [say('all_right')] } : undefined;
  }
}

async function person(turn: TurnInput, message: ReadMessage): Promise<Outcome> {
  const summary = `The customer wrote: ${message.text}`.slice(0, 2000).padEnd(10, '.');
  const asked = await turn.toolbox.write('request_handoff', { reason: 'asked_for', summary });
  return asked.ok
    ? { blocks: [say('did_ask_person')], handoff: { reason: 'asked_for', summary } }
    : { blocks: [say('not_done')] };
}

async function policy(turn: TurnInput, kind: string): Promise<Outcome | undefined> {
  const answer = await turn.toolbox.read('get_policy', { kind });
  if (!answer.ok) return undefined;
  const sections = answer.facts.filter((fact) => fact.kind === 'policy');
  if (sections.length === 0) return undefined;
  return {
    blocks: sections
      .slice(0, 6)
      .map(
        (fact): Block => ({ type: 'text', segments: [{ type: 'fact', fact: fact.id, form: 'labelled' }] }),
      ),
  };
}
