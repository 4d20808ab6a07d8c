import { setTimeout as wait } from 'node:timers/promises';
import type { Shopwright } from '../../../server/app.ts';
import { repairBooks } from '../../../server/books.ts';
import { webhookDeliveries } from '../../../server/connectors/webhooks/model.ts';
import { conversations } from '../../../server/conversation/model.ts';
import { tidy } from '../../../server/housekeeping.ts';
import type { Clock } from '../../../server/platform/clock.ts';
import { jobRows } from '../../../server/platform/jobs/model.ts';
import { reconcile } from '../../../server/reconcile.ts';

const TRIES = 60;
/** The provider needs real time for what it does late. */
const BREATH_MS = 20;
/** So often at least the lanes look for what waits. */
const LANES_MS = 500;

/**
 * Lets recovery finish: runs every job, setting the clock forward to each that waits, then tidies as housekeeping does.
 * @returns the jobs that did not end well, and what recovery left for reconciliation
 */
export async function settle(
  shop: Shopwright,
  clock: Clock,
  advance: (ms: number) => void,
): Promise<string[]> {
  await drained(shop, clock, advance);
  await tidy(shop.store, shop.services, clock);
  await answered(shop);
  // Both may have written events and jobs.
  await drained(shop, clock, advance);
  await shop.services.search.settled();
  await shop.store.flush();
  const left = [...(await reconcile({ ...shop, clock, holdTtlMs: 0 })), ...(await repairBooks(shop.store))];
  const unfinished = left.map((mended) => `left to mend: ${mended}`);
  for (const { waiting, dead, endpoint } of await shop.webhooks.service.list())
    if (waiting + dead > 0 || endpoint.status !== 'active')
      unfinished.push(`webhooks: ${waiting} wait, ${dead} are dead, and the endpoint is ${endpoint.status}`);
  for (const status of ['waiting', 'running', 'dead'] as const) {
    for (const job of await shop.jobs.list(status))
      unfinished.push(`${job.kind} ${job.id} is ${status}: ${job.lastError ?? 'no error'}`);
  }
  return unfinished;
}

/** Runs all jobs and sends all webhooks, setting the clock forward to those that wait. */
async function drained(shop: Shopwright, clock: Clock, advance: (ms: number) => void): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    await shop.jobs.drain();
    await shop.webhooks.dispatcher.drain();
    const [next] = await shop.store.find(jobRows, {
      where: { status: 'waiting' },
      sort: { field: 'runAt', direction: 'asc' },
      limit: 1,
    });
    const due = [...(next ? [next.runAt] : []), ...(await nextDelivery(shop))];
    if (due.length === 0 && (await shop.store.count(jobRows, { status: 'running' })) === 0) break;
    if (due.length > 0) advance(Math.max(0, Math.min(...due) - clock.now()));
    await wait(BREATH_MS);
  }
}

/** When the first webhook that waits is tried again. */
async function nextDelivery({ store }: Shopwright): Promise<number[]> {
  const waiting = await store.find(webhookDeliveries, { where: { status: 'waiting' }, limit: 1000 });
  return waiting.length === 0 ? [] : [Math.min(...waiting.map(({ nextAt }) => nextAt))];
}

/** A turn that could not be committed, as on a full disk, is tried again later. */
async function answered({ store, chat }: Shopwright): Promise<void> {
  for (let attempt = 0; attempt < TRIES; attempt += 1) {
    await chat?.lanes.settled();
    if ((await store.count(conversations, { dueAt: { gt: 0 } })) === 0) return;
    await wait(LANES_MS);
  }
}
