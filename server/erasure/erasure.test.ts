import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { completion, fillCheckout } from '../../test/fixtures/purchase.ts';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../../test/fixtures/shop.ts';
import { checkouts } from '../commerce/checkouts/model.ts';
import { leads } from '../commerce/leads/model.ts';
import { orders } from '../commerce/orders/model.ts';
import { paymentAttempts } from '../commerce/payments/model.ts';
import { sessions } from '../commerce/sessions/model.ts';
import { randomIds } from '../platform/ids.ts';
import { jobRows } from '../platform/jobs/model.ts';
import { erasures } from './model.ts';
import { openErasures } from './open.ts';
import type { ErasureService } from './service.ts';

const HOUR = 3_600_000;
const folders: string[] = [];
let open: TestShop | undefined;
afterEach(async () => {
  await open?.close();
  open = undefined;
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

async function shop(
  onDisk = false,
): Promise<{ shop: TestShop; erasing: ErasureService; dataDir: string | undefined }> {
  const dataDir = onDisk ? mkdtempSync(join(tmpdir(), 'shopwright-erasure-')) : undefined;
  if (dataDir) folders.push(dataDir);
  open = await openTestShop(dataDir ? { path: join(dataDir, 'shop.db') } : {});
  await open.put({ id: 'cup' });
  return { shop: open, erasing: await erasingOf(open, dataDir), dataDir };
}
const erasingOf = ({ store, clock, jobs }: TestShop, dataDir?: string, onStep?: (step: string) => void) =>
  openErasures({ store, clock, jobs, ids: randomIds, dataDir, onStep });

const call = (name: string, args: object) => open!.ok(name, args);
async function buy(
  token = 'tok_success',
): Promise<{ orderId: string; sessionId: string; checkoutId: string }> {
  const checkout = await fillCheckout(
    async (name, args) => ({ status: 200, body: await call(name, args) }),
    'cup',
  );
  const done = await call('complete_checkout', completion(checkout, token));
  return { orderId: String(done.order_id), sessionId: checkout.session_id, checkoutId: checkout.checkout_id };
}
const ASK = { force: false, keepCopies: false };
const them = { email: BUYER.email };

it('leaves an order that is still to be sent as it is, and follows when it was', async () => {
  const { shop: at, erasing } = await shop();
  const { orderId } = await buy();
  const { _id } = await erasing.request({ person: them, ...ASK });
  await at.jobs.drain();
  expect(await erasing.get(_id)).toMatchObject({
    status: 'waiting',
    waits: [{ collection: 'orders', id: orderId, reason: 'delivery' }],
  });
  expect(await at.store.get(orders, orderId)).toMatchObject({ shippingAddress: ADDRESS, buyer: BUYER });
  expect(await at.store.count(sessions)).toBe(0);
  await at.services.orders.ship(orderId, {});
  await at.jobs.drain();
  expect(at.sent.at(-1)).toMatchObject({ template: 'order_shipped', to: { email: BUYER.email } });
  at.clock.advance(HOUR);
  await at.jobs.drain();
  expect(await erasing.get(_id)).toMatchObject({ status: 'done', waits: [] });
  const order = await at.store.get(orders, orderId);
  expect(order).toMatchObject({ buyer: { email: 'erased@erased.invalid' }, erasedAt: at.clock.now() });
  expect(JSON.stringify(order)).not.toContain(BUYER.name);
  await at.services.orders.refund(orderId, { amount: { amount: 100, currency: 'USD' }, reason: 'late' });
  const sent = at.sent.length;
  await at.jobs.drain();
  expect(at.sent.length).toBe(sent);
});

it('takes the address of an order that is not sent when it is told to', async () => {
  const { erasing } = await shop();
  const { orderId } = await buy();
  const { _id } = await erasing.request({ person: them, force: true, keepCopies: false });
  expect(await erasing.run(_id)).toMatchObject({ status: 'done', waits: [], counts: { orders: 1 } });
  expect(JSON.stringify(await open!.store.get(orders, orderId))).not.toContain(BUYER.name);
});

it('lets a payment that is under way end, and erases its order then', async () => {
  const { shop: at, erasing } = await shop();
  const checkout = await fillCheckout(
    async (name, args) => ({ status: 200, body: await call(name, args) }),
    'cup',
  );
  await call('complete_checkout', completion(checkout, 'tok_pending'));
  const { _id } = await erasing.request({ person: them, force: true, keepCopies: false });
  expect(await erasing.run(_id)).toMatchObject({
    status: 'waiting',
    waits: [{ collection: 'checkouts', reason: 'payment' }],
  });
  at.clock.advance(2 * HOUR);
  await at.jobs.drain();
  at.clock.advance(2 * HOUR);
  await at.jobs.drain();
  expect(await erasing.get(_id)).toMatchObject({ status: 'done' });
  const [order] = await at.store.find(orders);
  expect(order).toMatchObject({ buyer: { email: 'erased@erased.invalid' } });
  expect(await at.store.get(checkouts, checkout.checkout_id)).toMatchObject({ erasedAt: expect.any(Number) });
  expect(await at.store.find(paymentAttempts)).toMatchObject([{ status: 'succeeded' }]);
});

it('erases one conversation alone when that is named', async () => {
  const { shop: at, erasing } = await shop();
  const first = await call('qualify_lead', { need: 'a cup', contact: them, consent: true });
  const second = await call('qualify_lead', { need: 'two cups', contact: them, consent: true });
  const { _id } = await erasing.request({ person: { conversation: String(first.session_id) }, ...ASK });
  await erasing.run(_id);
  expect((await at.store.find(leads)).map((lead) => lead._id)).toEqual([second.lead_id]);
});

it('blackens a contact where others name it, and leaves those others', async () => {
  const { shop: at, erasing } = await shop();
  await call('qualify_lead', {
    need: `as ${BUYER.email.toUpperCase()} has`,
    contact: { email: 'bob@example.com' },
    consent: true,
  });
  const { _id } = await erasing.request({ person: them, ...ASK });
  expect(await erasing.run(_id)).toMatchObject({ status: 'done', counts: {}, mentions: { leads: 1 } });
  expect(await at.store.find(leads)).toMatchObject([
    { need: 'as [erased] has', contact: { email: 'bob@example.com' } },
  ]);
});

it.each([
  [{}, /who is meant/],
  [{ email: 'ada' }, /email is an address/],
  [{ phone: '0151 2345678' }, /country code/],
  [{ conversation: 'x' }, /ses_/],
])('says what is wrong with %j', async (person, message) => {
  const { erasing } = await shop();
  await expect(erasing.request({ person, ...ASK })).rejects.toThrow(message);
  await expect(erasing.preview({ person, ...ASK })).rejects.toThrow(message);
});

it('tells all that is kept about a person, and nothing of another', async () => {
  const { erasing } = await shop();
  const { orderId } = await buy();
  await call('qualify_lead', { need: 'a cup for Bob', contact: { email: 'bob@example.com' }, consent: true });
  const kept = await erasing.export(them);
  expect(kept.orders).toMatchObject([{ _id: orderId, buyer: BUYER, shippingAddress: ADDRESS }]);
  expect(Object.keys(kept)).toEqual(expect.arrayContaining(['sessions', 'carts', 'checkouts', 'toolCalls']));
  expect(JSON.stringify(kept)).not.toContain('bob');
});

class Cut extends Error {}
const STEPS = 60;

it('goes on wherever it was cut off, and counts nothing twice', async () => {
  const { shop: at, erasing } = await shop(true);
  const { orderId } = await buy();
  await at.services.orders.ship(orderId, {});
  await at.jobs.drain();
  const expected = (await erasing.preview({ person: them, ...ASK })).counts;
  const { _id } = await erasing.request({ person: them, ...ASK });
  let seen = 0;
  for (let cut = 0; cut < STEPS; cut += 1) {
    let step = 0;
    const cutting = await erasingOf(
      // A process that was killed has no jobs that run.
      { ...at, jobs: { ...at.jobs, handle: () => {} } },
      folders[0],
      () => {
        step += 1;
        if (step > cut) throw new Cut();
      },
    );
    const ended = await cutting.run(_id).catch((error) => error);
    if (!(ended instanceof Cut)) break;
    seen += 1;
  }
  expect(seen).toBeGreaterThan(20);
  expect(await erasing.get(_id)).toMatchObject({ status: 'done', dirty: false, counts: expected });
  const files = ['shop.db', 'shop.db-wal'].map((name) => readFileSync(join(folders[0]!, name), 'latin1'));
  for (const bytes of files) expect(bytes).not.toContain(BUYER.email);
});

it('does at the start what was cut off, and what the list says of an older store', async () => {
  const { shop: at, erasing, dataDir } = await shop(true);
  await buy();
  const { _id } = await erasing.request({ person: them, force: true, keepCopies: false });
  await erasing.run(_id);
  const list = readFileSync(join(dataDir!, 'erasures.json'), 'utf8');
  expect(list).not.toContain(BUYER.email);
  // As in a store from before: it knows nothing of the erasure, and the person is in it.
  await at.store.transaction(async (tx) => {
    const erasure = await tx.get(erasures, _id);
    await tx.delete(erasures, _id, erasure!.version);
    for (const { _id: id, version } of await tx.find(jobRows)) await tx.delete(jobRows, id, version);
  });
  at.clock.advance(-HOUR);
  const { orderId } = await buy();
  at.clock.advance(2 * HOUR);
  // Who comes back is a customer as any other.
  const { orderId: later } = await buy();
  const again = await erasingOf({ ...at, jobs: { ...at.jobs, handle: () => {} } }, dataDir);
  expect(await again.replay()).toBe(1);
  expect(await at.store.get(orders, later)).toMatchObject({ buyer: BUYER });
  // The erasure had ended: what the older store says is still to be sent needs nobody any more.
  expect(await at.store.get(orders, orderId)).toMatchObject({ erasedAt: at.clock.now() });
  expect(await at.store.find(erasures)).toMatchObject([{ covers: [_id], waits: [] }]);
  expect(await again.replay()).toBe(0);
});

it('deletes the copies that lie beside the database, unless they are to stay', async () => {
  const { erasing, dataDir } = await shop(true);
  const copy = join(dataDir!, 'shop-before-upgrade-20260101T000000Z.db');
  const mine = join(dataDir!, 'my-own-copy.db');
  for (const file of [copy, mine]) writeFileSync(file, 'x');
  const kept = await erasing.request({ person: them, force: false, keepCopies: true });
  await erasing.run(kept._id);
  expect(existsSync(copy)).toBe(true);
  expect(await erasing.preview({ person: them, ...ASK })).toMatchObject({ copies: 1 });
  const { _id } = await erasing.request({ person: them, ...ASK });
  expect(await erasing.run(_id)).toMatchObject({ copiesDeleted: 1 });
  expect([existsSync(copy), existsSync(mine)]).toEqual([false, true]);
});

it('does not start beside a list that it cannot read', async () => {
  const { erasing, dataDir } = await shop(true);
  writeFileSync(join(dataDir!, 'erasures.json'), '{');
  await expect(erasing.replay()).rejects.toThrow(/erasures.json is damaged/);
});
