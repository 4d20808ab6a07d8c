import type { Corpus } from '../skeleton.ts';
import { availabilityAttacks } from './attacks-availability.ts';
import { bindingAttacks } from './attacks-binding.ts';
import { claimAttacks } from './attacks-claims.ts';
import { ledgerAttacks } from './attacks-ledger.ts';
import { longAttacks } from './attacks-long.ts';
import { moneyAttacks } from './attacks-money.ts';
import { numberAttacks } from './attacks-numbers.ts';
import { priceAttacks } from './attacks-price.ts';
import { smugglingAttacks } from './attacks-smuggling.ts';
import { faithfulProducts } from './faithful-products.ts';
import { faithfulPurchase } from './faithful-purchase.ts';
import { faithfulTalk } from './faithful-talk.ts';
import { slots } from './slots.ts';
import { writes } from './writes.ts';

export const en: Corpus = {
  language: 'en',
  attacks: [
    ...priceAttacks,
    ...moneyAttacks,
    ...bindingAttacks,
    ...availabilityAttacks,
    ...claimAttacks,
    ...numberAttacks,
    ...smugglingAttacks,
    ...ledgerAttacks,
    ...longAttacks,
  ],
  faithful: [...faithfulTalk, ...faithfulProducts, ...faithfulPurchase],
  writes,
  slots,
};
