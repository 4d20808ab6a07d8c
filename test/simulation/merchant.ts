import { rmSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { isDeepStrictEqual } from 'node:util';
import { readBooks } from '../../server/cli/doctor-books.ts';
import { LOCATION, PLENTY, SCARCE, variantId } from '../crash/catalog.ts';
import type { Random } from '../crash/random.ts';
import { TEST_SHOP, testProduct } from '../fixtures/shop.ts';
import type { Flow } from './schedule.ts';
import { anyVariant } from './shopper.ts';
import { BULK_HERE, HOUR, MINUTE, type Reply, type World } from './world.ts';

type Deed = (world: World, flow: Flow, random: Random) => Promise<unknown>;

/** What a merchant does, with how often an hour. */
export const DEEDS: Readonly<Record<string, { perHour: number; run: Deed }>> = {
  adjust: { perHour: 8, run: adjust },
  setStock: { perHour: 3, run: setStock },
  price: { perHour: 8, run: price },
  import: { perHour: 1.5, run: importBulk },
  product: { perHour: 2, run: editProduct },
  ship: { perHour: 5, run: ship },
  cancel: {
    perHour: 2,
    run: (w, f, r) => onOrder(w, f, r, 'order canceled', 'cancel', { reason: 'a simulation' }),
  },
  refund: { perHour: 3, run: refund },
  look: { perHour: 5, run: look },
  key: { perHour: 0.7, run: useKey },
  discount: { perHour: 1, run: discount },
  policy: { perHour: 0.5, run: policy },
  settings: { perHour: 0.5, run: settings },
  retry: { perHour: 1, run: retryDead },
  backup: { perHour: 0.25, run: backup },
};

/** A change under a key of its own; now and then it is sent again, much later, and must answer the same. */
async function once(
  world: World,
  flow: Flow,
  random: Random,
  kind: string,
  path: string,
  body: Record<string, unknown>,
): Promise<Reply> {
  const id = world.nextId('admin');
  const send = () => world.admin(kind, 'POST', path, body, `key-of-${id}`);
  world.asked.set(id, {
    id,
    kind: 'admin',
    method: 'POST',
    path: `/admin/v1${path}`,
    body,
    key: id,
    round: 0,
  });
  const reply = await send();
  world.told.push({ told: id, ...reply });
  if (reply.status < 300 && random.chance(0.15)) {
    await flow.pause(random.pick([0, MINUTE, 5 * HOUR, 20 * HOUR]));
    const again = await send();
    if (!isDeepStrictEqual(again, reply)) world.changed.push({ changed: id, first: reply, now: again });
  }
  return reply;
}

/** Goods come in, or are found to be missing. */
async function adjust(world: World, flow: Flow, random: Random): Promise<void> {
  const [list, low, high] = random.chance(0.6) ? ([SCARCE, 1, 3] as const) : ([PLENTY, -5, 5] as const);
  const path = `/stock/${variantId(random.pick(list))}/${LOCATION}/adjust`;
  await once(world, flow, random, 'stock adjusted', path, { by: random.between(low, high) });
}

async function setStock(world: World, _flow: Flow, random: Random): Promise<void> {
  const path = `/stock/${variantId(random.pick(BULK_HERE))}/${LOCATION}`;
  await world.admin('stock counted', 'PUT', path, { on_hand: random.between(0, 1500) });
}

async function price(world: World, _flow: Flow, random: Random): Promise<void> {
  const path = `/variants/${anyVariant(random)}/price`;
  const body = { market: 'us', amount: random.between(300, 5000), currency: 'USD' };
  const { status, body: made } = await world.admin('price', 'PUT', path, body);
  if (status === 200 && random.chance(0.1))
    await world.admin('price revoked', 'POST', `/prices/${made.price_id ?? made.id}/revoke`);
}

async function importBulk(world: World, _flow: Flow, random: Random): Promise<void> {
  const start = random.between(0, BULK_HERE.length - 30);
  const amount = random.between(300, 900);
  const lines = BULK_HERE.slice(start, start + random.between(5, 30)).map((id) =>
    JSON.stringify(testProduct({ id, title: `Bulk ${id} at ${amount}`, price: amount, stock: 1000 })),
  );
  if (random.chance(0.3)) lines.push('{"id":"broken"}');
  const { status, text } = await world.server.ask('/admin/v1/import', {
    method: 'POST',
    key: 'operator-key-for-tests-only',
    headers: { 'Content-Type': 'application/x-ndjson' },
    body: lines.join('\n'),
  });
  world.count(
    'import',
    status === 200 && text.includes('"type":"report"') ? 'ok' : `${status} ${text.slice(0, 80)}`,
  );
}

async function editProduct(world: World, _flow: Flow, random: Random): Promise<void> {
  const id = random.pick(BULK_HERE);
  if (random.chance(0.2)) return void (await world.admin('product archived', 'DELETE', `/products/${id}`));
  const title = `Bulk ${id}, edition ${random.between(2, 9)}`;
  await world.admin(
    'product edited',
    'PUT',
    `/products/${id}`,
    testProduct({ id, title, price: 799, stock: 1000 }),
  );
}

async function ship(world: World, flow: Flow, random: Random): Promise<void> {
  const reply = await onOrder(world, flow, random, 'order shipped', 'ship', { carrier: 'Ox' });
  const parcel = (reply?.body.fulfillments as { id: string }[] | undefined)?.at(-1);
  if (reply?.status !== 200 || !parcel || random.chance(0.5)) return;
  await flow.pause(random.between(HOUR, 5 * HOUR));
  const path = `/orders/${reply.body.id}/fulfillments/${parcel.id}/track`;
  await once(world, flow, random, 'parcel tracked', path, {
    status: random.pick(['in_transit', 'delivered']),
  });
}

async function refund(world: World, flow: Flow, random: Random): Promise<void> {
  const part = random.pick([1, 0.5, 0.1]);
  await onOrder(world, flow, random, 'order refunded', 'refund', ({ amount, currency }) => ({
    amount: { amount: Math.max(1, Math.floor(amount * part)), currency },
    reason: 'a simulation',
  }));
}

async function onOrder(
  world: World,
  flow: Flow,
  random: Random,
  kind: string,
  what: string,
  body: Record<string, unknown> | ((total: { amount: number; currency: string }) => Record<string, unknown>),
): Promise<Reply | undefined> {
  if (world.orders.length === 0) return undefined;
  const { id, total } = random.pick(world.orders.slice(-40));
  const asked = typeof body === 'function' ? body(total) : body;
  return once(world, flow, random, kind, `/orders/${id}/${what}`, asked);
}

async function look(world: World, _flow: Flow, random: Random): Promise<void> {
  const lists = [
    '/orders',
    '/jobs?status=waiting',
    '/jobs?status=dead',
    '/leads',
    '/v1/handoffs',
    '/products',
    '/discounts',
  ];
  await world.admin('list', 'GET', random.pick(lists));
}

/** A key is made, used, and ends by itself or is taken back; from then on it opens nothing. */
async function useKey(world: World, flow: Flow, random: Random): Promise<void> {
  const name = world.nextId('Partner');
  const expires = random.chance(0.5);
  const lifetime = random.between(10 * MINUTE, 3 * HOUR);
  const made = await world.admin('key made', 'POST', '/keys', {
    name,
    ...(expires && { expires_at: new Date(world.now() + lifetime).toISOString() }),
  });
  if (made.status !== 201) return;
  const use = async (kind: string): Promise<number> => {
    const { status } = await world.server.tool(
      'search_catalog',
      { query: 'plenty' },
      String(made.body.secret),
    );
    world.count(kind, String(status));
    return status;
  };
  if ((await use('key used')) !== 200) world.surprises.push(`${name}: a new key was refused`);
  await flow.pause(lifetime);
  if (!expires) await world.admin('key revoked', 'DELETE', `/keys/${made.body.id}`);
  if ((await use('key used after its end')) !== 401) world.surprises.push(`${name}: an ended key was taken`);
}

async function discount(world: World, flow: Flow, random: Random): Promise<void> {
  const code = world.nextId('SALE').toUpperCase();
  const body = { code, title: code, effect: { kind: 'percentage', rate: random.between(100, 3000) } };
  const made = await world.admin('discount made', 'POST', '/discounts', body);
  if (made.status !== 201) return;
  await flow.pause(random.between(MINUTE, 3 * HOUR));
  await world.admin('discount replaced', 'PUT', `/discounts/${made.body.id}`, { ...body, priority: 5 });
  await flow.pause(random.between(MINUTE, HOUR));
  await world.admin('discount ended', 'DELETE', `/discounts/${made.body.id}`);
}

async function policy(world: World, _flow: Flow, random: Random): Promise<void> {
  const days = random.between(14, 60);
  await world.admin('policy', 'PUT', '/policies/returns', {
    title: 'Returns',
    sections: [{ key: 'period', heading: 'How long', body: `You have ${days} days.` }],
  });
}

async function settings(world: World, _flow: Flow, random: Random): Promise<void> {
  const { services } = world.server.shop;
  await services.shop.put({ ...TEST_SHOP, cutOffHour: random.between(8, 18) });
  world.count('shop settings', 'ok');
}

/** What was given up is tried again, as a merchant would who reads the list. */
async function retryDead(world: World): Promise<void> {
  const { body } = await world.admin('list', 'GET', '/jobs?status=dead');
  for (const { id } of (body.items ?? []) as { id: string }[])
    await world.admin('dead job retried', 'POST', `/jobs/${encodeURIComponent(id)}/retry`);
}

async function backup(world: World): Promise<void> {
  const copy = `${world.file}.backup`;
  await world.server.shop.store.backup(copy);
  const db = new DatabaseSync(copy, { readOnly: true });
  try {
    for (const { message } of readBooks(db))
      if (!message.endsWith('jobs were given up')) world.surprises.push(`a backup: ${message}`);
  } finally {
    db.close();
    rmSync(copy);
  }
  world.count('backup', 'ok');
}
