import { expect, it } from 'vitest';
import type { Evidence } from './evidence.ts';
import { judgeMoney } from './money.ts';

const USD = (amount: number) => ({ amount, currency: 'USD' });

interface Books {
  payment?: string;
  attempt?: string;
  order?: { total: number; refunded: number };
  refunds?: number[];
}

/** Evidence of purchases that all belong to checkout `chk`. */
function evidence(...all: Books[]): Evidence {
  const payments: Evidence['payments'] = new Map();
  const attempts = new Map();
  const orders = new Map();
  const refunds = new Map();
  const refundsOutside: Evidence['refundsOutside'] = [];
  all.forEach(({ payment, attempt, order, refunds: back = [] }, n) => {
    const attemptId = `pay_${n}`;
    if (payment !== undefined)
      payments.set(attemptId, {
        kind: 'payment',
        attemptId,
        paymentId: `out_${n}`,
        checkoutId: 'chk',
        amount: 100,
        currency: 'USD',
        status: payment as 'succeeded',
      });
    if (attempt !== undefined) attempts.set(attemptId, { _id: attemptId, status: attempt });
    if (order)
      orders.set(`ord_${n}`, {
        _id: `ord_${n}`,
        attemptId,
        breakdown: { total: USD(order.total) },
        refunded: USD(order.refunded),
      });
    back.forEach((amount, m) => {
      const refundId = `rfnd_${n}_${m}`;
      refundsOutside.push({ kind: 'refund', refundId, attemptId, amount });
      refunds.set(refundId, { _id: refundId, status: 'succeeded' });
    });
  });
  return { payments, attempts, orders, refunds, refundsOutside, checkouts: [] } as unknown as Evidence;
}

const verdict = (...all: Books[]) => [...judgeMoney(evidence(...all))].map(({ invariant }) => invariant);

const sold: Books = { payment: 'succeeded', attempt: 'succeeded', order: { total: 100, refunded: 0 } };

it('is content with a sale, a decline and a charge that went back', () => {
  expect(
    verdict(
      sold,
      { payment: 'declined', attempt: 'declined' },
      { payment: 'succeeded', attempt: 'refunded', refunds: [100] },
      { attempt: 'canceled' },
    ),
  ).toEqual([]);
});

it.each<[string, Books[], string]>([
  ['two charges of one checkout', [sold, sold], 'no double charge'],
  [
    'a charge that leads nowhere',
    [{ payment: 'succeeded', attempt: 'canceled' }],
    'no charge without order or refund',
  ],
  ['a charge that nobody asked for', [{ payment: 'declined' }], 'attempts come first'],
  ['an order that nobody paid', [{ ...sold, payment: 'declined' }], 'no order without a charge'],
  [
    'an order at another total',
    [{ ...sold, order: { total: 90, refunded: 0 } }],
    'the order is what was charged',
  ],
  ['a refund that was not made', [{ ...sold, order: { total: 100, refunded: 30 } }], 'refunds are made'],
  [
    'a refund made twice',
    [{ ...sold, order: { total: 100, refunded: 30 }, refunds: [30, 30] }],
    'refunds are made',
  ],
  ['a payment that never ends', [{ payment: 'pending', attempt: 'unknown' }], 'payments end'],
])('notices %s', (_, books, invariant) => {
  expect(verdict(...books)).toContain(invariant);
});
