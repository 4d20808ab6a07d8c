import { folded } from '../../platform/folded.ts';
import { buttonIntent } from '../intents/button-words.ts';
import { type ReadMessage, readMessage } from '../intents/read-message.ts';
import type { IntentName } from '../reading/intent-names.ts';
import type { Act, Entities, Reading } from '../reading/model.ts';
import { answersFrom, read } from '../reading/read.ts';
import { type MeantShort, meantIn } from './reading-in-state.ts';
import { intentNamed, wantedByRules } from './rules.ts';
import type { Slot } from './state-row.ts';
import { askedIn, type StateId } from './states.ts';

/** One thing that a message may want. */
export interface Wish {
  intent: IntentName | 'out';
  entities: Entities;
  message: ReadMessage;
  query?: string;
  short?: MeantShort;
}

/** Wishes that are all to be answered, or, of several ways to read a message, the first that can be. */
export interface Understood {
  every: boolean;
  wishes: Wish[];
}

/**
 * Below what the reader is sure of, from here on it is believed where plain rules know nothing of such a wish and nothing is changed
 * by the answer.
 */
const LIKELY = 0.8;
/** The same for what is no matter for a shop. */
const LIKELY_OUT = 0.85;
/** Wishes that plain rules have no words for, and whose answers change nothing. */
const BEYOND_RULES: ReadonlySet<IntentName> = new Set([
  ...(['small_talk', 'abuse', 'bot_question', 'repeat', 'language_switch', 'attribute_question'] as const),
  ...([
    'alternatives',
    'cheaper',
    'accessories',
    'recommend',
    'gift',
    'bestsellers',
    'new_arrivals',
    'ask_discount',
  ] as const),
  ...(['price_match', 'payment_problem', 'tax_question', 'change_order', 'change_address'] as const),
  ...(['cancel_order', 'return_item', 'exchange', 'refund_status', 'damaged_item', 'missing_item'] as const),
  ...(['warranty_claim', 'invoice', 'restock_alert', 'price_alert', 'opt_out', 'opt_in'] as const),
  ...(['return_policy', 'warranty_policy', 'payment_methods', 'shipping_cost', 'delivery_time'] as const),
  ...([
    'shipping_destination',
    'delete_data',
    'price_proof',
    'price_objection',
    'trust_objection',
    'store_info',
    'wait',
  ] as const),
] satisfies IntentName[]);

/** What a message wants: by what was asked, by the trained reader where it is sure, else by plain rules. */
export function understand(
  text: string,
  { language, state }: { language: string; state: StateId },
): Understood {
  const plain = readMessage(text, language);
  const button = buttonIntent(text);
  if (button) return { every: true, wishes: [{ intent: intentNamed(button), entities: {}, message: plain }] };
  const short = meantIn(state, text, language);
  const meant = short && wishOf(short, plain);
  if (meant && short.answer.kind !== 'text') return { every: true, wishes: [meant] };
  const reading = read(text, { language, asked: askedIn(state) });
  const rules = [...wantedByRules(plain)].map(
    (intent): Wish => ({ intent, entities: entitiesOf(plain), message: plain }),
  );
  if (reading.confidence >= answersFrom(language))
    return { every: true, wishes: wishesOf(reading, text, plain) };
  const [only] = reading.acts;
  const beyond =
    reading.confidence >= LIKELY &&
    reading.acts.length === 1 &&
    only !== undefined &&
    BEYOND_RULES.has(only.intent)
      ? [wishFrom(only, text, plain, true)]
      : [];
  const certain = rules.slice(0, -1);
  if (certain.length === 0 && reading.scope === 'out' && reading.confidence >= LIKELY_OUT)
    return { every: true, wishes: wishesOf(reading, text, plain) };
  return { every: false, wishes: [...beyond, ...certain, ...(meant ? [meant] : []), ...rules.slice(-1)] };
}

/** What the shop was asked for before goes with what is said now. */
function wishOf(short: MeantShort, plain: ReadMessage): Wish {
  const { intent, slot, answer } = short;
  const entities = slot === undefined ? {} : filled(slot, answer.value);
  return { intent, entities, message: { ...plain, ...messageOf(entities, plain) }, short };
}

const NUMBERS = new Set<Slot>(['quantity', 'price_max', 'price_min', 'ordinal', 'rating']);
const NO_ENTITIES = new Set<Slot>(['need', 'timeline', 'authority', 'reason', 'line', 'text', 'variant']);

function filled(slot: Slot, value: string | number): Entities {
  if (NO_ENTITIES.has(slot)) return {};
  if (!NUMBERS.has(slot)) return { [slot]: [String(value)] };
  const number = typeof value === 'number' ? value : Number.NaN;
  return Number.isFinite(number) ? { [slot]: [number] } : {};
}

function wishesOf({ acts, scope }: Reading, text: string, plain: ReadMessage): Wish[] {
  if (scope === 'out') return [{ intent: 'out', entities: {}, message: plain }];
  return acts.map((act) => wishFrom(act, text, plain, acts.length === 1));
}

function wishFrom(act: Act, text: string, plain: ReadMessage, alone: boolean): Wish {
  const message = { ...plain, ...messageOf(act.entities, plain) };
  const query = alone ? text : message.subject;
  return { intent: act.intent, entities: act.entities, message, query };
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

function entitiesOf({ ordinals, quantity, codes, orderNumber }: ReadMessage): Entities {
  return {
    ...(ordinals.length > 0 && { ordinal: [...ordinals] }),
    ...(quantity !== undefined && { quantity: [quantity] }),
    ...(codes.length > 0 && { coupon: [...codes] }),
    ...(orderNumber !== undefined && { order_number: [orderNumber] }),
  };
}
