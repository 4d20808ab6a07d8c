import { allocate, type Money, min, money, scale, zero } from '../money.ts';
import type { CommissionEffect, CommissionRule } from './model.ts';

/** A line of an order, as far as commission goes. */
export interface SaleLine {
  lineId: string;
  productId: string;
  quantity: number;
  /** After discounts, without tax. */
  basis: Money;
  brand?: string | undefined;
  /** Ancestors included. */
  categories: readonly string[];
}

export interface EarnedLine {
  line: SaleLine;
  amount: Money;
  rule: { id: string; effect: CommissionEffect };
}

interface Sale {
  publisherId: string;
  /** Milliseconds, UTC. */
  at: number;
}

const speaksOf = (list: readonly string[], value: readonly string[]): boolean =>
  list.length === 0 || value.some((one) => list.includes(one));

const isFor = (rule: CommissionRule, line: SaleLine, { publisherId, at }: Sale): boolean =>
  rule.validFrom <= at &&
  (rule.validUntil === undefined || at < rule.validUntil) &&
  speaksOf(rule.appliesTo.publisherIds, [publisherId]) &&
  speaksOf(rule.appliesTo.brands, line.brand === undefined ? [] : [line.brand]) &&
  speaksOf(rule.appliesTo.categories, line.categories) &&
  (rule.effect.kind === 'percentage' || rule.effect.amounts[line.basis.currency] !== undefined);

/** A rule that names publishers goes before one that names brands, and that before one that names categories. */
const weight = ({ appliesTo }: CommissionRule): number =>
  (appliesTo.publisherIds.length > 0 ? 4 : 0) +
  (appliesTo.brands.length > 0 ? 2 : 0) +
  (appliesTo.categories.length > 0 ? 1 : 0);

/** The rule by which a line is paid: the most specific one; of equals the one that began later. */
export const ruleFor = (
  rules: readonly CommissionRule[],
  line: SaleLine,
  sale: Sale,
): CommissionRule | undefined =>
  rules
    .filter((rule) => isFor(rule, line, sale))
    .sort((a, b) => weight(b) - weight(a) || b.validFrom - a.validFrom || (a._id < b._id ? -1 : 1))[0];

/**
 * What each line earns. Lines of one rule are computed together and shared out by largest remainder, so that splitting a line
 * earns nothing more.
 */
export function earnings(
  rules: readonly CommissionRule[],
  lines: readonly SaleLine[],
  sale: Sale,
): EarnedLine[] {
  const byRule = new Map<CommissionRule, SaleLine[]>();
  for (const line of lines) {
    const rule = ruleFor(rules, line, sale);
    if (rule) byRule.set(rule, [...(byRule.get(rule) ?? []), line]);
  }
  return [...byRule].flatMap(([rule, theirs]) => {
    const amounts = amountsOf(rule.effect, theirs);
    return theirs.map((line, index) => ({
      line,
      amount: amounts[index]!,
      rule: { id: rule._id, effect: rule.effect },
    }));
  });
}

function amountsOf(effect: CommissionEffect, lines: readonly SaleLine[]): Money[] {
  if (effect.kind === 'fixed') {
    return lines.map(({ basis, quantity }) =>
      min(money((effect.amounts[basis.currency] ?? 0) * quantity, basis.currency), basis),
    );
  }
  const { currency } = lines[0]!.basis;
  const whole = lines.reduce((sum, { basis }) => sum + basis.amount, 0);
  return allocate(
    scale(money(whole, currency), effect.rate, 10_000),
    lines.map(({ basis }) => basis.amount),
  );
}

/** What an order still is, as far as commission goes. */
export interface KeptSale {
  /** `earned`: at the sale. `kept` of `quantity` units were neither canceled nor sent back. */
  lines: readonly { lineId: string; earned: number; quantity: number; kept: number }[];
  currency: string;
  /** What the buyer paid for what was kept, shipping included. */
  paid: number;
  /** What of that was given back all the same, or taken by the buyer's bank. */
  givenBack: number;
}

/**
 * What is left of the commission of each line: the part of its units that were kept, and of that what the money that was kept
 * is of the money that was paid, shared out by largest remainder. Exact: all kept is all of it, nothing kept is zero.
 */
export function leftOver({ lines, currency, paid, givenBack }: KeptSale): {
  byUnits: Map<string, number>;
  left: Map<string, number>;
} {
  const byUnits = lines.map(({ earned, quantity, kept }) =>
    allocate(money(earned, currency), new Array<number>(quantity).fill(1))
      .slice(quantity - kept)
      .reduce((sum, { amount }) => sum + amount, 0),
  );
  const whole = byUnits.reduce((sum, amount) => sum + amount, 0);
  const back = Math.min(Math.max(0, givenBack), paid);
  const still = paid > 0 ? scale(money(whole, currency), paid - back, paid) : zero(currency);
  const shared = allocate(still, byUnits);
  const named = (amounts: readonly number[]) =>
    new Map(lines.map(({ lineId }, index) => [lineId, amounts[index]!]));
  return { byUnits: named(byUnits), left: named(shared.map(({ amount }) => amount)) };
}
