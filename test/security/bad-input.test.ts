import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { addressOf } from '../../server/surfaces/admin/route.ts';
import { adminRoutes } from '../../server/surfaces/admin/routes.ts';
import { adminExamples } from '../../server/surfaces/rest/admin-examples.ts';
import { examples } from '../../server/surfaces/rest/examples.ts';
import { exampleKey } from '../../server/surfaces/rest/openapi/admin-paths.ts';
import { tools } from '../../tools/registry.ts';
import {
  type Answer,
  digest,
  OPERATOR_KEY,
  type ShopwrightServer,
  startShopwright,
} from '../fixtures/shopwright-server.ts';
import { fieldsOf, withField } from './fields.ts';
import { expectRefusal } from './refusal.ts';

/** Input that is wrong in every way we can think of: said clearly, never a 5xx, and nothing in the store changes. */

let server: ShopwrightServer;
let before: string;
beforeAll(async () => {
  server = await startShopwright({ bodyLimitBytes: 64 * 1024 });
  await server.put({ id: 'lamp' }, { id: 'chair' });
  before = await digest(server.shop.store);
});
afterAll(async () => {
  expect(server.faults, 'no fault of ours was logged').toEqual([]);
  await server.close();
});

interface Endpoint {
  name: string;
  schema: z.ZodObject;
  /** A body that is right, to be spoilt. */
  body: Record<string, unknown>;
  send: (body: unknown) => Promise<Answer>;
}

const endpoints: Endpoint[] = [
  ...tools.map((tool) => {
    const { session_id: _, ...body } = examples[tool.name]!.input;
    return {
      name: tool.name,
      schema: tool.input,
      body,
      send: (sent: unknown) => server.ask(`/v1/tools/${tool.name}`, { method: 'POST', body: sent }),
    };
  }),
  ...adminRoutes
    .filter((route) => route.input)
    .map((route) => ({
      name: exampleKey(route),
      schema: route.input!,
      body: adminExamples[exampleKey(route)] as Record<string, unknown>,
      send: (sent: unknown) =>
        server.ask(`${addressOf(route).replaceAll(/\{\w+\}/g, 'none')}`, {
          method: route.method.toUpperCase(),
          key: OPERATOR_KEY,
          body: sent,
        }),
    })),
];

describe.each(endpoints)('$name', ({ body, schema, send }) => {
  const unchanged = async () => expect(await digest(server.shop.store), 'nothing was changed').toBe(before);

  it('refuses what is not a JSON object', async () => {
    for (const sent of ['[]', '"text"', '1', 'null', '{', '{"a":1,}', '', 'NaN', '{"a":1}{"b":2}']) {
      // Every tool but a few has no required argument: no body is then as good as {}.
      if (sent === '' && schema.safeParse({}).success) continue;
      expectRefusal(await send(sent), JSON.stringify(sent), [400, 422]);
    }
    await unchanged();
  });

  it('refuses an unknown argument and names the known ones', async () => {
    const answer = await send({ ...body, surprise: 1 });
    expectRefusal(answer, 'surprise');
    expect(answer.json).toMatchObject({ code: 'invalid_input', field: 'surprise' });
    for (const name of Object.keys(schema.shape)) expect(answer.text).toContain(name);
    await unchanged();
  });

  it('refuses a wrong type in every argument and names it', async () => {
    for (const { path, schema: field } of fieldsOf(schema, body)) {
      for (const wrong of [{ $gt: '' }, [[]], -1.5, true, '\0', 'x'.repeat(30_000)]) {
        if (field.safeParse(wrong).success && wrong !== '\0') continue;
        const answer = await send(withField(body, path, wrong));
        const what = `${path.join('.')} = ${JSON.stringify(wrong).slice(0, 40)}`;
        expectRefusal(answer, what);
        expect(answer.text, what).toContain(path[0]);
      }
    }
    await unchanged();
  });

  it('refuses null bytes and lone surrogates in every text', async () => {
    for (const { path, schema: field } of fieldsOf(schema, body)) {
      if (!field.safeParse('text of a person').success) continue;
      for (const bad of ['a\0b', '\ud800', 'x\udc00y']) {
        expectRefusal(await send(withField(body, path, bad)), `${path.join('.')} ${JSON.stringify(bad)}`);
      }
    }
    await unchanged();
  });

  it('refuses names that reach a prototype', async () => {
    for (const key of ['"__proto__"', '"\\u005f_proto__"', '"constructor":{"prototype":{}},"x"']) {
      expectRefusal(await send(`{${key}:{"polluted":true}}`), key, [400]);
    }
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    await unchanged();
  });

  it('refuses deep and huge bodies', async () => {
    const deep = `{"a":${'['.repeat(5000)}${']'.repeat(5000)}}`;
    expectRefusal(await send(deep), 'deep', [400]);
    const nested = JSON.parse(`${'{"a":'.repeat(30)}1${'}'.repeat(30)}`) as object;
    expectRefusal(await send({ ...body, surprise: nested }), 'nested');
    expectRefusal(await send({ ...body, surprise: 'x'.repeat(70_000) }), 'huge', [413]);
    await unchanged();
  });
});

describe('addresses and headers', () => {
  it.each([
    '%00',
    '%ED%A0%80',
    '..%2f..%2fetc',
    '{"$gt":""}',
    "' OR 1=1 --",
    'x'.repeat(101),
    '%F0%9F%9B%92',
  ])('an id like %s is simply not there', async (id) => {
    const encoded = id.includes('%') ? id : encodeURIComponent(id);
    for (const path of [
      ...adminRoutes
        .filter((route) => route.method === 'get' && route.path.includes('{'))
        .map((route) => `${addressOf(route).replaceAll(/\{\w+\}/g, encoded)}`),
      `/v1/quotes/${encoded}`,
      `/v1/tools/${encoded}`,
      `/sample/images/${encoded}`,
      `/checkout/${encoded}`,
    ]) {
      const { status } = await server.ask(path, { key: OPERATOR_KEY });
      const checked = path.startsWith('/admin/v1/quotes/') ? [200, 400, 422] : [400, 404, 405, 422];
      expect(checked, path).toContain(status);
    }
  });

  it.each([
    'limit=0',
    'limit=201',
    'limit=1.5',
    'limit=abc',
    'limit=1&limit=2',
    'limit=',
    'cursor=abc',
    'cursor=WzEsMl0',
    'nonsense=1',
    'cursor=%00',
  ])('a query like %s is refused and named', async (query) => {
    for (const route of adminRoutes.filter((r) => 'cursor' in r.query.shape)) {
      const answer = await server.ask(`${addressOf(route)}?${query}`, { key: OPERATOR_KEY });
      expectRefusal(answer, route.path);
      expect(answer.json?.field, route.path).toBe(query.split('=')[0]);
    }
  });

  it.each(['short', 'with space in it', 'x'.repeat(129), 'ünïcödë-key'])(
    'an Idempotency-Key like "%s" is refused',
    async (key) => {
      const answer = await server.ask('/admin/v1/stock/lamp/east/adjust', {
        method: 'POST',
        key: OPERATOR_KEY,
        body: { by: 1 },
        headers: { 'Idempotency-Key': Buffer.from(key).toString('latin1') },
      });
      expectRefusal(answer, key);
      expect(answer.json?.field).toBe('Idempotency-Key');
    },
  );

  it.each([
    'text/plain',
    'application/xml',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
  ])('a body as %s is refused', async (type) => {
    for (const [path, key] of [['/v1/tools/get_cart'], ['/admin/v1/keys', OPERATOR_KEY]] as const) {
      const answer = await server.ask(path, {
        method: 'POST',
        key,
        body: '{}',
        headers: { 'Content-Type': type },
      });
      expectRefusal(answer, path, [415]);
    }
  });
});

it.each([
  ['text/csv', 'a,"b\n1,2'],
  ['text/csv', '{"a": {}}'],
  ['text/csv', ''],
  ['application/json', '{'],
  ['application/json', '[1, 2'],
  ['application/x-ndjson', ''],
])('an import of %s with %j says what is wrong', async (type, body) => {
  const answer = await server.ask('/admin/v1/import', {
    method: 'POST',
    key: OPERATOR_KEY,
    body,
    headers: { 'Content-Type': type },
  });
  if (answer.status === 200) expect(answer.text).toMatch(/"type":"error"|"refused":[1-9]/);
  else expectRefusal(answer, body);
  expect(await digest(server.shop.store)).toBe(before);
});
