import { CommerceError } from '../errors.ts';
import { allocate, type Money, money, subtract } from '../money.ts';
import type { OrderLine } from './line.ts';
import type { Order } from './model.ts';

export interface LineQuantity {
  lineId: string;
  quantity: number;
}

/** Units that are neither sent nor canceled yet. */
export const openUnits = (line: OrderLine): number => line.quantity - line.fulfilled - line.canceled;
/** Units that were sent and not sent back. */
export const returnableUnits = (line: OrderLine): number => line.fulfilled - line.returned;

/** Names and sums the lines. @throws CommerceError for an unknown line or too many units */
export function takeUnits(
  order: Order,
  wanted: readonly LineQuantity[] | undefined,
  possible: (line: OrderLine) => number,
  verb: string,
): LineQuantity[] {
  if (!wanted) {
    const all = order.lines
      .map((line) => ({ lineId: line.lineId, quantity: possible(line) }))
      .filter((l) => l.quantity > 0);
    if (all.length === 0)
      throw new CommerceError('conflict', `Nothing in order ${order.number} is left to be ${verb}.`);
    return all;
  }
  const sums = new Map<string, number>();
  for (const { lineId, quantity } of wanted) sums.set(lineId, (sums.get(lineId) ?? 0) + quantity);
  for (const [lineId, quantity] of sums) {
    const line = order.lines.find((l) => l.lineId === lineId);
    if (!line)
      throw new CommerceError(
        'not_found',
        `Order ${order.number} has no line "${lineId}". Lines: ${order.lines.map((l) => l.lineId).join(', ')}.`,
        { field: 'lines' },
      );
    const most = possible(line);
    if (quantity > most) {
      throw new CommerceError('conflict', `Only ${most} of line ${lineId} (${line.title}) can be ${verb}.`, {
        field: 'lines',
        details: { line_id: lineId, possible: most },
      });
    }
  }
  return [...sums].map(([lineId, quantity]) => ({ lineId, quantity }));
}

/** What the units cost after discounts, to the minor unit: all units of a line together give back exactly its total. */
export function valueOfUnits(
  order: Order,
  units: readonly LineQuantity[],
  before: (line: OrderLine) => number,
): Money {
  let amount = 0;
  for (const { lineId, quantity } of units) {
    const line = order.lines.find((l) => l.lineId === lineId)!;
    const perUnit = allocate(line.total, new Array<number>(line.quantity).fill(1));
    const start = before(line);
    for (const part of perUnit.slice(start, start + quantity)) amount += part.amount;
  }
  return money(amount, order.currency);
}

/** Charged, not refunded, and not taken back, or about to be, by the buyer's bank. */
export function refundable(order: Order): Money {
  const left = subtract(order.breakdown.total, order.refunded).amount;
  const disputed = order.disputes
    .filter(({ status, amount }) => status !== 'won' && amount.currency === order.currency)
    .reduce((sum, { amount }) => sum + amount.amount, 0);
  return money(Math.max(0, left - disputed), order.currency);
}

export function statusAfter(order: Order): Order['status'] {
  if (order.lines.every((line) => line.canceled === line.quantity)) return 'canceled';
  const sent = order.lines.every((line) => openUnits(line) === 0);
  const delivered = order.fulfillments.every((f) => f.events.some((e) => e.status === 'delivered'));
  if (sent) return delivered ? 'delivered' : 'shipped';
  return order.fulfillments.length > 0 ? 'processing' : 'confirmed';
}

/** Units of a line that a running return request has asked for. */
const askedBack = (order: Order, lineId: string): number =>
  order.returns
    .filter((r) => r.status === 'requested' || r.status === 'approved')
    .flatMap((r) => r.lines)
    .filter((l) => l.lineId === lineId)
    .reduce((sum, l) => sum + l.quantity, 0);

const DAY_MS = 86_400_000;

/** The lines that a return is about. @throws CommerceError `not_returnable` with the reason */
export function returnLines(
  order: Order,
  wanted: readonly LineQuantity[] | undefined,
  now: number,
  returnDays: number,
): LineQuantity[] {
  if (order.fulfillments.length === 0) {
    throw new CommerceError(
      'not_returnable',
      'Nothing of this order has been sent yet. It can be canceled instead: use request_handoff.',
    );
  }
  const lastParcel = Math.max(0, ...order.fulfillments.flatMap((f) => f.events.map((e) => e.at)));
  if (now - lastParcel > returnDays * DAY_MS) {
    throw new CommerceError(
      'not_returnable',
      `The ${returnDays} days for returns have passed. See get_policy "returns", or use request_handoff.`,
    );
  }
  return takeUnits(
    order,
    wanted,
    (line) => returnableUnits(line) - askedBack(order, line.lineId),
    'returned',
  );
}

export function withUnits(
  order: Order,
  units: readonly LineQuantity[],
  field: 'fulfilled' | 'canceled' | 'returned',
): Order {
  return {
    ...order,
    lines: order.lines.map((line) => {
      const quantity = units.find((u) => u.lineId === line.lineId)?.quantity ?? 0;
      return { ...line, [field]: line[field] + quantity };
    }),
  };
}

export const event = (order: Order, at: number, kind: string, text: string): Order => ({
  ...order,
  events: [...order.events, { at, kind, text }],
});
