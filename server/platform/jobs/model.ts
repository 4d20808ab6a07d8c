import { z } from 'zod';
import { defineCollection } from '../store/port.ts';

/** `parked`: due, but another job of its partition comes first. It shows as `waiting` outside. */
export const JobStatus = z.enum(['waiting', 'parked', 'running', 'done', 'dead']);
export type JobStatus = z.infer<typeof JobStatus>;

/** A job as the embedded queue stores it. Its `_id` begins with the order of enqueueing. */
export const JobRow = z.strictObject({
  _id: z.string(),
  version: z.int(),
  createdAt: z.int(),
  updatedAt: z.int(),
  kind: z.string().min(1),
  key: z.string().optional(),
  payload: z.record(z.string(), z.unknown()),
  partition: z.string().optional(),
  status: JobStatus,
  /** When the job was asked for; with `_id` its place in its partition, whatever is retried meanwhile. */
  dueAt: z.int(),
  /** When it is to be tried next. */
  runAt: z.int(),
  /** Tries begun so far. */
  attempts: z.int().nonnegative(),
  maxAttempts: z.int().positive(),
  /** While running: which worker has it, and until when unless it says so again. */
  worker: z.string().optional(),
  leaseUntil: z.int().optional(),
  lastError: z.string().optional(),
  endedAt: z.int().optional(),
});
export type JobRow = z.infer<typeof JobRow>;

export const jobRows = defineCollection('jobs', JobRow, {
  byKey: { fields: ['key', 'kind'], unique: true, sparse: true },
  byRun: { fields: ['status', 'runAt'] },
  byLane: { fields: ['partition', 'status', 'dueAt'], sparse: true },
  byLease: { fields: ['leaseUntil'], sparse: true },
  byEnd: { fields: ['status', 'endedAt'] },
});
