import cancelCheckout from './cancel-checkout.ts';
import checkStock from './check-stock.ts';
import compareProducts from './compare-products.ts';
import completeCheckout from './complete-checkout.ts';
import createCheckout from './create-checkout.ts';
import type { Tool } from './define-tool.ts';
import forgetPreferences from './forget-preferences.ts';
import getCart from './get-cart.ts';
import getCheckout from './get-checkout.ts';
import getOrder from './get-order.ts';
import getPolicy from './get-policy.ts';
import getPreferences from './get-preferences.ts';
import getProduct from './get-product.ts';
import linkChannel from './link-channel.ts';
import productCards from './product-cards.ts';
import qualifyLead from './qualify-lead.ts';
import recommendProducts from './recommend-products.ts';
import relatedProducts from './related-products.ts';
import rememberPreferences from './remember-preferences.ts';
import requestHandoff from './request-handoff.ts';
import requestReturn from './request-return.ts';
import searchCatalog from './search-catalog.ts';
import suggestSearches from './suggest-searches.ts';
import updateCart from './update-cart.ts';
import updateCheckout from './update-checkout.ts';
import verifyReply from './verify-reply.ts';
import watchProduct from './watch-product.ts';

/** Every tool, in the order in which clients list them: finding, buying, afterwards, people. */
export const tools: readonly Tool[] = [
  searchCatalog,
  suggestSearches,
  getProduct,
  compareProducts,
  recommendProducts,
  relatedProducts,
  productCards,
  checkStock,
  getCart,
  updateCart,
  createCheckout,
  getCheckout,
  updateCheckout,
  completeCheckout,
  cancelCheckout,
  getOrder,
  requestReturn,
  getPolicy,
  watchProduct,
  rememberPreferences,
  getPreferences,
  forgetPreferences,
  linkChannel,
  qualifyLead,
  requestHandoff,
  verifyReply,
];

export const toolsByName: ReadonlyMap<string, Tool> = new Map(tools.map((tool) => [tool.name, tool]));
