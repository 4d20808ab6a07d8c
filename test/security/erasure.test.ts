import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sessionKey } from '../../server/commerce/sessions/service.ts';
import { media } from '../../server/conversation/media.ts';
import { certificates, toCertificate } from '../../server/grounding/certificate.ts';
import { jobRows } from '../../server/platform/jobs/model.ts';
import { type JSONWebKeySet, verifyChain } from '../../server/proof/index.ts';
import { canary, documentsOf, tracesIn, tracesInStore, tracesOnDisk } from '../fixtures/canary.ts';
import { type Life, liveLife } from '../fixtures/customer-life.ts';
import { OPERATOR_KEY, type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';

const gone = canary('Qxcanarygone', '0133');
const stays = canary('Wzcanarystays', '0144');
const folder = mkdtempSync(join(tmpdir(), 'shopwright-erasure-'));
const data = join(folder, 'data');
const path = join(data, 'shop.db');
const backup = join(folder, 'before.db');
let server: ShopwrightServer;
let life: Life;
let other: Life;
/** How many there were in the conversation. */
let replies: number;
const log: string[] = [];

const start = async (): Promise<ShopwrightServer> => {
  const started = await startShopwright(
    { logLevel: 'debug', environment: 'test' },
    { storePath: path, listen: {} },
  );
  return started;
};
const admin = (path: string, body?: unknown) =>
  server.ask(`/admin/v1${path}`, { method: body ? 'POST' : 'GET', body, key: OPERATOR_KEY });
const keepLog = (): void => void log.push(...server.faults.splice(0).map((line) => JSON.stringify(line)));
const chainOf = async (conversationId: string) => {
  const stored = await server.shop.store.find(certificates, {
    where: { conversationId: sessionKey(conversationId) },
    sort: { field: 'sequence', direction: 'asc' },
  });
  return verifyChain(stored.map(toCertificate), server.shop.services.keys.jwks() as JSONWebKeySet);
};

beforeAll(async () => {
  server = await start();
  await server.put({ id: 'cup', title: 'Blue Cup', price: 1999 });
  life = await liveLife(server, gone);
  other = await liveLife(server, stays);
  // A mail server repeats the address that it refuses.
  await server.shop.store.transaction((tx) =>
    tx.insert(jobRows, {
      _id: 'job_dead',
      kind: 'order.notify',
      payload: { template: 'order_shipped', orderId: 'ord_other' },
      status: 'dead',
      dueAt: 1,
      runAt: 1,
      attempts: 8,
      maxAttempts: 8,
      lastError: `550 <${gone.email}> no such user`,
      endedAt: 1,
    }),
  );
  await server.shop.store.backup(backup);
});
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true, force: true });
});

it('finds them everywhere before', async () => {
  const places = new Set((await tracesInStore(server.shop.store, gone)).map((name) => name.split('/')[0]));
  expect([...places].sort()).toEqual([
    'adminActions',
    'adminReplies',
    'carts',
    'certificates',
    'checkouts',
    'conversations',
    'devOutbox',
    'handoffs',
    'inboundMessages',
    'jobs',
    'leads',
    'orders',
    'productWatches',
    'refunds',
    'replies',
    'turns',
    'websiteVisits',
  ]);
  expect(await server.shop.store.count(media)).toBe(2);
  expect(tracesOnDisk(data, gone).length).toBeGreaterThan(0);
});

it('leaves no trace in store, files, log, metrics, answers and proofs, and nobody else untouched', async () => {
  ({ count: replies } = (await chainOf(life.conversationId)) as { count: number });
  const before = await documentsOf(server.shop.store, stays);
  const preview = await admin('/erasures/preview', { email: gone.email, phone: gone.phone });
  expect(preview.json).toMatchObject({
    waits: [],
    other_contacts: 0,
    counts: { orders: 1, conversations: 1 },
  });
  const asked = await admin('/erasures', { email: gone.email, phone: gone.phone });
  expect(asked).toMatchObject({ status: 201, json: { status: 'running' } });
  await server.shop.jobs.drain();
  const done = await admin(`/erasures/${asked.json!.id}`);
  expect(done.json).toMatchObject({ status: 'done', waits: [] });
  expect(done.json!.counts).toEqual(preview.json!.counts);

  expect(await tracesInStore(server.shop.store, gone)).toEqual([]);
  expect(tracesOnDisk(data, gone)).toEqual([]);
  expect(await documentsOf(server.shop.store, stays)).toEqual(before);
  const metrics = await server.ask('/metrics', { key: OPERATOR_KEY });
  expect(tracesIn(metrics.text, gone)).toEqual([]);
  for (const list of ['/orders', '/leads', '/refunds', '/actions', '/jobs?status=dead', '/erasures'])
    expect(tracesIn((await admin(list)).text, gone)).toEqual([]);
  expect(await server.shop.store.count(media)).toBe(1);
  const outbox = await server.ask('/dev/outbox');
  expect(tracesIn(outbox.text, gone)).toEqual([]);
});

it('keeps the order for the books, and answers a repeated refund without a second one', async () => {
  const order = await admin(`/orders/${life.orderId}`);
  expect(order.json).toMatchObject({
    number: life.orderNumber,
    refunded: { amount: 100 },
    buyer: { email: 'erased@erased.invalid' },
    shipping_address: { country: 'US', region: 'CA', city: '[erased]' },
  });
  const again = await server.ask(`/admin/v1/orders/${life.orderId}/refund`, {
    method: 'POST',
    key: OPERATOR_KEY,
    body: { amount: { amount: 100, currency: 'USD' }, reason: gone.free('refund') },
    headers: { 'Idempotency-Key': `${gone.email}/orders/${life.orderId}/refund`.replaceAll('@', '-') },
  });
  expect(again).toMatchObject({ status: 200, json: { refunded: { amount: 100 } } });
  expect(tracesIn(again.text, gone)).toEqual([]);
});

it('ends the conversation, and its certificates verify as erased', async () => {
  const read = await server.ask(`/v1/conversations/${life.conversationId}/messages`);
  expect(read.status).toBe(404);
  const write = { method: 'POST', body: { text: 'still there?', message_id: 'late' } };
  expect((await server.ask(`/v1/conversations/${life.conversationId}/messages`, write)).status).toBe(404);
  const chain = await chainOf(life.conversationId);
  expect(replies).toBeGreaterThan(8);
  expect(chain).toEqual({ valid: true, count: replies, erased: replies });
  expect(await chainOf(other.conversationId)).toMatchObject({ valid: true, erased: 0 });
  const page = await server.ask(life.proofUrl, { headers: { Accept: 'text/html' } });
  expect(page.status).toBe(200);
  expect(tracesIn(page.text, gone)).toEqual([]);
});

it('brings nobody back with an older backup', async () => {
  keepLog();
  await server.close();
  for (const ending of ['-wal', '-shm']) rmSync(path + ending, { force: true });
  copyFileSync(backup, path);
  expect(tracesOnDisk(data, gone).length).toBeGreaterThan(0);
  server = await start();
  expect(await tracesInStore(server.shop.store, gone)).toEqual([]);
  const [again] = (await admin('/erasures')).json!.items as { repeats: string[]; status: string }[];
  expect(again).toMatchObject({ status: 'running', repeats: [expect.stringMatching(/^ers_/)] });
  await server.shop.erasures.start();
  await server.shop.jobs.drain();
  expect(tracesOnDisk(data, gone)).toEqual([]);
  expect((await tracesInStore(server.shop.store, stays)).length).toBeGreaterThan(10);
  expect(await chainOf(life.conversationId)).toMatchObject({ valid: true, erased: replies });
});

it('has logged nothing of anybody', () => {
  keepLog();
  expect(log.length).toBeGreaterThan(20);
  for (const person of [gone, stays])
    expect(log.filter((line) => tracesIn(line, person).length > 0)).toEqual([]);
});
