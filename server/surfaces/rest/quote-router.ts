import { Router } from 'express';
import type { Principal } from '../../commerce/principals/model.ts';
import type { QuoteService } from '../../commerce/quotes/service.ts';
import { allowOnly } from '../../platform/http/methods.ts';
import { ProblemError } from '../../platform/http/problem.ts';
import { principalOf } from '../../platform/http/request.ts';

const STATUS = {
  malformed: 404,
  unknown: 404,
  forged: 404,
  expired: 410,
  revoked: 410,
  other_market: 409,
} as const;

/** `GET /v1/quotes/{id}`: a quote with its signed proof, or why it does not hold. */
export function createQuoteRouter(quotes: QuoteService): Router {
  const router = Router();
  router.get('/:id', async (req, res) => {
    const verdict = await quotes.verify(req.params.id, { principal: principalOf<Principal>(req) });
    if (!verdict.ok) {
      const { reason, message } = verdict;
      throw new ProblemError({
        status: STATUS[reason],
        type: 'quote-invalid',
        detail: message,
        extra: { code: 'quote_invalid', reason },
      });
    }
    const { quote } = verdict;
    res.json({
      id: quote.id,
      product_id: quote.productId,
      variant_id: quote.variantId,
      unit_price: quote.unitPrice,
      market: quote.market,
      tax_included: quote.taxIncluded,
      price_id: quote.priceId,
      price_version: quote.priceVersion,
      issued_at: new Date(quote.issuedAt).toISOString(),
      expires_at: new Date(quote.expiresAt).toISOString(),
      proof: quotes.proof(quote),
    });
  });
  router.all('/:id', allowOnly('GET'));
  return router;
}
