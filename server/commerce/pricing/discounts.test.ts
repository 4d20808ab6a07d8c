import { describe, expect, test } from 'vitest';
import {
  makeAutomatic,
  makeDiscount,
  makeLine,
  makeShop,
  priceTestCart,
  rate,
  totalOf,
} from '../../../test/fixtures/pricing.ts';
import { MAX_COMBINED_CODES } from './discounts.ts';
import type { Discount } from './model.ts';

const none = { productIds: [], categories: [], brands: [] };
const shipped = {
  destination: { country: 'US', region: 'NY' },
  shop: makeShop({ taxRules: [] }),
  shippingRateId: 'standard',
};

/** What a code does to one line of 20.00, quantity 2, unless lines are given. */
function withCode(fields: Partial<Discount>, input: Parameters<typeof priceTestCart>[0] = {}) {
  return priceTestCart({
    lines: [makeLine({ quantity: 2 })],
    discounts: [makeDiscount('code', fields)],
    codes: ['code'],
    ...input,
  });
}

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
    const cart = withCode({ effect, appliesTo: { ...none, categories: ['clothes'] } }, { lines });
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
    const cart = withCode({ effect }, { ...shipped });
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
    const free = withCode({ effect }, { ...shipped, lines: [makeLine({ price: 5000 })] });
    const digital = withCode({ effect }, { ...shipped, lines: [makeLine({ requiresShipping: false })] });
    for (const cart of [free, digital]) {
      expect(cart.applied).toEqual([]);
      expect(cart.rejected[0]!.reason).toBe('no_effect');
    }
  });
});

describe('which lines it looks at', () => {
  const lines = [
    makeLine({ productId: 'p1', variantId: 'p1', brand: 'Acme', categories: ['shoes', 'clothes'] }),
    makeLine({ productId: 'p2', variantId: 'p2', brand: 'Other', categories: ['shoes'] }),
    makeLine({ productId: 'p3', variantId: 'p3', categories: [] }),
  ];
  test.each([
    [none, [-200, -200, -200]],
    [{ ...none, productIds: ['p2', 'p3'] }, [0, -200, -200]],
    [{ ...none, categories: ['clothes'] }, [-200, 0, 0]],
    [{ ...none, brands: ['Other'] }, [0, -200, 0]],
    [{ ...none, categories: ['shoes'], brands: ['Acme'] }, [-200, 0, 0]],
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
      { appliesTo: { ...none, categories: ['shoes'], brands: ['Acme'] } },
      'not_for_these_products',
      'CODE is not for anything in this cart. Add items of category shoes and brand Acme to use it.',
    ],
    ['below its quantity', { minimumQuantity: 4 }, 'minimum_quantity', 'Add 2 more items to use CODE.'],
    [
      'below its quantity of some goods',
      { minimumQuantity: 3, appliesTo: { ...none, categories: ['clothes'] } },
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
      { minimumSubtotal: { USD: 5250 }, appliesTo: { ...none, categories: ['clothes'] } },
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

test('codes count once, whatever their case and space; what was not typed does not count', () => {
  const cart = withCode(
    {},
    { codes: [' code', 'CODE ', 'Code', ''], discounts: [makeDiscount('code'), makeDiscount('other')] },
  );
  expect(cart.applied.map((a) => a.code)).toEqual(['CODE']);
  expect(cart.rejected).toEqual([]);
  expect(totalOf(cart, 'items_discount')).toBe(-400);
});

test('an automatic discount that does not apply is not mentioned; one that does has no code', () => {
  const cart = withCode(
    {},
    {
      codes: [],
      discounts: [makeAutomatic('vip', { customerGroups: ['vip'] }), makeAutomatic('sale')],
      locale: 'es',
    },
  );
  expect(cart.rejected).toEqual([]);
  expect(cart.applied).toMatchObject([{ discountId: 'sale', title: 'sale (es)', amount: { amount: -400 } }]);
  expect(cart.applied[0]).not.toHaveProperty('code');
});

describe('several discounts', () => {
  const fixed = (id: string, amount: number, fields: Partial<Discount> = {}) =>
    makeDiscount(id, { effect: { kind: 'fixed', amounts: { USD: amount } }, ...fields });

  test('that stack combine by priority, each on what is left', () => {
    const half = { effect: { kind: 'percentage', rate: 5000 }, stackable: true } as const;
    const discounts = [
      fixed('five', 500, { stackable: true, priority: 2 }),
      makeDiscount('half', { ...half, priority: 1 }),
    ];
    const first = withCode({}, { discounts, codes: ['five', 'half'] });
    expect(first.applied.map((a) => [a.code, a.amount.amount])).toEqual([
      ['HALF', -2000],
      ['FIVE', -500],
    ]);
    const second = withCode(
      {},
      { discounts: [discounts[0]!, makeDiscount('half', { ...half, priority: 3 })], codes: ['five', 'half'] },
    );
    expect(second.applied.map((a) => [a.code, a.amount.amount])).toEqual([
      ['FIVE', -500],
      ['HALF', -1750],
    ]);
  });

  test('of which none stacks: the best for the customer is taken', () => {
    const cart = withCode(
      {},
      { discounts: [fixed('four', 400), fixed('nine', 900)], codes: ['four', 'nine'] },
    );
    expect(cart.applied.map((a) => a.code)).toEqual(['NINE']);
    expect(cart.rejected).toEqual([
      {
        code: 'FOUR',
        reason: 'does_not_stack',
        message:
          'FOUR cannot be combined with NINE, which is at least as good for this order. Remove NINE to use FOUR.',
      },
    ]);
  });

  test('one that does not stack loses to a better stack, also an automatic one', () => {
    const stack = [
      makeAutomatic('sale', {
        ...fixed('x', 600),
        _id: 'sale',
        stackable: true,
        code: undefined,
        title: { en: 'Sale' },
      }),
      fixed('three', 300, { stackable: true }),
    ].map(({ code, ...d }) => (code === undefined ? d : { ...d, code }));
    const both = withCode({}, { discounts: [...stack, fixed('eight', 800)], codes: ['eight', 'three'] });
    expect(totalOf(both, 'items_discount')).toBe(-900);
    expect(both.rejected).toMatchObject([{ code: 'EIGHT', reason: 'does_not_stack' }]);
    const alone = withCode({}, { discounts: [...stack, fixed('eight', 800)], codes: ['eight'] });
    expect(alone.applied.map((a) => a.code)).toEqual(['EIGHT']);
    const weak = withCode({}, { discounts: [...stack, fixed('five', 500)], codes: ['five'] });
    expect(weak.rejected[0]!.message).toBe(
      'FIVE cannot be combined with "Sale", which is at least as good for this order. Remove FIVE: the better offer applies by itself.',
    );
  });

  test('the best counts shipping too', () => {
    const free = makeDiscount('free', { effect: { kind: 'free_shipping' } });
    const taken = (amount: number) =>
      withCode({}, { ...shipped, discounts: [free, fixed('off', amount)], codes: ['free', 'off'] })
        .applied[0]!.code;
    expect([taken(598), taken(600)]).toEqual(['FREE', 'OFF']);
  });

  test('a code that would lose free shipping is left out', () => {
    const lines = [makeLine({ price: 5100 })];
    const discounts = [fixed('two', 200, { stackable: true }), fixed('one', 100, { stackable: true })];
    const cart = withCode({}, { ...shipped, lines, discounts, codes: ['two', 'one'] });
    expect(cart.total.amount).toBe(5000);
    expect(cart.applied.map((a) => a.code)).toEqual(['ONE']);
    expect(cart.rejected).toEqual([
      {
        code: 'TWO',
        reason: 'no_effect',
        message:
          'TWO is left out because the order would cost more with it: the goods would fall below the amount for free shipping. Add more items to use it.',
      },
    ]);
  });

  test('combine up to a limit', () => {
    const discounts = Array.from({ length: MAX_COMBINED_CODES + 1 }, (_, i) =>
      fixed(`c${i}`, 100, { stackable: true }),
    );
    const cart = withCode({}, { discounts, codes: discounts.map((d) => d._id) });
    expect(cart.applied).toHaveLength(MAX_COMBINED_CODES);
    expect(cart.rejected).toEqual([
      {
        code: `C${MAX_COMBINED_CODES}`,
        reason: 'does_not_stack',
        message: `C${MAX_COMBINED_CODES} is one code too many to combine. Remove another code to use it.`,
      },
    ]);
  });

  test('never take a line below zero, however the cents fall', () => {
    const lines = [makeLine({ price: 1 }), makeLine({ price: 1 })];
    const one = { stackable: true };
    const cart = withCode(
      {},
      { lines, discounts: [fixed('a', 1, one), fixed('b', 1, one)], codes: ['a', 'b'] },
    );
    expect(cart.lines.map((l) => l.total.amount)).toEqual([0, 0]);
  });

  test('two that free shipping free it once', () => {
    const free = { effect: { kind: 'free_shipping' }, stackable: true } as const;
    const cart = withCode(
      {},
      {
        ...shipped,
        shop: makeShop({
          taxRules: [],
          shippingZones: [{ id: 'z', countries: ['US'], exceptRegions: [], rates: [rate('standard')] }],
        }),
        discounts: [makeDiscount('f1', free), makeDiscount('f2', free)],
        codes: ['f2', 'f1'],
      },
    );
    expect(cart.total.amount).toBe(4000);
    expect(cart.applied.map((a) => a.code)).toEqual(['F1']);
    expect(cart.rejected).toMatchObject([{ code: 'F2', reason: 'no_effect' }]);
  });
});
