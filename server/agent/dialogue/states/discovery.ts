import { CART, LOOK, SUGGEST, state } from '../state-row.ts';

const ADVISE = [...SUGGEST, 'compare_products'] as const;

/** On the way to a product. */
export const DISCOVERY_STATES = [
  state('discovery.search', LOOK, {
    by: ['search'],
    expects: { text: 'search', no: 'person' },
    on: { found: 'discovery.results', several: 'discovery.results', one: 'product.shown' },
  }),
  state('discovery.results', ADVISE, {
    asked: 'products_shown',
    expects: {
      ordinal: 'choose',
      number: 'choose:ordinal',
      yes: 'choose',
      no: 'alternatives',
      money: 'search:price_max',
    },
    on: { one: 'product.shown' },
  }),
  state('discovery.browse', LOOK, {
    by: ['browse_category'],
    expects: { text: 'browse_category:category', yes: 'bestsellers', no: 'recommend' },
    on: { found: 'discovery.results', one: 'product.shown' },
  }),
  state('discovery.which', LOOK, {
    asked: 'which_product',
    by: ['ask.which_product', 'choose'],
    expects: { ordinal: 'choose', number: 'choose:ordinal', yes: 'choose', no: 'no', text: 'choose:product' },
    on: { one: 'product.shown', done: 'cart.added', none: 'discovery.search' },
  }),
  state('discovery.bestsellers', SUGGEST, {
    asked: 'products_shown',
    by: ['bestsellers'],
    expects: { ordinal: 'choose', number: 'choose:ordinal', yes: 'choose', no: 'new_arrivals' },
    on: { none: 'discovery.browse' },
  }),
  state('discovery.new_arrivals', LOOK, {
    asked: 'products_shown',
    by: ['new_arrivals'],
    expects: { ordinal: 'choose', number: 'choose:ordinal', yes: 'choose', no: 'bestsellers' },
    on: { none: 'discovery.browse' },
  }),
  state('discovery.comparison.shown', [...CART, 'compare_products'], {
    asked: 'products_shown',
    by: ['compare'],
    expects: {
      ordinal: 'add_to_cart:ordinal',
      number: 'choose:ordinal',
      yes: 'add_to_cart',
      no: 'alternatives',
    },
  }),
  state('discovery.comparison.which', [...LOOK, 'compare_products'], {
    asked: 'which_product',
    by: ['ask.which_compared'],
    expects: {
      ordinal: 'compare:ordinal',
      number: 'compare:quantity',
      yes: 'compare',
      text: 'compare:product',
      no: 'no',
    },
    on: { found: 'discovery.comparison.shown' },
  }),
  state('discovery.advice.need', ADVISE, {
    by: ['recommend', 'ask.need'],
    expects: { text: 'recommend:text', money: 'recommend:price_max' },
    on: {
      found: 'discovery.advice.picked',
      one: 'discovery.advice.picked',
      several: 'discovery.advice.picked',
    },
  }),
  state('discovery.advice.budget', ADVISE, {
    asked: 'budget?',
    by: ['ask.budget'],
    expects: { money: 'recommend:price_max', number: 'recommend:price_max', no: 'recommend' },
    on: { found: 'discovery.advice.picked' },
  }),
  state('discovery.advice.picked', [...ADVISE, ...CART], {
    asked: 'products_shown',
    expects: {
      yes: 'add_to_cart',
      no: 'alternatives',
      ordinal: 'choose',
      number: 'choose:ordinal',
      money: 'recommend:price_max',
    },
  }),
  state('discovery.gift.recipient', ADVISE, {
    asked: 'recipient?',
    by: ['gift', 'ask.recipient'],
    expects: { text: 'gift:recipient', money: 'gift:price_max' },
    on: { found: 'discovery.gift.picked', one: 'discovery.gift.picked', none: 'discovery.gift.budget' },
  }),
  state('discovery.gift.occasion', ADVISE, {
    by: ['ask.occasion'],
    expects: { text: 'gift:occasion', money: 'gift:price_max', no: 'gift' },
    on: { found: 'discovery.gift.picked' },
  }),
  state('discovery.gift.budget', ADVISE, {
    asked: 'budget?',
    expects: { money: 'gift:price_max', number: 'gift:price_max', no: 'gift' },
    on: { found: 'discovery.gift.picked', one: 'discovery.gift.picked' },
  }),
  state('discovery.gift.picked', [...ADVISE, ...CART], {
    asked: 'products_shown',
    expects: {
      yes: 'add_to_cart',
      no: 'alternatives',
      ordinal: 'choose',
      number: 'choose:ordinal',
      money: 'gift:price_max',
    },
  }),
  state('product.shown', [...SUGGEST, ...CART], {
    asked: 'product_shown',
    by: ['product_details'],
    expects: { yes: 'add_to_cart', no: 'alternatives', number: 'add_to_cart:quantity' },
    on: { several: 'discovery.which', none: 'product.which' },
  }),
  state('product.price', [...SUGGEST, ...CART], {
    asked: 'add_to_cart?',
    by: ['price'],
    expects: { yes: 'add_to_cart', no: 'price_objection', number: 'add_to_cart:quantity' },
    on: { several: 'discovery.which', none: 'product.which' },
  }),
  state('product.stock', [...CART, 'watch_product', 'recommend_products', 'related_products'], {
    asked: 'add_to_cart?',
    by: ['stock'],
    expects: { yes: 'add_to_cart', no: 'alternatives', number: 'add_to_cart:quantity' },
    on: { several: 'discovery.which', none: 'product.which', refused: 'product.sold_out' },
  }),
  state('product.sold_out', ['check_stock', 'watch_product', 'recommend_products', 'related_products'], {
    expects: { yes: 'restock_alert', email: 'restock_alert:email', no: 'alternatives' },
  }),
  state('product.which', LOOK, {
    asked: 'which_product',
    expects: { text: 'product_details:product', no: 'no' },
    on: { one: 'product.shown' },
  }),
  state('product.question', CART, {
    asked: 'product_shown',
    by: ['attribute_question'],
    expects: { yes: 'add_to_cart', no: 'alternatives' },
    on: { several: 'discovery.which', none: 'product.unsaid' },
  }),
  state('product.unsaid', ['search_catalog', 'get_product', 'request_handoff'], {
    asked: 'person?',
    expects: { yes: 'person', no: 'thanks' },
  }),
  state('product.size', CART, {
    asked: 'size?',
    by: ['size_fit', 'ask.size'],
    expects: { text: 'change_variant:size', number: 'change_variant:size', no: 'no' },
  }),
  state('product.colour', CART, {
    asked: 'colour?',
    by: ['ask.colour'],
    expects: { text: 'change_variant:colour', no: 'no' },
  }),
  state('product.alternatives', SUGGEST, {
    asked: 'products_shown',
    by: ['alternatives', 'cheaper'],
    expects: {
      ordinal: 'choose',
      number: 'choose:ordinal',
      yes: 'choose',
      no: 'person',
      money: 'cheaper:price_max',
    },
    on: { none: 'discovery.search' },
  }),
  state('product.accessories', [...SUGGEST, ...CART], {
    asked: 'products_shown',
    by: ['accessories'],
    expects: {
      ordinal: 'add_to_cart:ordinal',
      number: 'choose:ordinal',
      yes: 'add_to_cart',
      no: 'show_cart',
    },
    on: { none: 'discovery.search' },
  }),
  state('product.proof', ['get_product', 'verify_reply'], {
    by: ['price_proof'],
    expects: { yes: 'thanks', no: 'trust_objection' },
  }),
];
