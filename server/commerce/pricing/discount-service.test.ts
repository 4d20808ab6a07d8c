import { afterEach, beforeEach, expect, it } from 'vitest';
import { openTestShop, type TestShop } from '../../../test/fixtures/shop.ts';
import { DiscountInput } from './discount-input.ts';
import type { DiscountService } from './discount-service.ts';

let shop: TestShop;
let service: DiscountService;
beforeEach(async () => {
  shop = await openTestShop();
  service = shop.services.discounts;
  await shop.put({ id: 'lamp', price: 1000 });
});
afterEach(() => shop.close());

const tenPercent = { title: 'Ten off', effect: { kind: 'percentage', rate: 1000 } };
const input = (more: object = {}) => DiscountInput.parse({ ...tenPercent, ...more });
const discountOf = async (code: string) =>
  (await shop.ok('update_cart', { add: [{ variant_id: 'lamp' }], add_codes: [code] })) as {
    totals: { kind: string; amount: number }[];
  };
const off = (cart: Awaited<ReturnType<typeof discountOf>>) =>
  cart.totals.find((t) => t.kind === 'items_discount')?.amount ?? 0;

it('a code counts from the moment it is made, in any case of letters, until it is ended', async () => {
  const made = await service.create(input({ code: 'Ten' }));
  expect(made.code).toBe('TEN');
  expect(off(await discountOf('ten'))).toBe(-100);
  await service.deactivate(made._id);
  expect(off(await discountOf('ten'))).toBe(0);
});

it('a changed discount keeps its count of uses', async () => {
  const made = await service.create(input({ code: 'TEN', usage_limit: 5 }));
  await service.replace(made._id, input({ code: 'TEN', effect: { kind: 'percentage', rate: 2000 } }));
  expect(await service.get(made._id)).toMatchObject({ used: 0, effect: { rate: 2000 } });
  expect(off(await discountOf('TEN'))).toBe(-200);
});

it('refuses a code that is taken', async () => {
  await service.create(input({ code: 'TEN' }));
  await expect(service.create(input({ code: 'ten' }))).rejects.toMatchObject({
    code: 'conflict',
    field: 'code',
  });
});

it.each([
  [{ starts_at: '2026-02-01T00:00:00Z', ends_at: '2026-01-01T00:00:00Z' }, 'ends_at'],
  [{ effect: { kind: 'fixed', amounts: {} } }, 'effect.amounts'],
  [{ applies_to: { product_ids: ['gone'] } }, 'applies_to.product_ids'],
  [{ applies_to: { categories: ['gone'] } }, 'applies_to.categories'],
])('refuses %j', async (more, field) => {
  await expect(service.create(input(more))).rejects.toMatchObject({ code: 'invalid_input', field });
});

it('knows no unknown id', async () => {
  await expect(service.deactivate('disc_no')).rejects.toMatchObject({ code: 'not_found' });
});
