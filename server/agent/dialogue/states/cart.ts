import { CART, LOOK, PERSON, SUGGEST, state } from '../state-row.ts';

const CHECKOUT = [
  'get_cart',
  'create_checkout',
  'get_checkout',
  'update_checkout',
  'cancel_checkout',
] as const;

/** Cart, discounts, objections, alerts and checkout. */
export const CART_STATES = [
  state('cart.add', CART, {
    asked: 'which_product',
    by: ['add_to_cart'],
    expects: {
      text: 'add_to_cart:product',
      ordinal: 'add_to_cart:ordinal',
      number: 'add_to_cart:quantity',
      no: 'no',
    },
    on: { done: 'cart.added', one: 'product.shown', refused: 'cart.shortage', several: 'discovery.which' },
  }),
  state('cart.added', [...SUGGEST, ...CART, 'create_checkout'], {
    asked: 'checkout?',
    expects: { yes: 'start_checkout', no: 'accessories', number: 'change_quantity:quantity' },
  }),
  state('cart.shown', [...CART, 'create_checkout'], {
    asked: 'cart_shown',
    by: ['show_cart'],
    expects: {
      yes: 'start_checkout',
      no: 'search',
      number: 'change_quantity:quantity',
      ordinal: 'product_details:ordinal',
    },
    on: { none: 'cart.empty' },
  }),
  state('cart.empty', SUGGEST, { expects: { text: 'search', yes: 'bestsellers', no: 'goodbye' } }),
  state('cart.shortage', [...SUGGEST, ...CART, 'watch_product'], {
    asked: 'quantity?',
    expects: { number: 'add_to_cart:quantity', yes: 'alternatives', no: 'no', email: 'restock_alert:email' },
    on: { done: 'cart.added' },
  }),
  state('cart.quantity', CART, {
    asked: 'quantity?',
    by: ['change_quantity', 'ask.quantity'],
    expects: { number: 'change_quantity:quantity', no: 'no', yes: 'show_cart' },
    on: { done: 'cart.added', refused: 'cart.shortage', none: 'cart.empty' },
  }),
  state('cart.variant', CART, {
    by: ['change_variant', 'correction'],
    expects: { text: 'change_variant:variant', ordinal: 'change_variant:ordinal', no: 'no' },
    on: { done: 'cart.added', several: 'discovery.which', none: 'cart.empty' },
  }),
  state('cart.remove', CART, {
    asked: 'cart_shown',
    by: ['remove_from_cart', 'ask.which_line'],
    expects: {
      text: 'remove_from_cart:product',
      ordinal: 'remove_from_cart:ordinal',
      number: 'remove_from_cart:ordinal',
      yes: 'clear_cart',
      no: 'show_cart',
    },
    on: { done: 'cart.shown', none: 'cart.empty' },
  }),
  state('cart.clear', ['get_cart', 'update_cart'], {
    asked: 'cancel?',
    by: ['clear_cart', 'ask.clear_confirm'],
    expects: { yes: 'clear_cart', no: 'show_cart' },
    on: { done: 'cart.empty', none: 'cart.empty' },
  }),
  state('discount.code', ['get_cart', 'update_cart'], {
    asked: 'coupon?',
    by: ['apply_coupon', 'ask.coupon', 'ask.which_code'],
    expects: { text: 'apply_coupon:coupon', coupon: 'apply_coupon:coupon', no: 'show_cart' },
    on: { done: 'cart.shown', refused: 'discount.refused' },
  }),
  state('discount.refused', ['get_cart', 'update_cart', ...PERSON], {
    asked: 'coupon?',
    expects: { coupon: 'apply_coupon:coupon', yes: 'person', no: 'show_cart' },
  }),
  state('discount.removed', ['get_cart', 'update_cart'], {
    by: ['remove_coupon'],
    expects: { yes: 'start_checkout', no: 'apply_coupon' },
  }),
  state('objection.discount', ['get_cart', 'update_cart', 'get_policy', ...SUGGEST], {
    by: ['ask_discount'],
    expects: { coupon: 'apply_coupon:coupon', yes: 'cheaper', no: 'price_alert' },
  }),
  state('objection.match', ['get_policy', ...PERSON, ...LOOK], {
    by: ['price_match'],
    expects: { yes: 'person', no: 'cheaper', money: 'price_match:price_max' },
  }),
  state('objection.price', [...SUGGEST, 'get_policy', 'watch_product'], {
    by: ['price_objection'],
    expects: { yes: 'cheaper', no: 'price_alert', money: 'cheaper:price_max' },
    on: { found: 'product.alternatives' },
  }),
  state('objection.trust', ['get_policy', 'get_product', 'verify_reply', ...PERSON], {
    by: ['trust_objection'],
    expects: { yes: 'price_proof', no: 'person' },
  }),
  state('alert.restock', [...LOOK, 'watch_product'], {
    asked: 'email?',
    by: ['restock_alert', 'ask.watch_email'],
    expects: { email: 'restock_alert:email', text: 'restock_alert:product', no: 'alternatives' },
    on: { done: 'alert.noted' },
  }),
  state('alert.limit', [...LOOK, 'watch_product'], {
    asked: 'budget?',
    by: ['price_alert', 'ask.price_limit'],
    expects: { money: 'price_alert:price_max', number: 'price_alert:price_max', no: 'cheaper' },
    on: { done: 'alert.noted' },
  }),
  state('alert.email', [...LOOK, 'watch_product'], {
    asked: 'email?',
    by: ['ask.price_email'],
    expects: { email: 'price_alert:email', no: 'cheaper' },
    on: { done: 'alert.noted' },
  }),
  state('alert.noted', SUGGEST, {
    asked: 'anything_else?',
    expects: { yes: 'alternatives', no: 'goodbye' },
  }),
  state('checkout.start', ['get_cart', 'create_checkout', 'get_checkout'], {
    by: ['start_checkout'],
    expects: { yes: 'start_checkout', no: 'show_cart' },
    on: { done: 'checkout.link', none: 'cart.empty' },
  }),
  state('checkout.email', CHECKOUT, {
    asked: 'email?',
    by: ['ask.checkout_email'],
    expects: { email: 'give_address:email', phone: 'give_contact:phone', no: 'show_cart' },
  }),
  state('checkout.address', CHECKOUT, {
    asked: 'address?',
    by: ['give_address', 'ask.checkout_address'],
    expects: { address: 'give_address:address', no: 'show_cart' },
    on: { done: 'checkout.link' },
  }),
  state('checkout.shipping', [...CHECKOUT, 'get_policy'], {
    by: ['ask.checkout_shipping'],
    expects: {
      ordinal: 'give_address:ordinal',
      number: 'give_address:ordinal',
      yes: 'give_address',
      text: 'give_address:text',
      no: 'shipping_cost',
    },
  }),
  state('checkout.confirm', CHECKOUT, {
    asked: 'confirm_total?',
    by: ['ask.confirm_total'],
    expects: {
      yes: 'start_checkout',
      no: 'show_cart',
      coupon: 'apply_coupon:coupon',
      address: 'give_address:address',
    },
  }),
  state('checkout.link', [...CHECKOUT, 'get_order'], {
    expects: { yes: 'order_status', no: 'payment_problem', coupon: 'apply_coupon:coupon' },
  }),
  state('checkout.trouble', [...CHECKOUT, 'get_policy', ...PERSON], {
    asked: 'person?',
    by: ['payment_problem'],
    expects: { yes: 'person', no: 'start_checkout' },
  }),
];
