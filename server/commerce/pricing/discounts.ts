import { type EligibilityContext, refusalOf } from './eligibility.ts';
import type { Discount, RejectedDiscount } from './model.ts';
import type { Outcome } from './outcome.ts';
import { type Explained, explain, type Typed } from './rejections.ts';

/** How many codes of one customer are combined at most: every combination of them is tried. */
export const MAX_COMBINED_CODES = 5;

export interface Choice {
  outcome: Outcome;
  /** Codes whose discount is in `outcome`, by discount id. */
  codeOf: ReadonlyMap<string, string>;
  /** In the order in which the codes were typed. */
  rejected: RejectedDiscount[];
}

export const normalCode = (code: string): string => code.trim().toUpperCase();

/**
 * Finds the discounts that give this customer the lowest total. Stackable ones combine: the automatic ones with any of
 * the codes; each that does not stack stands alone. A code is left out where the order would cost more with it, as when
 * it would lose free shipping; so one more code never raises the total. Of equal totals the one with more codes is
 * taken, then the one with more discounts.
 * @param discounts candidates; those whose code was not typed are passed over
 * @param codes as typed; case and surrounding space do not matter, repetitions are dropped
 * @param price what the cart comes to with a set of discounts
 */
export function chooseDiscounts(
  discounts: readonly Discount[],
  codes: readonly string[],
  context: EligibilityContext,
  price: (set: readonly Discount[]) => Outcome,
): Choice {
  const refused = new Map<string, RejectedDiscount>();
  const typed: Typed[] = [];
  const wanted = [...new Set(codes.map(normalCode))].filter((code) => code !== '');
  for (const code of wanted) {
    const discount = discounts.find((d) => d.code !== undefined && normalCode(d.code) === code);
    const refusal = discount
      ? refusalOf(discount, code, context)
      : ({
          reason: 'unknown_code',
          message: `There is no code ${code}. Check how it is spelled, or remove it.`,
        } as const);
    if (refusal) refused.set(code, { code, ...refusal });
    else typed.push({ code, discount: discount! });
  }
  const automatic = discounts.filter((d) => d.code === undefined && !refusalOf(d, d._id, context));
  const codeOf = new Map(typed.map(({ code, discount }) => [discount._id, code]));

  let best: { set: readonly Discount[]; outcome: Outcome; rank: Rank } | undefined;
  for (const set of combinations(automatic, typed)) {
    const outcome = price(set);
    const rank = rankOf(set, outcome, codeOf);
    if (!best || precedes(rank, best.rank)) best = { set, outcome, rank };
  }
  const { set, outcome } = best!;
  const beyondLimit = stackable(typed).slice(MAX_COMBINED_CODES);
  const explained: Explained = { outcome, codeOf, isChosen: (d) => set.includes(d), beyondLimit, price };
  for (const one of typed) {
    const rejection = explain(one, explained);
    if (rejection) refused.set(one.code, { code: one.code, ...rejection });
  }
  return { outcome, codeOf, rejected: wanted.flatMap((code) => refused.get(code) ?? []) };
}

const stackable = (typed: readonly Typed[]): Typed[] => typed.filter(({ discount }) => discount.stackable);

/** Adding a code only ever adds combinations. That is why it cannot make the best of them worse. */
function combinations(automatic: readonly Discount[], typed: readonly Typed[]): Discount[][] {
  const base = automatic.filter((d) => d.stackable);
  let sets: Discount[][] = [base];
  for (const { discount } of stackable(typed).slice(0, MAX_COMBINED_CODES)) {
    sets = sets.flatMap((set) => [set, [...set, discount]]);
  }
  const alone = [...automatic, ...typed.map((t) => t.discount)].filter((d) => !d.stackable);
  return [[], ...sets, ...alone.map((d) => [d])];
}

/** Lower goes first, item by item. */
type Rank = readonly [total: number, codes: number, discounts: number, ids: string];

const rankOf = (set: readonly Discount[], outcome: Outcome, codeOf: ReadonlyMap<string, string>): Rank => [
  outcome.total.amount,
  -set.filter((d) => codeOf.has(d._id)).length,
  -set.length,
  outcome.reductions.map((r) => r.discount._id).join(' '),
];

function precedes(a: Rank, b: Rank): boolean {
  for (const [index, item] of a.entries()) {
    const other = b[index]!;
    if (item !== other) return item < other;
  }
  return false;
}
