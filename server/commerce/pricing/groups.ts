import { CurrencyMismatchError, type Money, multiply } from '../money.ts';
import type { PricingLine } from './model.ts';

/**
 * Lines of the same variant at the same price. Discounts and tax are worked out and rounded for the group, so that a cart
 * costs the same whether somebody put in three shirts at once or one shirt three times.
 */
export interface LineGroup {
  /** Any of the lines, for what they have in common. */
  line: PricingLine;
  quantity: number;
  subtotal: Money;
  /** Places of the members in the list that was grouped. */
  members: number[];
}

/**
 * In an order that does not depend on the order of the lines.
 * @throws CurrencyMismatchError for a line in another currency
 * @throws RangeError for a quantity that is not a positive whole number, or a negative price
 */
export function groupLines(lines: readonly PricingLine[], currency: string): LineGroup[] {
  const groups = new Map<string, LineGroup>();
  for (const [index, line] of lines.entries()) {
    if (line.unitPrice.currency !== currency)
      throw new CurrencyMismatchError(line.unitPrice.currency, currency);
    if (!Number.isSafeInteger(line.quantity) || line.quantity < 1)
      throw new RangeError(`not a quantity: ${line.quantity}`);
    if (line.unitPrice.amount < 0) throw new RangeError(`not a price: ${line.unitPrice.amount}`);
    const key = JSON.stringify([
      line.variantId,
      line.unitPrice.amount,
      line.productId,
      line.taxCategory,
      line.brand ?? null,
      line.categories.toSorted(),
    ]);
    const group = groups.get(key);
    if (group) {
      group.quantity += line.quantity;
      group.members.push(index);
    } else {
      groups.set(key, { line, quantity: line.quantity, subtotal: line.unitPrice, members: [index] });
    }
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, group]) => ({ ...group, subtotal: multiply(group.line.unitPrice, group.quantity) }));
}
