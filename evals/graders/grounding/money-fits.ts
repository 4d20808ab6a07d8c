import { minorDigits } from '../../../server/commerce/money.ts';
import type { Amount } from './amounts.ts';
import { type MoneyAt, minorOf } from './money.ts';

/** Whether an amount as it is written is this one; within a share of it where it is said to be about so much. */
export function fits(money: MoneyAt, { amount, currency }: Amount, tolerance = 0): boolean {
  if (money.currencies && !money.currencies.includes(currency)) return false;
  return money.values.some((value) => {
    const minor = minorOf(value, currency);
    if (tolerance === 0) return minor === Math.abs(amount);
    return (
      Math.abs(value * 10 ** minorDigits(currency) - amount) <= Math.max(Math.abs(amount) * tolerance, 0)
    );
  });
}
export const sameNumber = (money: MoneyAt, { amount, currency }: Amount): boolean =>
  money.currencies !== undefined &&
  !money.currencies.includes(currency) &&
  money.values.some((value) => minorOf(value, currency) === Math.abs(amount));

/** Amounts for a message, four at most. */
export const shown = (all: readonly Amount[]): string =>
  [
    ...new Set(
      all.map(
        ({ amount, currency }) =>
          `${(amount / 10 ** minorDigits(currency)).toFixed(minorDigits(currency))} ${currency}`,
      ),
    ),
  ]
    .slice(0, 4)
    .join(', ');
