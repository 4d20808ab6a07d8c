import { adminReplies } from '../../server/commerce/admin/model.ts';
import { carts } from '../../server/commerce/carts/model.ts';
import { idempotencyRecords } from '../../server/commerce/checkouts/model.ts';
import { holds } from '../../server/commerce/inventory/model.ts';
import { orderCodes } from '../../server/commerce/orders/model.ts';
import { paymentAttempts } from '../../server/commerce/payments/model.ts';
import { signingKeys } from '../../server/commerce/quotes/model.ts';
import { sessions } from '../../server/commerce/sessions/model.ts';
import { testPayments } from '../../server/connectors/payments/test-provider.ts';
import { jobRows } from '../../server/platform/jobs/model.ts';
import type { Collection, Document } from '../../server/platform/store/port.ts';
import { type Evidence, readDatabase, type Violation } from '../crash/judge/evidence.ts';
import { judgeEvidence } from '../crash/judge/judge.ts';
import { SUBJECTS } from '../crash/judge/outbox.ts';
import { HOUR, MINUTE, TTL, type World } from './world.ts';

const DAY = 24 * HOUR;
const ALL = 10_000;

/**
 * Everything that must hold at the end of a day, and that what was kept for a time is gone after it.
 * @param run moves simulated time on
 */
export async function judgeWorld(world: World, run: (until: number) => Promise<void>): Promise<Violation[]> {
  const { store, jobs } = world.server.shop;
  await store.flush();
  const unfinished: string[] = [];
  for (const status of ['waiting', 'running', 'dead'] as const)
    for (const job of await jobs.list(status, ALL))
      unfinished.push(`${job.kind} ${job.id} is ${status}: ${job.lastError ?? 'no error'}`);
  const violations = judgeEvidence(await gather(world), unfinished);
  violations.push(...(await keptLongEnough(world)));
  violations.push(...(await nothingOutlives(world)));
  // Past everything that is kept for days: answers under a key, ended jobs.
  await run(world.now() + 2 * DAY + 2 * HOUR);
  violations.push(...(await goneAfterRetention(world)));
  for (const detail of world.surprises) violations.push({ invariant: 'nothing surprises', detail });
  for (const line of world.server.faults)
    violations.push({ invariant: 'no error in the log', detail: JSON.stringify(line).slice(0, 600) });
  return violations;
}

/** As the crash suite sees a shop, from the books of the test provider and the messages that went out. */
async function gather(world: World): Promise<Evidence> {
  const { store } = world.server.shop;
  const payments: Evidence['payments'] = new Map();
  const refundsOutside: Evidence['refundsOutside'] = [];
  for (let after: { value: string; _id: string } | undefined; ; ) {
    const page = await store.find(testPayments, { limit: ALL, ...(after && { after }) });
    for (const { _id: attemptId, paymentId, amount, status, refunds } of page) {
      const attempt = await store.get(paymentAttempts, attemptId);
      const checkoutId = attempt?.checkoutId ?? '';
      payments.set(attemptId, { kind: 'payment', attemptId, paymentId, checkoutId, status, ...amount });
      for (const { refundId, amount: back } of refunds)
        refundsOutside.push({ kind: 'refund', refundId, attemptId, amount: back.amount });
    }
    if (page.length < ALL) break;
    after = { value: page.at(-1)!._id, _id: page.at(-1)!._id };
  }
  const books = readDatabase(world.file);
  const numbers = new Set([...books.orders.values()].map(({ number }) => number));
  // Buyers are written to in their language; the judge reads English.
  const mails: Evidence['mails'] = new Map();
  for (const [id, { template, subject }] of world.mails) {
    const number = subject.split(/[^\w-]+/).find((word) => numbers.has(word));
    const known = SUBJECTS.find((one) => one.template === template);
    if (!known || number === undefined) continue;
    const english = known.subject(number);
    mails.set(english, (mails.get(english) ?? new Set()).add(id));
  }
  const { asked, told, changed, faults } = world;
  return { ...books, payments, refundsOutside, mails, asked, told, changed, faults };
}

/** Whoever asks again within a day gets the same answer: the record is there. */
async function keptLongEnough({ server, now }: World): Promise<Violation[]> {
  const { store } = server.shop;
  const recorded = new Set(
    (await store.find(idempotencyRecords, { limit: ALL })).map((record) => record.attemptId),
  );
  const attempts = await store.find(paymentAttempts, { limit: ALL });
  return attempts
    .filter(({ _id, startedAt }) => startedAt > now() - DAY && !recorded.has(_id))
    .map(({ _id }) => ({ invariant: 'idempotency records are kept for a day', detail: `${_id} has none` }));
}

/** Nothing lives on after its time. Housekeeping runs every minute; what it lags behind is said in it. */
async function nothingOutlives(world: World): Promise<Violation[]> {
  const { store } = world.server.shop;
  const now = world.now();
  const sessionLag = Math.max(MINUTE, TTL.sessionIdleMs / 8) + 2 * MINUTE;
  const limits: [Collection<Document & { expiresAt: number }>, number][] = [
    [sessions as never, now - sessionLag],
    [carts as never, now - DAY - 2 * MINUTE],
    [holds as never, now],
    [orderCodes as never, now - DAY - 2 * MINUTE],
    [idempotencyRecords as never, now - 2 * MINUTE],
    [adminReplies as never, now - 2 * MINUTE],
  ];
  const violations: Violation[] = [];
  for (const [collection, before] of limits) {
    const count = await store.count(collection, { expiresAt: { lt: before } });
    if (count > 0)
      violations.push({
        invariant: 'nothing lives on after its time',
        detail: `${collection.name}: ${count}`,
      });
  }
  return violations;
}

async function goneAfterRetention(world: World): Promise<Violation[]> {
  const { store } = world.server.shop;
  const violations: Violation[] = [];
  for (const collection of [idempotencyRecords, adminReplies, sessions, carts, holds, orderCodes]) {
    const count = await store.count(collection as Collection<Document>);
    if (count > 0)
      violations.push({ invariant: 'retention ends', detail: `${collection.name}: ${count} are left` });
  }
  await world.server.shop.jobs.drain();
  const jobs = await store.count(jobRows);
  if (jobs > 0) violations.push({ invariant: 'retention ends', detail: `jobs: ${jobs} are left` });
  const keys = await store.count(signingKeys);
  const days = (world.now() - world.start) / DAY;
  if (keys < 1 + Math.floor(days))
    violations.push({ invariant: 'keys rotate', detail: `${keys} keys after ${days.toFixed(1)} days` });
  return violations;
}
