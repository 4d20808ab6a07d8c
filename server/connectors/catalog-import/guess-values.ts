import { valueAt } from './field.ts';
import { ImportError } from './report.ts';
import { PriceEvidence } from './values/price.ts';

type Values = readonly Record<string, unknown>[];

const isRow = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * The unit of prices, where it cannot be wrong.
 * @throws ImportError where whole numbers may be cents or not
 */
export function guessUnit(rows: Values, price: string): 'minor' | 'major' {
  if (/cents|minor/i.test(price)) return 'minor';
  const evidence = new PriceEvidence();
  const prices = rows.map((row) => valueAt(row, price)).filter((value) => value !== undefined);
  for (const value of prices) evidence.add(typeof value === 'number' ? String(value) : value);
  if (evidence.mark !== undefined || evidence.currencies.size > 0) return 'major';
  throw new ImportError(
    `Cannot tell whether the price ${JSON.stringify(prices[0]) ?? '?'} counts cents. Say so with --price-unit minor (1999 is 19.99) or --price-unit major (1999 is 1999.00).`,
  );
}

export function guessStock(values: Values, field: string | undefined): unknown {
  if (field === undefined) return undefined;
  const found = values.map((value) => valueAt(value, field)).filter((v) => v !== undefined);
  return found.length === 0 || found.some((v) => /^-?\d+(\.0+)?$/.test(String(v)))
    ? field
    : guessAvailability(values, field);
}

/** What the field of availability says, as units: enough to sell, or none. */
export function guessAvailability(values: Values, field: string | undefined) {
  if (field === undefined) return undefined;
  const seen = [...new Set(values.map((value) => valueAt(value, field)).filter((v) => v !== undefined))].map(
    String,
  );
  if (seen.length === 0 || seen.length > 6) return undefined;
  const none = /^(false|no|0|out.?of.?stock|sold.?out|unavailable|nein|non|não|agotado|ausverkauft)$/i;
  const some = /^(true|yes|1|in.?stock|available|ja|sí|si|oui|sim|disponible|verfügbar|lieferbar)$/i;
  if (!seen.every((value) => none.test(value) || some.test(value))) return undefined;
  const both = new Set([
    ...seen,
    ...(seen.includes('true') || seen.includes('false') ? ['true', 'false'] : []),
  ]);
  return {
    from: field,
    values: Object.fromEntries([...both].map((value) => [value, none.test(value) ? 0 : 100])),
  };
}

export function guessStatus(values: Values, field: string | undefined): string | undefined {
  if (field === undefined) return undefined;
  const known =
    /^(?:active|draft|archived|true|false|yes|no|0|1|published|unpublished|hidden|enabled|disabled)$/i;
  const found = values.map((value) => valueAt(value, field)).filter((v) => v !== undefined);
  return found.length > 0 && found.every((value) => known.test(String(value))) ? field : undefined;
}

function textsIn(values: Values, field: string): string[] {
  return values.map((value) => valueAt(value, field)).filter((value) => typeof value === 'string');
}

export function guessList(values: Values, field: string | undefined) {
  if (field === undefined) return undefined;
  const text = textsIn(values, field)[0];
  if (text === undefined) return field;
  return { from: field, split: text.includes('|') ? '|' : text.includes(';') ? ';' : ',' };
}

/** A category with `>` in it is a path; several stand between bars or semicolons. */
export function guessCategories(values: Values, field: string | undefined) {
  if (field === undefined) return undefined;
  const texts = textsIn(values, field);
  const path = texts.some((text) => text.includes('>')) ? '>' : undefined;
  const split = ['|', ';'].find((candidate) => texts.some((text) => text.includes(candidate)));
  return path === undefined && split === undefined ? field : present({ from: field, split, path });
}

/** Addresses hold commas seldom, and lists of them always a scheme after each. */
export function guessImages(values: Values, field: string | undefined) {
  if (field === undefined) return undefined;
  const texts = textsIn(values, field);
  const split = ['|', ';', ','].find((candidate) =>
    texts.some((text) => new RegExp(`\\${candidate}\\s*https?://`).test(text)),
  );
  return split === undefined ? field : { from: field, split };
}

/** `name: value | name: value`, or an object. */
export function guessPairs(values: Values, field: string | undefined) {
  if (field === undefined) return undefined;
  const found = values.map((value) => valueAt(value, field)).filter((value) => value !== undefined);
  if (found.some(isRow)) return field;
  const text = found.find((value) => typeof value === 'string' && /[:=]/.test(value)) as string | undefined;
  if (text === undefined) return undefined;
  const split = [' | ', '|', ';', '\n'].find((candidate) => text.includes(candidate)) ?? ',';
  return { from: field, split, pair: text.includes(':') ? ':' : '=' };
}

function present(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
