import { releaseHold } from './commerce/inventory/holds.ts';
import { holds } from './commerce/inventory/model.ts';
import { type PaymentAttempt, paymentAttempts, refunds } from './commerce/payments/model.ts';
import type { Clock } from './platform/clock.ts';
import { jobRows } from './platform/jobs/model.ts';
import type { Jobs } from './platform/jobs/port.ts';
import type { Store } from './platform/store/port.ts';

export interface ReconcileDeps {
  store: Store;
  jobs: Jobs;
  clock: Clock;
  holdTtlMs: number;
}

const BATCH = 100;
/** Nothing that is younger is looked at: its own job is about to. */
const PATIENCE_MS = 10 * 60_000;

/**
 * Finds payments, refunds and holds that nobody looks after any more, such as those whose job has become a dead letter
 * while the provider was out of reach, and sets them going again. The jobs ask the provider, so repeating them is safe.
 * @returns what was mended, in words
 */
export async function reconcile(deps: ReconcileDeps): Promise<string[]> {
  const { store, clock, holdTtlMs } = deps;
  const now = clock.now();
  const mended: string[] = [];
  const waits = (status: PaymentAttempt['status'], before: number) =>
    store.find(paymentAttempts, {
      where: { status, startedAt: { lt: before } },
      sort: { field: 'startedAt', direction: 'asc' },
      limit: BATCH,
    });
  for (const status of ['started', 'unknown'] as const) {
    for (const { _id: attemptId } of await waits(status, now - PATIENCE_MS))
      mended.push(...(await revive(deps, 'payment.settle', attemptId, { attemptId })));
  }
  for (const { _id: attemptId } of await waits('needs_action', now - holdTtlMs - PATIENCE_MS))
    mended.push(...(await revive(deps, 'payment.expire', attemptId, { attemptId })));
  for (const refund of await store.find(refunds, { where: { status: 'started' }, limit: BATCH })) {
    if (refund.createdAt > now - PATIENCE_MS) continue;
    mended.push(...(await revive(deps, 'payment.refund', refund._id, { refundId: refund._id })));
  }
  mended.push(...(await endDeadLetters(deps, now - PATIENCE_MS)));
  mended.push(...(await releaseOrphans(store, now - PATIENCE_MS)));
  return mended;
}

const RUNNING: readonly PaymentAttempt['status'][] = ['started', 'needs_action', 'unknown'];
const LOOKS: ReadonlySet<string> = new Set(['payment.settle', 'payment.expire']);

/**
 * Jobs that were given up although what they were to look at has ended in another way, by the provider's own message, say:
 * tried again they end well. As dead letters they would tell the merchant of a trouble that is none.
 */
async function endDeadLetters({ store, jobs }: ReconcileDeps, before: number): Promise<string[]> {
  const dead = await store.find(jobRows, {
    where: { status: 'dead', endedAt: { lt: before } },
    sort: { field: 'endedAt', direction: 'asc' },
    limit: BATCH,
  });
  const mended: string[] = [];
  for (const { _id, kind, payload } of dead) {
    if (!LOOKS.has(kind)) continue;
    const attempt = await store.get(paymentAttempts, String(payload.attemptId));
    if (!attempt || RUNNING.includes(attempt.status) || !(await jobs.retry(_id))) continue;
    mended.push(`${kind} of ${attempt._id} was given up, but the payment has ended`);
  }
  return mended;
}

/** Makes the job anew when it is lost, and tries it again when it was given up. */
async function revive(
  { store, jobs }: ReconcileDeps,
  kind: string,
  key: string,
  payload: Record<string, string>,
): Promise<string[]> {
  const [job] = await store.find(jobRows, { where: { key, kind }, limit: 1 });
  if (job && job.status !== 'dead' && job.status !== 'done') return [];
  if (job?.status === 'dead') {
    await jobs.retry(job._id);
    return [`${kind} of ${key} was given up and is tried again`];
  }
  // A job that ended well and left its work undone keeps its key: only another key makes it run again.
  await store.transaction((tx) =>
    jobs.enqueue(tx, { kind, payload, key: job ? `${key}:${job._id}` : key, maxAttempts: 30 }),
  );
  return [`${kind} of ${key} was lost and is made anew`];
}

/** Gives back the units of holds whose payment has ended. */
async function releaseOrphans(store: Store, before: number): Promise<string[]> {
  const old = await store.find(holds, {
    where: { expiresAt: { lt: before } },
    sort: { field: 'expiresAt', direction: 'asc' },
    limit: BATCH,
  });
  const mended: string[] = [];
  for (const { _id } of old) {
    const attemptId = _id.replace(/^hold_/, '');
    const released = await store.transaction(async (tx) => {
      const attempt = await tx.get(paymentAttempts, attemptId);
      if (attempt && RUNNING.includes(attempt.status)) return false;
      await releaseHold(tx, attemptId);
      return true;
    });
    if (released) mended.push(`${_id} was left behind and is released`);
  }
  return mended;
}
