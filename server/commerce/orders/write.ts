import type { Transaction } from '../../platform/store/port.ts';
import { settleCommission } from '../affiliates/settle.ts';
import { type Order, orders } from './model.ts';

/** Writes an order that has changed, and what follows from it for commission: the one way to change an order. */
export async function replaceOrder(tx: Transaction, order: Order): Promise<Order> {
  const stored = await tx.replace(orders, order);
  await settleCommission(tx, stored);
  return stored;
}
