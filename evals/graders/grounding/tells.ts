import { SAME, SCALE } from './units.ts';
import type { Item } from './world.ts';

/** Whether a product tells a number with a unit: as an attribute, its weight, or in its texts. */
export function tells(item: Item, values: readonly number[], unit: string): boolean {
  const alike = (a: number, b: number): boolean => Math.abs(a - b) <= Math.abs(b) * 0.001;
  for (const { value, unit: own } of item.product.attributes) {
    if (typeof value !== 'number') continue;
    const same = own === undefined ? undefined : (SAME[own.toLowerCase()] ?? own.toLowerCase());
    if (values.some((one) => alike(one, value)) && (same === undefined || same === unit || !SCALE[unit])) {
      if (same === undefined || same === unit) return true;
    }
    const [small, factor] = SCALE[unit] ?? [];
    if (small !== undefined && small === same && values.some((one) => alike(one * factor!, value)))
      return true;
    const [ownSmall, ownFactor] = (same === undefined ? undefined : SCALE[same]) ?? [];
    if (ownSmall === unit && values.some((one) => alike(one, value * ownFactor!))) return true;
  }
  for (const { weight_grams } of item.product.variants)
    if (
      weight_grams !== undefined &&
      ((unit === 'g' && values.some((one) => alike(one, weight_grams))) ||
        (unit === 'kg' && values.some((one) => alike(one * 1000, weight_grams))))
    )
      return true;
  return values.some(
    (value) =>
      new RegExp(
        `(?<![\\d.,])${String(value).replace('.', '[.,]')}0?[\\s\\u00a0-]?(?:${unit === '"' ? 'in' : unit.replaceAll(/[°"]/g, '.')}|${wordsFor(unit)})`,
      ).test(item.says) ||
      (unit.length > 2 &&
        new RegExp(`(?<![\\d.,])${String(value).replace('.', '[.,]')}(?![\\d.,]\\d)`).test(item.says)),
  );
}
const wordsFor = (unit: string): string =>
  [
    unit,
    ...Object.entries(SAME)
      .filter(([, short]) => short === unit)
      .map(([long]) => long),
  ]
    .map((one) => one.replaceAll(/[°"]/g, '.'))
    .join('|');
