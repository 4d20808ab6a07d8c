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
 * @throws RangeError when a part is not whole, `denominator` is zero or the result is not a safe integer
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

/**
 * Splits `a` in proportion to `weights` (largest remainder, ties to the first), so that the parts add up exactly. Each
 * part is its exact share rounded down or up, so no part exceeds its weight when `a` does not exceed their sum. When all
 * weights are zero the parts are equal.
 * @param weights whole numbers, none negative
 * @throws RangeError for any other weight
 */
export function allocate(a: Money, weights: readonly number[]): Money[] {
  for (const weight of weights) {
    if (!Number.isSafeInteger(weight) || weight < 0) throw new RangeError(`not a whole weight: ${weight}`);
  }
  const shares = weights.some((w) => w > 0) ? weights.map(BigInt) : weights.map(() => 1n);
  const whole = shares.reduce((s, w) => s + w, 0n);
  const sign = a.amount < 0 ? -1n : 1n;
  const magnitude = BigInt(a.amount) * sign;
  const parts = shares.map((share, index) => {
    const product = magnitude * share;
    const floor = product / whole;
    return { index, floor, rest: product - floor * whole };
  });
  let left = magnitude - parts.reduce((s, part) => s + part.floor, 0n);
  const byRest = parts.toSorted((x, y) => (x.rest === y.rest ? x.index - y.index : x.rest > y.rest ? -1 : 1));
  for (const part of byRest) {
    if (left === 0n) break;
    part.floor += 1n;
    left -= 1n;
  }
  return parts.map((part) => money(Number(part.floor * sign), a.currency));
}

/**
 * Currencies of ISO 4217 whose minor unit is not a hundredth. Not asked of `Intl`, whose data follow the coins in
 * daily use (no decimals for COP, HUF or IDR) while payment providers count in the minor unit of the standard.
 */
const OTHER_DIGITS = new Map([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG'].map((c) => [c, 0] as const),
  ...['RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((c) => [c, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((c) => [c, 3] as const),
  ...['CLF', 'UYW'].map((c) => [c, 4] as const),
]);
/** Digits after the decimal point by ISO 4217: 2 for USD, 0 for JPY, 3 for KWD. */
export const minorDigits = (currency: string): number => OTHER_DIGITS.get(currency) ?? 2;

interface Formatter {
  format: Intl.NumberFormat;
  /** Texts by amount: a shop shows the same prices over and over, and `Intl` is slow. */
  texts: Map<number, string>;
}
/** By locale, then by currency. */
const formatters = new Map<string, Map<string, Formatter>>();
const KEPT_TEXTS = 10_000;

/**
 * For people: `format(money(1999, 'USD'), 'es')` is `19,99 US$`. Exact for every amount.
 * @throws RangeError when `locale` is not a BCP 47 tag
 */
export function format({ amount, currency }: Money, locale: string): string {
  const { format, texts } = formatters.get(locale)?.get(currency) ?? addFormatter(locale, currency);
  const known = texts.get(amount);
  if (known !== undefined) return known;
  const text = format.format(decimalString(amount, minorDigits(currency)) as Intl.StringNumericLiteral);
  if (texts.size >= KEPT_TEXTS) texts.clear();
  texts.set(amount, text);
  return text;
}

function addFormatter(locale: string, currency: string): Formatter {
  const digits = minorDigits(currency);
  const options = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  const formatter = {
    format: new Intl.NumberFormat(locale, { style: 'currency', currency, ...options }),
    texts: new Map<number, string>(),
  };
  const byCurrency = formatters.get(locale) ?? new Map<string, Formatter>();
  formatters.set(locale, byCurrency.set(currency, formatter));
  return formatter;
}

/** The same in every language: `19.99 USD`. */
export const plain = (a: Money): string =>
  `${decimalString(a.amount, minorDigits(a.currency))} ${a.currency}`;

/** The plain decimal form: `1999` with 2 digits is `19.99`. */
export function decimalString(amount: number, digits: number): string {
  const sign = amount < 0 ? '-' : '';
  const text = String(Math.abs(amount)).padStart(digits + 1, '0');
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}

/**
 * Reads a plain decimal such as `19.99` or `50`; undefined when it is not one, has more digits than the currency, or is
 * too large to be counted exactly.
 */
export function parseDecimal(text: string, currency: string): Money | undefined {
  const match = /^(-?)(\d{1,13})(?:\.(\d+))?$/.exec(text.trim());
  if (!match) return undefined;
  const digits = minorDigits(currency);
  const fraction = (match[3] ?? '').replace(/0+$/, '');
  if (fraction.length > digits) return undefined;
  const amount = Number(match[2]! + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(amount) ? money(match[1] ? -amount : amount, currency) : undefined;
}
