import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  add,
  allocate,
  CurrencyMismatchError,
  compare,
  decimalString,
  format,
  Money,
  minorDigits,
  money,
  multiply,
  parseDecimal,
  plain,
  scale,
  subtract,
  sum,
} from './money.ts';

const currency = fc.constantFrom('USD', 'JPY', 'KWD');
const amount = fc.oneof(fc.integer({ min: -10_000_000, max: 10_000_000 }), fc.maxSafeInteger());
const weights = fc.array(fc.oneof(fc.nat(50), fc.nat(Number.MAX_SAFE_INTEGER)), {
  minLength: 1,
  maxLength: 12,
});

describe('arithmetic', () => {
  test('keeps currencies apart', () => {
    expect(() => add(money(1, 'USD'), money(1, 'JPY'))).toThrow(CurrencyMismatchError);
    expect(() => subtract(money(1, 'USD'), money(1, 'KWD'))).toThrow(CurrencyMismatchError);
    expect(() => compare(money(1, 'USD'), money(1, 'KWD'))).toThrow(CurrencyMismatchError);
    expect(() => sum([money(1, 'USD'), money(1, 'KWD')], 'USD')).toThrow(CurrencyMismatchError);
  });

  test('refuses what cannot be counted exactly', () => {
    expect(() => money(0.1, 'USD')).toThrow(RangeError);
    expect(() => multiply(money(100, 'USD'), 1.5)).toThrow(RangeError);
    expect(() => multiply(money(Number.MAX_SAFE_INTEGER, 'USD'), 2)).toThrow(RangeError);
    expect(() => scale(money(Number.MAX_SAFE_INTEGER, 'USD'), 2, 1)).toThrow(RangeError);
    expect(() => scale(money(1, 'USD'), 1, 0)).toThrow(RangeError);
    expect(Money.safeParse({ amount: 1.5, currency: 'USD' }).success).toBe(false);
    expect(Money.safeParse({ amount: 1, currency: 'usd' }).success).toBe(false);
  });

  test('never yields a negative zero', () => {
    expect(Object.is(multiply(money(0, 'USD'), -3).amount, 0)).toBe(true);
    expect(Object.is(scale(money(-1, 'USD'), 1, 10).amount, 0)).toBe(true);
    expect(Object.is(parseDecimal('-0', 'USD')!.amount, 0)).toBe(true);
  });
});

describe('scale', () => {
  test.each([
    [5, 1, 10, 1],
    [-5, 1, 10, -1],
    [4, 1, 10, 0],
    [999, 1900, 11_900, 160],
    [Number.MAX_SAFE_INTEGER, 9_999, 9_999, Number.MAX_SAFE_INTEGER],
  ])('%i × %i / %i = %i', (value, numerator, denominator, expected) => {
    expect(scale(money(value, 'USD'), numerator, denominator).amount).toBe(expected);
  });

  test('is at most half a minor unit off, and symmetric', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.nat(20_000),
        fc.integer({ min: 1, max: 20_000 }),
        (a, n, d) => {
          const got = scale(money(a, 'USD'), n, d).amount;
          const twiceOff = 2n * (BigInt(got) * BigInt(d) - BigInt(a) * BigInt(n));
          expect(twiceOff <= BigInt(d) && twiceOff >= -BigInt(d)).toBe(true);
          expect(scale(money(-a, 'USD'), n, d).amount).toBe(got === 0 ? 0 : -got);
        },
      ),
    );
  });
});

describe('allocate', () => {
  test('gives what is left over to the largest remainders, then to the first', () => {
    expect(allocate(money(100, 'USD'), [1, 1, 1]).map((m) => m.amount)).toEqual([34, 33, 33]);
    expect(allocate(money(10, 'JPY'), [1, 2, 6]).map((m) => m.amount)).toEqual([1, 2, 7]);
    expect(allocate(money(-5, 'KWD'), [1, 1]).map((m) => m.amount)).toEqual([-3, -2]);
  });

  test('splits evenly when nothing weighs anything, and into nothing when there is nobody', () => {
    expect(allocate(money(5, 'USD'), [0, 0]).map((m) => m.amount)).toEqual([3, 2]);
    expect(allocate(money(5, 'USD'), [])).toEqual([]);
  });

  test('refuses weights that are negative or not whole', () => {
    expect(() => allocate(money(5, 'USD'), [1, -1])).toThrow(RangeError);
    expect(() => allocate(money(5, 'USD'), [0.5])).toThrow(RangeError);
  });

  test('adds up exactly, and every part is its exact share rounded down or up', () => {
    fc.assert(
      fc.property(amount, currency, weights, (a, c, w) => {
        const parts = allocate(money(a, c), w);
        const whole = w.reduce((s, x) => s + BigInt(x), 0n);
        expect(parts.reduce((s, p) => s + BigInt(p.amount), 0n)).toBe(BigInt(a));
        if (whole === 0n) return;
        for (const [index, part] of parts.entries()) {
          const off = BigInt(part.amount) * whole - BigInt(a) * BigInt(w[index]!);
          expect(off < whole && off > -whole).toBe(true);
          expect(part.currency).toBe(c);
        }
      }),
    );
  });
});

describe('text', () => {
  test('minor units follow ISO 4217, also where Intl rounds them away', () => {
    expect(['USD', 'JPY', 'KWD', 'COP', 'HUF', 'IDR', 'CLF'].map(minorDigits)).toEqual([2, 0, 3, 2, 2, 2, 4]);
  });

  test.each([
    [1999, 'USD', 'en', '$19.99'],
    [1999, 'USD', 'es', '19,99\u00a0US$'],
    [-1999, 'USD', 'en', '-$19.99'],
    [1999, 'JPY', 'en', '¥1,999'],
    [1999, 'KWD', 'en', 'KWD\u00a01.999'],
    [199_950, 'HUF', 'en', 'HUF\u00a01,999.50'],
    [Number.MAX_SAFE_INTEGER, 'USD', 'en', '$90,071,992,547,409.91'],
  ])('formats %i %s for %s', (value, code, locale, expected) => {
    expect(format(money(value, code), locale)).toBe(expected);
  });

  test('says amounts alike in every language', () => {
    expect([plain(money(1250, 'USD')), plain(money(5, 'KWD')), plain(money(-7, 'JPY'))]).toEqual([
      '12.50 USD',
      '0.005 KWD',
      '-7 JPY',
    ]);
  });

  test.each([
    ['19.99', 'USD', 1999],
    [' 50 ', 'USD', 5000],
    ['50.000', 'USD', 5000],
    ['-1.5', 'KWD', -1500],
    ['1999', 'JPY', 1999],
  ])('reads %s %s', (text, code, expected) => {
    expect(parseDecimal(text, code)).toEqual(money(expected, code));
  });

  test.each([
    ['', 'USD'],
    ['19.999', 'USD'],
    ['1.5', 'JPY'],
    ['1,999', 'USD'],
    ['1e3', 'USD'],
    ['+1', 'USD'],
    ['.5', 'USD'],
    ['1.', 'USD'],
    ['NaN', 'USD'],
    ['١', 'USD'],
    ['9999999999999.999', 'KWD'],
    ['99999999999999', 'USD'],
  ])('does not take %j for an amount of %s', (text, code) => {
    expect(parseDecimal(text, code)).toBeUndefined();
  });

  test('what is written is read back', () => {
    fc.assert(
      fc.property(fc.integer({ min: -1e12, max: 1e12 }), currency, (a, c) => {
        const value = money(a, c);
        expect(parseDecimal(decimalString(a, minorDigits(c)), c)).toEqual(value);
      }),
    );
  });
});
