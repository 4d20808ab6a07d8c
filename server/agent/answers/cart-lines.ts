import type { ToolAnswer } from '../../conversation/answerer.ts';
import { folded } from '../../platform/folded.ts';
import type { Asked } from './asked.ts';
import { fitOf, isOption, mentionIn } from './mention.ts';

/** A line of the cart, as it is named in it. */
export interface Line {
  lineId: string;
  variantId: string;
  productId: string;
  quantity: number;
  title: string;
  options: string;
}

export const linesOf = (cart: Extract<ToolAnswer, { ok: true }>): Line[] =>
  (cart.output.lines as Record<string, unknown>[]).map((line) => ({
    lineId: String(line.line_id),
    variantId: String(line.variant_id),
    productId: String(line.product_id),
    quantity: Number(line.quantity),
    title: String(line.title),
    options: String(line.options ?? ''),
  }));

/** The line that is meant: by its place, by its name, what was spoken of, or the only one. */
export function lineMeant({ turn, message, entities }: Asked, lines: readonly Line[]): Line | undefined {
  const [ordinal] = message.ordinals;
  if (ordinal !== undefined) return lines.at(ordinal === -1 ? -1 : ordinal - 1);
  const { name, options } = mentionIn(entities, message);
  if (name.length > 0) {
    const fits = lines
      .map((line) => ({ line, fit: fitOf(name, `${line.title} ${line.options}`) }))
      .filter(({ fit }) => fit.hits > 0 && fit.misses === 0)
      .sort((a, b) => b.fit.hits - a.fit.hits || a.fit.extra - b.fit.extra);
    return fits[0]?.line;
  }
  const having = lines.filter((line) =>
    options.some((one) => isOption(one, line.options) || folded(line.options).includes(folded(one))),
  );
  if (having.length === 1) return having[0];
  const { focus } = turn.memory;
  const focused = lines.find(({ variantId }) => variantId === focus?.variantId);
  return (
    focused ??
    lines.find(({ productId }) => productId === focus?.productId) ??
    (lines.length === 1 ? lines[0] : undefined)
  );
}
