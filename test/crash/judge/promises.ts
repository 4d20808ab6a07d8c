import type { Evidence, Violation } from './evidence.ts';

/** What clients were told stays true, and what they asked for under one key happened once. */
export function* judgePromises({ told, asked, changed, faults, orders }: Evidence): Generator<Violation> {
  const orderOf = new Map<string, string>();
  for (const { told: id, body } of told) {
    const request = asked.get(id);
    if (request?.kind !== 'complete' || body.status !== 'completed') continue;
    const order = orders.get(String(body.order_id));
    const total = body.total as { amount: number } | undefined;
    if (!order)
      yield { invariant: 'no acknowledged order is lost', detail: `${id}: ${body.order_id} is gone` };
    else if (order.number !== body.order_number || order.breakdown.total.amount !== total?.amount)
      yield {
        invariant: 'no acknowledged order is lost',
        detail: `${id}: ${order._id} is another order now`,
      };
    const before = orderOf.get(String(request.body.checkout_id));
    if (before !== undefined && before !== body.order_id)
      yield {
        invariant: 'one checkout, one order',
        detail: `${request.body.checkout_id}: ${before}, ${body.order_id}`,
      };
    orderOf.set(String(request.body.checkout_id), String(body.order_id));
  }
  for (const { changed: id, first, now } of changed)
    yield { invariant: 'answers do not change', detail: `${id}: ${short(first)} became ${short(now)}` };
  for (const { fault, status, body } of faults)
    yield { invariant: 'no internal errors', detail: `${fault}: ${status} ${short(body)}` };
  const counts = new Map<string, number>();
  for (const order of orders.values()) counts.set(order.checkoutId, (counts.get(order.checkoutId) ?? 0) + 1);
  for (const [checkoutId, count] of counts)
    if (count > 1)
      yield { invariant: 'one checkout, one order', detail: `${checkoutId} has ${count} orders` };
}

const short = (value: unknown): string => JSON.stringify(value).slice(0, 300);
