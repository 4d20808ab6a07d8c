import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../test/fixtures/shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  await shop.put(
    { id: 'mug', title: 'Blue Mug', price: 1200, stock: 5 },
    { id: 'pot', title: 'Tea Pot', price: 3450, stock: 1 },
  );
});
afterEach(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});

const CONFIRMED = { line1: '1 main st', postal_code: '90001', country: 'US' };

async function readyCheckout(quantity = 1, variant = 'mug') {
  const cart = await shop.ok('update_cart', { add: [{ variant_id: `var_${variant}`, quantity }] });
  const session_id = cart.session_id as string;
  const checkout = await shop.ok('create_checkout', {
    session_id,
    buyer: BUYER,
    shipping_address: ADDRESS,
    shipping_option_id: 'us-standard',
  });
  return {
    session_id,
    checkout,
    checkout_id: checkout.checkout_id as string,
    total: checkout.total as { amount: number; currency: string },
  };
}

const pay = (c: Awaited<ReturnType<typeof readyCheckout>>, key = 'key-0001', token = 'tok_success') => ({
  session_id: c.session_id,
  checkout_id: c.checkout_id,
  idempotency_key: key,
  confirmed_total: { amount: c.total.amount, currency: c.total.currency },
  confirmed_address: CONFIRMED,
  payment_token: token,
});

describe('a purchase through the tools', () => {
  it('goes from search to a paid order, stock counted down', async () => {
    const found = await shop.ok('search_catalog', { query: 'mug' });
    const [hit] = found.products as { variant_id: string; price: { amount: number; quote_id: string } }[];
    expect(hit).toMatchObject({
      variant_id: 'var_mug',
      price: { amount: 1200, text: '$12.00' },
      available: 5,
    });
    const { session_id } = found;
    await shop.ok('update_cart', {
      session_id,
      add: [{ variant_id: 'var_mug', quantity: 2, quote_id: hit!.price.quote_id }],
    });
    const checkout = await shop.ok('create_checkout', {
      session_id,
      buyer: BUYER,
      shipping_address: ADDRESS,
    });
    expect(checkout.status).toBe('open');
    expect(JSON.stringify(checkout.messages)).toContain('us-express');
    const ready = await shop.ok('update_checkout', {
      session_id,
      checkout_id: checkout.checkout_id,
      shipping_option_id: 'us-standard',
    });
    expect(ready.status).toBe('ready');
    // 24.00 + 5.00 shipping + 7.25 % of both
    expect(ready.total).toMatchObject({ amount: 3110, currency: 'USD' });
    const done = await shop.ok('complete_checkout', {
      session_id,
      checkout_id: checkout.checkout_id,
      idempotency_key: 'order-1-key',
      confirmed_total: { amount: 3110, currency: 'USD' },
      confirmed_address: CONFIRMED,
      payment_token: 'tok_success',
    });
    expect(done).toMatchObject({ status: 'completed', total: { amount: 3110 } });
    const orders = await shop.ok('get_order', { session_id });
    expect(orders.orders).toMatchObject([
      { order_number: done.order_number, status: 'confirmed', total: { amount: 3110 } },
    ]);
    const stock = await shop.ok('check_stock', { session_id, variant_ids: ['MUG'] });
    expect(stock.variants).toMatchObject([{ available: 3 }]);
    await shop.jobs.drain();
    expect(shop.sent).toMatchObject([{ template: 'order_confirmation', to: { email: BUYER.email } }]);
    // The buyer finds the price again that they were told, and every step from there to the total.
    expect(shop.sent[0]?.values.items?.split('\n')).toEqual([
      expect.stringMatching(/^2 × .*: \$24\.00$/),
      'Shipping: $5.00',
      'Tax: $2.10',
    ]);
  });

  it('charges once however often the same purchase is repeated', async () => {
    const c = await readyCheckout();
    const answers = await Promise.all(Array.from({ length: 20 }, () => shop.ok('complete_checkout', pay(c))));
    expect(new Set(answers.map((a) => JSON.stringify(a))).size).toBe(1);
    expect((await shop.ok('get_order', { session_id: c.session_id })).orders).toHaveLength(1);
    const later = await shop.ok('complete_checkout', pay(c));
    expect(later).toEqual(answers[0]);
    const conflict = await shop.fails('complete_checkout', { ...pay(c), payment_token: 'tok_decline' });
    expect(conflict).toMatchObject({ code: 'idempotency_conflict', status: 409 });
  });

  it('refuses a total or address that the buyer did not see', async () => {
    const c = await readyCheckout();
    const wrongTotal = await shop.fails('complete_checkout', {
      ...pay(c),
      confirmed_total: { amount: c.total.amount - 1, currency: 'USD' },
    });
    expect(wrongTotal).toMatchObject({ code: 'confirmation_mismatch', field: 'confirmed_total' });
    const wrongAddress = await shop.fails('complete_checkout', {
      ...pay(c),
      confirmed_address: { ...CONFIRMED, line1: '2 Main St' },
    });
    expect(wrongAddress).toMatchObject({ code: 'confirmation_mismatch', field: 'confirmed_address' });
    expect(await shop.ok('complete_checkout', pay(c))).toMatchObject({ status: 'completed' });
  });

  it('lets a declined buyer try again, and gives the stock back', async () => {
    const c = await readyCheckout(5);
    const declined = await shop.fails('complete_checkout', pay(c, 'key-0001', 'tok_decline'));
    expect(declined).toMatchObject({ code: 'payment_declined', status: 402 });
    expect(await shop.services.inventory.available('var_mug')).toBe(5);
    expect(await shop.fails('complete_checkout', pay(c, 'key-0001', 'tok_decline'))).toEqual(declined);
    expect(await shop.ok('complete_checkout', pay(c, 'key-0002'))).toMatchObject({ status: 'completed' });
    expect(await shop.services.inventory.available('var_mug')).toBe(0);
  });

  it('finds out what became of a payment that timed out', async () => {
    const c = await readyCheckout();
    const answer = await shop.ok('complete_checkout', pay(c, 'key-0001', 'tok_timeout'));
    expect(answer.status).toBe('completed');
    const other = await readyCheckout();
    expect(
      await shop.fails('complete_checkout', pay(other, 'key-0002', 'tok_timeout_declined')),
    ).toMatchObject({ code: 'payment_declined' });
  });

  it('makes one order of a callback that comes twice', async () => {
    const c = await readyCheckout();
    expect(await shop.ok('complete_checkout', pay(c, 'key-0001', 'tok_duplicate_callback'))).toMatchObject({
      status: 'completed',
    });
    await shop.provider.callbacksDelivered();
    expect((await shop.ok('get_order', { session_id: c.session_id })).orders).toHaveLength(1);
    expect(await shop.services.inventory.available('var_mug')).toBe(4);
  });

  it('hands the buyer to the bank, holds the stock meanwhile and frees it when nobody comes', async () => {
    const c = await readyCheckout(1);
    const waiting = await shop.ok('complete_checkout', pay(c, 'key-0001', 'tok_needs_action'));
    expect(waiting).toMatchObject({ status: 'needs_buyer' });
    expect(waiting.continue_url).toMatch(/^http:\/\/shop\.test\/checkout#chk_/);
    expect(await shop.services.inventory.available('var_mug')).toBe(4);
    expect(
      await shop.ok('get_checkout', { session_id: c.session_id, checkout_id: c.checkout_id }),
    ).toMatchObject({ status: 'needs_buyer' });
    shop.clock.advance(16 * 60_000);
    await shop.jobs.drain();
    expect(await shop.services.inventory.available('var_mug')).toBe(5);
    expect(
      await shop.ok('get_checkout', { session_id: c.session_id, checkout_id: c.checkout_id }),
    ).toMatchObject({ status: 'ready' });
  });

  it('tells a buyer kindly when the last one has just been sold', async () => {
    const first = await readyCheckout(1, 'pot');
    const second = await readyCheckout(1, 'pot');
    await shop.ok('complete_checkout', pay(first));
    const late = await shop.fails('complete_checkout', pay(second));
    expect(late.code).toBe('checkout_incomplete');
    expect(late.message).toContain('Tea Pot is sold out');
  });

  it('honours a quoted price after it rose, and says what changed when the quote has ended', async () => {
    const c = await readyCheckout(1);
    await shop.put({ id: 'mug', title: 'Blue Mug', price: 1300, stock: 5 });
    expect(
      await shop.ok('get_checkout', { session_id: c.session_id, checkout_id: c.checkout_id }),
    ).toMatchObject({ total: c.total });
    shop.clock.advance(20 * 60_000);
    const changed = await shop.ok('get_checkout', { session_id: c.session_id, checkout_id: c.checkout_id });
    expect((changed.total as { amount: number }).amount).toBeGreaterThan(c.total.amount);
    expect(JSON.stringify(changed.messages)).toContain('changed from $12.00 to $13.00');
    expect(await shop.fails('complete_checkout', pay(c))).toMatchObject({ code: 'confirmation_mismatch' });
  });

  it('prices anew in the currency of the country that the parcel goes to', async () => {
    const c = await readyCheckout(1);
    const moved = await shop.ok('update_checkout', {
      session_id: c.session_id,
      checkout_id: c.checkout_id,
      shipping_address: {
        ...ADDRESS,
        country: 'DE',
        region: undefined,
        postal_code: '10115',
        city: 'Berlin',
      },
    });
    expect(moved.total).toMatchObject({ amount: 1690, currency: 'EUR' });
    expect(JSON.stringify(moved.messages)).toContain('market_changed');
  });

  it('keeps one order for a cart that two checkouts could pay', async () => {
    const c = await readyCheckout(1);
    await shop.ok('complete_checkout', pay(c));
    expect(await shop.fails('create_checkout', { session_id: c.session_id })).toMatchObject({
      code: 'cart_empty',
    });
  });
});

describe('other people', () => {
  it('do not see a session’s cart, checkout or order', async () => {
    const c = await readyCheckout();
    const other = (await shop.ok('search_catalog', { query: 'mug' })).session_id;
    expect(await shop.fails('get_checkout', { session_id: other, checkout_id: c.checkout_id })).toMatchObject(
      { code: 'not_found' },
    );
    const done = await shop.ok('complete_checkout', pay(c));
    await shop.jobs.drain();
    shop.sent.length = 0;
    expect(await shop.fails('get_order', { session_id: other, order_id: done.order_number })).toMatchObject({
      code: 'proof_required',
    });
    expect(await shop.fails('get_order', { session_id: other, order_id: 'SW-00000-00000' })).toMatchObject({
      code: 'proof_required',
    });
    await shop.jobs.drain();
    expect(shop.sent).toHaveLength(1);
    const code = shop.sent[0]!.values.code!;
    expect(code).toMatch(/^\d{6}$/);
    const wrong = code === '000000' ? '000001' : '000000';
    expect(
      await shop.fails('get_order', { session_id: other, order_id: done.order_number, code: wrong }),
    ).toMatchObject({ code: 'code_wrong' });
    const seen = await shop.ok('get_order', { session_id: other, order_id: done.order_number, code });
    expect(seen.orders).toMatchObject([{ order_number: done.order_number, buyer: { email: BUYER.email } }]);
    const own = await shop.ok('get_order', { session_id: c.session_id, order_id: done.order_number });
    expect(JSON.stringify(own)).not.toContain(BUYER.email);
    const asked = { session_id: c.session_id, order_id: done.order_number, with_contact: true };
    expect(await shop.fails('get_order', asked)).toMatchObject({ code: 'proof_required' });
    await shop.jobs.drain();
    const ownCode = shop.sent.at(-1)!.values.code!;
    expect(JSON.stringify(await shop.ok('get_order', { ...asked, code: ownCode }))).toContain(BUYER.email);
  });
});

it('shows a completed checkout as it was agreed, whatever prices have become', async () => {
  const c = await readyCheckout(1);
  await shop.ok('complete_checkout', pay(c));
  await shop.put({ id: 'mug', title: 'Blue Mug', price: 9900, stock: 5 });
  shop.clock.advance(60 * 60_000);
  const after = await shop.ok('get_checkout', { session_id: c.session_id, checkout_id: c.checkout_id });
  expect(after).toMatchObject({ status: 'completed', total: c.total, messages: [] });
});
