import type { Order } from '../../../server/commerce/orders/model.ts';
import { RULES, ruleTitle } from '../publishers.ts';

/*
 * The publishers' terms once more, from their description alone (docs/publishers.md): minor units, whole numbers.
 */

/** Minor units by line. */
export type ByLine = Map<string, number>;

/** `amount × part / whole`, half up; nothing here is negative. */
const portion = (amount: number, part: number, whole: number): number =>
  Number((2n * BigInt(amount) * BigInt(part) + BigInt(whole)) / (2n * BigInt(whole)));

/** Shares `amount` out by weight: each its whole units, then one more for those with the largest rest, the first first. */
export function shareOut(amount: number, weights: readonly number[]): number[] {
  const given = weights.reduce((sum, weight) => sum + weight, 0);
  const own = given === 0 ? weights.map(() => 1) : weights;
  const whole = given === 0 ? weights.length : given;
  const exact = own.map((weight) => BigInt(amount) * BigInt(weight));
  const shares = exact.map((product) => Number(product / BigInt(whole)));
  const rest = (index: number): bigint => exact[index]! % BigInt(whole);
  const order = own
    .map((_, index) => index)
    .sort((a, b) => (rest(a) === rest(b) ? a - b : rest(a) > rest(b) ? -1 : 1));
  const left = amount - shares.reduce((sum, share) => sum + share, 0);
  for (const index of order.slice(0, left)) shares[index]! += 1;
  return shares;
}

/** What the units of a line from `from` on are, of something that is shared out over all of them. */
const ofUnits = (amount: number, quantity: number, from: number, to = quantity): number =>
  shareOut(amount, Array<number>(quantity).fill(1))
    .slice(from, to)
    .reduce((sum, one) => sum + one, 0);

/** What each line earns at the sale. */
export function earnedOf(order: Order, publisherId: string): ByLine {
  const lines = order.lines.map(({ lineId, variantId, quantity }) => {
    const { total, tax } = order.breakdown.lines.find((line) => line.lineId === lineId)!;
    return { lineId, quantity, basis: total.amount - tax.amount, title: ruleTitle(publisherId, variantId) };
  });
  const earned: ByLine = new Map();
  for (const { title, effect } of RULES) {
    const own = lines.filter((line) => line.title === title);
    if (effect.kind === 'fixed') {
      for (const { lineId, quantity, basis } of own)
        earned.set(lineId, Math.min(effect.amounts.USD * quantity, basis));
      continue;
    }
    const whole = own.reduce((sum, { basis }) => sum + basis, 0);
    const shares = shareOut(
      portion(whole, effect.rate, 10_000),
      own.map(({ basis }) => basis),
    );
    for (const [index, { lineId }] of own.entries()) earned.set(lineId, shares[index]!);
  }
  return earned;
}

/** What is left of it: that of the units that were kept, less what went back of the money that was paid for them. */
export function leftOf(order: Order, earned: ByLine): ByLine {
  const lines = order.lines.map(({ lineId, quantity, canceled, returned, total }) => {
    const gone = canceled + returned;
    return {
      lineId,
      kept: ofUnits(earned.get(lineId) ?? 0, quantity, gone),
      goodsBack: ofUnits(total.amount, quantity, 0, gone),
    };
  });
  const goodsBack = lines.reduce((sum, line) => sum + line.goodsBack, 0);
  const paid = order.breakdown.total.amount - goodsBack;
  const back = Math.min(paid, Math.max(0, order.refunded.amount - goodsBack));
  const kept = lines.map((line) => line.kept);
  const whole = kept.reduce((sum, one) => sum + one, 0);
  const shares = shareOut(paid > 0 ? portion(whole, paid - back, paid) : 0, kept);
  return new Map(lines.map(({ lineId }, index) => [lineId, shares[index]!]));
}
