import type { Jobs } from '../../platform/jobs/port.ts';
import type { Store } from '../../platform/store/port.ts';
import { paymentAttempts, refunds } from './model.ts';
import type { PaymentProvider } from './port.ts';

/** Carries out refunds that were committed as started: the refund's id is the provider's key, so a repeat is harmless. */
export function handleRefunds(deps: {
  store: Store;
  jobs: Jobs;
  provider: PaymentProvider;
  providerTimeoutMs: number;
}): void {
  const { store, jobs, provider, providerTimeoutMs } = deps;
  jobs.handle('payment.refund', async (job) => {
    const refund = await store.get(refunds, String(job.payload.refundId));
    if (refund?.status !== 'started') return;
    const result = await provider.refund(
      { refundId: refund._id, attemptId: refund.attemptId, amount: refund.amount },
      AbortSignal.timeout(providerTimeoutMs),
    );
    await store.transaction(async (tx) => {
      const current = await tx.get(refunds, refund._id);
      if (current?.status !== 'started') return;
      await tx.replace(refunds, { ...current, status: result.status });
      const attempt = await tx.get(paymentAttempts, refund.attemptId);
      if (attempt?.status === 'refunding' && result.status === 'succeeded') {
        await tx.replace(paymentAttempts, { ...attempt, status: 'refunded' });
      }
    });
    if (result.status === 'failed')
      throw new Error(`the provider refused refund ${refund._id}: ${result.message}`);
  });
}
