import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ADDRESS, BUYER, openTestShop, type TestShop } from '../../test/fixtures/shop.ts';
import { stockLevels } from '../commerce/inventory/model.ts';
import { orders } from '../commerce/orders/model.ts';
import { refunds } from '../commerce/payments/model.ts';
import { readBooks } from './doctor-books.ts';

let dir: string;
let shop: TestShop;
beforeEach(async () => {
  dir = mkdtempSync(join(tmpdir(), 'books-'));
  shop = await openTestShop({ path: join(dir, 'shop.db') });
  await shop.put({ id: 'mug', stock: 5 });
  await buy('tok_success', 'first-key');
  await buy('tok_needs_action', 'second-key');
});
afterEach(async () => {
  await shop.close();
  rmSync(dir, { recursive: true });
});

async function buy(token: string, key: string): Promise<void> {
  const { session_id } = await shop.ok('update_cart', { add: [{ variant_id: 'var_mug', quantity: 1 }] });
  const checkout = await shop.ok('create_checkout', {
    session_id,
    buyer: BUYER,
    shipping_address: ADDRESS,
    shipping_option_id: 'us-standard',
  });
  const { amount, currency } = checkout.total as { amount: number; currency: string };
  await shop.ok('complete_checkout', {
    session_id,
    checkout_id: checkout.checkout_id,
    idempotency_key: key,
    confirmed_total: { amount, currency },
    confirmed_address: { line1: '1 Main St', postal_code: '90001', country: 'US' },
    payment_token: token,
  });
}

function books(): string[] {
  const db = new DatabaseSync(join(dir, 'shop.db'), { readOnly: true });
  try {
    return readBooks(db).map(({ message }) => message);
  } finally {
    db.close();
  }
}

it('finds nothing in a shop with an order and a payment that waits', () => {
  expect(books()).toEqual([]);
});

it('tells of units that are held for no payment, and of money without an order', async () => {
  const [level] = await shop.store.find(stockLevels);
  const [order] = await shop.store.find(orders);
  await shop.store.transaction(async (tx) => {
    await tx.replace(stockLevels, { ...level!, held: level!.held + 1 });
    await tx.delete(orders, order!._id, order!.version);
  });
  expect(books()).toEqual([
    '1 stock levels hold other units than the payments that run',
    '1 payments succeeded without an order',
    '1 stock levels have sold other units than the orders say',
  ]);
});

it('tells of refunds and disputes that wait, and of figures that are not the sum of their parts', async () => {
  const [order] = await shop.store.find(orders);
  const amount = { amount: 100, currency: 'USD' };
  const dispute = { id: 'd', status: 'needs_response', amount, reason: 'fraudulent', openedAt: 1 } as const;
  await shop.discount({ _id: 'disc', effect: { kind: 'percentage', rate: 1000 }, used: 1 });
  await shop.store.transaction(async (tx) => {
    await tx.insert(refunds, {
      _id: 'r',
      orderId: order!._id,
      attemptId: order!.attemptId,
      amount,
      reason: 'test',
      status: 'failed',
    });
    await tx.replace(orders, { ...order!, refunded: amount, disputes: [dispute] });
  });
  expect(books()).toEqual([
    '1 orders say that another amount was refunded than their refunds are',
    '1 discounts count other uses than there are',
    '1 refunds could not be made',
    '1 disputes wait for an answer',
  ]);
});
