import { CommerceError } from '../../../commerce/errors.ts';
import { type Money, minorDigits, money, plain } from '../../../commerce/money.ts';

/** An amount as Stripe's API takes and gives it. */
export interface StripeAmount {
  amount: number;
  /** ISO 4217 in lower case. */
  currency: string;
}

/**
 * Where Stripe's minor unit is not that of ISO 4217, or not every amount can be charged
 * (https://docs.stripe.com/currencies, "Zero-decimal currencies" and "Special cases").
 */
interface SpecialCase {
  /** Stripe's digits after the decimal point. */
  digits: number;
  /** Amounts in Stripe's unit must be multiples of this. */
  step: number;
}
const SPECIAL_CASES = new Map<string, SpecialCase>([
  // No coin below the whole one, but still written with two decimals, which must be 00.
  ['ISK', { digits: 2, step: 100 }],
  ['UGX', { digits: 2, step: 100 }],
  // The standard says two digits, Stripe none.
  ['MGA', { digits: 0, step: 1 }],
  // Three digits of which the last must be 0: card networks settle two.
  ...['BHD', 'JOD', 'KWD', 'OMR', 'TND'].map((code) => [code, { digits: 3, step: 10 }] as const),
]);

function caseOf(currency: string): SpecialCase {
  const digits = minorDigits(currency);
  const known = SPECIAL_CASES.get(currency);
  if (known) return known;
  if (digits > 2) {
    throw new CommerceError('invalid_input', `Payments in ${currency} are not possible here.`, {
      field: 'currency',
    });
  }
  return { digits, step: 1 };
}

/**
 * @throws CommerceError `invalid_input` for a currency that Stripe does not take, or an amount that it cannot charge: a
 * fraction of an ariary, the last digit of a dinar. Nothing is ever rounded: what was agreed is charged, or nothing
 */
export function toStripe(amount: Money): StripeAmount {
  const { digits, step } = caseOf(amount.currency);
  const shift = digits - minorDigits(amount.currency);
  const scaled = shift >= 0 ? amount.amount * 10 ** shift : amount.amount / 10 ** -shift;
  if (!Number.isSafeInteger(scaled) || scaled % step !== 0) {
    throw new CommerceError(
      'invalid_input',
      `${plain(amount)} cannot be charged: cards take ${amount.currency} only in larger steps. Tell the shop.`,
      { field: 'currency' },
    );
  }
  return { amount: scaled, currency: amount.currency.toLowerCase() };
}

/** The other way round; a fraction that our unit cannot hold (never sent by us) is cut off. */
export function fromStripe(amount: number, currency: string): Money {
  const code = currency.toUpperCase();
  const { digits } = caseOf(code);
  const shift = minorDigits(code) - digits;
  return money(shift >= 0 ? amount * 10 ** shift : Math.trunc(amount / 10 ** -shift), code);
}
