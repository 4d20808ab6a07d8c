import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { paymentAttempts } from '../../server/commerce/payments/model.ts';
import { type ShopwrightServer, startShopwright } from '../fixtures/shopwright-server.ts';
import { type HeldPayments, heldPayments, ok, readyToPay } from './shop.ts';

let server: ShopwrightServer;
let held: HeldPayments;
beforeEach(() => {
  held = heldPayments();
});
afterEach(async () => {
  vi.restoreAllMocks();
  held.release();
  await server.close();
});

describe('a payment provider that takes its time', () => {
  it('keeps one buyer waiting and nobody else', async () => {
    server = await startShopwright({}, { payments: held.payments });
    await server.put({ id: 'mug', stock: 3 }, { id: 'cup' });
    const slow = await readyToPay(server, 'mug');
    let answered = false;
    const paying = slow.pay().then((answer) => {
      answered = true;
      return answer;
    });
    await held.until(1);

    expect(await ok(server, 'search_catalog', { query: 'thing' })).toMatchObject({ products: [{}, {}] });
    // What is being paid for is nobody else's.
    expect(await ok(server, 'check_stock', { variant_ids: ['mug'] })).toMatchObject({
      variants: [{ available: 2 }],
    });
    await readyToPay(server, 'cup');
    expect(await ok(server, 'get_checkout', slow)).toMatchObject({ status: 'completing' });
    expect(answered).toBe(false);

    held.release();
    expect((await paying).json).toMatchObject({ status: 'completed' });
  });

  it('is not asked twice by a buyer who asks again', async () => {
    server = await startShopwright({}, { payments: held.payments });
    await server.put({ id: 'mug' });
    const { pay } = await readyToPay(server, 'mug');
    const both = [pay(), pay()];
    await held.until(1);
    held.release();
    const [first, second] = await Promise.all(both);
    expect(first!.json).toMatchObject({ status: 'completed' });
    expect(second!.json).toEqual(first!.json);
    expect(await server.shop.store.count(paymentAttempts)).toBe(1);
  });

  it('has so many payments at once and no more: the next is told to come back, and nothing of it is begun', async () => {
    server = await startShopwright({ maxPaymentsInProgress: 2 }, { payments: held.payments });
    await server.put({ id: 'mug', stock: 10 });
    const buyers = [];
    for (let n = 0; n < 3; n += 1) buyers.push(await readyToPay(server, 'mug'));
    const paying = buyers.slice(0, 2).map(({ pay }) => pay());
    await held.until(2);
    const refused = await buyers[2]!.pay();
    expect(refused.status).toBe(503);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(refused.json).toMatchObject({ code: 'overloaded' });
    expect(await server.shop.store.count(paymentAttempts)).toBe(2);
    held.release();
    for (const answer of await Promise.all(paying))
      expect(answer.json).toMatchObject({ status: 'completed' });
    // The same request, now that there is room.
    expect((await buyers[2]!.pay()).json).toMatchObject({ status: 'completed' });
  });

  it('and never answers is waited for so long and no longer; what it charged becomes an order', async () => {
    const late = new AbortController();
    const limits: number[] = [];
    vi.spyOn(AbortSignal, 'timeout').mockImplementation((ms) => {
      limits.push(ms);
      return late.signal;
    });
    server = await startShopwright({}, { payments: held.payments });
    await server.put({ id: 'mug' });
    const { pay, ...ids } = await readyToPay(server, 'mug', 'tok_timeout');
    const paying = pay();
    await held.until(1);
    late.abort();
    expect((await paying).json).toMatchObject({ status: 'in_progress' });
    expect(limits).toContain(20_000);
    held.release();
    // Asked later, the provider says that it was paid; asked again, the buyer has the order and was charged once.
    server.clock.advance(60_000);
    await server.shop.jobs.drain();
    expect((await pay()).json).toMatchObject({ status: 'completed' });
    expect(await ok(server, 'get_checkout', ids)).toMatchObject({ status: 'completed' });
    expect(await server.shop.store.count(paymentAttempts, { status: 'succeeded' })).toBe(1);
  });
});
