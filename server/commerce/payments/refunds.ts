import { crashPoint } from '../../platform/crash-point.ts';
import type { Job, Jobs } from '../../platform/jobs/port.ts';
import type { Store } from '../../platform/store/port.ts';
import { paymentAttempts, refunds } from './model.ts';
import { ASKING_AT_ONCE, type PaymentProvider, type RefundResult } from './port.ts';

/** Carries out refunds that were committed as started: the refund's id is the provider's key, so a repeat is harmless. */
export function handleRefunds(deps: {
  store: Store;
  jobs: Jobs;
  provider: PaymentProvider;
  providerTimeoutMs: number;
}): void {
  const { store, jobs, provider, providerTimeoutMs } = deps;
  jobs.handle('payment.refund', make, { atOnce: ASKING_AT_ONCE });
  async function make(job: Job): Promise<void> {
    const refund = await store.get(refunds, String(job.payload.refundId));
    if (refund?.status !== 'started') return;
    const result = await provider.refund(
      { refundId: refund._id, attemptId: refund.attemptId, amount: refund.amount },
      AbortSignal.timeout(providerTimeoutMs),
    );
    crashPoint('refund.before-record');
    await recordRefund(store, refund._id, result);
    if (result.status === 'failed')
      throw new Error(`the provider refused refund ${refund._id}: ${result.message}`);
  }
}

/**
 * Writes what became of a refund; told twice it changes nothing. A refund that was made may fail later, when the bank
 * sends the money back: then it is failed, and the merchant must pay in another way. Answers false when nothing changed.
 */
export function recordRefund(store: Store, refundId: string, result: RefundResult): Promise<boolean> {
  return store.transaction(async (tx) => {
    const refund = await tx.get(refunds, refundId);
    if (!refund || refund.status === 'failed' || refund.status === result.status) return false;
    await tx.replace(refunds, { ...refund, status: result.status });
    const attempt = await tx.get(paymentAttempts, refund.attemptId);
    if (attempt?.status === 'refunding' && result.status === 'succeeded') {
      await tx.replace(paymentAttempts, { ...attempt, status: 'refunded' });
    } else if (attempt?.status === 'refunded' && result.status === 'failed') {
      await tx.replace(paymentAttempts, { ...attempt, status: 'refunding' });
    }
    return true;
  });
}
