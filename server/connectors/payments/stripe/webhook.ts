import { type ErrorRequestHandler, Router, raw } from 'express';
import type { PaymentNews } from '../../../commerce/payments/news.ts';
import type { StripeProvider } from './provider.ts';

export interface StripeWebhookDeps {
  provider: Pick<StripeProvider, 'readEvent'>;
  /** Where its news go; asked for only once there are some. */
  news: () => Pick<PaymentNews, 'payment' | 'refund' | 'dispute'>;
  onFault: (error: unknown) => void;
}

/** Stripe's events are a few KiB; one with many line items stays far below this. */
const LIMIT = '1mb';

/**
 * Where Stripe sends its events, to be mounted with the body unread. 200 only after what the event tells is stored; 400
 * when the signature is wrong or old; 500 when it could not be stored, so that Stripe sends it again.
 */
export function createStripeWebhook(deps: StripeWebhookDeps): Router {
  const router = Router();
  router.post('/', raw({ type: () => true, limit: LIMIT }), async (req, res) => {
    const body = Buffer.isBuffer(req.body) ? req.body : Buffer.alloc(0);
    const news = deps.provider.readEvent(body, req.headers['stripe-signature']);
    if (!news) return void res.status(400).json({ received: false, reason: 'signature' });
    try {
      if (news.payment) await deps.news().payment(news.payment);
      if (news.refund) await deps.news().refund(news.refund);
      if (news.dispute) await deps.news().dispute(news.dispute);
    } catch (error) {
      deps.onFault(error);
      return void res.status(500).json({ received: false });
    }
    res.json({ received: true });
  });
  router.all('/', (_req, res) => void res.status(405).set('Allow', 'POST').json({ received: false }));
  const unreadable: ErrorRequestHandler = (_error, _req, res, next) => {
    if (res.headersSent) return next(_error);
    res.status(400).json({ received: false, reason: 'body' });
  };
  router.use(unreadable);
  return router;
}
