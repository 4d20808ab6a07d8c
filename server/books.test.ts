import { afterEach, beforeEach, expect, it } from 'vitest';
import { askOf, completion, fillCheckout } from '../test/fixtures/purchase.ts';
import { openTestShop, type TestShop } from '../test/fixtures/shop.ts';
import { repairBooks } from './books.ts';
import { stockLevels } from './commerce/inventory/model.ts';
import { orders } from './commerce/orders/model.ts';
import { discounts } from './commerce/pricing/model.ts';
import type { Collection, Document } from './platform/store/port.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  await shop.put({ id: 'mug', stock: 50 });
  await shop.discount({ code: 'SPRING', effect: { kind: 'percentage', rate: 1000 } });
  const paid = await fillCheckout(askOf(shop), 'var_mug', { codes: ['SPRING'] });
  const { order_id } = await shop.ok('complete_checkout', completion(paid));
  const amount = { amount: 500, currency: 'USD' };
  await shop.services.orders.refund(String(order_id), { amount, reason: 'scratched' });
  const waiting = await fillCheckout(askOf(shop), 'var_mug', { quantity: 3 });
  await shop.ok('complete_checkout', completion(waiting, 'tok_needs_action'));
});
afterEach(() => shop.close());

async function spoil<T extends Document>(collection: Collection<T>, change: (document: T) => T) {
  const [document] = await shop.store.find(collection);
  await shop.store.transaction((tx) => tx.replace(collection, change(document!)));
}

it('finds nothing in a shop with an order, a refund and a payment that waits', async () => {
  expect(await repairBooks(shop.store)).toEqual([]);
});

it('sets figures right that are not the sum of what they stand for', async () => {
  await spoil(stockLevels, (level) => ({ ...level, held: level.held + 4 }));
  await spoil(discounts, (discount) => ({ ...discount, used: discount.used + 2 }));
  await spoil(orders, (order) => ({ ...order, refunded: { ...order.refunded, amount: 0 } }));
  expect(await repairBooks(shop.store)).toEqual([
    expect.stringContaining('held 7 units, but running payments hold 3'),
    expect.stringContaining('counted 3 uses, but has 1'),
    expect.stringContaining('said 0 refunded, but its refunds are 500'),
  ]);
  expect(await repairBooks(shop.store)).toEqual([]);
  expect((await shop.store.find(orders))[0]!.refunded.amount).toBe(500);
});

it('looks at every level of a shop with more than one page of them', async () => {
  const level = (await shop.store.find(stockLevels))[0]!;
  await shop.store.transaction(async (tx) => {
    for (let n = 0; n < 1_100; n += 1)
      await tx.insert(stockLevels, {
        ...level,
        _id: `v${n}@main`,
        variantId: `v${n}`,
        held: n === 1_050 ? 1 : 0,
      });
  });
  expect(await repairBooks(shop.store)).toEqual([expect.stringContaining('v1050@main held 1')]);
});
