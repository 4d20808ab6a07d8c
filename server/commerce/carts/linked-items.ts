import type { BuyLink } from '../affiliates/buy-link.ts';
import type { QuoteService } from '../quotes/service.ts';
import type { CartChanges } from './rules.ts';
import type { Caller } from './service.ts';

/** The goods of a buy link as they go into a cart: at the price that was shown while it holds, else at the price of now. */
export async function linkedItems(
  {
    principal,
    market,
    services,
  }: Pick<Caller, 'principal' | 'market'> & { services: { quotes: QuoteService } },
  link: Pick<BuyLink, 'items'>,
): Promise<NonNullable<CartChanges['add']>> {
  return Promise.all(
    link.items.map(async ({ variantId, quantity, quoteId }) => {
      const verdict =
        quoteId === undefined
          ? undefined
          : await services.quotes.verify(quoteId, { principal, market: market.id });
      const holds = verdict?.ok === true && verdict.quote.variantId === variantId;
      return { variantId, quantity, ...(holds && { quoteId }) };
    }),
  );
}
