import type { Corpus } from '../skeleton.ts';
import { bindingsAttacks } from './attacks-bindings.ts';
import { costsAttacks } from './attacks-costs.ts';
import { discountsAttacks } from './attacks-discounts.ts';
import { disguisesAttacks } from './attacks-disguises.ts';
import { estimatesAttacks } from './attacks-estimates.ts';
import { guessesAttacks } from './attacks-guesses.ts';
import { premisesAttacks } from './attacks-premises.ts';
import { pricesAttacks } from './attacks-prices.ts';
import { promisesAttacks } from './attacks-promises.ts';
import { referencesAttacks } from './attacks-references.ts';
import { sumsAttacks } from './attacks-sums.ts';
import { conversationReplies } from './faithful-conversation.ts';
import { mannersReplies } from './faithful-manners.ts';
import { paragraphsReplies } from './faithful-paragraphs.ts';
import { pricesReplies } from './faithful-prices.ts';
import { purchasesReplies } from './faithful-purchases.ts';
import { refusalsReplies } from './faithful-refusals.ts';
import { slots } from './slots.ts';
import { writes } from './writes.ts';

/** Lies, faithful replies and unasked writes in Portuguese. */
export const pt: Corpus = {
  language: 'pt',
  attacks: [
    ...discountsAttacks,
    ...pricesAttacks,
    ...sumsAttacks,
    ...bindingsAttacks,
    ...costsAttacks,
    ...promisesAttacks,
    ...guessesAttacks,
    ...estimatesAttacks,
    ...disguisesAttacks,
    ...premisesAttacks,
    ...referencesAttacks,
  ],
  faithful: [
    ...pricesReplies,
    ...refusalsReplies,
    ...purchasesReplies,
    ...conversationReplies,
    ...mannersReplies,
    ...paragraphsReplies,
  ],
  writes,
  slots,
};
