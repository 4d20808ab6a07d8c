import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CoPurchaseService } from '../server/commerce/orders/co-purchase-service.ts';
import { askOf, completion, fillCheckout } from '../test/fixtures/purchase.ts';
import { openTestShop, type TestProduct, type TestShop } from '../test/fixtures/shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});

interface Found {
  id: string;
  reason: string;
}
const related = async (product_id: string, args: object = {}): Promise<Found[]> => {
  const { products } = await shop.ok('related_products', { product_id, limit: 10, ...args });
  return (products as { product_id: string; reason: string }[]).map((product) => ({
    id: product.product_id.slice(5),
    reason: product.reason,
  }));
};
const ids = async (product_id: string, args: object = {}): Promise<string[]> =>
  (await related(product_id, args)).map(({ id }) => id);

describe('similar', () => {
  const laptop = (
    id: string,
    title: string,
    price: number,
    extra: TestProduct['extra'] = {},
  ): TestProduct => ({
    id,
    title,
    price,
    extra: { product_type: undefined, brand: 'Vexar', ...extra },
  });
  beforeEach(() =>
    shop.put(
      laptop('note15', 'Vexar Notebook 15.6 inch 8 GB silver', 50_000),
      laptop('note15b', 'Vexar Notebook 15.6 inch 16 GB silver', 56_000),
      laptop('note13', 'Ultralight laptop 13 inch', 52_000, { brand: 'Oriel' }),
      laptop('gaming', 'Vexar gaming laptop 15.6 inch 8 GB silver', 400_000),
      laptop('out', 'Vexar Notebook 15.6 inch 8 GB silver, old', 50_000, {
        variants: [{ id: 'out', prices: [{ market: 'us', amount: 50_000, currency: 'USD' }] }] as never,
      }),
      laptop('bag', 'Laptop bag for Vexar Notebook 15.6 inch silver', 4_000),
      laptop('charger', 'Charger for Vexar Notebook 15.6 inch', 3_000),
      laptop('lamp', 'Vexar desk lamp silver', 5_000),
    ),
  );

  it('is the same kind of thing, nearest in words and price, in stock, and says what they share', async () => {
    const found = await related('note15');
    expect(found.map(({ id }) => id)).toEqual(['note15b', 'gaming', 'note13']);
    expect(found[0]?.reason).toBe('Same type and brand, similar price');
    expect(found[2]?.reason).toBe('Same type, similar price');
  });
  it('never names what goes with the thing, nor the thing for what goes with it', async () => {
    expect(await ids('note15')).not.toEqual(expect.arrayContaining(['bag']));
    expect(await ids('bag')).not.toEqual(expect.arrayContaining(['note15']));
    await shop.put(laptop('bag2', 'Canvas laptop bag', 5_000, { brand: 'Oriel' }));
    expect(await ids('bag')).toEqual(['bag2']);
  });
  it('takes the product types of the merchant where it knows no kind', async () => {
    const thing = (id: string, title: string, type: string, price = 1000): TestProduct => ({
      id,
      title,
      price,
      extra: {
        product_type: type,
        brand: undefined,
        attributes: [{ name: 'colour_code', value: 'R7' }],
      },
    });
    await shop.put(
      thing('quix', 'Quix one', 'Quilvix'),
      thing('quax', 'Quax two', 'Quilvix', 1100),
      thing('dear', 'Quix three', 'Quilvix', 90_000),
      thing('zorb', 'Quix one zorb', 'Zorbel'),
    );
    const found = await related('quix');
    expect(found.map(({ id }) => id)).toEqual(['quax', 'dear']);
    expect(found[0]?.reason).toBe('Same type, same colour code, similar price');
  });
  it('shows prices as quotes, in the market asked for', async () => {
    const { products } = await shop.ok('related_products', { product_id: 'note15', market: 'eu', limit: 1 });
    expect(products).toMatchObject([{ price: { currency: 'EUR', quote_id: expect.any(String) } }]);
  });
  it('follows changes of the catalogue', async () => {
    await shop.put(laptop('note15c', 'Vexar Notebook 15.6 inch 8 GB black', 50_500));
    expect((await ids('note15'))[0]).toBe('note15c');
    await shop.services.catalog.archive('note15c');
    await shop.services.search.settled();
    expect(await ids('note15')).not.toContain('note15c');
  });
  it('knows no other products', async () => {
    expect((await shop.fails('related_products', { product_id: 'ghost' })).code).toBe('not_found');
  });
});

describe('bought together', () => {
  beforeEach(() => shop.put(...['tent', 'mat', 'lamp', 'mug'].map((id) => ({ id, stock: 100 }))));
  async function buy(...variants: string[]): Promise<string> {
    const ask = askOf(shop);
    const done = await ask('complete_checkout', completion(await fillCheckout(ask, variants)));
    expect(done.status).toBe(200);
    return String(done.body.order_id);
  }
  const together = () => related('tent', { kind: 'bought_together' });

  it('is what enough orders have both of, with their number', async () => {
    const bought = [await buy('tent', 'mat'), await buy('tent', 'mat')];
    await buy('tent', 'lamp');
    expect(await together()).toEqual([]);
    bought.push(await buy('tent', 'mat', 'lamp'));
    expect(await together()).toEqual([{ id: 'mat', reason: 'Bought together in 3 orders' }]);

    const { orders } = shop.services;
    await orders.cancel(bought[0]!, { reason: 'changed their mind' });
    expect(await together()).toEqual([]);
  });

  it('forgets what was refunded in full or returned, and finds the same after a start', async () => {
    const bought: string[] = [];
    for (let i = 0; i < 4; i += 1) bought.push(await buy('tent', 'mat'));
    const { orders } = shop.services;
    const first = await orders.get(bought[0]!);
    await orders.refund(first._id, { amount: first.breakdown.total, reason: 'lost' });
    expect((await together())[0]?.reason).toBe('Bought together in 3 orders');

    const started = new CoPurchaseService({ store: shop.store });
    await started.build();
    expect(started.with('prod_tent')).toEqual([{ productId: 'prod_mat', orders: 3 }]);

    await orders.ship(bought[1]!, {});
    const line = first.lines.find(({ productId }) => productId === 'prod_mat')!;
    const shipped = await orders.get(bought[1]!);
    const lineId = shipped.lines.find(({ variantId }) => variantId === line.variantId)!.lineId;
    const back = { lines: [{ lineId, quantity: 1 }], reason: 'too thin' };
    const { returnId } = await orders.requestReturn(shipped, back);
    await orders.decideReturn(shipped._id, returnId, 'approved');
    await orders.decideReturn(shipped._id, returnId, 'received');
    expect(await together()).toEqual([]);
    expect(started.with('prod_tent')).toEqual([]);
    await started.close();
  });

  it('adds to what is recommended to go with it', async () => {
    for (let i = 0; i < 3; i += 1) await buy('tent', 'mat');
    const { products } = await shop.ok('recommend_products', { product_id: 'tent' });
    expect(products).toMatchObject([
      { product_id: 'prod_mat', reason: 'Bought together with Thing tent in 3 orders' },
    ]);
  });

  it('leaves out what cannot be bought', async () => {
    for (let i = 0; i < 3; i += 1) await buy('tent', 'mat');
    await shop.services.inventory.set({ variantId: 'var_mat', locationId: 'east', onHand: 0 });
    expect(await together()).toEqual([]);
  });
});
