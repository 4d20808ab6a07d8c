import { CART, LOOK, PERSON, state } from '../state-row.ts';

/** What is neither about goods nor about an order. */
export const TALK_STATES = [
  state('talk.greeting', LOOK, {
    by: ['greeting'],
    expects: { text: 'search', yes: 'capabilities', number: 'search' },
  }),
  state('talk.thanks', CART, {
    asked: 'anything_else?',
    by: ['thanks'],
    expects: { no: 'goodbye', yes: 'capabilities' },
  }),
  state('talk.goodbye', [], { by: ['goodbye'], expects: { yes: 'goodbye', no: 'goodbye' } }),
  state('talk.small', LOOK, { by: ['small_talk'], expects: { yes: 'recommend', no: 'wait' } }),
  state('talk.bot', PERSON, {
    asked: 'person?',
    by: ['bot_question'],
    expects: { yes: 'person', no: 'capabilities' },
  }),
  state('talk.abuse', PERSON, {
    asked: 'person?',
    by: ['abuse'],
    expects: { yes: 'person', no: 'goodbye' },
  }),
  state('talk.outside', LOOK, { by: ['out'], expects: { yes: 'capabilities', no: 'goodbye' } }),
  state('talk.capabilities', [...LOOK, 'get_policy'], {
    by: ['capabilities'],
    expects: { text: 'search', yes: 'browse_category', no: 'person' },
  }),
  state('talk.repeat', ['get_product'], { by: ['repeat'], expects: { yes: 'thanks', no: 'repeat' } }),
  state('talk.language', [], {
    by: ['language_switch'],
    expects: { text: 'language_switch:text', yes: 'thanks', no: 'language_switch' },
  }),
  state('talk.wait', [], { by: ['wait'], expects: { yes: 'repeat', no: 'wait' } }),
  state('talk.unclear', LOOK, {
    by: ['ask.rephrase'],
    expects: { yes: 'repeat', no: 'person', text: 'search:text' },
  }),
  state('talk.shop', [...PERSON, 'get_policy'], {
    by: ['store_info'],
    expects: { yes: 'person', no: 'thanks' },
  }),
  state('person.offered', PERSON, {
    asked: 'person?',
    by: ['ask.person'],
    expects: { yes: 'person', no: 'no' },
  }),
  state('person.waiting', [...CART, ...PERSON, 'qualify_lead'], {
    by: ['person'],
    expects: { email: 'give_contact', phone: 'give_contact', yes: 'wait', no: 'thanks' },
  }),
  state('person.call_back', [...PERSON, 'qualify_lead'], {
    asked: 'contact?',
    by: ['ask.call_back', 'give_contact'],
    expects: { email: 'give_contact', phone: 'give_contact', number: 'give_contact', no: 'no' },
    on: { done: 'person.waiting', refused: 'person.offered' },
  }),
  state('consent.opt_out', [], {
    asked: 'cancel?',
    by: ['ask.opt_out_confirm'],
    expects: { yes: 'opt_out', no: 'opt_in' },
  }),
  state('consent.opted_out', PERSON, {
    by: ['opt_out'],
    expects: { yes: 'opt_in', no: 'goodbye' },
    on: { refused: 'consent.opt_out' },
  }),
  state('consent.opted_in', LOOK, { by: ['opt_in'], expects: { yes: 'thanks', no: 'opt_out' } }),
  state('consent.delete', PERSON, {
    asked: 'cancel?',
    by: ['delete_data', 'ask.delete_confirm'],
    expects: { yes: 'delete_data', no: 'thanks' },
  }),
  state(
    'profile.self',
    ['link_channel', 'remember_preferences', 'get_preferences', 'forget_preferences', 'get_cart'],
    { by: ['ask.profile'], expects: { yes: 'show_cart', no: 'delete_data' } },
  ),
  state('recovery.talk', LOOK, {
    by: ['silent'],
    expects: { yes: 'repeat', no: 'goodbye', text: 'search' },
  }),
  state('recovery.shopping', CART, {
    expects: { yes: 'show_cart', no: 'goodbye', text: 'search' },
  }),
  state('recovery.cart', [...CART, 'create_checkout'], {
    asked: 'checkout?',
    expects: { yes: 'show_cart', no: 'clear_cart' },
  }),
  state('recovery.checkout', ['get_cart', 'create_checkout', 'get_checkout', 'cancel_checkout'], {
    asked: 'checkout?',
    expects: { yes: 'start_checkout', no: 'show_cart' },
  }),
  state('recovery.order', ['get_order', ...PERSON], {
    expects: { yes: 'order_status', no: 'goodbye' },
  }),
];
