import type { Clock } from '../../platform/clock.ts';
import { crashPoint } from '../../platform/crash-point.ts';
import type { Ids } from '../../platform/ids.ts';
import type { Job, Jobs } from '../../platform/jobs/port.ts';
import type { Store } from '../../platform/store/port.ts';
import { refunds } from './model.ts';
import { ASKING_AT_ONCE, type PaymentProvider } from './port.ts';
import { recordRefundResult } from './refund-state.ts';

/** Carries out refunds that were committed as started: the refund's id is the provider's key, so a repeat is harmless. */
export function handleRefunds(deps: {
  store: Store;
  clock: Clock;
  ids: Ids;
  jobs: Jobs;
  provider: PaymentProvider;
  providerTimeoutMs: number;
}): void {
  const { store, clock, ids, jobs, provider, providerTimeoutMs } = deps;
  const make = async (job: Job): Promise<void> => {
    const refund = await store.get(refunds, String(job.payload.refundId));
    if (refund?.status !== 'started') return;
    const result = await provider.refund(
      { refundId: refund._id, attemptId: refund.attemptId, amount: refund.amount },
      AbortSignal.timeout(providerTimeoutMs),
    );
    crashPoint('refund.before-record');
    await store.transaction(async (tx) => {
      const current = await tx.get(refunds, refund._id);
      if (current) await recordRefundResult(tx, { ids, jobs, now: clock.now() }, current, result);
    });
  };
  jobs.handle('payment.refund', make, { atOnce: ASKING_AT_ONCE });
}
