import { hash } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { adminReplies } from '../admin/model.ts';
import { CommerceError } from '../errors.ts';

const KEPT_MS = 24 * 3_600_000;

/** A write that is done once, also when it is asked for again after a crash. */
export interface Once {
  /** Of the caller's choice. */
  key: string;
  /** Kept with the answer, for whoever looks for what was done under the key. Plain JSON. */
  note?: unknown;
}

export interface OnceRequest {
  principalId: string;
  /** Absent: every request is a new one. */
  once: Once | undefined;
  /** What is asked: a repetition must ask the same. */
  request: unknown;
}

/**
 * Does `work` once for a key of a principal: the answer is stored in the transaction of the effect, and a repetition
 * within 24 hours gets it without a second effect.
 * @param work writes through the transaction only; its answer is plain JSON
 * @throws CommerceError `idempotency_conflict` when the key stands for another request
 */
export async function once<T>(
  deps: { store: Store; clock: Clock },
  { principalId, once: asked, request }: OnceRequest,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  if (asked === undefined) return deps.store.transaction(work);
  const id = recordId(principalId, asked.key);
  const requestHash = hash('sha256', JSON.stringify(request));
  return deps.store.transaction(async (tx) => {
    const now = deps.clock.now();
    const known = await tx.get(adminReplies, id);
    if (known && known.expiresAt > now) {
      if (known.requestHash === requestHash) return known.answer as T;
      throw new CommerceError(
        'idempotency_conflict',
        'This Idempotency-Key was used for another request. Take a new key for a new request.',
        { field: 'Idempotency-Key' },
      );
    }
    if (known) await tx.delete(adminReplies, id, known.version);
    const answer = await work(tx);
    const { note } = asked;
    await tx.insert(adminReplies, {
      _id: id,
      requestHash,
      answer,
      ...(note !== undefined && { note }),
      expiresAt: now + KEPT_MS,
    });
    return answer;
  });
}

/** The note of what was done under a key; undefined when nothing was. */
export async function noteOf(store: Store, principalId: string, key: string): Promise<unknown> {
  return (await store.get(adminReplies, recordId(principalId, key)))?.note;
}

const recordId = (principalId: string, key: string): string =>
  hash('sha256', JSON.stringify([principalId, key]));
