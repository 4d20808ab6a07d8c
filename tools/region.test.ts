import { afterEach, beforeEach, expect, it } from 'vitest';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../test/fixtures/shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  await shop.put({ id: 'mug', price: 1200 });
});
afterEach(() => shop.close());

it('a checkout is not ready while its tax depends on a region that nobody gave', async () => {
  const { session_id } = await shop.ok('update_cart', { add: [{ variant_id: 'var_mug', quantity: 1 }] });
  const { region, ...address } = ADDRESS;
  const open = await shop.ok('create_checkout', {
    session_id,
    buyer: BUYER,
    shipping_address: address,
    shipping_option_id: 'us-standard',
  });
  expect(open.status).toBe('open');
  expect(open.messages).toMatchObject([{ level: 'error', path: 'shipping_address.region' }]);
  const ready = await shop.ok('update_checkout', {
    session_id,
    checkout_id: open.checkout_id,
    shipping_address: { ...address, region },
  });
  expect(ready.status).toBe('ready');
  // 12.00 + 5.00 shipping + 7.25 % of both
  expect(ready.total).toMatchObject({ amount: 1823 });
});

it('a region that does not exist is refused, not taken for one without tax', async () => {
  const { session_id } = await shop.ok('update_cart', { add: [{ variant_id: 'var_mug', quantity: 1 }] });
  const refused = await shop.fails('create_checkout', {
    session_id,
    buyer: BUYER,
    shipping_address: { ...ADDRESS, region: 'Nevada' },
  });
  expect(refused).toMatchObject({ code: 'invalid_input', field: 'shipping_address.region' });
  expect(
    await shop.fails('update_cart', { session_id, destination: { country: 'US', region: 'XX' } }),
  ).toMatchObject({ field: 'destination.region' });
});
