import { adminActions, adminReplies } from './commerce/admin/model.ts';
import { carts } from './commerce/carts/model.ts';
import { type Checkout, checkouts, idempotencyRecords } from './commerce/checkouts/model.ts';
import { events } from './commerce/events/model.ts';
import { toolCalls } from './commerce/ledger/model.ts';
import { orderCodes } from './commerce/orders/model.ts';
import { paymentAttempts } from './commerce/payments/model.ts';
import { linkCodes, linkTries } from './commerce/profiles/model.ts';
import { productWatches } from './commerce/watches/model.ts';
import { webhookAttempts, webhookDeliveries } from './connectors/webhooks/model.ts';
import { media } from './conversation/media.ts';
import { websiteVisits } from './conversation/visits.ts';
import type { Clock } from './platform/clock.ts';
import type { Collection, Document, Store } from './platform/store/port.ts';
import type { ShopServices } from './shop-services.ts';

const BATCH = 500;
/** So many in one go: a busy shop writes fewer calls in a minute than this is. */
const MAX_BATCHES = 200;
const DAY_MS = 86_400_000;
/** How long a checkout that came to nothing is kept after it expired: with it go name, email and address. */
const CHECKOUT_MS = 30 * DAY_MS;
/** How long the ledger of tool calls is kept. */
const LEDGER_MS = 90 * DAY_MS;
/** How long it is kept what somebody looked at on the merchant's website, after the last look. */
const VISITS_MS = 30 * DAY_MS;
/** How long events are kept, and what no webhook took. */
const EVENTS_MS = 30 * DAY_MS;
/** How long it is known how webhooks answered. */
const ATTEMPTS_MS = 7 * DAY_MS;
/** How long it is known who changed what in the shop. */
const AUDIT_MS = 730 * DAY_MS;

/** Deletes what has had its time, in batches between which others have their turn. Answers how many documents went. */
export async function tidy(
  store: Store,
  services: Pick<ShopServices, 'sessions' | 'keys' | 'publishers'>,
  clock: Clock,
): Promise<number> {
  const now = clock.now();
  await services.keys.maintain();
  await services.publishers.approveDue();
  let gone = await inBatches(() => services.sessions.sweep(BATCH));
  gone += await purge(store, idempotencyRecords, 'expiresAt', now);
  gone += await purge(store, adminReplies, 'expiresAt', now);
  gone += await purge(store, adminActions, 'createdAt', now - AUDIT_MS);
  gone += await purge(store, productWatches, 'expiresAt', now);
  gone += await purge(store, orderCodes, 'expiresAt', now - DAY_MS);
  gone += await purge(store, carts, 'expiresAt', now - DAY_MS);
  gone += await purge(store, linkCodes, 'expiresAt', now);
  gone += await purge(store, linkTries, 'expiresAt', now);
  gone += await purge(store, media, 'expiresAt', now);
  gone += await purge(store, websiteVisits, 'updatedAt', now - VISITS_MS);
  gone += await purge(store, toolCalls, 'createdAt', now - LEDGER_MS);
  gone += await purge(store, events, 'createdAt', now - EVENTS_MS);
  gone += await purge(store, webhookAttempts, 'createdAt', now - ATTEMPTS_MS);
  gone += await purgeDead(store, now - EVENTS_MS);
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

function purgeDead(store: Store, before: number): Promise<number> {
  return inBatches(() =>
    store.transaction(async (tx) => {
      const old = await tx.find(webhookDeliveries, {
        where: { status: 'dead', updatedAt: { lt: before } },
        sort: { field: 'updatedAt', direction: 'asc' },
        limit: BATCH,
      });
      for (const { _id, version } of old) await tx.delete(webhookDeliveries, _id, version);
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

/**
 * Deletes checkouts that came to nothing. Those that a payment was tried for stay: news of it may come late, and the books
 * refer to them. Answers how many went.
 */
export async function forgetCheckouts(store: Store, clock: Clock): Promise<number> {
  const before = clock.now() - CHECKOUT_MS;
  let gone = 0;
  for (const state of ['active', 'canceled'] as const) {
    let after: { value: number; _id: string } | undefined;
    for (;;) {
      const old = await store.find(checkouts, {
        where: { state, expiresAt: { lt: before } },
        sort: { field: 'expiresAt', direction: 'asc' },
        limit: BATCH,
        ...(after && { after }),
      });
      gone += await forgetUnpaid(store, old);
      const last = old.at(-1);
      if (!last || old.length < BATCH) break;
      after = { value: last.expiresAt, _id: last._id };
    }
  }
  return gone;
}

function forgetUnpaid(store: Store, old: readonly Checkout[]): Promise<number> {
  return store.transaction(async (tx) => {
    let gone = 0;
    for (const { _id, version } of old) {
      const now = await tx.get(checkouts, _id);
      if (now?.version !== version || (await tx.count(paymentAttempts, { checkoutId: _id })) > 0) continue;
      await tx.delete(checkouts, _id, version);
      gone += 1;
    }
    return gone;
  });
}

/** Lets `run` begin at most once in so many milliseconds, the first time at once; one that failed is tried the next time. */
export function atMostEvery(ms: number, clock: Clock, run: () => Promise<void>): () => Promise<void> {
  let ranAt = Number.NEGATIVE_INFINITY;
  return async () => {
    if (clock.now() - ranAt < ms) return;
    await run();
    ranAt = clock.now();
  };
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
