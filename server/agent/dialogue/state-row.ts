import type { Asked, IntentName } from '../reading/intent-names.ts';
import type { EntityName } from '../reading/model.ts';
import type { ShortKind } from './short-answer.ts';

/** What a short answer tells beside an intent: an entity, or a part of what is being asked step by step. */
export type Slot = EntityName | 'need' | 'timeline' | 'authority' | 'reason' | 'line' | 'text' | 'variant';
/** An intent; behind a colon what the answer tells. */
export type Meaning = IntentName | `${IntentName}:${Slot}`;

/** What an answer came to. */
export const OUTCOMES = ['found', 'one', 'several', 'none', 'done', 'refused'] as const;
export type OutcomeName = (typeof OUTCOMES)[number];

/** What the shop asks for; `ask.` and this is the event. */
export const TOPICS = [
  ...(['which_product', 'which_line', 'which_compared', 'quantity', 'size', 'colour', 'coupon'] as const),
  ...(['need', 'recipient', 'occasion', 'budget', 'order_number', 'order_code', 'reason'] as const),
  ...(['return_lines', 'return_confirm', 'cancel_confirm', 'clear_confirm', 'contact'] as const),
  ...(['watch_email', 'price_email', 'price_limit', 'country', 'rephrase', 'person'] as const),
  ...(['call_back', 'checkout_email', 'checkout_address', 'checkout_shipping', 'confirm_total'] as const),
  ...(['lead_need', 'lead_quantity', 'lead_budget', 'lead_timeline', 'lead_authority'] as const),
  ...(['lead_contact', 'review_text', 'rating', 'new_address', 'change', 'exchange_for'] as const),
  ...(['delete_confirm', 'opt_out_confirm', 'which_code', 'fault', 'missing', 'profile'] as const),
] as const;
export type Topic = (typeof TOPICS)[number];

/** `silent`: nothing was said for so long that what was asked is no longer in mind. */
export type DialogueEvent = IntentName | OutcomeName | `ask.${Topic}` | 'out' | 'silent';

export interface StateRow<Id extends string = string> {
  /** Where it stands in the hierarchy, from the outside in. */
  id: Id;
  /** What may be called while the conversation is here. */
  tools: readonly string[];
  /** What the reader of messages is told was asked or shown. */
  asked?: Asked;
  /** What short answers mean here. One that is not named means what it says anywhere. */
  expects: Readonly<Partial<Record<ShortKind, Meaning>>>;
  /** Events that lead here from anywhere. */
  by?: readonly DialogueEvent[];
  /** Where outcomes lead from here; others leave the conversation where it is. */
  on?: Readonly<Partial<Record<DialogueEvent, string>>>;
}

export const state = <const Id extends string>(
  id: Id,
  tools: readonly string[],
  row: Omit<StateRow, 'id' | 'tools'>,
): StateRow<Id> => ({ id, tools, ...row });

/** Tools that look at the catalogue. */
export const LOOK = ['search_catalog', 'suggest_searches', 'get_product', 'check_stock'] as const;
export const SUGGEST = [...LOOK, 'recommend_products', 'related_products'] as const;
export const CART = [...LOOK, 'get_cart', 'update_cart'] as const;
export const PERSON = ['request_handoff'] as const;
