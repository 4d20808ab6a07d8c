import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  OPERATOR_KEY,
  type ShopwrightServer,
  startShopwright,
} from '../../../test/fixtures/shopwright-server.ts';

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright();
  await server.put(
    { id: 'clog', title: 'Garden clog' },
    { id: 'sneaker', title: 'Canvas sneaker' },
    { id: 'boot', title: 'Leather boot', price: 9900 },
  );
});
afterAll(async () => {
  expect(server.faults).toEqual([]);
  await server.close();
});

const path = '/admin/v1/search-settings';
const read = () => server.ask(path, { key: OPERATOR_KEY });
const put = (body: object, headers: Record<string, string> = {}) =>
  server.ask(path, { method: 'PUT', key: OPERATOR_KEY, body, headers });
const found = async (query: string, more: object = {}) => {
  const { json } = await server.tool('search_catalog', { query, ...more });
  return (json!.products as { product_id: string }[]).map((product) => product.product_id.slice(5));
};

describe('/search-settings', () => {
  it('hold from the next search on, in its language, and are told as they were written', async () => {
    expect((await read()).json).toEqual({
      version: 0,
      synonyms: { one_way: [], two_way: [] },
      stop_words: [],
      pins: [],
      buries: [],
    });
    expect(await found('galosh')).toEqual([]);
    const settings = {
      synonyms: { one_way: [{ from: 'galosh', to: ['clog'] }], two_way: [] },
      stop_words: [{ words: ['splendid'], locale: 'es' }],
      pins: [{ query: 'boot', product_ids: ['sneaker'] }],
      buries: [{ query: 'sneaker boot', product_ids: ['prod_boot'] }],
    };
    const stored = await put(settings);
    expect(stored.status).toBe(200);
    expect(stored.json).toEqual({
      version: 1,
      ...settings,
      pins: [{ query: 'boot', product_ids: ['prod_sneaker'] }],
    });
    expect(await found('galoshes')).toEqual(['clog']);
    expect(await found('boot')).toEqual(['sneaker', 'boot']);
    expect(await found('boot or sneaker')).toEqual(['sneaker', 'boot']);
    const again = await read();
    expect(again.json).toEqual(stored.json);
    expect(again.headers.get('etag')).toBe('"1"');
  });

  it('are not written over what somebody else stored meanwhile', async () => {
    const { json } = await read();
    const version = json!.version as number;
    const etag = `"${version}"`;
    expect((await put({}, { 'If-Match': etag })).status).toBe(200);
    const late = await put({}, { 'If-Match': etag });
    expect([late.status, late.json?.code]).toEqual([412, 'version_conflict']);
    expect(late.json?.detail).toContain(`they have version ${version + 1}, not ${version}`);
    const inBody = await put({ ...json });
    expect([inBody.status, inBody.json?.code]).toEqual([409, 'version_conflict']);
    expect((await read()).json?.version).toBe(version + 1);
    const wrong = await put({}, { 'If-Match': 'yesterday' });
    expect([wrong.status, wrong.json?.field]).toEqual([422, 'If-Match']);
    expect((await put({}, { 'If-Match': '*' })).status).toBe(200);
  });

  it('that are wrong are refused with every fault, and change nothing', async () => {
    const before = (await read()).text;
    const answer = await put({
      synonyms: { two_way: [{ words: ['boot', ''] }] },
      pins: [{ query: 'boot', product_ids: ['ghost'] }],
    });
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({
      code: 'invalid_input',
      field: 'synonyms.two_way.0.words.1',
      details: {
        issues: [
          { field: 'synonyms.two_way.0.words.1', message: 'is empty' },
          { field: 'pins.0.product_ids.0', message: 'there is no product "ghost"' },
        ],
      },
    });
    expect((await read()).text).toBe(before);
  });

  it('leave a trail of who changed them', async () => {
    await put({});
    await server.shop.store.flush();
    const { text } = await server.ask('/admin/v1/actions', { key: OPERATOR_KEY });
    expect(text).toContain('/search-settings');
    expect(text).not.toContain('/search/explain');
  });
});

describe('/search/explain', () => {
  const explain = async (body: object) =>
    (await server.ask('/admin/v1/search/explain', { method: 'POST', key: OPERATOR_KEY, body })).json as {
      understood: object;
      relaxed: string[];
      products: { product_id: string; score: number; moved?: string; parts?: { score: number }[] }[];
    };

  it('tells what was understood, and of each product parts that add up to its score', async () => {
    await put({ pins: [{ query: 'leather sneaker', product_ids: ['clog'] }] });
    for (const query of ['leather sneaker', 'lether boot under 120', 'SNEAKER', 'thing in red under 1']) {
      const { products } = await explain({ query });
      expect(products.length, query).toBeGreaterThan(0);
      for (const { parts, score } of products)
        expect(
          parts!.reduce((sum, part) => sum + part.score, 0),
          query,
        ).toBeCloseTo(score, 2);
    }
    expect(await explain({ query: 'lether boot under 120' })).toMatchObject({
      understood: { price_max: 12_000, spelling: { lether: 'leather' } },
      products: [{ product_id: 'prod_boot', price: { amount: 9900, currency: 'USD' }, in_stock: true }],
    });
    expect((await explain({ query: 'leather sneaker' })).products[0]).toMatchObject({
      product_id: 'prod_clog',
      moved: 'pinned',
    });
    expect((await explain({ query: 'boot under 1' })).relaxed).toEqual(['price']);
  });

  it('can leave the reasons out, and keeps to filters and market', async () => {
    const { products } = await explain({
      query: '',
      market: 'eu',
      filters: { price_min: 5000 },
      explain: false,
    });
    expect(products).toMatchObject([{ product_id: 'prod_boot', price: { currency: 'EUR' } }]);
    expect(products[0]).not.toHaveProperty('parts');
    const unknown = await explain({ query: 'boot', market: 'moon' });
    expect(unknown).toMatchObject({ code: 'invalid_input', field: 'market' });
  });
});
