import { folded } from '../../platform/folded.ts';
import { buttonIntent } from '../intents/button-words.ts';
import { type ReadMessage, readMessage } from '../intents/read-message.ts';
import type { IntentName } from '../reading/intent-names.ts';
import type { Act, Entities, Reading } from '../reading/model.ts';
import { read } from '../reading/read.ts';
import { certaintyOf, FINDS } from './certainty.ts';
import { joined } from './joined.ts';
import { type MeantShort, meantHere, meantIn } from './reading-in-state.ts';
import { intentNamed, wantedByRules } from './rules.ts';
import type { ShortKind } from './short-answer.ts';
import type { Slot } from './state-row.ts';
import { askedIn, type StateId } from './states.ts';

/** One thing that a message may want. */
export interface Wish {
  intent: IntentName | 'out';
  /** As it was read, before the state said what it means there. */
  said: IntentName | 'out';
  entities: Entities;
  message: ReadMessage;
  query?: string;
  short?: MeantShort;
  /** To be answered only where the shop has a thing of just that name. */
  doubtful?: true;
}

/** Wishes that are all to be answered, or, of several ways to read a message, the first that can be. */
export interface Understood {
  every: boolean;
  wishes: Wish[];
}

/** What a message wants, where a conversation stands. */
export type Understand = (text: string, where: { language: string; state: StateId }) => Understood;

/** By what was asked; by the trained reader, where it is sure or plain rules read the same. */
export const understand: Understand = (text, { language, state }) => {
  const plain = readMessage(text, language);
  const button = buttonIntent(text);
  if (button) return { every: true, wishes: [wishOf(intentNamed(button), {}, plain)] };
  const short = meantIn(state, text, language);
  const meant = short && shortWish(short, plain);
  if (meant && !IN_WORDS.has(short.answer.kind)) return { every: true, wishes: [meant] };
  const reading = read(text, { language, asked: askedIn(state) });
  const rules = [...wantedByRules(plain)];
  if (certaintyOf(reading, rules, language))
    return { every: true, wishes: wishesOf(reading, text, plain, state) };
  // Words that answer no question are looked for only where the reader, too, takes them for a thing.
  const asked = short?.answer.kind !== 'address' || askedIn(state) === 'address?';
  const answer = meant && asked && meant.intent !== 'search' ? [meant] : [];
  // Who asks for a person in so many words is not kept from one by what else was said.
  const person = rules[0] === 'person' && reading.acts.some(({ intent }) => intent === 'person');
  const words = text.trim().split(/\s+/u).length;
  const finds = FINDS.has(reading.acts[0]?.intent ?? 'wait') && words <= A_SENTENCE;
  const name = rules[0] === 'search' && plain.subject !== '' && (finds || words <= FEW_WORDS);
  return {
    every: false,
    wishes: [
      ...(person ? [wishOf('person', {}, plain)] : []),
      ...answer,
      ...(name ? [{ ...wishOf('search', {}, plain), doubtful: true as const }] : []),
    ],
  };
};

/** So many may be the name of a thing by themselves, and so many a sentence about one; more tell a story. */
const FEW_WORDS = 2;
const A_SENTENCE = 12;

/** What may be a sentence as well. */
const IN_WORDS: ReadonlySet<ShortKind> = new Set(['text', 'address']);

const wishOf = (intent: IntentName, entities: Entities, message: ReadMessage): Wish => ({
  intent,
  said: intent,
  entities,
  message,
});

/** What answers of a kind say where nothing was asked. */
const SAYS: Readonly<Partial<Record<ShortKind, IntentName>>> = {
  ...({
    yes: 'yes',
    no: 'no',
    ordinal: 'choose',
    number: 'choose',
    money: 'search',
    coupon: 'apply_coupon',
  } as const),
  ...({ email: 'give_contact', phone: 'give_contact', address: 'give_address' } as const),
  ...({ code: 'give_order_number', order_number: 'give_order_number' } as const),
};
const SLOTS: Readonly<Partial<Record<ShortKind, Slot>>> = {
  ordinal: 'ordinal',
  email: 'email',
  phone: 'phone',
};

/** What the shop was asked for before goes with what is said now. */
function shortWish(short: MeantShort, plain: ReadMessage, given: Entities = {}): Wish {
  const { intent, answer } = short;
  const slot = short.slot ?? SLOTS[answer.kind];
  const entities = slot === undefined ? given : { ...given, ...filled(slot, answer.value) };
  const said = SAYS[answer.kind] ?? intent;
  // Words that answer a question are what is named, whatever else they might be.
  const words = answer.kind === 'text' ? {} : messageOf(entities, plain);
  return { intent, said, entities, message: { ...plain, ...words }, short };
}

const NUMBERS = new Set<Slot>(['quantity', 'price_max', 'price_min', 'ordinal', 'rating']);
const NO_ENTITIES = new Set<Slot>(['need', 'timeline', 'authority', 'reason', 'line', 'text', 'variant']);

function filled(slot: Slot, value: string | number): Entities {
  if (NO_ENTITIES.has(slot)) return {};
  if (!NUMBERS.has(slot)) return { [slot]: [String(value)] };
  const number = typeof value === 'number' ? value : Number.NaN;
  return Number.isFinite(number) ? { [slot]: [number] } : {};
}

/** What goes before another wish and only says yes or no to it: "yes, add it". */
const SAID_WITH: ReadonlySet<string> = new Set(['yes', 'no']);

/** The wishes of a reading, each as it is meant where the conversation stands. */
export function wishesOf(
  { acts, scope, confidence }: Reading,
  text: string,
  plain: ReadMessage,
  state: StateId,
): Wish[] {
  if (scope === 'out') return [{ intent: 'out', said: 'out', entities: {}, message: plain }];
  const all = joined(acts);
  const missed = confidence < NOTHING_MISSED && all.length === 1;
  const wishes = all.map((act) => wishFrom(act, text, plain, { alone: all.length === 1, state, missed }));
  // "No, show me others": the rest says what is wanted instead. "Yes, add it" asks once.
  return wishes.filter(
    ({ said, intent }, at) =>
      !SAID_WITH.has(said) ||
      wishes.length === 1 ||
      (said === 'yes' &&
        intent !== 'yes' &&
        !wishes.some((other, index) => index !== at && other.intent === intent)),
  );
}

/** A reading that is surer than this did not pass over the name of a thing. */
const NOTHING_MISSED = 0.95;
/** Wishes for a thing that plain rules can name too. */
const OF_A_THING: ReadonlySet<IntentName> = new Set([
  ...(['add_to_cart', 'remove_from_cart', 'price', 'stock', 'product_details'] as const),
]);

interface Around {
  /** The only wish of the text. */
  alone: boolean;
  state: StateId;
  /** The name of a thing may have been passed over. */
  missed: boolean;
}

function wishFrom({ intent, entities }: Act, text: string, plain: ReadMessage, around: Around): Wish {
  const { alone, state, missed } = around;
  if (intent === 'change_address' && state.startsWith('checkout.'))
    return wishFrom({ intent: 'give_address', confidence: 1, entities }, text, plain, around);
  const short = meantHere(state, intent, entities);
  if (short) return { ...shortWish(short, plain, entities), said: intent };
  const read = messageOf(entities, plain);
  const unnamed = read.subject === '' && (read.ordinals ?? []).length === 0;
  // "The pro": a choice is told by whatever is said. "Add cup to my cart": names that the reader never met.
  const named =
    intent === 'choose' || (missed && OF_A_THING.has(intent) && [...wantedByRules(plain)].includes(intent));
  const subject = unnamed && named ? plain.subject : read.subject;
  const message = { ...plain, ...read, ...(subject !== undefined && { subject }) };
  const query = alone ? text : message.subject;
  return { intent, said: intent, entities, message, query };
}

const NAMING = ['brand', 'colour', 'size', 'material', 'product', 'category'] as const;

/** Entities as the handlers of plain rules read them. */
function messageOf(entities: Entities, plain: ReadMessage): Partial<ReadMessage> {
  const words = NAMING.flatMap((name) => entities[name] ?? []).flatMap((value) => folded(value).split(' '));
  const [orderNumber] = entities.order_number ?? [];
  const [code] = entities.code ?? [];
  return {
    subject: [...new Set(words)].join(' '),
    ordinals: entities.ordinal ?? [],
    quantity: entities.quantity?.[0],
    codes: (entities.coupon ?? []).map((coupon) => coupon.toUpperCase()),
    orderNumber: orderNumber?.replace(/^#/, '').toUpperCase() ?? plain.orderNumber,
    oneTimeCode: code ?? plain.oneTimeCode,
  };
}
