import express, { Router } from 'express';
import {
  PaymentOutcomeUnknownError,
  type PaymentProvider,
  type PaymentResult,
  type RefundResult,
} from '../../../server/commerce/payments/port.ts';
import type { ChoosePaymentProvider } from '../../../server/payment-provider.ts';

export const CALLBACK_PATH = '/payments/outside/callback';

/** The server's side of the provider that lives in another process. */
export const outsidePayments =
  (url: string): ChoosePaymentProvider =>
  async ({ news }) => {
    const post = async <T>(path: string, body: object, signal: AbortSignal): Promise<T> => {
      try {
        const answer = await fetch(url + path, {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify(body),
          signal,
        });
        return (await answer.json()) as T;
      } catch (cause) {
        throw new PaymentOutcomeUnknownError('The payment provider was not heard', { cause });
      }
    };
    const provider: PaymentProvider = {
      name: 'outside',
      isTest: true,
      acceptedTokens: [],
      methods: [],
      charge: (request, signal) => post<PaymentResult>('/charge', request, signal),
      lookup: (attemptId, signal) => post<PaymentResult>('/lookup', { attemptId }, signal),
      cancel: (attemptId, signal) => post<PaymentResult>('/cancel', { attemptId }, signal),
      refund: ({ refundId, attemptId, amount }, signal) =>
        post<RefundResult>('/refund', { refundId, attemptId, amount: amount.amount }, signal),
    };
    const router = Router();
    router.post('/', express.json(), async (req, res) => {
      const { attemptId, result } = req.body as { attemptId: string; result: PaymentResult };
      await news().payment({ attemptId, result });
      res.sendStatus(204);
    });
    return { provider, mounts: [{ path: CALLBACK_PATH, router, body: 'none', cors: false }] };
  };
