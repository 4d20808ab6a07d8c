import type { Token } from '../analysis/tokens.ts';

const NUMBER = /^\d+(?:\.\d+)?$/;
/** How many of the second make one of the first. */
const SCALES: readonly (readonly [large: string, small: string, factors: readonly number[]])[] = [
  ['tb', 'gb', [1000, 1024]],
  ['gb', 'mb', [1000, 1024]],
  ['ghz', 'mhz', [1000]],
  ['kg', 'g', [1000]],
  ['kw', 'w', [1000]],
  ['l', 'ml', [1000]],
  ['m', 'cm', [100]],
  ['cm', 'mm', [10]],
];
const CM_PER_INCH = 2.54;

/** The unit of a number with its unit; undefined for another token. The number stands before the unit. */
export function unitOf({ text, whole }: Token): string | undefined {
  return whole !== undefined &&
    NUMBER.test(text) &&
    whole.startsWith(text) &&
    /^[a-z]+$/.test(whole.slice(text.length))
    ? whole.slice(text.length)
    : undefined;
}

/** Whether `unit` is the unit that belongs to the number before it. */
export const isUnitOf = (number: Token | undefined, unit: Token): boolean =>
  number !== undefined && unit.whole === number.whole && unitOf(number) === unit.text;

/** Other ways to write a quantity, as terms: `2 TB` as `2000gb`; a 13-inch display measures 13.3 inches. */
export function sameQuantities(number: string, unit: string): string[] {
  const n = Number(number);
  const same = SCALES.flatMap(([large, small, factors]) => [
    ...(unit === large ? factors.map((factor) => quantity(n * factor, small)) : []),
    ...(unit === small ? factors.map((factor) => quantity(n / factor, large)) : []),
  ]);
  if (unit !== 'inch') return [...same, `${n}.0${unit}`];
  const sizes = Number.isInteger(n)
    ? Array.from({ length: 9 }, (_, i) => `${n}.${i + 1}inch`)
    : [`${Math.floor(n)}inch`];
  return [...same, ...sizes, quantity(Math.round(n * CM_PER_INCH * 10) / 10, 'cm')];
}

const quantity = (n: number, unit: string): string => `${Number(n.toFixed(3))}${unit}`;
