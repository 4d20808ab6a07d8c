import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type AskOptions,
  OPERATOR_KEY,
  type ShopwrightServer,
  startShopwright,
} from '../../../test/fixtures/shopwright-server.ts';

let server: ShopwrightServer;
beforeAll(async () => {
  server = await startShopwright();
  await server.put({ id: 'lamp', price: 1000, stock: 100 });
});
afterAll(() => server.close());

type Json = Record<string, string>;
async function admin<T = Json>(request: string, body?: object, options: AskOptions = {}): Promise<T> {
  const [method, path] = request.split(' ') as [string, string];
  const answer = await server.ask(`/admin/v1${path}`, { key: OPERATOR_KEY, method, body, ...options });
  if (answer.status >= 400) throw new Error(`${answer.status} ${answer.text}`);
  return answer.json as T;
}
const status = async (request: string, body?: object, headers: Record<string, string> = {}) => {
  const [method, path] = request.split(' ') as [string, string];
  const answer = await server.ask(`/admin/v1${path}`, { key: OPERATOR_KEY, method, body, headers });
  return [answer.status, answer.json?.code];
};

describe('catalogue', () => {
  it('a product is made, found by shoppers, listed page by page, and taken off sale', async () => {
    for (const id of ['desk', 'shelf', 'stool']) {
      await admin(`PUT /products/${id}`, {
        title: `Oak ${id}`,
        variants: [
          {
            id,
            prices: [{ market: 'us', amount: 9900, currency: 'USD' }],
            stock: [{ location: 'east', on_hand: 3 }],
          },
        ],
      });
    }
    await server.shop.services.search.settled();
    const titles = async () =>
      (
        (await server.tool('search_catalog', { query: 'oak' })).json as { products: { title: string }[] }
      ).products
        .map((product) => product.title)
        .sort();
    expect(await titles()).toEqual(['Oak desk', 'Oak shelf', 'Oak stool']);

    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      type Page = { items: { id: string }[]; next_cursor?: string };
      const page: Page = await admin<Page>(`GET /products?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...page.items.map((item) => item.id));
      cursor = page.next_cursor;
    } while (cursor);
    expect(seen.sort()).toEqual(['prod_desk', 'prod_lamp', 'prod_shelf', 'prod_stool']);

    await admin('DELETE /products/stool');
    await server.shop.services.search.settled();
    expect(await titles()).toEqual(['Oak desk', 'Oak shelf']);
  });

  it('a price is set and revoked, with its history', async () => {
    const set = await admin('PUT /variants/LAMP/price', { market: 'us', amount: 1100, currency: 'USD' });
    expect(set).toMatchObject({ amount: 1100, price_version: 2, current: true });
    const { items } = await admin<{
      items: { id: string; amount: number; current: boolean; market: string }[];
    }>('GET /variants/lamp/prices');
    const dollars = items.filter((price) => price.market === 'us');
    expect(dollars.map((price) => [price.amount, price.current])).toEqual([
      [1100, true],
      [1000, false],
    ]);
    const found = await server.tool('get_product', { product_id: 'lamp' });
    const quote = /"quote_id":"([^"]+)"/.exec(found.text)![1]!;
    expect(await admin(`GET /quotes/${quote}`)).toMatchObject({ valid: true, unit_price: { amount: 1100 } });
    await admin('PUT /variants/lamp/price', { market: 'us', amount: 1000, currency: 'USD' });
    await admin(`POST /prices/${set.id}/revoke`);
    expect(await admin(`GET /quotes/${quote}`)).toMatchObject({ valid: false, reason: 'revoked' });
  });

  it('stock is set and adjusted; a stale update is refused', async () => {
    await admin('PUT /stock/lamp/berlin', { on_hand: 10, source_sequence: 7 });
    expect(await status('PUT /stock/lamp/berlin', { on_hand: 99, source_sequence: 7 })).toEqual([
      409,
      'stale_update',
    ]);
    expect(await admin('POST /stock/lamp/berlin/adjust', { by: -3 })).toMatchObject({
      on_hand: 7,
      available: 7,
    });
    expect(await status('POST /stock/lamp/berlin/adjust', { by: -8 })).toEqual([409, 'conflict']);
    expect(await status('PUT /stock/lamp/moon', { on_hand: 1 })).toEqual([422, 'invalid_input']);
    expect(await status('GET /stock/gone')).toEqual([404, 'not_found']);
    const { items } = await admin<{ items: { location: string; on_hand: number }[] }>('GET /stock/lamp');
    expect(items.map((level) => [level.location, level.on_hand])).toContainEqual(['berlin', 7]);
  });

  it('the settings of the shop are read, and written back changed', async () => {
    const { updated_at: _, ...settings } = await admin<Record<string, unknown>>('GET /shop');
    await admin('PUT /shop', { ...settings, name: 'New Name' });
    expect(await admin('GET /shop')).toMatchObject({ ...settings, name: 'New Name' });
    const broken = { ...settings, default_market: 'mars' };
    expect(await status('PUT /shop', broken)).toEqual([422, 'invalid_input']);
  });

  it('a discount is made and ended', async () => {
    const made = await admin('POST /discounts', {
      code: 'half',
      title: 'Half',
      effect: { kind: 'percentage', rate: 5000 },
    });
    expect(made).toMatchObject({ code: 'HALF', active: true, used: 0 });
    expect(
      await status('POST /discounts', { code: 'HALF', title: 'x', effect: { kind: 'free_shipping' } }),
    ).toEqual([409, 'conflict']);
    expect(await admin(`DELETE /discounts/${made.id}`)).toMatchObject({ active: false });
  });
});

describe('people and keys', () => {
  it('leads are listed and worked on', async () => {
    await server.tool('qualify_lead', { need: 'ten lamps', timeframe: 'now', consent: false });
    const leads = await admin<{ items: { id: string }[] }>('GET /leads?status=new');
    await admin(`PATCH /leads/${leads.items[0]!.id}`, { status: 'won' });
    expect((await admin<{ items: unknown[] }>('GET /leads?status=new')).items).toEqual([]);
  });

  it('a key works until it is revoked', async () => {
    const made = await admin<{ id: string; secret: string }>('POST /keys', { name: 'till' });
    const search = () => server.tool('search_catalog', {}, made.secret);
    expect((await search()).status).toBe(200);
    expect(await admin(`DELETE /keys/${made.id}`)).toHaveProperty('revoked_at');
    expect((await search()).status).toBe(401);
  });

  it('a policy is written and then quoted by the tool', async () => {
    await admin('PUT /policies/warranty', {
      title: 'Warranty',
      sections: [{ key: 'length', heading: 'How long', body: 'Three years.' }],
    });
    expect((await server.tool('get_policy', { kind: 'warranty' })).text).toContain('Three years.');
    expect(
      await status('PUT /policies/unknown', {
        title: 'x',
        sections: [{ key: 'a', heading: 'b', body: 'c' }],
      }),
    ).toEqual([404, 'not_found']);
  });

  it('dead jobs are listed; what is not dead cannot be retried', async () => {
    expect(await admin('GET /jobs?status=dead')).toEqual({ items: [] });
    expect(await status('POST /jobs/job_none/retry')).toEqual([404, 'not_found']);
  });
});

describe('audit', () => {
  it('says who asked for which write and what came of it, with no body', async () => {
    const { secret, id } = await admin<{ secret: string; id: string }>('POST /keys', {
      name: 'auditor',
      kind: 'admin',
      scopes: ['admin:audit'],
    });
    await server.ask('/admin/v1/keys', { method: 'POST', key: secret, body: { name: 'SENSITIVE' } });
    const { items } = await admin<{ items: Record<string, unknown>[] }>(`GET /actions?principal_id=${id}`);
    expect(items).toMatchObject([
      { principal_id: id, method: 'POST', route: '/keys', status: 403, outcome: 'forbidden' },
    ]);
    const own = await admin<{ items: Record<string, unknown>[] }>(
      'GET /actions?principal_id=operator&limit=200',
    );
    expect(own.items).toContainEqual(
      expect.objectContaining({
        route: '/products/{id}',
        target_id: 'stool',
        method: 'DELETE',
        outcome: 'ok',
      }),
    );
    expect(own.items).toContainEqual(
      expect.objectContaining({ route: '/discounts', status: 409, outcome: 'conflict' }),
    );
    expect(JSON.stringify([items, own.items])).not.toContain('SENSITIVE');
  });
});

it('an address with another method says which ones there are', async () => {
  const answer = await server.ask('/admin/v1/orders', { method: 'POST', key: OPERATOR_KEY, body: {} });
  expect(answer.status).toBe(405);
  expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
});
