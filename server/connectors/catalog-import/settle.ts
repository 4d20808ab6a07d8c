import { valueAt } from './field.ts';
import { givenFields } from './given-fields.ts';
import type { GuessHints } from './guess.ts';
import { isVendorMapping, type Mapping, mappingFrom } from './mapping.ts';
import { ImportError } from './report.ts';
import type { SourceRow } from './rows.ts';
import type { PriceEvidence } from './values/price.ts';

/** What a person says beside a mapping wins over it. */
export function withHints(mapping: Mapping, hints: GuessHints, headings: readonly string[]): Mapping {
  const { priceUnit, decimal, group, unfitSku, fields = {}, ...defaults } = hints;
  const changed = {
    ...mapping,
    defaults: { ...mapping.defaults, ...present(defaults) },
    fields: givenFields(mapping.fields, fields, headings),
    ...present({
      price_unit: isVendorMapping(mapping) ? undefined : priceUnit,
      decimal,
      group,
      unfit_sku: unfitSku,
    }),
  };
  return mappingFrom(changed, 'The mapping with what was said beside it');
}

const present = (values: Record<string, unknown>): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));

/** What only the whole file tells: how decimals are written, and the currency when there is but one. */
export function settle(mapping: Mapping, evidence: PriceEvidence, hints: GuessHints): Mapping {
  const { mark, unclear } = evidence;
  if (
    mark === undefined &&
    unclear !== undefined &&
    hints.decimal === undefined &&
    !isVendorMapping(mapping)
  ) {
    throw new ImportError(
      `Cannot tell whether the price "${unclear}" has decimals or thousands. Say so with --decimal point (1,234 is one thousand) or --decimal comma (1.234 is one thousand).`,
    );
  }
  const named = [...evidence.currencies.keys()];
  const only =
    named.length === 1 && !named[0]!.includes(' ') && /^[A-Z]{3}$/.test(named[0]!) ? named[0] : undefined;
  const currency = mapping.defaults.currency ?? only;
  return {
    ...mapping,
    decimal: hints.decimal ?? mark ?? mapping.decimal,
    defaults: { ...mapping.defaults, ...(currency !== undefined && { currency }) },
  };
}

/** @throws ImportError when the mapping's title or price is nowhere in the file: it is the mapping of another */
export function refuseAbsent(
  mapping: Mapping,
  headings: readonly string[],
  rows: readonly SourceRow[],
): void {
  const { title, price } = mapping.fields as Record<string, unknown>;
  for (const [field, column] of Object.entries({ title, price })) {
    if (typeof column !== 'string' || headings.includes(column)) continue;
    if (rows.some((row) => row.value && valueAt(row.value, column) !== undefined)) continue;
    if (rows.every((row) => row.value === undefined)) continue;
    throw new ImportError(
      `The mapping takes the ${field} from "${column}", which this file does not have. It has: ${headings.slice(0, 30).join(', ')}.`,
    );
  }
}
