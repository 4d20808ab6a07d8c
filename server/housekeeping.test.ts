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

it('keeps up with a shop that is asked more in a minute than fits into one batch', async () => {
  await shop.store.transaction(async (tx) => {
    for (let n = 0; n < 1_300; n += 1)
      await tx.insert(toolCalls, {
        _id: `call_${n}`,
        principalId: 'anonymous',
        tool: 'search_catalog',
        outcome: 'ok',
        duration: 1,
        facts: [],
      });
  });
  shop.clock.advance(91 * 86_400_000);
  expect(await tidy(shop.store, shop.services, shop.clock)).toBeGreaterThanOrEqual(1_300);
  expect(await shop.store.count(toolCalls)).toBe(0);
});
