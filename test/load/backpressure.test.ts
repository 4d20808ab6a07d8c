import { connect } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import {
  type Answer,
  OPERATOR_KEY,
  type ShopwrightServer,
  startShopwright,
} from '../fixtures/shopwright-server.ts';
import { heldPayments, mcp, ok, readyToPay } from './shop.ts';

let server: ShopwrightServer;
afterEach(() => server.close());

const search = () => server.tool('search_catalog', { query: 'thing' });
const retryAfter = (answer: Answer): number => Number(answer.headers.get('retry-after'));

/** Turned away, told when to come back, and nothing to see in the log as a fault. */
function expectTurnedAway(answer: Answer, code: string): void {
  expect(answer.status).toBe(503);
  expect(retryAfter(answer)).toBeGreaterThan(0);
  const problem = (answer.json?.error as { data?: unknown })?.data ?? answer.json;
  expect(problem).toMatchObject({ status: 503, code });
  expect(server.faults).toEqual([]);
}

it('a caller over its rate is told when to come back, and is served then', async () => {
  server = await startShopwright({ rateLimitPerKey: 3, limitLoopback: true });
  const ask = () => server.ask('/admin/v1/shop', { key: OPERATOR_KEY });
  expect([(await ask()).status, (await ask()).status, (await ask()).status]).toEqual([200, 200, 200]);
  const limited = await ask();
  expect(limited.status).toBe(429);
  server.clock.advance(retryAfter(limited) * 1000);
  expect((await ask()).status).toBe(200);
});

describe('while the shop is loaded', () => {
  it('every surface is turned away, and the probes answer', async () => {
    let state: 'starting' | 'ready' = 'starting';
    const lifecycle = { state: () => state, signal: new AbortController().signal };
    server = await startShopwright({}, { lifecycle });
    await server.put({ id: 'mug' });
    expectTurnedAway(await search(), 'starting');
    expectTurnedAway(await mcp(server, 'search_catalog', {}), 'starting');
    expectTurnedAway(await server.ask('/admin/v1/products', { key: OPERATOR_KEY }), 'starting');
    expectTurnedAway(await server.ask('/checkout'), 'starting');
    expect((await server.ask('/healthz')).status).toBe(200);
    expect((await server.ask('/readyz')).status).toBe(503);
    state = 'ready';
    expect((await search()).json).toMatchObject({ products: [{ variant_id: 'var_mug' }] });
  });
});

describe('while the server stops', () => {
  it('a connection that is still open takes no more requests', async () => {
    const stop = new AbortController();
    server = await startShopwright({}, { lifecycle: { state: () => 'stopping', signal: stop.signal } });
    const socket = connect(server.port, '127.0.0.1');
    const get = 'GET /v1/quotes/x HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n';
    const heard = () =>
      new Promise<string>((resolve) => socket.once('data', (bytes) => resolve(String(bytes))));
    socket.write(get);
    expect(await heard()).toMatch(/^HTTP\/1\.1 404/);
    stop.abort();
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.write(get);
    const last = await heard();
    expect(last).toMatch(/^HTTP\/1\.1 503/);
    expect(last).toMatch(/\r\nRetry-After: \d+\r\n/);
    expect(last).toMatch(/\r\nConnection: close\r\n/);
    await closed;
  });
});

describe('more requests than are worked on at once', () => {
  it('are turned away on every surface before anything is done, and those in progress finish', async () => {
    const held = heldPayments();
    server = await startShopwright({ maxRequestsInProgress: 2 }, { payments: held.payments });
    await server.put({ id: 'mug' }, { id: 'cup' });
    const [one, two] = [await readyToPay(server, 'mug'), await readyToPay(server, 'cup')];
    const paying = [one.pay(), two.pay()];
    await held.until(2);
    expectTurnedAway(await search(), 'overloaded');
    expectTurnedAway(await mcp(server, 'update_cart', { add: [{ variant_id: 'mug' }] }), 'overloaded');
    expectTurnedAway(await server.ask('/admin/v1/jobs', { key: OPERATOR_KEY }), 'overloaded');
    expect((await server.ask('/readyz')).status).toBe(200);
    held.release();
    for (const answer of await Promise.all(paying))
      expect(answer.json).toMatchObject({ status: 'completed' });
    expect((await search()).status).toBe(200);
  });
});

describe('a disk that is far behind', () => {
  it('keeps writes out on every surface and changes nothing by them; reading goes on', async () => {
    server = await startShopwright({ maxWaitingWrites: 10 });
    await server.put({ id: 'mug' });
    const { session_id } = await ok(server, 'update_cart', { add: [{ variant_id: 'mug' }] });
    const waiting = vi.spyOn(server.shop.store, 'waiting').mockReturnValue(10);

    const add = { session_id, add: [{ variant_id: 'mug' }] };
    expectTurnedAway(await server.tool('update_cart', add), 'overloaded');
    expect((await mcp(server, 'update_cart', add)).json).toMatchObject({
      result: { isError: true, _meta: { 'shopwright/error': { code: 'overloaded', status: 503 } } },
    });
    const price = { market: 'us', amount: 1, currency: 'USD' };
    const put = { method: 'PUT', key: OPERATOR_KEY, body: price };
    expectTurnedAway(await server.ask('/admin/v1/variants/mug/price', put), 'overloaded');
    expectTurnedAway(
      await server.ask('/checkout/api/exchange', { method: 'POST', body: { secret: 'x' } }),
      'overloaded',
    );

    expect((await search()).json).toMatchObject({ products: [{ price: { amount: 1999 } }] });
    expect(await ok(server, 'get_cart', { session_id })).toMatchObject({ lines: [{ quantity: 1 }] });
    expect((await server.ask('/admin/v1/products', { key: OPERATOR_KEY })).status).toBe(200);
    expect((await server.ask('/checkout/return', { method: 'POST' })).status).toBe(303);

    waiting.mockReturnValue(9);
    expect(await ok(server, 'update_cart', add)).toMatchObject({ lines: [{ quantity: 2 }] });
  });

  it('does not keep a payment that has begun from being written down', async () => {
    const held = heldPayments();
    server = await startShopwright({ maxWaitingWrites: 10 }, { payments: held.payments });
    await server.put({ id: 'mug' });
    const { session_id, pay } = await readyToPay(server, 'mug');
    const paying = pay();
    await held.until(1);
    vi.spyOn(server.shop.store, 'waiting').mockReturnValue(10);
    held.release();
    expect((await paying).json).toMatchObject({ status: 'completed' });
    vi.restoreAllMocks();
    expect(await ok(server, 'get_order', { session_id })).toMatchObject({
      orders: [{ status: expect.anything() }],
    });
  });
});
