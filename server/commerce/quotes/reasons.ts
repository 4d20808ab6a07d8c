import type { Quote } from './model.ts';

/** `unknown` is also the answer to a quote that is bound to somebody else. */
export type QuoteRefusal = 'malformed' | 'unknown' | 'forged' | 'expired' | 'revoked' | 'other_market';

const AGAIN = 'call get_product again for a fresh price';

/** One sentence or two for models and people: what is wrong with the quote, and how to mend it. */
export function refusalMessage(reason: QuoteRefusal, quote?: Quote, market?: string): string {
  switch (reason) {
    case 'malformed':
      return 'This is not a quote id. Copy the quote id exactly as search_catalog or get_product returned it, or leave it out to get the present price.';
    case 'unknown':
      return `This quote is not known here; ${AGAIN}.`;
    case 'forged':
      return `This quote id was altered or not issued by this shop. Copy it exactly as it was returned, or ${AGAIN}.`;
    case 'expired':
      return quote
        ? `This quote expired at ${new Date(quote.expiresAt).toISOString()}; ${AGAIN}.`
        : `This quote has expired; ${AGAIN}.`;
    case 'revoked':
      return `The shop has withdrawn this price; ${AGAIN}.`;
    case 'other_market':
      return `This quote holds in market ${quote?.market} only; call get_product with market ${market} for the price there.`;
  }
}
