import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyCart, VARIANTS } from '../../../test/fixtures/any-cart.ts';
import { type Money, money } from '../money.ts';
import { type PricedCart, priceCart } from './breakdown.ts';
import { Breakdown, type PricingLine } from './model.ts';

const amounts = (all: readonly Money[]): number => all.reduce((n, m) => n + m.amount, 0);
const kind = (cart: PricedCart, wanted: string): number =>
  cart.totals.find((t) => t.kind === wanted)?.money.amount ?? 0;
/** What must not depend on how the lines are cut or ordered. */
const invariantOf = ({
  totals,
  total,
  applied,
  rejected,
  shippingOptions,
  taxKnown,
  shippingKnown,
}: PricedCart) => ({
  totals,
  total,
  applied: applied.map(({ allocations, ...rest }) => rest),
  rejected,
  shippingOptions,
  taxKnown,
  shippingKnown,
});
const RUNS = { numRuns: 400 };

describe('for any cart', () => {
  test('the totals add up, exactly and every way', () => {
    fc.assert(
      fc.property(anyCart, (input) => {
        const { shippingOptions, ...breakdown } = priceCart(input);
        const cart = { shippingOptions, ...breakdown };
        expect(Breakdown.safeParse(breakdown).error).toBeUndefined();
        const added = input.market.taxIncluded ? 0 : kind(cart, 'tax');
        const parts = ['items', 'items_discount', 'shipping', 'shipping_discount'].map((k) => kind(cart, k));
        expect(parts.reduce((a, b) => a + b, 0) + added).toBe(cart.total.amount);
        expect(kind(cart, 'total')).toBe(cart.total.amount);

        const { lines, shipping } = cart;
        expect(amounts(lines.map((l) => l.total)) + (shipping?.total.amount ?? 0)).toBe(cart.total.amount);
        expect(amounts(lines.map((l) => l.subtotal))).toBe(kind(cart, 'items'));
        expect(amounts(lines.map((l) => l.discount))).toBe(kind(cart, 'items_discount'));
        expect(amounts(lines.map((l) => l.tax)) + (shipping?.tax.amount ?? 0)).toBe(kind(cart, 'tax'));
        for (const line of lines) {
          const tax = input.market.taxIncluded ? 0 : line.tax.amount;
          expect(line.subtotal.amount + line.discount.amount + tax).toBe(line.total.amount);
        }
      }),
      RUNS,
    );
  });

  test('discounts add up to what the lines and shipping show', () => {
    fc.assert(
      fc.property(anyCart, (input) => {
        const cart = priceCart(input);
        for (const applied of cart.applied) {
          expect(amounts(applied.allocations.map((a) => a.amount))).toBe(applied.amount.amount);
        }
        const parts = cart.applied.flatMap((a) => a.allocations);
        for (const line of cart.lines) {
          const own = parts.filter((p) => p.lineId === line.lineId);
          expect(amounts(own.map((p) => p.amount))).toBe(line.discount.amount);
        }
        const off = amounts(parts.filter((p) => p.lineId === undefined).map((p) => p.amount));
        expect(off).toBe(kind(cart, 'shipping_discount'));
        const answered = [...cart.applied.flatMap((a) => a.code ?? []), ...cart.rejected.map((r) => r.code)];
        expect(answered.toSorted()).toEqual(input.codes.toSorted());
      }),
      RUNS,
    );
  });

  test('nothing is negative but discounts, and included tax lies within the gross', () => {
    fc.assert(
      fc.property(anyCart, (input) => {
        const cart = priceCart(input);
        for (const part of [...cart.lines, ...(cart.shipping ? [cart.shipping] : [])]) {
          const gross = part.subtotal.amount + part.discount.amount;
          expect(part.discount.amount).toBeLessThanOrEqual(0);
          expect(gross).toBeGreaterThanOrEqual(0);
          expect(part.tax.amount).toBeGreaterThanOrEqual(0);
          expect(part.tax.amount).toBeLessThanOrEqual(gross);
          expect(part.total.amount).toBeGreaterThanOrEqual(0);
        }
        expect(cart.total.amount).toBeGreaterThanOrEqual(0);
      }),
      RUNS,
    );
  });

  test('the price of a shipping option is what it costs when it is chosen', () => {
    fc.assert(
      fc.property(anyCart, (input) => {
        for (const option of priceCart(input).shippingOptions) {
          expect(priceCart({ ...input, shippingRateId: option.id }).shipping?.subtotal).toEqual(option.price);
        }
      }),
      RUNS,
    );
  });

  test('splitting lines changes no total', () => {
    fc.assert(
      fc.property(
        anyCart,
        fc.array(fc.integer({ min: 1, max: 9999 }), { minLength: 8, maxLength: 8 }),
        (input, cuts) => {
          const split = input.lines.flatMap((line, index) => {
            const first = line.quantity > 1 ? (cuts[index]! % (line.quantity - 1)) + 1 : line.quantity;
            const rest = line.quantity - first;
            return [
              { ...line, quantity: first },
              ...(rest > 0
                ? [
                    {
                      ...line,
                      lineId: `${line.lineId}b`,
                      quantity: rest,
                      categories: line.categories.toReversed(),
                    },
                  ]
                : []),
            ];
          });
          expect(invariantOf(priceCart({ ...input, lines: split }))).toEqual(invariantOf(priceCart(input)));
        },
      ),
      RUNS,
    );
  });

  test('the order of lines, discounts and codes changes no total', () => {
    fc.assert(
      fc.property(anyCart, (input) => {
        const turned = priceCart({
          ...input,
          lines: input.lines.toReversed(),
          discounts: input.discounts.toReversed(),
        });
        const cart = priceCart(input);
        expect(invariantOf(turned)).toEqual(invariantOf(cart));
        if (input.codes.length > 5) return;
        const codes = priceCart({ ...input, codes: input.codes.toReversed() });
        expect(codes.totals).toEqual(cart.totals);
        expect(codes.applied).toEqual(cart.applied);
      }),
      RUNS,
    );
  });

  test('one more code never raises the total', () => {
    fc.assert(
      fc.property(anyCart, (input) => {
        let before = priceCart({ ...input, codes: [] }).total.amount;
        for (let count = 1; count <= input.codes.length; count++) {
          const { amount } = priceCart({ ...input, codes: input.codes.slice(0, count) }).total;
          expect(amount).toBeLessThanOrEqual(before);
          before = amount;
        }
      }),
      RUNS,
    );
  });

  test('discounts that do not stack are alone', () => {
    fc.assert(
      fc.property(anyCart, (input) => {
        const { applied } = priceCart(input);
        const docs = applied.map((a) => input.discounts.find((d) => d._id === a.discountId)!);
        expect(docs.length <= 1 || docs.every((d) => d.stackable)).toBe(true);
        const order = docs.map((d) => d.priority);
        expect(order).toEqual(order.toSorted((a, b) => a - b));
      }),
      RUNS,
    );
  });
});

test('a line in another currency, a broken quantity and an amount past counting are errors of the caller', () => {
  const [input] = fc.sample(anyCart, { numRuns: 1, seed: 1 });
  const line: PricingLine = {
    ...VARIANTS[0]!,
    lineId: 'x',
    quantity: 1,
    unitPrice: money(100, input!.market.currency),
    requiresShipping: false,
    weightGrams: 0,
  };
  const pricing = (fields: Partial<PricingLine>) => () =>
    priceCart({ ...input!, lines: [{ ...line, ...fields }] });
  expect(pricing({ unitPrice: money(100, 'CHF') })).toThrow('cannot combine');
  for (const quantity of [0, -1, 1.5, Number.NaN]) expect(pricing({ quantity })).toThrow(RangeError);
  const huge = money(Number.MAX_SAFE_INTEGER, input!.market.currency);
  expect(pricing({ unitPrice: huge, quantity: 2 })).toThrow(RangeError);
});
