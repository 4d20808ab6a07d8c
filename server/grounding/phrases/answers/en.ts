/** What answers to the customer's wishes say. Shape of a line as in the file that takes them in. */
export const answers = {
  small_talk: 'All well here, thank you! What are you looking for?',
  bot: 'I am the shop’s automatic assistant. If you like, I can get a person for you.',
  abuse: 'I am sorry that you are annoyed. I can go on helping you, or get a person for you.',
  out_of_scope: 'I can only help with this shop: its products, your cart, your orders and its conditions.',
  take_time: 'Take your time. I am here.',
  language_now: 'All right, let us go on in English.',
  again: 'Here it is again:',
  rephrase: 'Could you say that in other words?',
  opted_out:
    'All right. Here I only answer what you write. On a messaging channel, send STOP and you will hear nothing more.',
  opted_in: 'All right. On a messaging channel, send START to hear from us again.',
  delete_by_person: 'A colleague can delete what is stored about you. Shall I ask?',
  not_written: 'The shop has written nothing about that. Shall I ask a colleague?',
  not_said: 'The shop does not say that of {product}.',
  shall_i_ask: 'Shall I ask a colleague?',
  tax_at_checkout: 'The checkout shows the exact tax before you pay.',
  alternatives_here: 'These could be something instead:',
  nothing_similar: 'I have nothing else like it right now.',
  cheaper_here: 'For less:',
  nothing_cheaper: 'I found nothing like it for less.',
  accessories_here: 'This goes with it:',
  nothing_with_it: 'The shop names nothing that goes with it.',
  new_here: 'New in the shop:',
  bestsellers_unknown: 'I do not know what sells best. This is what is new:',
  match_by_person: 'I cannot match prices of other shops. A colleague can look at the offer: shall I ask?',
  no_discounts:
    'I cannot give discounts of my own. If you have a code, send it to me. I can also look for something that costs less.',
  trust:
    'Every price that I name is read from the shop and signed, so it can be checked, and you see the whole total before you pay.',
  prices_proven:
    'Every price that I name is read from the shop at that moment and signed: the price itself leads to its proof.',
  return_all: 'Shall I register a return of this order? Answer yes, and the shop hears of it.',
  sorry_for_that: 'I am sorry about that.',
  order_by_person: 'I cannot do that myself, but a colleague can. Shall I ask?',
  payment_trouble:
    'I am sorry that paying does not work. You can try again on the payment page, or I ask a colleague: shall I?',
  watch_limit: 'Below which price shall I write to you?',
  watch_email: 'To which email address?',
  lead_need: 'What do you need, how many, and by when?',
  lead_contact:
    'How can we reach you about it? Send an email address or a phone number with its country code; with that you agree that we contact you about this.',
  shall_i_add: 'Shall I put {product} into your cart?',
  shall_i_clear: 'Shall I take all of this out of your cart?',
  no_code_in_cart: 'There is no code in your cart.',
  picked: 'My pick is {product}:',
  nothing_fits: 'I found nothing that meets all of that.',
};
