import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ADMIN_SCOPES } from '../../server/commerce/principals/model.ts';
import { addressOf } from '../../server/surfaces/admin/route.ts';
import { adminRoutes } from '../../server/surfaces/admin/routes.ts';
import { publisherRoutes } from '../../server/surfaces/publisher/routes.ts';
import { adminExamples } from '../../server/surfaces/rest/admin-examples.ts';
import { examples } from '../../server/surfaces/rest/examples.ts';
import { exampleKey } from '../../server/surfaces/rest/openapi/admin-paths.ts';
import { tools } from '../../tools/registry.ts';
import { digest, type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { type Caller, everyCaller } from './principals.ts';

/** Every tool and every admin route against every kind of caller. New ones are covered as they are declared. */

let server: ShopwrightServer;
let callers: Caller[];
beforeAll(async () => {
  server = await startShopwright();
  await server.put({ id: 'lamp' });
  callers = await everyCaller(server);
});
afterAll(() => server.close());

const endpoints = [
  ...adminRoutes.map((route) => ({
    name: exampleKey(route),
    scope: route.scope as string,
    method: route.method.toUpperCase(),
    path: addressOf(route).replaceAll(/\{\w+\}/g, 'none'),
    body: route.input ? adminExamples[exampleKey(route)] : undefined,
  })),
  { name: 'POST /import', scope: 'admin:import', method: 'POST', path: '/admin/v1/import', body: [] },
  {
    name: 'POST /feed/updates',
    scope: 'admin:feed',
    method: 'POST',
    path: '/admin/v1/feed/updates?source=erp',
    body: [],
  },
  { name: 'GET /export', scope: 'admin:export', method: 'GET', path: '/admin/v1/export', body: undefined },
  {
    name: 'GET /payouts/{month}/csv',
    scope: 'admin:publishers',
    method: 'GET',
    path: '/admin/v1/payouts/2026-01/csv',
    body: undefined,
  },
];

/** Goes on for ever for those who may, so only refusals are looked at here. */
const streams = [
  {
    name: 'GET /handoffs/events',
    scope: 'admin:handoffs',
    method: 'GET',
    path: '/v1/handoffs/events',
    body: undefined,
  },
];

describe('admin API', () => {
  it('has a scope of its own kind on every route', () => {
    for (const { name, scope } of endpoints) expect(ADMIN_SCOPES, name).toContain(scope);
  });

  it.each([...endpoints, ...streams])(
    '$name: nobody without its scope',
    async ({ scope, method, path, body }) => {
      const before = await digest(server.shop.store);
      for (const { name, key, scopes } of callers) {
        if (scopes?.has(scope)) continue;
        const { status, json } = await server.ask(path, { method, key, body });
        const expected = scopes && key !== undefined ? 403 : 401;
        expect({ name, status }).toEqual({ name, status: expected });
        expect(Object.keys(json!).sort(), name).toEqual(['code', 'detail', 'status', 'title', 'type']);
      }
      expect(await digest(server.shop.store), 'nothing was changed').toBe(before);
    },
  );

  it.each(endpoints)('$name: everybody with its scope', async ({ scope, method, path, body }) => {
    for (const { name, key, scopes } of callers) {
      if (!scopes?.has(scope)) continue;
      const { status } = await server.ask(path, { method, key, body });
      expect([401, 403], `${name} got ${status}`).not.toContain(status);
      expect(status, name).toBeLessThan(500);
    }
  });

  it.each([
    ['anonymous', 401],
    ['API key', 403],
    ['wrong key', 401],
    ['operator', 404],
  ])('an address that does not exist tells %s nothing before the key is good', async (name, status) => {
    const { key } = callers.find((caller) => caller.name === name)!;
    expect((await server.ask('/admin/v1/nothing/here', { key })).status).toBe(status);
    expect((await server.ask('/admin/v1/', { key })).status).toBe(status);
    expect((await server.ask('/v1/handoffs/nothing/here', { key })).status).toBe(status);
  });

  it('a key never makes a wider one', async () => {
    const { secret } = await server.shop.services.apiKeys.create({
      name: 'keys only',
      kind: 'admin',
      scopes: ['admin:keys'],
    });
    const make = (body: object) => server.ask('/admin/v1/keys', { method: 'POST', key: secret, body });
    expect((await make({ name: 'wider', kind: 'admin', scopes: ['admin:orders'] })).status).toBe(403);
    expect((await make({ name: 'default', kind: 'admin' })).status).toBe(403);
    expect((await make({ name: 'same', kind: 'admin', scopes: ['admin:keys'] })).status).toBe(201);
    expect((await make({ name: 'storefront' })).status).toBe(201);
  });

  it('a key for products changes neither prices nor stock by way of a product', async () => {
    const { secret } = await server.shop.services.apiKeys.create({
      name: 'products only',
      kind: 'admin',
      scopes: ['admin:products'],
    });
    const variant = (amount: number, more: object = {}) => ({
      title: 'Lamp',
      variants: [
        {
          id: 'lamp',
          sku: 'LAMP',
          prices: [
            { market: 'us', amount, currency: 'USD' },
            { market: 'eu', amount, currency: 'EUR' },
          ],
          ...more,
        },
      ],
    });
    const put = (body: object) => server.ask('/admin/v1/products/lamp', { method: 'PUT', key: secret, body });
    expect((await put(variant(1))).status).toBe(403);
    expect((await put(variant(1999, { stock: [{ location: 'east', on_hand: 5 }] }))).status).toBe(403);
    expect((await put(variant(1999))).status).toBe(200);
  });

  it('never shows the hash of a key, nor a secret again', async () => {
    const made = await server.ask('/admin/v1/keys', {
      method: 'POST',
      key: callers.find((c) => c.name === 'operator')!.key,
      body: { name: 'new' },
    });
    const secret = String(made.json?.secret);
    const list = await server.ask('/admin/v1/keys', { key: callers.find((c) => c.name === 'operator')!.key });
    expect(list.text).not.toContain(secret);
    expect(list.text).not.toMatch(/hash/i);
  });
});

describe('what publishers see of themselves', () => {
  it.each(publisherRoutes.map((route) => [addressOf(route)]))(
    '%s: secret keys of publishers only',
    async (path) => {
      for (const { name, key, scopes } of callers) {
        const { status } = await server.ask(path, { key });
        const good = scopes?.has('publisher:read');
        const expected = good ? 200 : scopes && key !== undefined ? 403 : 401;
        expect({ name, status }).toEqual({ name, status: expected });
      }
    },
  );
});

describe('tools', () => {
  it.each(tools.map((tool) => [tool.name, tool] as const))('%s: only with its scope', async (name, tool) => {
    const { session_id: _, ...args } = examples[name]!.input;
    for (const { name: who, key, scopes } of callers) {
      const { status, json } = await server.tool(name, args, key);
      if (!scopes) expect({ who, status }).toEqual({ who, status: 401 });
      else if (!scopes.has(tool.scope)) expect({ who, code: json?.code }).toEqual({ who, code: 'forbidden' });
      else
        expect(['forbidden', 'unauthorized', 'internal'], `${who}: ${json?.code}`).not.toContain(json?.code);
    }
  });

  it.each(tools.map((tool) => [tool.name]))('%s: the same over MCP for a bad key', async (name) => {
    for (const { name: who, key, scopes } of callers) {
      if (scopes) continue;
      const { status } = await server.ask('/mcp', {
        method: 'POST',
        key,
        headers: { Accept: 'application/json, text/event-stream' },
        body: { jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } },
      });
      expect({ who, status }).toEqual({ who, status: 401 });
    }
  });
});

describe('other addresses', () => {
  it.each(['/metrics', '/v1/quotes/q_none', '/openapi.json'])(
    '%s refuses a key that is not good',
    async (path) => {
      for (const { name, key, scopes } of callers) {
        if (scopes) continue;
        expect({ name, status: (await server.ask(path, { key })).status }).toEqual({ name, status: 401 });
      }
    },
  );

  it('/metrics is for keys with its scope', async () => {
    for (const { name, key, scopes } of callers) {
      if (!scopes) continue;
      const { status } = await server.ask('/metrics', { key });
      const expected = scopes.has('admin:metrics') ? 200 : key === undefined ? 401 : 403;
      expect({ name, status }).toEqual({ name, status: expected });
    }
  });
});
