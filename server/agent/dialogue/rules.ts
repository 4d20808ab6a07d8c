import { type ReadMessage, readMessage } from '../intents/read-message.ts';
import type { Intent } from '../intents/words.ts';
import { mayRequest, sentencesIn } from '../license/request.ts';
import type { IntentName } from '../reading/intent-names.ts';

/** What the plain rules call it, and what it is called everywhere else. */
const NAMES: Readonly<Record<Intent, IntentName>> = {
  person: 'person',
  order: 'order_status',
  compare: 'compare',
  checkout: 'start_checkout',
  remove: 'remove_from_cart',
  quantity: 'change_quantity',
  coupon: 'apply_coupon',
  cart: 'show_cart',
  add: 'add_to_cart',
  returns: 'return_policy',
  shipping: 'shipping_cost',
  warranty: 'warranty_policy',
  payment: 'payment_methods',
  price: 'price',
  stock: 'stock',
  details: 'product_details',
  greeting: 'greeting',
  thanks: 'thanks',
  goodbye: 'goodbye',
  help: 'capabilities',
};

/** Also of conversations from before intents had one name. */
export const intentNamed = (name: string): IntentName => NAMES[name as Intent] ?? (name as IntentName);

/** What a message may want by plain rules, in the order in which they are tried; the last resort is a search. */
export function* wantedByRules(message: ReadMessage): Generator<IntentName> {
  if (message.intents.includes('person')) yield 'person';
  for (const intent of message.intents) if (intent !== 'person') yield NAMES[intent];
  if (message.codes.length > 0) yield 'apply_coupon';
  if (message.orderNumber !== undefined) yield 'order_status';
  // "The second lamp", not "my lamp that broke last week".
  if (message.ordinals.length > 0 && message.subject.split(' ').length <= 2) yield 'choose';
  yield 'search';
}

/**
 * Only words that ask for it to be done license a change: not what a customer asks about, supposes or tells of. Each with what plain
 * rules call it.
 */
const CHANGES: ReadonlyMap<IntentName | 'out', readonly Intent[]> = new Map([
  ['add_to_cart', ['add']],
  ['remove_from_cart', ['remove']],
  ['change_quantity', ['quantity']],
  ['clear_cart', ['remove']],
  ['apply_coupon', ['coupon']],
  ['remove_coupon', ['remove', 'coupon']],
  ['start_checkout', ['checkout']],
]);
const TAKES_OUT: ReadonlySet<IntentName | 'out'> = new Set([
  'remove_from_cart',
  'clear_cart',
  'remove_coupon',
]);

/** Whether the sentences that name a change ask for it; where none is known to name it, any of the message. */
export function mayChange(intent: IntentName | 'out', text: string, language: string): boolean {
  const called = CHANGES.get(intent);
  if (!called) return true;
  const naming = sentencesIn(text).filter((sentence) =>
    readMessage(sentence, language).intents.some((named) => called.includes(named)),
  );
  const asking = naming.length > 0 ? naming : [text];
  const takesOut = TAKES_OUT.has(intent);
  return asking.some((sentence) => mayRequest(sentence, undefined, { language, takesOut }));
}
