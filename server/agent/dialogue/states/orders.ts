import { LOOK, PERSON, state } from '../state-row.ts';

const ORDER = ['get_order', 'get_policy'] as const;

/** After the order; the shop's conditions; leads. */
export const ORDER_STATES = [
  state('order.number', ORDER, {
    asked: 'order_number?',
    by: ['ask.order_number', 'give_order_number'],
    expects: {
      order_number: 'give_order_number:order_number',
      no: 'person',
    },
    on: { found: 'order.shown' },
  }),
  state('order.code', ORDER, {
    asked: 'order_code?',
    by: ['ask.order_code'],
    expects: { code: 'give_order_number:code', number: 'give_order_number:code', no: 'person' },
    on: { found: 'order.shown' },
  }),
  state('order.shown', [...ORDER, ...PERSON], {
    asked: 'order_shown',
    by: ['order_status'],
    expects: { yes: 'tracking', no: 'person', ordinal: 'tracking:ordinal' },
    on: { none: 'order.number' },
  }),
  state('order.tracking', ORDER, {
    asked: 'order_shown',
    by: ['tracking'],
    expects: { yes: 'thanks', no: 'missing_item' },
    on: { none: 'order.number' },
  }),
  state('order.change', [...ORDER, ...PERSON], {
    asked: 'person?',
    by: ['change_order', 'ask.change'],
    expects: { text: 'change_order:text', yes: 'person', no: 'order_status' },
  }),
  state('order.address', [...ORDER, ...PERSON], {
    asked: 'address?',
    by: ['change_address', 'ask.new_address'],
    expects: { address: 'change_address:address', text: 'change_address:address', no: 'order_status' },
  }),
  state('order.cancel', [...ORDER, ...PERSON], {
    asked: 'cancel?',
    by: ['cancel_order', 'ask.cancel_confirm'],
    expects: { yes: 'cancel_order', no: 'no', order_number: 'cancel_order:order_number' },
  }),
  state('order.return.lines', [...ORDER, 'request_return'], {
    by: ['return_item', 'ask.return_lines'],
    expects: {
      text: 'return_item:line',
      ordinal: 'return_item:ordinal',
      number: 'return_item:ordinal',
      order_number: 'return_item:order_number',
      no: 'return_policy',
    },
    on: { done: 'order.return.noted' },
  }),
  state('order.return.reason', [...ORDER, 'request_return'], {
    by: ['ask.reason'],
    expects: { text: 'return_item:reason', no: 'return_item', order_number: 'return_item:order_number' },
    on: { done: 'order.return.noted' },
  }),
  state('order.return.confirm', [...ORDER, 'request_return'], {
    asked: 'cancel?',
    by: ['ask.return_confirm'],
    expects: { yes: 'return_item', no: 'return_policy', order_number: 'return_item:order_number' },
    on: { done: 'order.return.noted', refused: 'order.return.lines' },
  }),
  state('order.return.noted', [...ORDER, ...PERSON], {
    asked: 'anything_else?',
    expects: { yes: 'refund_status', no: 'goodbye' },
  }),
  state('order.exchange', [...ORDER, ...LOOK, ...PERSON], {
    by: ['exchange', 'ask.exchange_for'],
    expects: {
      text: 'exchange:variant',
      yes: 'person',
      no: 'return_item',
      order_number: 'exchange:order_number',
    },
  }),
  state('order.damaged', [...ORDER, 'request_return', ...PERSON], {
    by: ['damaged_item', 'ask.fault'],
    expects: {
      text: 'damaged_item:text',
      yes: 'return_item',
      no: 'exchange',
      order_number: 'damaged_item:order_number',
    },
    on: { done: 'order.return.noted' },
  }),
  state('order.missing', [...ORDER, ...PERSON], {
    by: ['missing_item', 'ask.missing'],
    expects: {
      text: 'missing_item:text',
      yes: 'person',
      no: 'tracking',
      order_number: 'missing_item:order_number',
    },
  }),
  state('order.refund', [...ORDER, ...PERSON], {
    by: ['refund_status'],
    expects: { yes: 'person', no: 'thanks', order_number: 'refund_status:order_number' },
  }),
  state('order.invoice', [...ORDER, ...PERSON], {
    by: ['invoice'],
    expects: { yes: 'person', no: 'thanks', order_number: 'invoice:order_number' },
  }),
  state('order.warranty', [...ORDER, ...PERSON], {
    by: ['warranty_claim'],
    expects: {
      text: 'warranty_claim:text',
      yes: 'person',
      no: 'return_policy',
      order_number: 'warranty_claim:order_number',
    },
  }),
  state('review.rating', ['get_order'], {
    by: ['review', 'ask.rating'],
    expects: { number: 'review:rating', no: 'goodbye', text: 'review:text' },
    on: { found: 'review.text' },
  }),
  state('review.text', PERSON, {
    by: ['ask.review_text'],
    expects: { text: 'review:text', no: 'goodbye' },
    on: { done: 'talk.thanks' },
  }),
  state('policy.shipping', ['get_policy', 'get_cart', 'get_checkout'], {
    by: ['shipping_cost', 'delivery_time'],
    expects: { yes: 'start_checkout', no: 'person' },
  }),
  state('policy.destination', ['get_policy', 'get_cart'], {
    by: ['shipping_destination', 'ask.country'],
    expects: { yes: 'shipping_cost', no: 'person' },
  }),
  state('policy.payment', ['get_policy', 'get_cart', 'create_checkout'], {
    by: ['payment_methods'],
    expects: { yes: 'start_checkout', no: 'person' },
  }),
  state('policy.tax', ['get_policy', 'get_cart'], {
    by: ['tax_question'],
    expects: { yes: 'show_cart', no: 'person' },
  }),
  state('policy.returns', ['get_policy', 'get_order'], {
    by: ['return_policy'],
    expects: { yes: 'return_item', no: 'thanks' },
  }),
  state('policy.warranty', ['get_policy', 'get_product'], {
    by: ['warranty_policy'],
    expects: { yes: 'warranty_claim', no: 'thanks' },
  }),
  state('lead.need', [...LOOK, 'qualify_lead'], {
    by: ['lead', 'ask.lead_need'],
    expects: { text: 'lead:need', no: 'no' },
    on: { done: 'lead.noted' },
  }),
  state('lead.quantity', [...LOOK, 'qualify_lead'], {
    asked: 'quantity?',
    by: ['ask.lead_quantity'],
    expects: { number: 'lead:quantity', text: 'lead:quantity', no: 'lead' },
    on: { done: 'lead.noted' },
  }),
  state('lead.budget', [...LOOK, 'qualify_lead'], {
    asked: 'budget?',
    by: ['ask.lead_budget'],
    expects: { money: 'lead:price_max', number: 'lead:price_max', no: 'lead' },
    on: { done: 'lead.noted' },
  }),
  state('lead.timeline', ['qualify_lead'], {
    by: ['ask.lead_timeline'],
    expects: { text: 'lead:timeline', no: 'lead' },
    on: { done: 'lead.noted' },
  }),
  state('lead.authority', ['qualify_lead'], {
    by: ['ask.lead_authority'],
    expects: { yes: 'lead:authority', no: 'lead:authority', text: 'lead:authority' },
    on: { done: 'lead.noted' },
  }),
  state('lead.contact', ['qualify_lead', ...PERSON], {
    asked: 'contact?',
    by: ['ask.lead_contact', 'ask.contact'],
    expects: { email: 'lead:email', phone: 'lead:phone', no: 'no', yes: 'lead' },
    on: { done: 'lead.noted' },
  }),
  state('lead.noted', [...LOOK, 'qualify_lead', ...PERSON], {
    asked: 'anything_else?',
    expects: { yes: 'person', no: 'goodbye' },
  }),
];
