import { hash } from 'node:crypto';
import type { Clock } from '../../platform/clock.ts';
import type { Store, Transaction } from '../../platform/store/port.ts';
import { adminReplies } from '../admin/model.ts';
import { CommerceError } from '../errors.ts';

const KEPT_MS = 24 * 3_600_000;

export interface OnceRequest {
  principalId: string;
  /** Of the caller's choice; absent: every request is a new one. */
  key: string | undefined;
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
  { principalId, key, request }: OnceRequest,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  if (key === undefined) return deps.store.transaction(work);
  const id = hash('sha256', JSON.stringify([principalId, key]));
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
    await tx.insert(adminReplies, { _id: id, requestHash, answer, expiresAt: now + KEPT_MS });
    return answer;
  });
}
