import { afterEach, beforeEach, expect, it } from 'vitest';
import { askOf, completion, fillCheckout } from '../test/fixtures/purchase.ts';
import { openTestShop, type TestShop } from '../test/fixtures/shop.ts';
import { carts } from './commerce/carts/model.ts';
import { checkouts, idempotencyRecords } from './commerce/checkouts/model.ts';
import { toolCalls } from './commerce/ledger/model.ts';
import { sessions } from './commerce/sessions/model.ts';
import { atMostEvery, forgetCheckouts, tidy } from './housekeeping.ts';

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

it('forgets a checkout a month after it expired, unless a payment was tried for it', async () => {
  const tried = await fillCheckout(askOf(shop), 'var_mug');
  await shop.fails('complete_checkout', completion(tried, 'tok_decline'));
  const left = await fillCheckout(askOf(shop), 'var_mug');
  const canceled = await fillCheckout(askOf(shop), 'var_mug');
  const { session_id, checkout_id } = canceled;
  await shop.ok('cancel_checkout', { session_id, checkout_id });
  shop.clock.advance(29 * 86_400_000);
  expect(await forgetCheckouts(shop.store, shop.clock)).toBe(0);
  shop.clock.advance(2 * 86_400_000);
  expect(await forgetCheckouts(shop.store, shop.clock)).toBe(2);
  expect((await shop.store.find(checkouts)).map(({ _id }) => _id)).toEqual([tried.checkout_id]);
  expect(left.checkout_id).not.toBe(tried.checkout_id);
});

it('answers a repeated payment the same for a day and longer', async () => {
  const request = completion(await fillCheckout(askOf(shop), 'var_mug'));
  const first = await shop.ok('complete_checkout', request);
  shop.clock.advance(47 * 3_600_000);
  await tidy(shop.store, shop.services, shop.clock);
  expect(await shop.ok('complete_checkout', request)).toEqual(first);
  expect(await shop.store.count(idempotencyRecords)).toBe(1);
});

it('begins what is due at most once in its time, and again soon after a failure', async () => {
  let runs = 0;
  const run = atMostEvery(1000, shop.clock, async () => {
    runs += 1;
    if (runs === 1) throw new Error('the provider is away');
  });
  await expect(run()).rejects.toThrow('away');
  await run();
  await run();
  expect(runs).toBe(2);
  shop.clock.advance(1000);
  await run();
  expect(runs).toBe(3);
});
