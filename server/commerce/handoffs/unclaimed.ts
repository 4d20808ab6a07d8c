import type { Jobs } from '../../platform/jobs/port.ts';
import type { Transaction } from '../../platform/store/port.ts';
import type { Handoff } from './model.ts';

/** Looks whether somebody has come for a customer; its payload is `{handoffId}`. */
export const UNCLAIMED_JOB = 'handoff.unclaimed';

export const expectClaim = (
  tx: Transaction,
  jobs: Jobs,
  handoff: Pick<Handoff, '_id' | 'createdAt'>,
  unclaimedMs: number,
): Promise<void> =>
  jobs.enqueue(tx, {
    kind: UNCLAIMED_JOB,
    key: handoff._id,
    runAt: handoff.createdAt + unclaimedMs,
    payload: { handoffId: handoff._id },
  });
