import type { IntentName } from '../reading/intent-names.ts';
import type { Reading } from '../reading/model.ts';
import { answersFrom } from '../reading/read.ts';

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
  ...(['alternatives', 'cheaper', 'accessories', 'recommend', 'gift', 'bestsellers'] as const),
  ...(['new_arrivals', 'ask_discount', 'price_match', 'payment_problem', 'tax_question'] as const),
  ...(['change_order', 'change_address', 'cancel_order', 'return_item', 'exchange'] as const),
  ...(['refund_status', 'damaged_item', 'missing_item', 'warranty_claim', 'invoice'] as const),
  ...(['restock_alert', 'price_alert', 'opt_out', 'opt_in', 'return_policy', 'warranty_policy'] as const),
  ...(['payment_methods', 'shipping_cost', 'delivery_time', 'shipping_destination'] as const),
  ...(['delete_data', 'price_proof', 'price_objection', 'trust_objection', 'store_info', 'wait'] as const),
] satisfies IntentName[]);

/** Whether a reading is to be answered as it stands. @param rules what plain rules read in the same words */
export function certaintyOf(reading: Reading, rules: readonly IntentName[], language: string): boolean {
  const { acts, confidence, scope } = reading;
  if (confidence >= answersFrom(language)) return true;
  if (scope === 'out') return rules.length === 0 && confidence >= LIKELY_OUT;
  const [only] = acts;
  return acts.length === 1 && only !== undefined && confidence >= LIKELY && BEYOND_RULES.has(only.intent);
}
