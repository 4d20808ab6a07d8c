import type { Fact } from '../fact.ts';
import type { Context } from './context.ts';

/** The way of shipping that is named nearest. */
export function optionNamed({ spoken, mark, beside }: Context): readonly string[] | undefined {
  const options = beside.flatMap((other) => {
    const fields = other.said.flatMap((said) =>
      said.type === 'fact' && said.fact.kind === 'shipping_option' ? [said.fact.field] : [],
    );
    return fields.length > 0 ? [{ at: other.at, fields }] : [];
  });
  const inClause = options.filter(({ at }) => at >= spoken.clause.start && at < spoken.clause.end);
  return (
    inClause.findLast(({ at }) => at < mark.at) ??
    inClause[0] ??
    options.findLast(({ at }) => at < mark.at) ??
    options[0]
  )?.fields;
}

/** Costs and days of one way of shipping are said under its own name. */
export function fitsOption({ field }: Fact, context: Context): boolean {
  const named = optionNamed(context);
  const option = field.replace(/^shipping /, '');
  return (
    named === undefined ||
    option === 'shipping' ||
    option === 'delivery' ||
    named.includes(option) ||
    named.includes('shipping_option')
  );
}
