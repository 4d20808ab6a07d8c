import { describe, expect, test } from 'vitest';
import { EVERYTHING, makeLine, totalOf, withCode } from '../../../test/fixtures/pricing.ts';
import type { Discount } from './model.ts';

describe('which lines it looks at', () => {
  const lines = [
    makeLine({ productId: 'p1', variantId: 'p1', brand: 'Acme', categories: ['shoes', 'clothes'] }),
    makeLine({ productId: 'p2', variantId: 'p2', brand: 'Other', categories: ['shoes'] }),
    makeLine({ productId: 'p3', variantId: 'p3', categories: [] }),
  ];
  test.each([
    [EVERYTHING, [-200, -200, -200]],
    [{ ...EVERYTHING, productIds: ['p2', 'p3'] }, [0, -200, -200]],
    [{ ...EVERYTHING, categories: ['clothes'] }, [-200, 0, 0]],
    [{ ...EVERYTHING, brands: ['Other'] }, [0, -200, 0]],
    [{ ...EVERYTHING, categories: ['shoes'], brands: ['Acme'] }, [-200, 0, 0]],
  ])('%j', (appliesTo, expected) => {
    expect(withCode({ appliesTo }, { lines }).lines.map((l) => l.discount.amount)).toEqual(expected);
  });
});

describe('a refusal', () => {
  const HOUR = 3_600_000;
  const now = Date.UTC(2026, 0, 5, 12);
  test.each<[string, Partial<Discount>, string, string]>([
    [
      'inactive',
      { active: false },
      'inactive',
      'CODE is not offered at the moment. Remove it or use another code.',
    ],
    [
      'early',
      { startsAt: now + HOUR },
      'not_started',
      'CODE starts on 2026-01-05 13:00 UTC. Use it from then on.',
    ],
    [
      'late',
      { endsAt: now },
      'expired',
      'CODE ended on 2026-01-05 12:00 UTC. Remove it or use another code.',
    ],
    [
      'used up',
      { usageLimit: 5, used: 5 },
      'used_up',
      'CODE has been used as often as it may be. Remove it or use another code.',
    ],
    [
      'used up by this customer',
      { usageLimitPerCustomer: 1 },
      'used_up_by_customer',
      'CODE can be used once per customer and this customer has done so. Use another code.',
    ],
    [
      'for others',
      { customerGroups: ['trade'] },
      'not_for_this_customer',
      'CODE is only for certain customers. Sign in with an account that has it, or use another code.',
    ],
    [
      'in another currency',
      { effect: { kind: 'fixed', amounts: { EUR: 500, JPY: 500 } } },
      'not_in_this_currency',
      'CODE is not worth anything in USD. It can be used in EUR, JPY.',
    ],
    [
      'for other goods',
      { appliesTo: { ...EVERYTHING, categories: ['shoes'], brands: ['Acme'] } },
      'not_for_these_products',
      'CODE is not for anything in this cart. Add items of category shoes and brand Acme to use it.',
    ],
    ['below its quantity', { minimumQuantity: 4 }, 'minimum_quantity', 'Add 2 more items to use CODE.'],
    [
      'below its quantity of some goods',
      { minimumQuantity: 3, appliesTo: { ...EVERYTHING, categories: ['clothes'] } },
      'minimum_quantity',
      'Add 1 more eligible item to use CODE.',
    ],
    [
      'below its subtotal',
      { minimumSubtotal: { USD: 5250 } },
      'minimum_subtotal',
      'Add 12.50 USD more of items to use CODE.',
    ],
    [
      'below its subtotal of some goods',
      { minimumSubtotal: { USD: 5250 }, appliesTo: { ...EVERYTHING, categories: ['clothes'] } },
      'minimum_subtotal',
      'Add 12.50 USD more of eligible items to use CODE.',
    ],
    [
      'too small to count',
      { effect: { kind: 'percentage', rate: 1 } },
      'no_effect',
      'CODE takes nothing off: what it is for costs too little or nothing. Add more eligible items to use it.',
    ],
  ])('of a code that is %s', (_name, fields, reason, message) => {
    const cart = withCode(fields, {
      now,
      customer: { groups: ['vip'], usedByDiscount: new Map([['code', 1]]) },
    });
    expect(cart.rejected).toEqual([{ code: 'CODE', reason, message }]);
    expect(cart.applied).toEqual([]);
    expect(cart.total.amount).toBe(4000);
  });

  test.each<[string, Partial<Discount>]>([
    ['starts now', { startsAt: now }],
    ['ends in a moment', { endsAt: now + 1 }],
    ['has one use left', { usageLimit: 5, used: 4 }],
    ['has one use left for this customer', { usageLimitPerCustomer: 2 }],
    ['is for one of the customer’s groups', { customerGroups: ['trade', 'vip'] }],
    ['is met to the cent', { minimumSubtotal: { USD: 4000 } }],
    ['is met to the unit', { minimumQuantity: 2 }],
    ['has a minimum in another currency only', { minimumSubtotal: { EUR: 999_999 } }],
  ])('does not meet a code that %s', (_name, fields) => {
    const cart = withCode(fields, {
      now,
      customer: { groups: ['vip'], usedByDiscount: new Map([['code', 1]]) },
    });
    expect(cart.rejected).toEqual([]);
    expect(totalOf(cart, 'items_discount')).toBe(-400);
  });

  test('of a code nobody knows, and of any code for an empty cart', () => {
    expect(withCode({}, { codes: ['  nope '] }).rejected).toEqual([
      {
        code: 'NOPE',
        reason: 'unknown_code',
        message: 'There is no code NOPE. Check how it is spelled, or remove it.',
      },
    ]);
    expect(withCode({}, { lines: [] }).rejected[0]!.message).toBe(
      'CODE is not for anything in this cart. Add items to use it.',
    );
  });
});
