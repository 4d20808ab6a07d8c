import { add, allocate, type Money, multiply, negate, subtract, zero } from '../money.ts';
import type { LineGroup } from './groups.ts';
import type { PricedLine, PricingLine } from './model.ts';
import type { Outcome, Terms } from './outcome.ts';

export interface Distributed {
  /** In the order of the lines. */
  lines: PricedLine[];
  /** By discount id: what it takes off each line, zero or negative, zeros left out. */
  allocations: Map<string, { lineId: string; amount: Money }[]>;
}

/**
 * Hands what was worked out for groups down to their lines by largest remainder. Each share is weighed by what the line
 * still costs, never by its quantity, so that no rounding can take a line below zero.
 */
export function distribute(lines: readonly PricingLine[], outcome: Outcome, terms: Terms): Distributed {
  const subtotals = lines.map((line) => multiply(line.unitPrice, line.quantity));
  const net = [...subtotals];
  const taxes = lines.map(() => zero(terms.currency));
  const taxRates = lines.map(() => 0);
  const allocations: Distributed['allocations'] = new Map();
  for (const { discount, goods } of outcome.reductions) {
    const taken = lines.map(() => zero(terms.currency));
    for (const [g, group] of terms.groups.entries()) {
      const shares = share(goods[g]!, group, net);
      for (const [k, index] of group.members.entries()) {
        net[index] = subtract(net[index]!, shares[k]!);
        taken[index] = shares[k]!;
      }
    }
    const parts = lines.map(({ lineId }, index) => ({ lineId, amount: negate(taken[index]!) }));
    allocations.set(
      discount._id,
      parts.filter((part) => part.amount.amount !== 0),
    );
  }
  for (const [g, group] of terms.groups.entries()) {
    const shares = share(outcome.taxes[g]!, group, net);
    for (const [k, index] of group.members.entries()) {
      taxes[index] = shares[k]!;
      taxRates[index] = terms.taxRates[g]!;
    }
  }
  return {
    allocations,
    lines: lines.map((line, index) => {
      const tax = taxes[index]!;
      return {
        lineId: line.lineId,
        subtotal: subtotals[index]!,
        discount: subtract(net[index]!, subtotals[index]!),
        tax,
        taxRate: taxRates[index]!,
        total: terms.taxIncluded ? net[index]! : add(net[index]!, tax),
      };
    }),
  };
}

const share = (amount: Money, group: LineGroup, net: readonly Money[]): Money[] =>
  allocate(
    amount,
    group.members.map((index) => net[index]!.amount),
  );
