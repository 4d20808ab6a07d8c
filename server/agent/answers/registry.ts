import { ADVICE } from './advice.ts';
import { AFTER_SALES } from './after-sales.ts';
import { ALERTS } from './alerts.ts';
import { ALTERNATIVES } from './alternatives.ts';
import type { Asked, Handlers, Outcome } from './asked.ts';
import { cartAnswer, changeCart, clearCart, couponAnswer, removeCoupon, startCheckout } from './cart.ts';
import { CHECKOUT } from './checkout.ts';
import { attributeAnswer } from './features.ts';
import { LEADS } from './leads.ts';
import { OBJECTIONS } from './objections.ts';
import { POLICIES } from './policies.ts';
import { compareAnswer, productAnswer, searchAnswer } from './products.ts';
import { sizeAnswer } from './sizes.ts';
import { offerPerson, TALK } from './talk.ts';
import { VARIANTS } from './variants.ts';

const choose = (asked: Asked): Promise<Outcome | undefined> =>
  productAnswer({ ...asked, intent: 'product_details' });

/** Who answers what. An intent that is not here goes on to the model, or to what the shop can say of itself. */
export const HANDLERS: Handlers = {
  ...TALK,
  ...ADVICE,
  ...POLICIES,
  ...AFTER_SALES,
  ...ALERTS,
  ...ALTERNATIVES,
  ...LEADS,
  ...OBJECTIONS,
  ...CHECKOUT,
  ...VARIANTS,
  search: searchAnswer,
  browse_category: searchAnswer,
  price: productAnswer,
  stock: productAnswer,
  product_details: productAnswer,
  choose,
  compare: compareAnswer,
  attribute_question: attributeAnswer,
  size_fit: sizeAnswer,
  // No tool takes a review: it goes to a person, who may publish it.
  review: async () => offerPerson('review_by_person'),
  remove_from_cart: changeCart,
  change_quantity: changeCart,
  clear_cart: clearCart,
  show_cart: cartAnswer,
  apply_coupon: couponAnswer,
  remove_coupon: removeCoupon,
  start_checkout: startCheckout,
};
