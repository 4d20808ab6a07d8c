import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  OPERATOR_KEY,
  type ShopwrightServer,
  startShopwright,
} from '../../../test/fixtures/shopwright-server.ts';
import { signatureHeaders } from '../../connectors/webhooks/signature.ts';

const LAMP = { variant: 'LAMP', location: 'east' };

let server: ShopwrightServer;
beforeEach(async () => {
  server = await startShopwright();
  await server.put({ id: 'lamp', stock: 10 }, { id: 'chair', stock: 10 });
});
afterEach(() => server.close());

const send = (updates: unknown, headers: Record<string, string> = {}, source = 'erp'): Promise<Answer> =>
  server.ask(`/admin/v1/feed/updates?source=${source}`, {
    method: 'POST',
    key: OPERATOR_KEY,
    body: updates,
    headers,
  });
const available = async (variant: string): Promise<unknown> => {
  const { json } = await server.tool('check_stock', { variant_ids: [variant] });
  return (json as { variants: { available: number }[] }).variants[0]!.available;
};

describe('a batch', () => {
  it('sets stock and prices by id or SKU', async () => {
    const { status, json } = await send([
      { ...LAMP, sequence: 1, on_hand: 4 },
      { variant: 'var_chair', sequence: 1, price: { market: 'us', amount: 4500, currency: 'USD' } },
    ]);
    expect({ status, json }).toMatchObject({
      status: 200,
      json: { received: 2, applied: 2, refused: 0, faults: [] },
    });
    expect(await available('lamp')).toBe(4);
    const product = await server.tool('get_product', { product_id: 'chair' });
    expect(product.text).toContain('4500');
  });

  it('that comes again changes nothing', async () => {
    const batch = [
      { ...LAMP, sequence: 7, on_hand: 4 },
      { variant: 'CHAIR', sequence: 7, price: { market: 'us', amount: 4500, currency: 'USD' } },
    ];
    await send(batch);
    const before = server.shop.services.events.last;
    expect((await send(batch)).json).toMatchObject({ applied: 0, replayed: 2 });
    expect(server.shop.services.events.last).toBe(before);
  });

  it('out of order leaves what is newest', async () => {
    expect(
      (
        await send([
          { ...LAMP, sequence: 9, on_hand: 3 },
          { ...LAMP, sequence: 8, on_hand: 30 },
        ])
      ).json,
    ).toMatchObject({
      applied: 1,
      stale: 1,
    });
    expect((await send([{ ...LAMP, sequence: 2, on_hand: 99 }])).json).toMatchObject({ stale: 1 });
    expect(await available('lamp')).toBe(3);
  });

  it('counts for each source by itself', async () => {
    await send([{ ...LAMP, sequence: 900, on_hand: 3 }]);
    expect((await send([{ ...LAMP, sequence: 1, on_hand: 5 }], {}, 'warehouse')).json).toMatchObject({
      applied: 1,
    });
    expect(await available('lamp')).toBe(5);
  });

  it('applies the good and says for each of the others why not', async () => {
    const { json } = await send([
      { ...LAMP, sequence: 1, on_hand: -1 },
      { variant: 'nothing', sequence: 1, location: 'east', on_hand: 1 },
      { variant: 'LAMP', sequence: 1, location: 'moon', on_hand: 1 },
      { variant: 'LAMP', sequence: 1, on_hand: 1 },
      { variant: 'LAMP', sequence: 1, price: { market: 'us', amount: 1, currency: 'EUR' } },
      { variant: 'LAMP', sequence: 1 },
      'LAMP',
      { ...LAMP, sequence: 1, on_hand: 6 },
    ]);
    expect(json).toMatchObject({ received: 8, applied: 1, refused: 7 });
    const faults = json?.faults as { index: number; message: string }[];
    expect(faults.map(({ index }) => index).sort()).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(await available('lamp')).toBe(6);
  });

  it('may be JSON lines', async () => {
    const lines = [1, 2, 3]
      .map((sequence) => JSON.stringify({ ...LAMP, sequence, on_hand: sequence }))
      .join('\n');
    const { json } = await send(`${lines}\nnot json\n`, { 'Content-Type': 'application/x-ndjson' });
    expect(json).toMatchObject({
      received: 4,
      applied: 3,
      refused: 1,
      faults: [{ index: 3, message: 'is not JSON' }],
    });
  });

  it('of ten thousand is applied in parts between which others have their turn', async () => {
    const batch = Array.from({ length: 10_000 }, (_, n) => ({ ...LAMP, sequence: n + 1, on_hand: n % 50 }));
    const [{ json }, other] = await Promise.all([
      send(batch),
      server.tool('update_cart', { add: [{ variant_id: 'chair', quantity: 1 }] }),
    ]);
    expect(json).toMatchObject({ received: 10_000, applied: 10_000 });
    expect(other.status).toBe(200);
    expect(await available('lamp')).toBe(49);
  });

  it('that is no list, or has no source, is refused', async () => {
    expect((await send({ updates: [] })).status).toBe(422);
    expect((await send('[{', {})).status).toBe(422);
    expect((await send([], {}, 'No Name')).status).toBe(422);
    expect((await send('a,b', { 'Content-Type': 'text/csv' })).status).toBe(415);
  });
});

describe('a signed batch', () => {
  const body = JSON.stringify([{ ...LAMP, sequence: 1, on_hand: 2 }]);
  let secret: string;
  beforeEach(async () => {
    const { json } = await server.ask('/admin/v1/feed/sources/erp', {
      method: 'PUT',
      key: OPERATOR_KEY,
      body: {},
    });
    secret = String(json?.secret);
  });
  const sign = (secrets: string[], timestamp = Math.floor(server.clock.now() / 1000), of = body) =>
    signatureHeaders({ id: 'msg_1', timestamp, body: of }, { secrets });
  const post = async (headers: Record<string, string>, source = 'erp'): Promise<number> => {
    const path = `/admin/v1/feed/updates?source=${source}`;
    return (await server.ask(path, { method: 'POST', body, headers })).status;
  };

  it('needs no key', async () => {
    expect(await post(sign([secret]))).toBe(200);
    expect(await available('lamp')).toBe(2);
  });

  it('is taken with either secret while one is replaced', async () => {
    await server.ask('/admin/v1/feed/sources/erp', {
      method: 'PUT',
      key: OPERATOR_KEY,
      body: { overlap_hours: 1 },
    });
    expect(await post(sign([secret]))).toBe(200);
    server.clock.advance(2 * 3_600_000);
    expect(await post(sign([secret]))).toBe(401);
  });

  it('is refused alike when the signature, the time or the source is wrong', async () => {
    const now = Math.floor(server.clock.now() / 1000);
    const other = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSwMfKQ9r8G';
    expect(await post(sign([other]))).toBe(401);
    expect(await post(sign([secret], now - 301))).toBe(401);
    expect(await post(sign([secret], now + 301))).toBe(401);
    expect(await post(sign([secret], now, '[]'))).toBe(401);
    expect(await post(sign([secret]), 'unknown')).toBe(401);
    expect(await post(sign([secret]), 'Un%20known')).toBe(401);
    expect(await post({})).toBe(401);
    expect(await available('lamp')).toBe(10);
  });

  it('is refused when the source is deleted', async () => {
    await server.ask('/admin/v1/feed/sources/erp', { method: 'DELETE', key: OPERATOR_KEY });
    expect(await post(sign([secret]))).toBe(401);
  });
});
