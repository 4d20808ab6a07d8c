import type { Transaction } from '../store/port.ts';

export interface JobRequest {
  kind: string;
  /** Plain JSON, at most 64 KiB. No personal data: name a document instead. */
  payload: Record<string, unknown>;
  /** A second job with the same kind and key is not enqueued while the first is known (kept at least 24 h after it ended). */
  key?: string;
  /** Milliseconds since the epoch, UTC; now when absent. */
  runAt?: number;
  /** Jobs of one partition run one at a time, in order. */
  partition?: string;
  /** Default 8. After so many failures the job is a dead letter. */
  maxAttempts?: number;
}

export interface Job {
  id: string;
  kind: string;
  payload: Record<string, unknown>;
  /** 1 at the first try. */
  attempt: number;
}

/** Runs at least once, so it must apply its effect under a key. */
export type JobHandler = (job: Job, signal: AbortSignal) => Promise<void>;

export interface JobView {
  id: string;
  kind: string;
  status: 'waiting' | 'running' | 'done' | 'dead';
  attempts: number;
  runAt: number;
  lastError?: string;
}

export interface Jobs {
  /** Written in `tx`: the job exists if, and only if, the transaction commits (the outbox). */
  enqueue(tx: Transaction, request: JobRequest): Promise<void>;
  /** Withdraws a job that waits, in `tx`; its key is free again. What runs, has ended or is unknown stays as it is. */
  cancel(tx: Transaction, job: { kind: string; key: string }): Promise<void>;
  /** @param options `atOnce`: how many of this kind may run at once, so that a slow one leaves room for others */
  handle(kind: string, handler: JobHandler, options?: { atOnce?: number }): void;
  start(): void;
  /** Waits for running jobs up to `graceMs`, then returns what is unfinished to the queue. */
  stop(graceMs: number): Promise<void>;
  list(status: JobView['status'], limit?: number): Promise<JobView[]>;
  /** Puts a dead letter back into the queue. */
  retry(id: string): Promise<boolean>;
  /** Runs all that is due now and what that enqueues, one after another: for tests and simulated time. */
  drain(): Promise<void>;
}
