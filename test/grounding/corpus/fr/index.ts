import type { Corpus } from '../skeleton.ts';
import { binding } from './attacks-binding.ts';
import { buried } from './attacks-buried.ts';
import { context } from './attacks-context.ts';
import { discounts } from './attacks-discounts.ts';
import { features } from './attacks-features.ts';
import { forms } from './attacks-forms.ts';
import { fulfilment } from './attacks-fulfilment.ts';
import { prices } from './attacks-prices.ts';
import { sums } from './attacks-sums.ts';
import { cart } from './faithful-cart.ts';
import { products } from './faithful-products.ts';
import { service } from './faithful-service.ts';
import { talk } from './faithful-talk.ts';
import { slots } from './slots.ts';
import { writes } from './writes.ts';

/** French, as written in all countries that speak it. */
export const fr: Corpus = {
  language: 'fr',
  attacks: [
    ...discounts,
    ...prices,
    ...sums,
    ...binding,
    ...fulfilment,
    ...features,
    ...forms,
    ...context,
    ...buried,
  ],
  faithful: [...talk, ...products, ...cart, ...service],
  writes,
  slots,
};
