import fc from 'fast-check';
import { expect, it } from 'vitest';
import { joinedCart } from './join.ts';
import { type Cart, type CartLine, MAX_CART_LINES } from './model.ts';
import { unitsByVariant } from './rules.ts';

const line = fc.record({
  lineId: fc.uuid(),
  productId: fc.constant('prod'),
  variantId: fc.constantFrom('a', 'b', 'c', 'd'),
  quantity: fc.integer({ min: 1, max: 40 }),
  quoteId: fc.uuid(),
  unitPrice: fc.record({ amount: fc.constantFrom(1000, 1200), currency: fc.constant('USD') }),
  quoteExpiresAt: fc.integer({ min: 1, max: 100 }),
});
const code = fc.constantFrom('TEN', 'SPRING', 'FREE', 'VIP');
const cart = fc
  .record({
    lines: fc.uniqueArray(line, {
      selector: (one) => `${one.variantId} ${one.unitPrice.amount}`,
      maxLength: 8,
    }),
    codes: fc.uniqueArray(code),
    expiresAt: fc.integer({ min: 1, max: 100 }),
  })
  .map(
    (parts): Cart => ({
      ...{ _id: 'cart', version: 1, createdAt: 0, updatedAt: 0, sessionId: 's', principalId: 'p' },
      ...{ status: 'open', market: 'us', currency: 'USD' },
      ...parts,
      lines: parts.lines as CartLine[],
    }),
  );
const stock = fc
  .array(fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 60 })))
  .map((pairs) => new Map<string, number>(pairs));

it('adds up to the stock, never to less than either cart had, and to no more than both', () => {
  fc.assert(
    fc.property(cart, cart, stock, (into, from, available) => {
      const [here, there] = [unitsByVariant(into.lines), unitsByVariant(from.lines)];
      const units = unitsByVariant(joinedCart(into, from, available).lines);
      for (const variant of new Set([...here.keys(), ...there.keys()])) {
        const [a, b] = [here.get(variant) ?? 0, there.get(variant) ?? 0];
        expect(units.get(variant)).toBe(Math.min(a + b, Math.max(available.get(variant) ?? 0, a, b)));
      }
    }),
  );
});

it('keeps codes and the later end, invents no price, and has each variant and price once', () => {
  fc.assert(
    fc.property(cart, cart, stock, (into, from, available) => {
      const joined = joinedCart(into, from, available);
      expect(new Set(joined.codes)).toEqual(new Set([...into.codes, ...from.codes]));
      expect(joined.expiresAt).toBe(Math.max(into.expiresAt, from.expiresAt));
      const quotes = new Map(
        [...into.lines, ...from.lines].map((one) => [one.quoteId, one.unitPrice.amount]),
      );
      for (const one of joined.lines) expect(quotes.get(one.quoteId)).toBe(one.unitPrice.amount);
      const names = joined.lines.map((one) => `${one.variantId} ${one.unitPrice.amount}`);
      expect(new Set(names).size).toBe(names.length);
      expect(new Set(joined.lines.map(({ lineId }) => lineId)).size).toBe(joined.lines.length);
      expect(joined.lines.length).toBeLessThanOrEqual(MAX_CART_LINES);
    }),
  );
});
