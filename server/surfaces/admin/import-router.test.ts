import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { jsonLines, nativeProduct } from '../../../test/fixtures/import-shop.ts';
import {
  digest,
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
  body: string | Uint8Array,
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
      type: 'plan',
      plan: { guessed: true, mapping: { price_unit: 'major' } },
    });
  });

  test.each([
    ['another media type', 'x', 'text/plain', '', 415],
    ['a mapping that is none', '{}', 'text/csv', '?mapping=%7B%7D', 422],
    ['an unknown option', '{}', 'text/csv', '?colour=red', 422],
    ['a file without rows', '', 'text/csv', '', 422],
    ['a picture', '\u0089PNG', 'application/octet-stream', '', 422],
    ['retiring without the name of the feed', '{}', 'text/csv', '?retire_missing=true', 422],
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

  test('a client that hangs up while it sends has imported nothing, and the server goes on', async () => {
    const { port } = new URL(server.url);
    const upload = request({
      port,
      host: '127.0.0.1',
      method: 'POST',
      path: '/admin/v1/import',
      headers: { Authorization: `Bearer ${OPERATOR_KEY}`, 'Content-Type': 'application/x-ndjson' },
    });
    upload.on('error', () => {});
    await new Promise<unknown>((sent) =>
      upload.write(jsonLines(Array.from({ length: 250 }, (_, i) => at(`h${i}`))), sent),
    );
    upload.destroy();
    expect((await send(jsonLines([at('after')]))).status).toBe(200);
    expect(await server.shop.services.catalog.find('h0')).toBeUndefined();
    expect(server.faults).toEqual([]);
  });

  test('a client that hangs up before the report leaves whole products and a server that goes on', async () => {
    const body = jsonLines(Array.from({ length: 600 }, (_, i) => at(`w${i}`)));
    const begun = await fetch(`${server.url}/admin/v1/import`, {
      method: 'POST',
      body,
      headers: { Authorization: `Bearer ${OPERATOR_KEY}`, 'Content-Type': 'application/x-ndjson' },
    });
    const decoder = new TextDecoder();
    for await (const chunk of begun.body!) if (decoder.decode(chunk).includes('"progress"')) break;
    expect((await send(jsonLines([at('later')]))).status).toBe(200);
    const { variants } = (await server.shop.services.catalog.find('w0'))!;
    expect(variants[0]!.prices).toHaveLength(1);
    expect(server.faults).toEqual([]);
  });

  test('a dry run answers a plan and a report, writes nothing, and its mapping does what it told', async () => {
    const file = gzipSync(
      'Handle,Title,Option1 Name,Option1 Value,Variant Price\ncap,Cap,Size,S,9.50\ncap,,,M,9.50\n',
    );
    const before = await digest(server.shop.store);
    const dry = await send(file, 'application/gzip', '?dry_run=true&stock=4&source=caps');
    const lines = dry.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const { plan } = lines[0];
    expect(plan).toMatchObject({ format: 'shopify', products: 1, rows: 2, compressed: true, source: 'caps' });
    expect(lines.at(-1).report).toMatchObject({ dryRun: true, created: 1 });
    expect(await digest(server.shop.store)).toBe(before);

    const mapping = encodeURIComponent(JSON.stringify(plan.mapping));
    const real = await send(file, 'application/octet-stream', `?mapping=${mapping}`);
    expect(last(real.text).report).toMatchObject({ dryRun: false, created: 1, source: 'caps' });
    expect(await server.shop.services.catalog.find('cap')).toMatchObject({
      variants: [{ id: 'var_cap.s' }, { id: 'var_cap.m' }],
    });

    const missing = `?mapping=${mapping}&retire_missing=true`;
    const other = 'Handle,Title,Option1 Name,Option1 Value,Variant Price\nhat,Hat,Size,S,9.50\n';
    const refused = await send(other, 'text/csv', missing);
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(/1 of 1 products.*Nothing was imported/);
    const forced = await send(other, 'text/csv', `${missing}&force=true`);
    expect(last(forced.text).report).toMatchObject({
      created: 1,
      retired: 1,
      retiredProducts: [{ id: 'prod_cap' }],
    });
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
