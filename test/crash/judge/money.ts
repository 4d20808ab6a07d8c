import type { Evidence, Violation } from './evidence.ts';

/** No double charge; no charge without an order or a refund; no order without its charge; refunds are what was promised. */
export function* judgeMoney(evidence: Evidence): Generator<Violation> {
  const { payments, refundsOutside, attempts, orders, refunds } = evidence;
  const orderOf = new Map([...orders.values()].map((order) => [order.attemptId, order]));
  const refunded = new Map<string, number>();
  for (const { attemptId, amount, refundId } of refundsOutside) {
    refunded.set(attemptId, (refunded.get(attemptId) ?? 0) + amount);
    if (!refunds.has(refundId))
      yield {
        invariant: 'refunds are known',
        detail: `the provider made ${refundId}, of which the shop knows nothing`,
      };
  }
  const kept = new Map<string, string[]>();
  for (const payment of payments.values()) {
    const { attemptId, amount, checkoutId } = payment;
    if (!attempts.has(attemptId))
      yield {
        invariant: 'attempts come first',
        detail: `${attemptId} is at the provider but not in the shop`,
      };
    if (payment.status !== 'succeeded') continue;
    const order = orderOf.get(attemptId);
    const back = refunded.get(attemptId) ?? 0;
    if (!order && back !== amount)
      yield {
        invariant: 'no charge without order or refund',
        detail: `${attemptId}: ${amount} taken, ${back} returned`,
      };
    if (order && order.breakdown.total.amount !== amount)
      yield {
        invariant: 'the order is what was charged',
        detail: `${order._id}: ${order.breakdown.total.amount}, charged ${amount}`,
      };
    if (order && order.refunded.amount !== back)
      yield {
        invariant: 'refunds are made',
        detail: `${order._id}: ${order.refunded.amount} promised, ${back} returned`,
      };
    if (order || back < amount) kept.set(checkoutId, [...(kept.get(checkoutId) ?? []), attemptId]);
  }
  for (const [checkoutId, list] of kept)
    if (list.length > 1) yield { invariant: 'no double charge', detail: `${checkoutId}: ${list.join(', ')}` };
  for (const order of orders.values()) {
    const payment = payments.get(order.attemptId);
    if (payment?.status !== 'succeeded')
      yield {
        invariant: 'no order without a charge',
        detail: `${order._id}: ${payment?.status ?? 'never charged'}`,
      };
  }
  for (const attempt of attempts.values()) {
    if (!['succeeded', 'declined', 'canceled', 'refunded'].includes(attempt.status))
      yield { invariant: 'payments end', detail: `${attempt._id} is still ${attempt.status}` };
    if (attempt.status === 'succeeded' && !orderOf.has(attempt._id))
      yield { invariant: 'payments end', detail: `${attempt._id} succeeded without an order` };
  }
  for (const refund of refunds.values())
    if (refund.status !== 'succeeded')
      yield { invariant: 'refunds end', detail: `${refund._id} is ${refund.status}` };
  for (const checkout of evidence.checkouts) {
    const order = checkout.orderId === undefined ? undefined : orders.get(checkout.orderId);
    if (checkout.state === 'completing' || checkout.state === 'needs_buyer')
      yield { invariant: 'payments end', detail: `${checkout._id} is still ${checkout.state}` };
    if ((checkout.state === 'completed') !== (order !== undefined))
      yield {
        invariant: 'checkouts and orders agree',
        detail: `${checkout._id} is ${checkout.state}, order ${order?._id}`,
      };
  }
}
