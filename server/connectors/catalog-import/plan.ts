import type { ImportFormat } from './formats.ts';
import type { Mapping } from './mapping.ts';

/** A column of the file and what it becomes. */
export interface PlanColumn {
  column: string;
  /** Field of the mapping, such as `price` or `option.Size`; null for what is ignored. */
  field: string | null;
  /** The first value found, shortened. */
  example: string;
}

/**
 * What an import understood of a file and would do with it, before it does: for a person to confirm. `mapping`, sent back
 * with the same file, does exactly this.
 */
export interface ImportPlan {
  format: ImportFormat;
  /** As a person calls it, such as `Shopify product export`. */
  title: string;
  /** Whether the mapping was guessed, and not given. */
  guessed: boolean;
  /** Rows are in the catalogue's own form and need no mapping. */
  native: boolean;
  /** Such as `UTF-8`. */
  encoding: string;
  encoding_guessed: boolean;
  compressed: boolean;
  /** Of delimited text. */
  delimiter?: string;
  rows: number;
  /** Rows that cannot be read. */
  unreadable: number;
  products: number;
  columns: PlanColumn[];
  /** Currencies that prices name, and how many do. */
  currencies: Record<string, number>;
  decimal: '.' | ',';
  price_unit: 'minor' | 'major';
  /** Under which name the products are remembered as this feed's. */
  source: string;
  /** What the person should know before saying yes. */
  notes: string[];
  mapping?: Mapping;
}

const EXAMPLE = 48;

/** Names of the mapping's fields by column. A column may become several. */
export function fieldsByColumn(mapping: Mapping): Map<string, string[]> {
  const found = new Map<string, string[]>();
  const add = (column: string, field: string) => found.set(column, [...(found.get(column) ?? []), field]);
  const walk = (value: unknown, field: string, inside: string): void => {
    if (typeof value === 'string') add(inside + value, field);
    else if (typeof value !== 'object' || value === null) return;
    else if ('fields' in value && Array.isArray(value.fields))
      for (const column of value.fields) add(inside + String(column), field);
    else if ('from' in value && 'fields' in value && typeof value.fields === 'object') {
      add(String(value.from), field);
      for (const [name, inner] of Object.entries(value.fields ?? {})) walk(inner, name, `${value.from}.`);
    } else if ('from' in value) add(inside + String(value.from), field);
    else for (const [name, inner] of Object.entries(value)) walk(inner, `option.${name}`, inside);
  };
  for (const [field, value] of Object.entries(mapping.fields)) walk(value, field, '');
  if ('group' in mapping && mapping.group !== undefined) walk(mapping.group, 'product', '');
  if ('attributes' in mapping) for (const column of mapping.attributes ?? []) add(column, 'attribute');
  return found;
}

/** The columns in the order of the file, those that are ignored too. */
export function planColumns(
  headings: readonly string[],
  mapping: Mapping,
  exampleOf: (column: string) => unknown,
): PlanColumn[] {
  const fields = fieldsByColumn(mapping);
  const inner = [...fields.keys()].filter((column) => !headings.includes(column));
  const columns = headings.flatMap((heading) => [
    heading,
    ...inner.filter((column) => column.startsWith(`${heading}.`)),
  ]);
  return columns.map((column) => ({
    column,
    field: fields.get(column)?.join(', ') ?? null,
    example: shortened(exampleOf(column)),
  }));
}

function shortened(value: unknown): string {
  if (value === undefined) return '';
  const text = (typeof value === 'string' ? value : (JSON.stringify(value) ?? ''))
    .replace(/\s+/g, ' ')
    .trim();
  return text.length > EXAMPLE ? `${text.slice(0, EXAMPLE - 1)}…` : text;
}
