import { adminActions, adminReplies } from './commerce/admin/model.ts';
import { carts } from './commerce/carts/model.ts';
import { idempotencyRecords } from './commerce/checkouts/model.ts';
import { toolCalls } from './commerce/ledger/model.ts';
import { orderCodes } from './commerce/orders/model.ts';
import type { Clock } from './platform/clock.ts';
import type { Collection, Document, Store } from './platform/store/port.ts';
import type { ShopServices } from './shop-services.ts';

const BATCH = 500;
/** So many in one go: a busy shop writes fewer calls in a minute than this is. */
const MAX_BATCHES = 200;
const DAY_MS = 86_400_000;
/** How long the ledger of tool calls is kept. */
const LEDGER_MS = 90 * DAY_MS;
/** How long it is known who changed what in the shop. */
const AUDIT_MS = 730 * DAY_MS;

/** Deletes what has had its time, in batches between which others have their turn. Answers how many documents went. */
export async function tidy(
  store: Store,
  services: Pick<ShopServices, 'sessions' | 'keys'>,
  clock: Clock,
): Promise<number> {
  const now = clock.now();
  await services.keys.maintain();
  let gone = await inBatches(() => services.sessions.sweep(BATCH));
  gone += await purge(store, idempotencyRecords, 'expiresAt', now);
  gone += await purge(store, adminReplies, 'expiresAt', now);
  gone += await purge(store, adminActions, 'createdAt', now - AUDIT_MS);
  gone += await purge(store, orderCodes, 'expiresAt', now - DAY_MS);
  gone += await purge(store, carts, 'expiresAt', now - DAY_MS);
  gone += await purge(store, toolCalls, 'createdAt', now - LEDGER_MS);
  return gone;
}

async function purge<T extends Document>(
  store: Store,
  collection: Collection<T>,
  field: keyof T & string,
  before: number,
): Promise<number> {
  return inBatches(() =>
    store.transaction(async (tx) => {
      const old = await tx.find(collection, {
        where: { [field]: { lt: before } },
        sort: { field, direction: 'asc' },
        limit: BATCH,
      });
      for (const document of old) await tx.delete(collection, document._id, document.version);
      return old.length;
    }),
  );
}

async function inBatches(batch: () => Promise<number>): Promise<number> {
  let gone = 0;
  for (let turn = 0; turn < MAX_BATCHES; turn += 1) {
    const count = await batch();
    gone += count;
    if (count < BATCH) break;
  }
  return gone;
}

/** Tidies every minute until it is stopped. */
export function startHousekeeping(
  run: () => Promise<unknown>,
  onFault: (error: unknown) => void,
): () => void {
  let running = false;
  const timer = setInterval(() => {
    if (running) return;
    running = true;
    run()
      .catch(onFault)
      .finally(() => {
        running = false;
      });
  }, 60_000);
  timer.unref();
  return () => clearInterval(timer);
}
