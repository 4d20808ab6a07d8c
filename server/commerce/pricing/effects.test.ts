import { describe, expect, test } from 'vitest';
import {
  EVERYTHING,
  makeLine,
  STANDARD_SHIPPING,
  totalOf,
  withCode,
} from '../../../test/fixtures/pricing.ts';

describe('a percentage', () => {
  test('takes its share of all eligible goods, rounded once', () => {
    const lines = [
      makeLine({ price: 5, variantId: 'a' }),
      makeLine({ price: 5, variantId: 'b' }),
      makeLine({ price: 5, variantId: 'c' }),
    ];
    const cart = withCode({}, { lines });
    expect(totalOf(cart, 'items_discount')).toBe(-2);
    expect(cart.lines.map((l) => l.discount.amount)).toEqual([-1, -1, 0]);
  });

  test('ends at its cap', () => {
    const effect = { kind: 'percentage', rate: 5000, cap: { USD: 700, EUR: 1 } } as const;
    expect(totalOf(withCode({ effect }), 'items_discount')).toBe(-700);
  });
});

describe('a fixed amount', () => {
  const effect = { kind: 'fixed', amounts: { USD: 1000 } } as const;

  test('is spread over eligible lines in proportion, to the last cent', () => {
    const lines = [
      makeLine({ price: 3000 }),
      makeLine({ price: 1500, variantId: 'hat' }),
      makeLine({ price: 9000, productId: 'tv', variantId: 'tv', categories: ['tv'] }),
    ];
    const cart = withCode({ effect, appliesTo: { ...EVERYTHING, categories: ['clothes'] } }, { lines });
    expect(cart.lines.map((l) => l.discount.amount)).toEqual([-667, -333, 0]);
    expect(cart.applied).toMatchObject([
      {
        code: 'CODE',
        title: 'code',
        amount: { amount: -1000, currency: 'USD' },
        allocations: [
          { lineId: lines[0]!.lineId, amount: { amount: -667 } },
          { lineId: lines[1]!.lineId, amount: { amount: -333 } },
        ],
      },
    ]);
  });

  test('never takes more than the goods cost', () => {
    const cart = withCode({ effect }, { lines: [makeLine({ price: 999 })] });
    expect(cart.total.amount).toBe(0);
    expect(cart.applied[0]!.amount.amount).toBe(-999);
  });
});

describe('buy x get y', () => {
  const effect = { kind: 'buy_x_get_y', buy: 2, get: 1, rate: 10_000 } as const;
  const off = (quantity: number) =>
    totalOf(withCode({ effect }, { lines: [makeLine({ quantity })] }), 'items_discount') ?? 0;

  test('frees a unit for every two that are paid', () => {
    expect([2, 3, 5, 6, 7].map(off)).toEqual([0, -2000, -2000, -4000, -4000]);
  });

  test('reduces the cheapest units, across lines', () => {
    const lines = [
      makeLine({ price: 5000, variantId: 'coat', quantity: 4 }),
      makeLine({ price: 1000, variantId: 'sock' }),
      makeLine({ price: 3000, variantId: 'shirt' }),
    ];
    const cart = withCode({ effect: { ...effect, rate: 5000 } }, { lines });
    expect(cart.lines.map((l) => l.discount.amount)).toEqual([0, -500, -1500]);
  });

  test('gives what it can when fewer further units are there', () => {
    const cart = withCode(
      { effect: { kind: 'buy_x_get_y', buy: 1, get: 2, rate: 10_000 } },
      { lines: [makeLine({ quantity: 2 })] },
    );
    expect(totalOf(cart, 'items_discount')).toBe(-2000);
  });

  test('does not spend itself on units that cost nothing', () => {
    const gift = makeLine({ price: 0, variantId: 'gift' });
    expect(
      totalOf(withCode({ effect }, { lines: [makeLine({ quantity: 3 }), gift] }), 'items_discount'),
    ).toBe(-2000);
    expect(withCode({ effect }, { lines: [makeLine({ quantity: 2 }), gift] }).rejected).toEqual([
      { code: 'CODE', reason: 'minimum_quantity', message: 'Add 1 more item to use CODE.' },
    ]);
  });
});

describe('free shipping', () => {
  const effect = { kind: 'free_shipping' } as const;

  test('takes off the rate that was chosen', () => {
    const cart = withCode({ effect }, { ...STANDARD_SHIPPING });
    expect([totalOf(cart, 'shipping'), totalOf(cart, 'shipping_discount'), cart.total.amount]).toEqual([
      599, -599, 4000,
    ]);
    expect(cart.applied[0]!.allocations).toEqual([{ amount: { amount: -599, currency: 'USD' } }]);
    expect(cart.shipping!.total.amount).toBe(0);
  });

  test('is accepted before shipping is chosen, and says nothing of an amount', () => {
    const cart = withCode({ effect });
    expect(cart.rejected).toEqual([]);
    expect(cart.applied).toMatchObject([{ code: 'CODE', amount: { amount: 0 }, allocations: [] }]);
  });

  test('has no effect where shipping is free or nothing is shipped', () => {
    const free = withCode({ effect }, { ...STANDARD_SHIPPING, lines: [makeLine({ price: 5000 })] });
    const digital = withCode(
      { effect },
      { ...STANDARD_SHIPPING, lines: [makeLine({ requiresShipping: false })] },
    );
    for (const cart of [free, digital]) {
      expect(cart.applied).toEqual([]);
      expect(cart.rejected[0]!.reason).toBe('no_effect');
    }
  });
});
