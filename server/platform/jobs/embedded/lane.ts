import type { Transaction } from '../../store/port.ts';
import { type JobRow, jobRows } from '../model.ts';

/*
 * A partition is a lane: of its jobs that are due, the one with the earliest (dueAt, _id) is `waiting` or `running`, also
 * while it waits for its next try; the others are `parked` and so out of the sight of the search for work, however many
 * they are. When the first one ends, the next parked one becomes `waiting`. A job that is not due yet stands outside.
 */

/** The status a job that is due now gets when it enters its partition. */
export async function statusOnEntry(
  tx: Transaction,
  partition: string | undefined,
  now: number,
): Promise<'waiting' | 'parked'> {
  if (partition === undefined) return 'waiting';
  const busy = { partition, status: { in: ['running', 'parked'] } };
  const due = { partition, status: 'waiting', dueAt: { lte: now } };
  for (const where of [busy, due])
    if ((await tx.find(jobRows, { where, limit: 1 })).length > 0) return 'parked';
  return 'waiting';
}

/** Whether this waiting job is the first of its partition, and none of the partition runs. */
export async function isFirst(tx: Transaction, row: JobRow, now: number): Promise<boolean> {
  const { partition } = row;
  if (partition === undefined) return true;
  const running = await tx.find(jobRows, { where: { partition, status: 'running' }, limit: 1 });
  if (running.length > 0) return false;
  const [first] = await tx.find(jobRows, {
    where: { partition, status: 'waiting', dueAt: { lte: now } },
    sort: { field: 'dueAt', direction: 'asc' },
    limit: 1,
  });
  return first?._id === row._id;
}

/** Lets the next parked job come forward. Call it in the transaction that ends the first one. */
export async function advance(tx: Transaction, partition: string | undefined): Promise<void> {
  if (partition === undefined) return;
  const [next] = await tx.find(jobRows, {
    where: { partition, status: 'parked' },
    sort: { field: 'dueAt', direction: 'asc' },
    limit: 1,
  });
  if (next) await tx.replace(jobRows, { ...next, status: 'waiting' });
}
