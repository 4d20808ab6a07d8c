import { z } from 'zod';

/** ISO 4217 alphabetic code. */
export const CurrencyCode = z
  .string()
  .regex(/^[A-Z]{3}$/, 'a three-letter ISO 4217 code such as USD')
  .describe('ISO 4217 currency code, such as USD');

/** An amount in the currency's minor unit (cents for USD, yen for JPY, fils for KWD). May be negative inside totals. */
export const Money = z.strictObject({
  amount: z.int().describe('Integer in minor units: 1999 means 19.99 for USD, 1999 for JPY'),
  currency: CurrencyCode,
});
export type Money = z.infer<typeof Money>;

export class CurrencyMismatchError extends Error {
  override readonly name = 'CurrencyMismatchError';
  constructor(left: string, right: string) {
    super(`cannot combine ${left} with ${right}`);
  }
}

const checked = (amount: number): number => {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not a safe integer amount: ${amount}`);
  return amount === 0 ? 0 : amount;
};

export const money = (amount: number, currency: string): Money => ({ amount: checked(amount), currency });
export const zero = (currency: string): Money => ({ amount: 0, currency });

export function add(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new CurrencyMismatchError(a.currency, b.currency);
  return money(a.amount + b.amount, a.currency);
}
export const negate = (a: Money): Money => money(-a.amount, a.currency);
export const subtract = (a: Money, b: Money): Money => add(a, negate(b));
/** @param quantity an integer */
export function multiply(a: Money, quantity: number): Money {
  if (!Number.isSafeInteger(quantity)) throw new RangeError(`not a whole quantity: ${quantity}`);
  return money(a.amount * quantity, a.currency);
}
export const sum = (items: readonly Money[], currency: string): Money => items.reduce(add, zero(currency));
export function compare(a: Money, b: Money): number {
  if (a.currency !== b.currency) throw new CurrencyMismatchError(a.currency, b.currency);
  return a.amount - b.amount;
}
export const min = (a: Money, b: Money): Money => (compare(a, b) <= 0 ? a : b);

/**
 * `amount × numerator / denominator`, rounded half away from zero, exact for every safe integer.
 * @example scale(money(999, 'USD'), 1900, 11900) // the 19 % tax inside 9.99
 */
export function scale(a: Money, numerator: number, denominator: number): Money {
  const product = BigInt(a.amount) * BigInt(numerator);
  const divisor = BigInt(denominator);
  const negative = product < 0n !== divisor < 0n;
  const top = product < 0n ? -product : product;
  const bottom = divisor < 0n ? -divisor : divisor;
  const rounded = (2n * top + bottom) / (2n * bottom);
  return money(Number(negative ? -rounded : rounded), a.currency);
}

/** Splits `a` in proportion to `weights` (largest remainder, ties to the first), so that the parts add up exactly. */
export function allocate(a: Money, weights: readonly number[]): Money[] {
  const total = weights.reduce((s, w) => s + w, 0);
  if (weights.length === 0) return [];
  const shares = total > 0 ? weights : weights.map(() => 1);
  const whole = BigInt(total > 0 ? total : weights.length);
  const sign = a.amount < 0 ? -1n : 1n;
  const magnitude = BigInt(a.amount) * sign;
  const floors = shares.map((w) => (magnitude * BigInt(w)) / whole);
  const remainders = shares.map((w, index) => ({ index, rest: (magnitude * BigInt(w)) % whole }));
  let left = Number(magnitude - floors.reduce((s, f) => s + f, 0n));
  remainders.sort((x, y) => (x.rest === y.rest ? x.index - y.index : x.rest > y.rest ? -1 : 1));
  for (const { index } of remainders) {
    if (left === 0) break;
    floors[index] = floors[index]! + 1n;
    left -= 1;
  }
  return floors.map((f) => money(Number(f * sign), a.currency));
}

const digitsByCurrency = new Map<string, number>();
/** Digits after the decimal point by ISO 4217: 2 for USD, 0 for JPY, 3 for KWD. */
export function minorDigits(currency: string): number {
  let digits = digitsByCurrency.get(currency);
  if (digits === undefined) {
    digits =
      new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ??
      2;
    digitsByCurrency.set(currency, digits);
  }
  return digits;
}

const formatters = new Map<string, Intl.NumberFormat>();
/** For people: `format(money(1999, 'USD'), 'es')` is `19,99 US$`. */
export function format(a: Money, locale: string): string {
  const key = `${locale} ${a.currency}`;
  let formatter = formatters.get(key);
  if (!formatter) {
    formatter = new Intl.NumberFormat(locale, { style: 'currency', currency: a.currency });
    formatters.set(key, formatter);
  }
  const digits = minorDigits(a.currency);
  return formatter.format(decimalString(a.amount, digits) as unknown as number);
}

/** The plain decimal form: `1999` with 2 digits is `19.99`. */
export function decimalString(amount: number, digits: number): string {
  const sign = amount < 0 ? '-' : '';
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/** Reads a plain decimal such as `19.99` or `50`; undefined when it is not one, or has more digits than the currency. */
export function parseDecimal(text: string, currency: string): Money | undefined {
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const digits = minorDigits(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return undefined;
  const amount = Number(match[2]! + fraction.padEnd(digits, '0'));
  return money(match[1] ? -amount : amount, currency);
}
