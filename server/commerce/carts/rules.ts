import type { Touch } from '../affiliates/credit.ts';
import { CommerceError } from '../errors.ts';
import { type Cart, type CartLine, type Destination, MAX_CART_LINES, MAX_LINE_QUANTITY } from './model.ts';

export interface CartChanges {
  add?: { variantId: string; quantity: number; quoteId?: string | undefined }[] | undefined;
  set?: { lineId: string; quantity: number }[] | undefined;
  remove?: string[] | undefined;
  addCodes?: string[] | undefined;
  removeCodes?: string[] | undefined;
  destination?: Destination | undefined;
  /** Publishers who worked on the goods before they came into this cart. */
  touches?: readonly Touch[] | undefined;
  /** Refuse when the cart is no longer at this version. */
  expectedVersion?: number | undefined;
}

export function unitsByVariant(lines: readonly CartLine[]): Map<string, number> {
  const units = new Map<string, number>();
  for (const line of lines) units.set(line.variantId, (units.get(line.variantId) ?? 0) + line.quantity);
  return units;
}

export function shortage(title: string, variantId: string, available: number): CommerceError {
  if (available === 0) {
    return new CommerceError(
      'out_of_stock',
      `${title} is out of stock. Offer an alternative with recommend_products.`,
      {
        details: { variant_id: variantId, available },
      },
    );
  }
  return new CommerceError(
    'quantity_not_available',
    `Only ${available} of ${title} left; retry with quantity <= ${available}.`,
    {
      field: 'quantity',
      details: { variant_id: variantId, available },
    },
  );
}

/** Lines of the same variant and price become one. @throws CommerceError for an unknown line or too many */
export function applyChanges(cart: Cart, changes: CartChanges, fresh: readonly CartLine[]): Cart {
  const lines = [...cart.lines];
  const lineAt = (id: string, field: string): number => {
    const index = lines.findIndex((line) => line.lineId === id || line.variantId === id);
    if (index >= 0) return index;
    throw new CommerceError(
      'not_found',
      `There is no line "${id}" in the cart. Lines: ${lines.map((l) => l.lineId).join(', ') || 'none'}.`,
      { field },
    );
  };
  for (const id of changes.remove ?? []) lines.splice(lineAt(id, 'remove'), 1);
  for (const { lineId, quantity } of changes.set ?? []) {
    const index = lineAt(lineId, 'set');
    if (quantity === 0) lines.splice(index, 1);
    else lines[index] = { ...lines[index]!, quantity };
  }
  for (const line of fresh) {
    const index = lines.findIndex(
      (l) => l.variantId === line.variantId && l.unitPrice.amount === line.unitPrice.amount,
    );
    if (index < 0) lines.push(line);
    else
      lines[index] = {
        ...line,
        lineId: lines[index]!.lineId,
        quantity: lines[index]!.quantity + line.quantity,
      };
  }
  if (lines.length > MAX_CART_LINES) {
    throw new CommerceError('invalid_input', `A cart holds at most ${MAX_CART_LINES} lines.`, {
      field: 'add',
    });
  }
  const tooMany = lines.find((line) => line.quantity > MAX_LINE_QUANTITY);
  if (tooMany)
    throw new CommerceError('invalid_input', `At most ${MAX_LINE_QUANTITY} units a line.`, {
      field: 'quantity',
    });
  const removed = new Set((changes.removeCodes ?? []).map(normalCode));
  const codes = [
    ...new Set([...cart.codes.filter((c) => !removed.has(c)), ...(changes.addCodes ?? []).map(normalCode)]),
  ];
  if (codes.length > 10)
    throw new CommerceError('invalid_input', 'At most 10 discount codes a cart.', { field: 'add_codes' });
  return { ...cart, lines, codes, ...(changes.destination && { destination: changes.destination }) };
}

export const normalCode = (code: string): string => code.trim().toUpperCase();
