import { valueAt } from '../field.ts';
import type { Row } from './draft.ts';

/** Reads the columns of a vendor's file by field. */
export class Columns {
  readonly #columns: Readonly<Record<string, string>>;

  constructor(columns: Readonly<Record<string, string>>) {
    this.#columns = columns;
  }

  name(field: string): string | undefined {
    return Object.hasOwn(this.#columns, field) ? this.#columns[field] : undefined;
  }

  /** Undefined for what is absent or empty. */
  value(row: Row, field: string): unknown {
    const column = this.name(field);
    return column === undefined ? undefined : valueAt(row.value, column);
  }

  /** As text; undefined for what is absent, empty or no text. */
  text(row: Row, field: string): string | undefined {
    const value = this.value(row, field);
    if (Array.isArray(value)) return typeof value[0] === 'string' ? value[0] : undefined;
    return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : undefined;
  }

  /** Several texts: a repeated field, or one text cut at commas. */
  list(row: Row, field: string, split: RegExp | string = ','): string[] {
    const value = this.value(row, field);
    const texts = Array.isArray(value) ? value : value === undefined ? [] : String(value).split(split);
    return texts
      .filter((entry) => typeof entry === 'string')
      .map((entry) => entry.trim())
      .filter(Boolean);
  }
}

/** Spreadsheets and shops write truth in many ways; undefined for what is neither. */
export function truthOf(text: string | undefined): boolean | undefined {
  if (text === undefined) return undefined;
  if (/^(?:true|yes|y|1|ja|si|sí|oui|sim|instock|in stock|continue)$/i.test(text)) return true;
  return /^(?:false|no|n|0|nein|non|não|outofstock|out of stock|deny)$/i.test(text) ? false : undefined;
}

/** A whole number as text, also `12.0` and below zero; anything else as it is, to be refused later. */
export function wholeOf(text: string | undefined): number | string | undefined {
  return text !== undefined && /^-?\d{1,15}(?:\.0+)?$/.test(text) ? Math.trunc(Number(text)) : text;
}

const GRAMS: Readonly<Record<string, number>> = {
  g: 1,
  gram: 1,
  grams: 1,
  kg: 1000,
  lb: 453.592_37,
  lbs: 453.592_37,
  oz: 28.349_523_125,
};

/** A weight such as `2.5 kg` or, with `unit`, `2.5`, in whole grams; undefined for what is none. */
export function gramsOf(text: string | undefined, unit?: string): number | undefined {
  const match = /^(\d*[.,]?\d+)\s*([a-z]+)?$/i.exec(text ?? '');
  const factor = GRAMS[(match?.[2] ?? unit ?? '').toLowerCase()];
  return match && factor !== undefined ? Math.round(Number(match[1]!.replace(',', '.')) * factor) : undefined;
}

/** The variant's paths of a product, such as `variants.2.sku` -> `sku`. */
export const variantField = (path: string): string | undefined => /^variants\.\d+\.(\w+)/.exec(path)?.[1];
