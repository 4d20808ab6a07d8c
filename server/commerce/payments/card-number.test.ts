import fc from 'fast-check';
import { expect, test } from 'vitest';
import { looksLikeCardNumber } from './card-number.ts';

test('knows card numbers of 13 to 19 digits, however they are grouped', () => {
  for (const number of [
    '4242424242424242',
    '4242 4242 4242 4242',
    '3782-822463-10005',
    '4222222222222',
    '6304000000000000000',
  ]) {
    expect(looksLikeCardNumber(number), number).toBe(true);
  }
});

test('leaves tokens, phones and short numbers alone', () => {
  for (const text of ['tok_success', '4242424242424241', '+14155550123', '', '0', 'pm_4242424242424242']) {
    expect(looksLikeCardNumber(text), text).toBe(false);
  }
});

test('one wrong digit makes it no card number', () => {
  const number = '5555555555554444';
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 9 }), (at, by) => {
      const digit = (Number(number[at]) + by) % 10;
      expect(looksLikeCardNumber(number.slice(0, at) + digit + number.slice(at + 1))).toBe(false);
    }),
  );
});
