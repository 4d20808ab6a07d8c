import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { money } from '../../../commerce/money.ts';
import { fromStripe, toStripe } from './amounts.ts';

describe('amounts at Stripe', () => {
  it.each([
    [1999, 'USD', 1999, 'usd'],
    [1999, 'HUF', 1999, 'huf'],
    [1999, 'TWD', 1999, 'twd'],
    [500, 'JPY', 500, 'jpy'],
    [500, 'KRW', 500, 'krw'],
    [500, 'VND', 500, 'vnd'],
    // 5 króna and 5 shillings, written with two decimals that are 00.
    [5, 'ISK', 500, 'isk'],
    [5, 'UGX', 500, 'ugx'],
    // 12 ariary: Stripe counts whole ones.
    [1200, 'MGA', 12, 'mga'],
    [5120, 'KWD', 5120, 'kwd'],
  ])('%i %s is %i %s', (amount, currency, stripe, code) => {
    expect(toStripe(money(amount, currency))).toEqual({ amount: stripe, currency: code });
    expect(fromStripe(stripe, code)).toEqual(money(amount, currency));
  });

  it.each([
    [5124, 'KWD'],
    [1250, 'MGA'],
    [1000, 'LYD'],
    [10_000, 'CLF'],
  ])('refuses %i %s, which cannot be charged, instead of rounding it', (amount, currency) => {
    expect(() => toStripe(money(amount, currency))).toThrow(
      expect.objectContaining({ code: 'invalid_input' }),
    );
  });

  it('comes back as it went, for every amount that can be charged', () => {
    const currencies = ['USD', 'EUR', 'JPY', 'ISK', 'UGX', 'MGA', 'KWD', 'TND', 'CLP', 'HUF'];
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 ** 9 }), fc.constantFrom(...currencies), (tens, currency) => {
        const amount = money(currency === 'MGA' ? tens * 100 : tens * 10, currency);
        const sent = toStripe(amount);
        expect(fromStripe(sent.amount, sent.currency)).toEqual(amount);
      }),
    );
  });
});
