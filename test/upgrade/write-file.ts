/**
 * Writes what a shop of this version leaves on a merchant's disk into `test/upgrade/files/`, as SQL: a small shop in which
 * every collection holds something. Run once for each release: `node test/upgrade/write-file.ts`. A file is never changed
 * after its version was released: every later version must open it.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collections } from '../../server/collections.ts';
import { sentNotifications } from '../../server/connectors/notifiers/smtp.ts';
import { stripePayments } from '../../server/connectors/payments/stripe/payment.ts';
import { searchSnapshots } from '../../server/search/catalog-snapshot.ts';
import { VERSION } from '../../server/version.ts';
import { type AskTool, completion, fillCheckout } from '../fixtures/purchase.ts';
import { BUYER } from '../fixtures/shop.ts';
import { OPERATOR_KEY, type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { readSql } from './sql.ts';

type Body = Record<string, unknown>;

async function must(
  answer: Promise<{ status: number; text: string; json: Body | undefined }>,
): Promise<Body> {
  const { status, text, json } = await answer;
  if (status >= 300) throw new Error(`${status}: ${text}`);
  return json ?? {};
}

const admin = (server: ShopwrightServer, method: string, path: string, body: object): Promise<Body> =>
  must(server.ask(`/admin/v1${path}`, { method, key: OPERATOR_KEY, body }));

/** As `AskTool`; what is refused is an error. */
const asking =
  (server: ShopwrightServer): AskTool =>
  async (name, args) => ({ status: 200, body: await must(server.tool(name, args)) });

/** @returns what the test asks the shop for */
async function fill(server: ShopwrightServer): Promise<Body> {
  await server.put(
    { id: 'lamp', title: 'Desk lamp', price: 4900 },
    { id: 'chair', title: 'Oak chair', price: 12_000 },
  );
  await admin(server, 'PUT', '/categories/lighting', { title: { en: 'Lighting', de: 'Leuchten' } });
  await admin(server, 'PUT', '/policies/returns', {
    title: 'Returns',
    sections: [{ key: 'period', heading: 'Period', body: 'You can send goods back within 30 days.' }],
  });
  await admin(server, 'POST', '/discounts', {
    code: 'TEN',
    title: 'Ten percent',
    effect: { kind: 'percentage', rate: 1000 },
  });
  await admin(server, 'POST', '/keys', { name: 'Assistant', kind: 'api_key' });

  const ask = asking(server);
  const first = await fillCheckout(ask, 'var_lamp', { quantity: 2, codes: ['TEN'] });
  const { body: bought } = await ask('complete_checkout', completion(first));
  const order_id = String(bought.order_id);
  await server.shop.jobs.drain();
  const key = { method: 'POST', key: OPERATOR_KEY, headers: { 'Idempotency-Key': 'shipment-1' } };
  await must(server.ask(`/admin/v1/orders/${order_id}/ship`, { ...key, body: { carrier: 'UPS' } }));
  const { session_id } = first;
  await must(
    server.tool('request_return', { session_id, order_id, reason: 'The shade is the wrong colour' }),
  );
  const refund = { amount: { amount: 1000, currency: 'USD' }, reason: 'Scratched on arrival' };
  await admin(server, 'POST', `/orders/${order_id}/refund`, refund);
  await must(
    server.tool('qualify_lead', {
      session_id,
      contact: { email: BUYER.email },
      need: 'Forty lamps for an office that opens in March',
      consent: true,
    }),
  );
  await must(server.tool('request_handoff', { session_id, summary: 'Wants forty lamps and a better price' }));
  // From another session, so that the shop sends a code.
  await server.tool('get_order', { order_id: String(bought.order_number) });

  const waiting = await fillCheckout(ask, 'var_chair');
  await ask('complete_checkout', completion(waiting, 'tok_needs_action'));
  const open = await fillCheckout(ask, 'var_lamp');
  await server.shop.jobs.drain();

  const { clock, shop } = server;
  const { store } = shop;
  await store.transaction(async (tx) => {
    await tx.insert(searchSnapshots, { _id: 'idx_of_this_shop' });
    await tx.insert(sentNotifications, { _id: 'sent_of_this_shop', template: 'order_confirmation' });
    await tx.insert(stripePayments, {
      _id: 'pay_of_this_shop',
      kind: 'page',
      checkoutId: first.checkout_id,
      amount: { amount: 4900, currency: 'USD' },
      tokenHash: 'none',
      returnUrl: 'http://shop.test/checkout/return',
      shopName: 'Test Shop',
      pageClosesAt: Math.floor(clock.now() / 1000) + 3600,
      startedAt: clock.now(),
      stage: 'closed',
    });
  });
  await store.flush();
  return {
    now: clock.now(),
    first: { ...first, order_id, order_number: bought.order_number },
    waiting,
    open,
  };
}

const server = await startShopwright();
const folder = mkdtempSync(join(tmpdir(), 'stored-'));
try {
  const facts = await fill(server);
  if (server.faults.length > 0) throw new Error(JSON.stringify(server.faults));
  for (const collection of collections)
    if ((await server.shop.store.count(collection)) === 0) throw new Error(`${collection.name} is empty`);
  await server.shop.store.backup(join(folder, 'shop.db'));
  const target = join(import.meta.dirname, 'files', `shopwright-${VERSION}`);
  writeFileSync(`${target}.sql`, readSql(join(folder, 'shop.db')));
  writeFileSync(`${target}.json`, `${JSON.stringify(facts, undefined, 2)}\n`);
} finally {
  await server.close();
  rmSync(folder, { recursive: true });
}
