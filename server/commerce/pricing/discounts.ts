import { type EligibilityContext, refusalOf } from './eligibility.ts';
import type { Discount, RejectedDiscount } from './model.ts';
import type { Outcome } from './outcome.ts';
import { type Explained, explain, type Typed } from './rejections.ts';

/** How many codes of one customer are combined at most: every combination of them is tried. */
export const MAX_COMBINED_CODES = 5;

/** The discounts that this customer may use for this cart, each looked at alone. */
export interface Usable {
  automatic: Discount[];
  typed: Typed[];
  codeOf: ReadonlyMap<string, string>;
  /** In the order in which they were typed, repetitions dropped. */
  codes: readonly string[];
  refused: ReadonlyMap<string, RejectedDiscount>;
}

export interface Choice {
  outcome: Outcome;
  /** Codes whose discount may be used, by discount id. */
  codeOf: ReadonlyMap<string, string>;
  /** In the order in which the codes were typed. */
  rejected: RejectedDiscount[];
}

type Price = (set: readonly Discount[]) => Outcome;

export const normalCode = (code: string): string => code.trim().toUpperCase();

/**
 * @param discounts candidates; those whose code was not typed are passed over
 * @param codes as typed; case and surrounding space do not matter, repetitions are dropped
 */
export function usableDiscounts(
  discounts: readonly Discount[],
  codes: readonly string[],
  context: EligibilityContext,
): Usable {
  const refused = new Map<string, RejectedDiscount>();
  const typed: Typed[] = [];
  const wanted = [...new Set(codes.map(normalCode))].filter((code) => code !== '');
  for (const code of wanted) {
    const discount = discounts.find((d) => d.code !== undefined && normalCode(d.code) === code);
    if (!discount) {
      const message = `There is no code ${code}. Check how it is spelled, or remove it.`;
      refused.set(code, { code, reason: 'unknown_code', message });
      continue;
    }
    const refusal = refusalOf(discount, code, context);
    if (refusal) refused.set(code, { code, ...refusal });
    else typed.push({ code, discount });
  }
  return {
    automatic: discounts.filter((d) => d.code === undefined && !refusalOf(d, d._id, context)),
    typed,
    codeOf: new Map(typed.map(({ code, discount }) => [discount._id, code])),
    codes: wanted,
    refused,
  };
}

/**
 * Finds the discounts that give this customer the lowest total. Stackable ones combine: the automatic ones with any of
 * the codes; each that does not stack stands alone. A code is left out where the order would cost more with it, as when
 * it would lose free shipping; so one more code never raises the total. Of equal totals the one with more codes is
 * taken.
 * @param price what the cart comes to with a set of discounts
 */
export function bestOutcome(usable: Usable, price: Price): { set: readonly Discount[]; outcome: Outcome } {
  let best: { set: readonly Discount[]; outcome: Outcome; rank: Rank } | undefined;
  for (const set of combinations(usable.automatic, usable.typed)) {
    const outcome = price(set);
    const rank = rankOf(set, outcome, usable.codeOf);
    if (!best || precedes(rank, best.rank)) best = { set, outcome, rank };
  }
  return best!;
}

/** The best outcome, and for every code that is not in it why. */
export function chooseDiscounts(usable: Usable, price: Price): Choice {
  const { typed, codeOf, codes } = usable;
  const { set, outcome } = bestOutcome(usable, price);
  const beyondLimit = stackable(typed).slice(MAX_COMBINED_CODES);
  const explained: Explained = { outcome, codeOf, isChosen: (d) => set.includes(d), beyondLimit, price };
  const rejections = new Map(usable.refused);
  for (const one of typed) {
    const rejection = explain(one, explained);
    if (rejection) rejections.set(one.code, { code: one.code, ...rejection });
  }
  return { outcome, codeOf, rejected: codes.flatMap((code) => rejections.get(code) ?? []) };
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
type Rank = readonly [total: number, codes: number, ids: string];

const rankOf = (set: readonly Discount[], outcome: Outcome, codeOf: ReadonlyMap<string, string>): Rank => [
  outcome.total.amount,
  -set.filter((d) => codeOf.has(d._id)).length,
  outcome.reductions.map((r) => r.discount._id).join(' '),
];

function precedes(a: Rank, b: Rank): boolean {
  for (const [index, item] of a.entries()) {
    const other = b[index]!;
    if (item !== other) return item < other;
  }
  return false;
}
