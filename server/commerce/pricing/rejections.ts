import type { Refusal } from './eligibility.ts';
import type { Discount } from './model.ts';
import type { Outcome } from './outcome.ts';

/** A code as it was understood, with the discount that it stands for. */
export interface Typed {
  code: string;
  discount: Discount;
}

/** How the choice among usable discounts came out. */
export interface Explained {
  outcome: Outcome;
  codeOf: ReadonlyMap<string, string>;
  isChosen: (discount: Discount) => boolean;
  /** Codes that were not tried, because too many are combined already. */
  beyondLimit: readonly Typed[];
  price: (set: readonly Discount[]) => Outcome;
}

/** Minor units that `discount` takes off goods and shipping in `outcome`. */
export function worth(discount: Discount, outcome: Outcome): number {
  const reduction = outcome.reductions.find((r) => r.discount === discount);
  const goods = reduction?.goods.reduce((n, m) => n + m.amount, 0) ?? 0;
  const shipping = outcome.shipping?.freedBy === discount ? outcome.shipping.price.amount : 0;
  return goods + shipping;
}

/** Why a code that may be used takes nothing off; undefined when it does, or will once shipping is chosen. */
export function explain({ code, discount }: Typed, choice: Explained): Refusal | undefined {
  if (choice.isChosen(discount)) {
    if (worth(discount, choice.outcome) > 0 || waitsForShipping(discount, choice.outcome)) return undefined;
    return noEffect(code, discount, choice);
  }
  if (choice.beyondLimit.some((t) => t.discount === discount)) {
    return {
      reason: 'does_not_stack',
      message: `${code} is one code too many to combine. Remove another code to use it.`,
    };
  }
  const winners = choice.outcome.reductions.map((r) => r.discount);
  const rivals = discount.stackable ? winners.filter((d) => !d.stackable) : winners;
  if (rivals.length > 0) {
    const codes = rivals.flatMap((d) => choice.codeOf.get(d._id) ?? []);
    const names = rivals.map(
      (d) => choice.codeOf.get(d._id) ?? `"${d.title.en ?? Object.values(d.title)[0] ?? d._id}"`,
    );
    const mend =
      codes.length > 0
        ? `Remove ${codes.join(' and ')} to use ${code}.`
        : `Remove ${code}: the better offer applies by itself.`;
    return {
      reason: 'does_not_stack',
      message: `${code} cannot be combined with ${names.join(' and ')}, which is at least as good for this order. ${mend}`,
    };
  }
  return noEffect(code, discount, choice);
}

export const waitsForShipping = (discount: Discount, outcome: Outcome): boolean =>
  discount.effect.kind === 'free_shipping' && outcome.shippingPending;

function noEffect(code: string, discount: Discount, choice: Explained): Refusal {
  const say = (message: string): Refusal => ({ reason: 'no_effect', message });
  if (discount.effect.kind === 'free_shipping')
    return say(`${code} takes off shipping, and shipping costs nothing for this cart already. Remove it.`);
  if (worth(discount, choice.price([discount])) > 0 && !choice.isChosen(discount))
    return say(
      `${code} is left out because the order would cost more with it: the goods would fall below the amount for free shipping. Add more items to use it.`,
    );
  return say(
    `${code} takes nothing off: what it is for costs too little or nothing. Add more eligible items to use it.`,
  );
}
