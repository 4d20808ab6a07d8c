import type { Query, Transaction } from '../../store/port.ts';
import { type JobRow, jobRows } from '../model.ts';

/*
 * A partition is a lane: of its jobs that are due, the one with the earliest (dueAt, _id) is `waiting` or `running`, also
 * while it waits for its next try; the others are `parked` and so out of the sight of the search for work, however many
 * they are. When the first one ends, the next parked one becomes `waiting`. A job that is not due yet stands outside.
 * This rests on transactions that run one after another, as those of the SQLite store do.
 */

/** The status a job that is due now gets when it enters its partition. */
export async function statusOnEntry(
  tx: Transaction,
  partition: string | undefined,
  now: number,
): Promise<'waiting' | 'parked'> {
  if (partition === undefined) return 'waiting';
  const ahead: NonNullable<Query['where']>[] = [
    { status: 'running' },
    { status: 'parked' },
    { status: 'waiting', dueAt: { lte: now } },
  ];
  for (const state of ahead) if (await firstOf(tx, { partition, ...state })) return 'parked';
  return 'waiting';
}

/** Whether this waiting job is the first of its partition, and none of the partition runs. */
export async function isFirst(tx: Transaction, row: JobRow, now: number): Promise<boolean> {
  const { partition } = row;
  if (partition === undefined) return true;
  if (await firstOf(tx, { partition, status: 'running' })) return false;
  const first = await firstOf(tx, { partition, status: 'waiting', dueAt: { lte: now } });
  return first?._id === row._id;
}

/** Lets the next parked job come forward. Call it in the transaction that ends the first one. */
export async function advance(tx: Transaction, partition: string | undefined): Promise<void> {
  if (partition === undefined) return;
  const next = await firstOf(tx, { partition, status: 'parked' });
  if (next) await tx.replace(jobRows, { ...next, status: 'waiting' });
}

/** One look into the index, however long the lane is. */
async function firstOf(tx: Transaction, where: NonNullable<Query['where']>): Promise<JobRow | undefined> {
  const [first] = await tx.find(jobRows, { where, sort: { field: 'dueAt', direction: 'asc' }, limit: 1 });
  return first;
}
