import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stockLevels } from '../server/commerce/inventory/model.ts';
import { orders } from '../server/commerce/orders/model.ts';
import { paymentAttempts } from '../server/commerce/payments/model.ts';
import { anonymous, type Principal } from '../server/commerce/principals/model.ts';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../test/fixtures/shop.ts';

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
  await shop.put({ id: 'ring', title: 'Silver Ring', price: 1000, stock: 100 });
});
afterEach(async () => {
  expect(shop.faults).toEqual([]);
  await shop.close();
});

async function checkout(principal: Principal, quantity = 1) {
  const cart = await shop.ok('update_cart', { add: [{ variant_id: 'var_ring', quantity }] }, principal);
  const { session_id } = cart;
  const made = await shop.ok(
    'create_checkout',
    { session_id, buyer: BUYER, shipping_address: ADDRESS, shipping_option_id: 'us-standard' },
    principal,
  );
  const { amount, currency } = made.total as { amount: number; currency: string };
  return (payment_token: string, key: string) =>
    shop.call(
      'complete_checkout',
      {
        session_id,
        checkout_id: made.checkout_id,
        idempotency_key: key,
        confirmed_total: { amount, currency },
        confirmed_address: {
          line1: ADDRESS.line1,
          postal_code: ADDRESS.postal_code,
          country: ADDRESS.country,
        },
        payment_token,
      },
      principal,
    );
}

describe('many buyers at once', () => {
  it('sells exactly 100 units to 300 buyers and tells the others kindly', async () => {
    const buyers = await Promise.all(
      Array.from({ length: 300 }, (_, i) => checkout(anonymous(`203.0.113.${i % 250}`))),
    );
    const results = await Promise.all(buyers.map((pay, i) => pay('tok_success', `purchase-${i}`)));
    const bought = results.filter((r) => r.ok);
    const refused = results.filter((r) => !r.ok);
    expect(bought).toHaveLength(100);
    for (const result of refused) {
      expect(result.ok ? '' : result.error.message).toMatch(/sold out/);
    }
    expect(await shop.store.count(orders)).toBe(100);
    expect(await shop.store.count(paymentAttempts)).toBe(100);
    const [level] = await shop.store.find(stockLevels, { where: { variantId: 'var_ring' } });
    expect(level).toMatchObject({ onHand: 0, held: 0, sold: 100 });
  });

  it('leaves stock for others when one address begins payments that it never finishes', async () => {
    const attacker = anonymous('198.51.100.9');
    const answers = [];
    for (let i = 0; i < 20; i += 1) {
      const pay = await checkout(attacker, 10);
      answers.push(await pay('tok_needs_action', `attack-${i}`));
    }
    expect(answers.filter((a) => a.ok)).toHaveLength(5);
    expect(answers.filter((a) => !a.ok && a.error.code === 'too_many_unfinished_payments')).toHaveLength(15);
    const honest = await checkout(anonymous('203.0.113.1'), 50);
    expect(await honest('tok_success', 'honest-purchase')).toMatchObject({
      ok: true,
      output: { status: 'completed' },
    });
  });

  it('never lets payments that wait hold more than half of the stock, from however many addresses', async () => {
    for (let i = 0; i < 30; i += 1) {
      const pay = await checkout(anonymous(`198.51.100.${i}`), 10);
      await pay('tok_needs_action', `attack-${i}`);
    }
    const honest = await checkout(anonymous('203.0.113.1'), 50);
    expect(await honest('tok_success', 'honest-purchase')).toMatchObject({
      ok: true,
      output: { status: 'completed' },
    });
  });

  it('takes no stock for checkouts that nobody pays', async () => {
    for (let i = 0; i < 10; i += 1)
      await Promise.all(Array.from({ length: 30 }, () => checkout(anonymous('198.51.100.9'), 100)));
    const honest = await checkout(anonymous('203.0.113.1'), 100);
    expect(await honest('tok_success', 'honest-purchase')).toMatchObject({ ok: true });
  });
});

describe('a discount with a limit', () => {
  it('is used exactly as often as allowed when many try at once', async () => {
    await shop.discount({ code: 'FIRST5', effect: { kind: 'percentage', rate: 1000 }, usageLimit: 5 });
    const buyers = await Promise.all(
      Array.from({ length: 12 }, async (_, i) => {
        const principal = anonymous(`203.0.113.${i}`);
        const cart = await shop.ok(
          'update_cart',
          { add: [{ variant_id: 'var_ring' }], add_codes: ['first5'] },
          principal,
        );
        const made = await shop.ok(
          'create_checkout',
          {
            session_id: cart.session_id,
            buyer: { email: `b${i}@example.com` },
            shipping_address: ADDRESS,
            shipping_option_id: 'us-standard',
          },
          principal,
        );
        return { principal, made, session_id: cart.session_id };
      }),
    );
    const results = await Promise.all(
      buyers.map(({ principal, made, session_id }, i) => {
        const { amount, currency } = made.total as { amount: number; currency: string };
        return shop.call(
          'complete_checkout',
          {
            session_id,
            checkout_id: made.checkout_id,
            idempotency_key: `discount-${i}`,
            confirmed_total: { amount, currency },
            confirmed_address: {
              line1: ADDRESS.line1,
              postal_code: ADDRESS.postal_code,
              country: ADDRESS.country,
            },
            payment_token: 'tok_success',
          },
          principal,
        );
      }),
    );
    expect(results.filter((r) => r.ok)).toHaveLength(5);
    expect(results.filter((r) => !r.ok).every((r) => !r.ok && r.error.code === 'confirmation_mismatch')).toBe(
      true,
    );
  });
});
