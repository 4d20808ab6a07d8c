import { LOCATION, PLENTY, PLENTY_STOCK, SCARCE, SCARCE_STOCK, variantId } from '../catalog.ts';
import type { Evidence, Violation } from './evidence.ts';

/** On hand + sold = received; nothing is held when no payment runs; discount uses are those of the orders. */
export function* judgeStock(evidence: Evidence): Generator<Violation> {
  yield* judgeUnits(evidence);
  for (const hold of evidence.holds)
    yield { invariant: 'no hold without a running payment', detail: `${hold._id} of ${hold.checkoutId}` };
  for (const level of evidence.stock)
    if (level.held !== 0)
      yield { invariant: 'no hold without a running payment', detail: `${level._id} holds ${level.held}` };
  yield* judgeDiscounts(evidence);
}

function* judgeUnits({ stock, orders, asked, told }: Evidence): Generator<Violation> {
  const received = new Map<string, number>();
  for (const id of SCARCE) received.set(variantId(id), SCARCE_STOCK);
  for (const id of PLENTY) received.set(variantId(id), PLENTY_STOCK);
  const counted = new Set<string>();
  for (const { told: id, status } of told) {
    const request = asked.get(id);
    const variant = new RegExp(`^/admin/v1/stock/(.+)/${LOCATION}/adjust$`).exec(request?.path ?? '')?.[1];
    if (!request || variant === undefined || status >= 300 || counted.has(id)) continue;
    counted.add(id);
    received.set(variant, (received.get(variant) ?? 0) + Number(request.body.by));
  }
  const gone = new Map<string, number>();
  for (const order of orders.values()) {
    for (const line of order.lines) {
      const units = line.quantity - line.canceled - line.returned;
      gone.set(line.variantId, (gone.get(line.variantId) ?? 0) + units);
    }
  }
  for (const level of stock) {
    const sold = gone.get(level.variantId) ?? 0;
    if (level.sold !== sold)
      yield {
        invariant: 'sold is what was ordered',
        detail: `${level._id}: ${level.sold} sold, ${sold} in orders`,
      };
    const all = received.get(level.variantId);
    if (all !== undefined && level.onHand + level.sold !== all)
      yield {
        invariant: 'on hand + sold = received',
        detail: `${level._id}: ${level.onHand} + ${level.sold}, received ${all}`,
      };
  }
}

function* judgeDiscounts({ discounts, uses, orders }: Evidence): Generator<Violation> {
  const expected = new Set<string>();
  for (const order of orders.values())
    for (const { discountId } of order.breakdown.applied) expected.add(`${discountId}:${order.attemptId}`);
  for (const use of uses)
    if (!expected.delete(use._id))
      yield { invariant: 'discount uses are exact', detail: `${use._id} has no order` };
  for (const id of expected) yield { invariant: 'discount uses are exact', detail: `${id} is not counted` };
  for (const discount of discounts) {
    const count = uses.filter((use) => use.discountId === discount._id).length;
    if (discount.used !== count)
      yield {
        invariant: 'discount uses are exact',
        detail: `${discount.code}: ${discount.used} counted, ${count} uses`,
      };
    if (discount.usageLimit !== undefined && count > discount.usageLimit)
      yield {
        invariant: 'discount limits hold',
        detail: `${discount.code}: ${count} of ${discount.usageLimit}`,
      };
    if (discount.usageLimitPerCustomer === undefined) continue;
    const own = uses.filter((use) => use.discountId === discount._id);
    for (const [customer, list] of Map.groupBy(own, (use) => use.customerKey))
      if (list.length > discount.usageLimitPerCustomer)
        yield {
          invariant: 'discount limits hold',
          detail: `${discount.code}: ${list.length} uses by ${customer}`,
        };
  }
}
