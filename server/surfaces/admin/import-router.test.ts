import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonLines, nativeProduct } from '../../../test/fixtures/import-shop.ts';
import {
  OPERATOR_KEY,
  type ShopwrightServer,
  startShopwright,
} from '../../../test/fixtures/shopwright-server.ts';

const LIMIT = 200_000;
let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright({ importLimitBytes: LIMIT });
});
afterAll(() => server.close());

const at = (id: string, more: object = {}) => {
  const product = nativeProduct(id, more) as { variants: { stock: { location: string }[] }[] };
  product.variants[0]!.stock[0]!.location = 'east';
  return product;
};
const send = (
  body: string,
  type = 'application/x-ndjson',
  path = '',
  key: string | undefined = OPERATOR_KEY,
) => server.ask(`/admin/v1/import${path}`, { method: 'POST', key, body, headers: { 'Content-Type': type } });
const last = (text: string) => JSON.parse(text.trim().split('\n').at(-1)!);

describe('POST /admin/v1/import', () => {
  test('takes JSON lines and ends with the report', async () => {
    const answer = await send(jsonLines([at('n1'), { id: 'n2' }]));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('application/x-ndjson');
    expect(last(answer.text)).toMatchObject({
      type: 'report',
      report: { created: 1, refused: 1, faults: [{ line: 2, id: 'n2', field: 'title' }, { line: 2 }] },
    });
    expect(await server.shop.services.catalog.find('n1')).toBeDefined();
  });

  test('takes CSV with a mapping in the query', async () => {
    const mapping = { price_unit: 'major', fields: { id: 'code', title: 'name', price: 'cost' } };
    const answer = await send(
      'code,name,cost\nc1,Cup,4.50\n',
      'text/csv',
      `?mapping=${encodeURIComponent(JSON.stringify(mapping))}`,
    );
    expect(last(answer.text)).toMatchObject({ report: { created: 1, refused: 0 } });
  });

  test('says what it guessed', async () => {
    const answer = await send('[{"id":"g1","name":"Guess","price":4.5}]', 'application/json; charset=utf-8');
    expect(JSON.parse(answer.text.split('\n')[0]!)).toMatchObject({
      type: 'guess',
      mapping: { price_unit: 'major' },
    });
  });

  test.each([
    ['another media type', 'x', 'text/plain', '', 415],
    ['a mapping that is none', '{}', 'text/csv', '?mapping=%7B%7D', 422],
    ['an unknown option', '{}', 'text/csv', '?colour=red', 422],
    ['a file without rows', '', 'text/csv', '', 422],
    ['a file over the limit', `{"id":"${'x'.repeat(LIMIT)}"}`, 'application/x-ndjson', '', 413],
  ])('refuses %s', async (_what, body, type, path, status) => {
    const answer = await send(body, type, path);
    expect(answer.status).toBe(status);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });

  test('wants the scope admin:import', async () => {
    const { secret } = await server.shop.services.apiKeys.create({
      name: 'x',
      kind: 'admin',
      scopes: ['admin:stock'],
    });
    expect((await send('', 'text/csv', '', secret)).status).toBe(403);
    const answer = await server.ask('/admin/v1/import', {
      method: 'POST',
      body: '',
      headers: { 'Content-Type': 'text/csv' },
    });
    expect(answer.status).toBe(401);
  });

  test('a client that hangs up leaves whole products and a server that goes on', async () => {
    const { port } = new URL(server.url);
    const upload = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/admin/v1/import',
      headers: { Authorization: `Bearer ${OPERATOR_KEY}`, 'Content-Type': 'application/x-ndjson' },
    });
    const begun = new Promise((answered) =>
      upload.once('response', (response) => response.once('data', answered)),
    );
    upload.on('error', () => {});
    upload.write(jsonLines(Array.from({ length: 250 }, (_, i) => at(`h${i}`))));
    upload.write('{"id":"half","title":"Ha');
    await begun;
    upload.destroy();
    expect(await server.shop.services.catalog.find('half')).toBeUndefined();
    expect((await send(jsonLines([at('after')]))).status).toBe(200);
    expect(server.faults).toEqual([]);
  });
});

describe('GET /admin/v1/export', () => {
  test('answers what an import takes', async () => {
    const exported = await server.ask('/admin/v1/export', { key: OPERATOR_KEY });
    expect(exported.status).toBe(200);
    const report = last((await send(exported.text)).text).report;
    expect(report).toMatchObject({ created: 0, updated: 0, refused: 0 });
    expect(report.unchanged).toBeGreaterThan(0);
  });

  test('wants the scope admin:export', async () => {
    const { secret } = await server.shop.services.apiKeys.create({
      name: 'x',
      kind: 'admin',
      scopes: ['admin:import'],
    });
    expect((await server.ask('/admin/v1/export', { key: secret })).status).toBe(403);
    expect((await server.ask('/admin/v1/export')).status).toBe(401);
  });
});
