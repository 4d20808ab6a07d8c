import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../test/fixtures/shop.ts';
import { carts } from './commerce/carts/model.ts';
import { idempotencyRecords } from './commerce/checkouts/model.ts';
import { toolCalls } from './commerce/ledger/model.ts';
import { sessions } from './commerce/sessions/model.ts';
import { tidy } from './housekeeping.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  await shop.put({ id: 'mug', stock: 5 });
});
afterEach(() => shop.close());

it('deletes what has had its time and nothing before', async () => {
  await shop.ok('update_cart', { add: [{ variant_id: 'var_mug' }] });
  await shop.store.transaction((tx) =>
    tx.insert(idempotencyRecords, {
      _id: 'r',
      requestHash: 'h',
      checkoutId: 'c',
      attemptId: 'a',
      expiresAt: shop.clock.now() + 48 * 3_600_000,
    }),
  );
  await shop.store.flush();
  const count = async () =>
    Promise.all(
      [carts, sessions, idempotencyRecords, toolCalls].map((c) => shop.store.count<never>(c as never)),
    );
  shop.clock.advance(24 * 3_600_000);
  await tidy(shop.store, shop.services, shop.clock);
  expect(await count()).toEqual([1, 1, 1, 1]);
  shop.clock.advance(100 * 86_400_000);
  await tidy(shop.store, shop.services, shop.clock);
  expect(await count()).toEqual([0, 0, 0, 0]);
});
