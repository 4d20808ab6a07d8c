import type { Clock } from '../../../platform/clock.ts';
import type { Job, Jobs } from '../../../platform/jobs/port.ts';
import type { Store } from '../../../platform/store/port.ts';
import { batchStatus, type CatalogOptions } from './batches.ts';
import { channelCatalogItems } from './model.ts';

/** Asks what became of a batch. */
export const CHECK_JOB = 'whatsapp.catalog-check';
export const FIRST_CHECK_MS = 15_000;
const LONGEST_WAIT_MS = 900_000;
/** Then it is given up: about a day. */
const MAX_LOOKS = 100;
const PAGE = 500;
const UNSAID = 'Meta refused it and did not say why';

export interface CheckDeps {
  store: Store;
  clock: Clock;
  jobs: Jobs;
  meta: CatalogOptions;
}

/** Notes which items of a batch Meta has taken, once it is done with it. @throws GraphError, OutboundError */
export async function checkBatch(
  { store, clock, jobs, meta }: CheckDeps,
  { payload }: Job,
  signal: AbortSignal,
): Promise<void> {
  const handle = String(payload.handle);
  const looks = Number(payload.looks) + 1;
  const { finished, problems, invalid } = await batchStatus(meta, handle, signal);
  if (!finished && looks < MAX_LOOKS) {
    const runAt = clock.now() + Math.min(LONGEST_WAIT_MS, FIRST_CHECK_MS * 2 ** looks);
    await store.transaction((tx) =>
      jobs.enqueue(tx, { kind: CHECK_JOB, key: `${handle}:${looks}`, payload: { handle, looks }, runAt }),
    );
    return;
  }
  const refused = new Map([
    ...invalid.map((id) => [id, UNSAID] as const),
    ...problems.map(({ retailerId, message }) => [retailerId, message] as const),
  ]);
  for (;;) {
    const changed = await store.transaction(
      async (tx) => {
        const page = await tx.find(channelCatalogItems, { where: { handle }, limit: PAGE });
        for (const { handle: _done, ...item } of page) {
          const reason = finished ? refused.get(item._id) : 'Meta did not end its work on it';
          const { reason: _before, ...rest } = item;
          await tx.replace(
            channelCatalogItems,
            reason === undefined
              ? { ...rest, status: 'live', there: true }
              : { ...rest, status: 'refused', reason: reason.slice(0, 500) },
          );
        }
        return page.length;
      },
      { patient: true },
    );
    if (changed < PAGE) return;
  }
}
