import { afterAll, beforeAll, expect, it } from 'vitest';
import { anonymous } from '../server/commerce/principals/model.ts';
import { openTestShop, type TestShop } from '../test/fixtures/shop.ts';

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
  await shop.put({ id: 'cup' });
});
afterAll(() => shop.close());

async function session() {
  const principal = anonymous('203.0.113.9');
  const opened = shop.services.sessions.open({ principal, market: 'us', locale: 'en' });
  return { principal, session: opened.session };
}

it('changes the cart once for a key, however often it is asked', async () => {
  const caller = await session();
  const args = { add: [{ variant_id: 'cup', quantity: 2 }] };
  for (let asked = 0; asked < 3; asked++)
    await shop.callTool('update_cart', args, { ...caller, once: { key: 'k1' } });
  const cart = await shop.callTool('get_cart', {}, caller);
  expect(cart).toMatchObject({ ok: true, output: { lines: [{ quantity: 2 }] } });
});

it('changes it again under another key, and without one', async () => {
  const caller = await session();
  const args = { add: [{ variant_id: 'cup' }] };
  await shop.callTool('update_cart', args, { ...caller, once: { key: 'a' } });
  await shop.callTool('update_cart', args, { ...caller, once: { key: 'b' } });
  await shop.callTool('update_cart', args, caller);
  const cart = await shop.callTool('get_cart', {}, caller);
  expect(cart).toMatchObject({ ok: true, output: { lines: [{ quantity: 3 }] } });
});

it('does not let one session use up the key of another', async () => {
  const [one, two] = [await session(), await session()];
  const args = { add: [{ variant_id: 'cup' }] };
  await shop.callTool('update_cart', args, { ...one, once: { key: 'same' } });
  await shop.callTool('update_cart', args, { ...two, once: { key: 'same' } });
  expect(await shop.callTool('get_cart', {}, two)).toMatchObject({ ok: true, output: { lines: [{}] } });
});
