import { describe, expect, test } from 'vitest';
import {
  makeAutomatic,
  makeDiscount,
  makeLine,
  makeShop,
  rate,
  STANDARD_SHIPPING,
  totalOf,
  withCode,
} from '../../../test/fixtures/pricing.ts';
import { MAX_COMBINED_CODES } from './discounts.ts';
import type { Discount } from './model.ts';

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
    const sale = makeAutomatic('sale', {
      effect: { kind: 'fixed', amounts: { USD: 600 } },
      stackable: true,
      title: { en: 'Sale' },
    });
    const stack = [sale, fixed('three', 300, { stackable: true })];
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
      withCode({}, { ...STANDARD_SHIPPING, discounts: [free, fixed('off', amount)], codes: ['free', 'off'] })
        .applied[0]!.code;
    expect([taken(598), taken(600)]).toEqual(['FREE', 'OFF']);
  });

  test('a code that would lose free shipping is left out', () => {
    const lines = [makeLine({ price: 5100 })];
    const discounts = [fixed('two', 200, { stackable: true }), fixed('one', 100, { stackable: true })];
    const cart = withCode({}, { ...STANDARD_SHIPPING, lines, discounts, codes: ['two', 'one'] });
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

  test('an automatic one that would lose free shipping is left out, too', () => {
    const sale = makeAutomatic('sale', { effect: { kind: 'fixed', amounts: { USD: 200 } }, stackable: true });
    const cart = withCode(
      {},
      { ...STANDARD_SHIPPING, lines: [makeLine({ price: 5100 })], discounts: [sale], codes: [] },
    );
    expect(cart.total.amount).toBe(5100);
    expect(cart.applied).toEqual([]);
  });

  test('of equal worth: the code goes before what applies by itself', () => {
    const sale = makeAutomatic('sale', { effect: { kind: 'fixed', amounts: { USD: 500 } } });
    const cart = withCode({}, { discounts: [sale, fixed('zcode', 500)], codes: ['zcode'] });
    expect(cart.applied.map((a) => a.code)).toEqual(['ZCODE']);
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
        ...STANDARD_SHIPPING,
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
