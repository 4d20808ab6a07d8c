import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { orders } from '../../server/commerce/orders/model.ts';
import { anonymous, type Principal } from '../../server/commerce/principals/model.ts';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../fixtures/shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  await shop.put({ id: 'ring', title: 'Silver Ring', price: 1000, stock: 100 });
});
afterEach(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});

const confirmed_address = {
  line1: ADDRESS.line1,
  postal_code: ADDRESS.postal_code,
  country: ADDRESS.country,
};
const shipped = { buyer: BUYER, shipping_address: ADDRESS, shipping_option_id: 'us-standard' };

async function begin(principal: Principal, quantity = 1) {
  const { session_id } = await shop.ok(
    'update_cart',
    { add: [{ variant_id: 'var_ring', quantity }] },
    principal,
  );
  const made = await shop.ok('create_checkout', { session_id, ...shipped }, principal);
  return payment(principal, session_id, made);
}

const payment =
  (principal: Principal, session_id: unknown, made: Record<string, unknown>) =>
  (payment_token: string, idempotency_key: string, more: object = {}) => {
    const { amount, currency } = made.total as { amount: number; currency: string };
    return shop.call(
      'complete_checkout',
      {
        session_id,
        checkout_id: made.checkout_id,
        idempotency_key,
        confirmed_total: { amount, currency },
        confirmed_address,
        payment_token,
        ...more,
      },
      principal,
    );
  };

describe('payments that stay pending', () => {
  it('count against the caps of an address, so they cannot hold the stock', async () => {
    const attacker = anonymous('198.51.100.9');
    const refused = [];
    for (let i = 0; i < 10; i += 1) {
      const result = await (await begin(attacker, 10))('tok_pending', `attack-${i}`);
      if (!result.ok) refused.push(result.error.code);
    }
    expect(refused).toEqual(new Array(5).fill('too_many_unfinished_payments'));
    const honest = await (await begin(anonymous('203.0.113.1'), 50))('tok_success', 'honest-purchase');
    expect(honest).toMatchObject({ ok: true, output: { status: 'completed' } });
  });

  it('never hold more than half of the stock, and are still completed when the money comes', async () => {
    for (let i = 0; i < 20; i += 1) {
      await (await begin(anonymous(`198.51.100.${i}`), 10))('tok_pending', `attack-${i}`);
    }
    const honest = await (await begin(anonymous('203.0.113.1'), 50))('tok_success', 'honest-purchase');
    expect(honest).toMatchObject({ ok: true, output: { status: 'completed' } });
    shop.clock.advance(61_000);
    await shop.jobs.drain();
    expect(await shop.store.count(orders)).toBe(6);
  });
});

describe('one cart', () => {
  it('is paid once, however many checkouts of it were canceled before', async () => {
    const principal = anonymous('203.0.113.1');
    const { session_id } = await shop.ok('update_cart', { add: [{ variant_id: 'var_ring' }] }, principal);
    for (let i = 0; i < 300; i += 1) {
      const { checkout_id } = await shop.ok('create_checkout', { session_id }, principal);
      await shop.ok('cancel_checkout', { session_id, checkout_id }, principal);
    }
    const made = await shop.ok('create_checkout', { session_id, ...shipped }, principal);
    const waiting = await payment(principal, session_id, made)('tok_needs_action', 'first-purchase');
    expect(waiting).toMatchObject({ ok: true, output: { status: 'needs_buyer' } });
    for (let i = 0; i < 10; i += 1) {
      const again = await shop.call('create_checkout', { session_id }, principal);
      expect(again).toMatchObject({ ok: false, error: { code: 'in_progress' } });
    }
  });
});

describe('a code for each customer once', () => {
  it('is not used again under a tag of the same mailbox', async () => {
    await shop.discount({
      code: 'HELLO',
      effect: { kind: 'percentage', rate: 5000 },
      usageLimitPerCustomer: 1,
    });
    const principal = anonymous('203.0.113.1');
    const start = async (email: string) => {
      const { session_id } = await shop.ok('update_cart', { add: [{ variant_id: 'var_ring' }] }, principal);
      const buyer = { email };
      const made = await shop.ok(
        'create_checkout',
        { session_id, ...shipped, buyer, codes: ['HELLO'] },
        principal,
      );
      return { made, pay: payment(principal, session_id, made) };
    };
    const first = await start('ada+shop@example.com');
    expect(await first.pay('tok_success', 'first-purchase')).toMatchObject({ ok: true });
    const second = await start('Ada+again+1@example.com');
    expect(second.made).toMatchObject({
      discounts: { applied: [], rejected: [{ reason: 'used_up_by_customer' }] },
    });
    const other = await start('ad@example.com');
    expect(other.made).toMatchObject({ discounts: { rejected: [] } });
  });
});

describe('goods that nobody ships', () => {
  beforeEach(() =>
    shop.put({
      id: 'ebook',
      extra: {
        variants: [
          {
            id: 'ebook',
            options: {},
            requires_shipping: false,
            prices: [
              { market: 'us', amount: 1000, currency: 'USD' },
              { market: 'eu', amount: 1000, currency: 'EUR' },
            ],
            stock: [{ location: 'east', on_hand: 10 }],
          },
        ],
      },
    }),
  );

  it('are not sold free of tax by leaving out where the buyer lives', async () => {
    const principal = anonymous('203.0.113.1');
    const { session_id } = await shop.ok('update_cart', { add: [{ variant_id: 'var_ebook' }] }, principal);
    const made = await shop.ok('create_checkout', { session_id, buyer: BUYER }, principal);
    expect(made).toMatchObject({ status: 'open', messages: [{ path: 'shipping_address' }] });
    expect(await payment(principal, session_id, made)('tok_success', 'untaxed-purchase')).toMatchObject({
      ok: false,
      error: { code: 'checkout_incomplete' },
    });
    const about = { session_id, checkout_id: made.checkout_id };
    const { region: _region, ...vague } = ADDRESS;
    expect(await shop.ok('update_checkout', { ...about, shipping_address: vague }, principal)).toMatchObject({
      status: 'open',
      messages: [{ path: 'shipping_address.region' }],
    });
    const located = await shop.ok('update_checkout', { ...about, shipping_address: ADDRESS }, principal);
    expect(located).toMatchObject({ status: 'ready', total: { amount: 1073 } });
  });

  it('need no address where the price contains the tax', async () => {
    const { session_id } = await shop.ok('update_cart', { market: 'eu', add: [{ variant_id: 'var_ebook' }] });
    expect(await shop.ok('create_checkout', { session_id, buyer: BUYER })).toMatchObject({
      status: 'ready',
      total: { amount: 1000, currency: 'EUR' },
    });
  });
});

describe('one-time codes', () => {
  const codes = async () => {
    await shop.jobs.drain();
    return shop.sent.filter(({ template }) => template === 'order_code').length;
  };

  it('are not sent without end to a buyer whose order number a stranger knows', async () => {
    const bought = await (await begin(anonymous('203.0.113.1')))('tok_success', 'some-purchase');
    const { order_number: order_id } = (bought as { output: Record<string, unknown> }).output;
    for (let stranger = 0; stranger < 8; stranger += 1) {
      const { session_id } = await shop.ok('get_cart', {});
      for (let minute = 0; minute < 7; minute += 1) {
        await shop.fails('get_order', { session_id, order_id });
        shop.clock.advance(60_000);
      }
    }
    expect(await codes()).toBe(15);
  });
});
