import { createHmac, createPublicKey, verify } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  OPERATOR_KEY,
  type ShopwrightServer,
  startShopwright,
} from '../test/fixtures/shopwright-server.ts';
import { type Received, type Receiver, startReceiver } from '../test/fixtures/webhook-receiver.ts';

const MINUTE = 60_000;

let server: ShopwrightServer;
let receiver: Receiver;
beforeEach(async () => {
  receiver = await startReceiver();
  server = await startShopwright({ outboundAllow: ['127.0.0.1'] });
});
afterEach(async () => {
  await server.close();
  await receiver.close();
});

const admin = (path: string, method = 'GET', body?: object): Promise<Answer> =>
  server.ask(`/admin/v1${path}`, { method, body, key: OPERATOR_KEY });
async function add(more: object = {}): Promise<{ id: string; secret: string }> {
  const { status, json } = await admin('/webhooks', 'POST', { url: receiver.url, ...more });
  expect(status).toBe(201);
  return json as { id: string; secret: string };
}
const drain = () => server.shop.webhooks.dispatcher.drain();
const signatures = ({ headers }: Received): string[] => String(headers['webhook-signature']).split(' ');
const signedWith = (one: Received, secret: string): string =>
  `v1,${createHmac('sha256', Buffer.from(secret.slice('whsec_'.length), 'base64'))
    .update(`${one.headers['webhook-id']}.${one.headers['webhook-timestamp']}.${one.body}`)
    .digest('base64')}`;

describe('an event', () => {
  it('arrives signed, with its id as webhook-id', async () => {
    const { secret } = await add();
    await server.put({ id: 'lamp' });
    await drain();
    const [one, ...more] = receiver.received;
    expect(more).toEqual([]);
    expect(one!.event).toMatchObject({ type: 'product.created', subject: 'product/prod_lamp' });
    expect(one!.headers['webhook-id']).toBe(one!.event.id);
    expect(Number(one!.headers['webhook-timestamp'])).toBe(Math.floor(server.clock.now() / 1000));
    expect(signatures(one!)).toEqual([signedWith(one!, secret)]);
  });

  it('has the same id and body each time it is tried, and a signature of that time', async () => {
    await add();
    receiver.answer = () => ({ status: 500 });
    await server.put({ id: 'lamp' });
    await drain();
    receiver.answer = () => ({ status: 200 });
    server.clock.advance(MINUTE);
    await drain();
    const [first, second] = receiver.received;
    expect(second!.headers['webhook-id']).toBe(first!.headers['webhook-id']);
    expect(second!.body).toBe(first!.body);
    expect(signatures(second!)).not.toEqual(signatures(first!));
  });

  it('is signed with both secrets while one is replaced, and then with the new one', async () => {
    const { id, secret: before } = await add();
    const { json } = await admin(`/webhooks/${id}/rotate`, 'POST', { overlap_hours: 1 });
    const after = String(json?.secret);
    await server.put({ id: 'lamp' });
    await drain();
    expect(signatures(receiver.received[0]!)).toEqual(
      [after, before].map((secret) => signedWith(receiver.received[0]!, secret)),
    );
    server.clock.advance(61 * MINUTE);
    await server.put({ id: 'chair' });
    await drain();
    expect(signatures(receiver.received[1]!)).toEqual([signedWith(receiver.received[1]!, after)]);
  });

  it('is signed with the shop’s own key where that is asked for', async () => {
    await add({ ed25519: true });
    await server.put({ id: 'lamp' });
    await drain();
    const [one] = receiver.received;
    const given = signatures(one!).find((signature) => signature.startsWith('v1a,'))!;
    const { keys } = (await server.ask('/.well-known/jwks.json')).json as unknown as {
      keys: import('node:crypto').JsonWebKey[];
    };
    const bytes = Buffer.from(
      `${one!.headers['webhook-id']}.${one!.headers['webhook-timestamp']}.${one!.body}`,
    );
    const good = keys.some((key) =>
      verify(null, bytes, createPublicKey({ key, format: 'jwk' }), Buffer.from(given.slice(4), 'base64')),
    );
    expect(good).toBe(true);
  });
});

describe('an endpoint', () => {
  it('that redirects to this machine is not followed, and is told why', async () => {
    const secretPlace = await startReceiver();
    receiver.answer = () => ({ status: 307, headers: { location: secretPlace.url } });
    const { id } = await add();
    await server.put({ id: 'lamp' });
    await drain();
    expect(secretPlace.received).toEqual([]);
    expect((await admin(`/webhooks/${id}`)).json).toMatchObject({
      waiting: 1,
      last_error: expect.stringContaining('redirects'),
    });
    await secretPlace.close();
  });

  it('is an https address on the public internet', async () => {
    const strict = await startShopwright();
    for (const url of [
      'http://127.0.0.1:9/',
      'https://10.0.0.8/hook',
      'https://[::1]/hook',
      'https://localhost/hook',
      'http://hooks.example.com/',
      'https://user:pass@hooks.example.com/',
      'ftp://hooks.example.com/',
      'nowhere',
    ]) {
      const asked = { method: 'POST', key: OPERATOR_KEY, body: { url } };
      const { status, json } = await strict.ask('/admin/v1/webhooks', asked);
      expect({ url, status, code: json?.code }).toEqual({ url, status: 422, code: 'invalid_input' });
    }
    await strict.close();
  });

  it('whose name leads to this machine gets nothing', async () => {
    const strict = await startShopwright();
    // Resolves to loopback everywhere, as names of attackers do.
    const { json } = await strict.ask('/admin/v1/webhooks', {
      method: 'POST',
      key: OPERATOR_KEY,
      body: { url: `https://shop.localhost:${new URL(receiver.url).port}/hook` },
    });
    const tried = await strict.ask(`/admin/v1/webhooks/${json?.id}/test`, {
      method: 'POST',
      key: OPERATOR_KEY,
    });
    expect(tried.json).toMatchObject({ ok: false });
    expect(receiver.received).toEqual([]);
    await strict.close();
  });

  it('that answers 410 is disabled, until it is set active again', async () => {
    const { id } = await add();
    receiver.answer = () => ({ status: 410 });
    await server.put({ id: 'lamp' }, { id: 'chair' });
    await drain();
    expect((await admin(`/webhooks/${id}`)).json).toMatchObject({
      status: 'disabled',
      disabled_because: 'gone',
    });
    const before = receiver.received.length;
    await server.put({ id: 'table' });
    await drain();
    expect(receiver.received).toHaveLength(before);
    receiver.answer = () => ({ status: 204 });
    expect((await admin(`/webhooks/${id}`, 'PATCH', { status: 'active' })).json).not.toHaveProperty(
      'disabled_because',
    );
    await drain();
    const taken = receiver.received.slice(before).map(({ event }) => event.subject);
    expect(taken.sort()).toEqual(['product/prod_chair', 'product/prod_lamp', 'product/prod_table']);
  });

  it('that hangs keeps neither a sale nor another endpoint waiting', async () => {
    const { promise: held, resolve: release } = Promise.withResolvers<void>();
    const slow = await startReceiver(() => held.then(() => ({ status: 204 })));
    await admin('/webhooks', 'POST', { url: slow.url });
    await add();
    const { promise: arrived, resolve: arrive } = Promise.withResolvers<void>();
    receiver.answer = () => {
      arrive();
      return { status: 204 };
    };
    await server.shop.webhooks.dispatcher.start();
    await server.put({ id: 'lamp' });
    await arrived;
    expect((await server.tool('update_cart', { add: [{ variant_id: 'lamp', quantity: 1 }] })).status).toBe(
      200,
    );
    release();
    await drain();
    await slow.close();
  });

  it('is shown with its tries and dead letters, and never with its secret', async () => {
    const { id, secret } = await add({ types: ['product.*'], description: 'ERP' });
    receiver.answer = () => ({ status: 503 });
    await server.put({ id: 'lamp' });
    await drain();
    await server.shop.store.flush();
    const shown = await admin(`/webhooks/${id}`);
    expect(shown.json).toMatchObject({
      description: 'ERP',
      types: ['product.*'],
      waiting: 1,
      dead: 0,
      secrets: 1,
    });
    expect((await admin(`/webhooks/${id}/attempts`)).json?.items).toMatchObject([
      { type: 'product.created', attempt: 1, ok: false, status: 503 },
    ]);
    expect((await admin(`/webhooks/${id}/deliveries?status=waiting`)).json?.items).toMatchObject([
      { type: 'product.created', attempts: 1, status: 'waiting' },
    ]);
    for (const path of ['/webhooks', `/webhooks/${id}`, `/webhooks/${id}/attempts`])
      expect((await admin(path)).text).not.toContain(secret);
  });

  it('can be tried with a test event', async () => {
    const { id } = await add({ types: ['lead.*'] });
    expect((await admin(`/webhooks/${id}/test`, 'POST')).json).toMatchObject({ ok: true, status: 204 });
    expect(receiver.received[0]!.event).toMatchObject({ type: 'webhook.test', data: { endpoint_id: id } });
  });

  it('refuses types that there are not', async () => {
    const { status, json } = await admin('/webhooks', 'POST', { url: receiver.url, types: ['order.sold'] });
    expect({ status, field: json?.field }).toEqual({ status: 422, field: 'types' });
  });
});

describe('GET /v1/events', () => {
  const read = async (
    query = '',
  ): Promise<{ items: { type: string; sequence: number }[]; next_after: number }> => {
    const { status, json } = await server.ask(`/v1/events${query}`, { key: OPERATOR_KEY });
    expect(status).toBe(200);
    return json as never;
  };

  it('answers what happened in its order, page by page', async () => {
    await server.put({ id: 'lamp' }, { id: 'chair' }, { id: 'table' });
    const first = await read('?limit=2');
    const second = await read(`?after=${first.next_after}`);
    expect([...first.items, ...second.items].map(({ type }) => type)).toEqual(
      Array(3).fill('product.created'),
    );
    expect(await read(`?after=${second.next_after}`)).toMatchObject({
      items: [],
      next_after: second.next_after,
    });
  });

  it('answers the types that are asked for, and passes over the others for good', async () => {
    await server.put({ id: 'lamp' });
    await server.tool('qualify_lead', { need: 'A lamp' });
    const { items, next_after } = await read('?types=lead.*,order.created');
    expect(items.map(({ type }) => type)).toEqual(['lead.created']);
    expect(next_after).toBe(items[0]!.sequence);
    const { status } = await server.ask('/v1/events?types=lead.lost', { key: OPERATOR_KEY });
    expect(status).toBe(422);
  });

  it('waits for what comes, where that is asked for', async () => {
    const waiting = read('?wait=25&types=product.*');
    await server.tool('qualify_lead', { need: 'A lamp' });
    await server.put({ id: 'lamp' });
    expect((await waiting).items.map(({ type }) => type)).toEqual(['product.created']);
  });

  it('is beside what websites tell at the same address', async () => {
    const wrong = await server.ask('/v1/events', { method: 'PUT', body: {} });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get('allow')).toMatch(/GET.*POST/);
    expect((await server.ask('/v1/events')).status).toBe(401);
    expect((await server.ask('/v1/events', { method: 'POST', body: {} })).status).toBe(422);
  });
});
