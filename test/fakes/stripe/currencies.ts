import { invalid } from './errors.ts';

/** Least amount per currency, in Stripe's unit (https://docs.stripe.com/currencies#minimum-and-maximum-charge-amounts). */
const MINIMUM: Readonly<Record<string, number>> = { usd: 50, eur: 50, gbp: 30, jpy: 50, mxn: 1000 };
const THREE_DIGITS = ['bhd', 'jod', 'kwd', 'omr', 'tnd'];
const WHOLE_ONLY = ['isk', 'ugx'];
const KNOWN = new Set([
  ...Object.keys(MINIMUM),
  ...THREE_DIGITS,
  ...WHOLE_ONLY,
  ...[
    'aud',
    'brl',
    'cad',
    'chf',
    'clp',
    'dkk',
    'huf',
    'inr',
    'krw',
    'mga',
    'nok',
    'nzd',
    'pln',
    'sek',
    'vnd',
  ],
]);

/** Refuses what Stripe could not charge. @param amount in Stripe's unit */
export function checkAmount(amount: number, currency: string, param: string): void {
  if (!KNOWN.has(currency)) throw invalid(undefined, `Invalid currency: ${currency}.`, 'currency');
  if (amount < 1) throw invalid('parameter_invalid_integer', 'This value must be at least 1.', param);
  if (amount > 99_999_999) throw invalid('amount_too_large', 'Amount must be no more than 999,999.99', param);
  if (amount < (MINIMUM[currency] ?? 1)) throw invalid('amount_too_small', 'Amount is too small', param);
  const step = WHOLE_ONLY.includes(currency) ? 100 : THREE_DIGITS.includes(currency) ? 10 : 1;
  if (amount % step !== 0)
    throw invalid(
      'invalid_charge_amount_no_decimal_compatible',
      `Invalid amount. Amounts in ${currency} must be divisible by ${step}.`,
      param,
    );
}
