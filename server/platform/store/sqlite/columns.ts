import { QueryError } from '../errors.ts';
import type { Collection, Document, IndexSpec, Scalar } from '../port.ts';

/** Columns of their own; everything else of a document is JSON in `doc`. */
export const HEAD = ['_id', 'version', 'createdAt', 'updatedAt'] as const;

/**
 * What an index stores where a field is missing or null. JSON has no infinity, so nothing else can be equal to it, and it
 * sorts before every number and text. SQL's own NULL would make two missing fields different in a unique index and would
 * end keyset paging early.
 */
export const ABSENT = '-9e999';

const FIELD = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
const NAME = /^[A-Za-z][\w-]*$/;

export const quote = (identifier: string): string => `"${identifier.replaceAll('"', '""')}"`;

export const isHead = (field: string): boolean => (HEAD as readonly string[]).includes(field);

/** `status` -> `doc.status`; the fields of the head keep their names. */
export const columnName = (field: string): string => (isHead(field) ? field : `doc.${field}`);

/** The definition of the virtual column of a field, which its indexes are made over. */
export function columnDefinition(field: string): string {
  const path = field
    .split('.')
    .map((part) => `."${part}"`)
    .join('');
  return `${quote(columnName(field))} GENERATED ALWAYS AS (ifnull(json_extract(doc, '$${path}'), ${ABSENT})) VIRTUAL`;
}

export function indexDefinition(table: string, name: string, spec: IndexSpec): string {
  const columns = spec.fields.map((field) => quote(columnName(field)));
  // Ties are broken by _id, so with it in the index a sorted page needs no sorting. In a unique index it would lift the rule.
  if (!spec.unique) columns.push('_id');
  const first = spec.fields[0]!;
  const partial = spec.sparse && !isHead(first) ? ` WHERE ${quote(columnName(first))} > ${ABSENT}` : '';
  return `CREATE ${spec.unique ? 'UNIQUE ' : ''}INDEX ${quote(indexName(table, name))} ON ${quote(table)} (${columns.join(', ')})${partial}`;
}

export const indexName = (table: string, name: string): string => `${table}:${name}`;

/** @throws QueryError when the declaration could not be stored */
export function checkCollection(collection: Collection<Document>): void {
  if (!NAME.test(collection.name) || /^sqlite/i.test(collection.name)) {
    throw new QueryError(`"${collection.name}" cannot be the name of a collection`);
  }
  for (const [name, spec] of Object.entries(collection.indexes)) {
    const wrong =
      !NAME.test(name) || spec.fields.length === 0 || spec.fields.some((field) => !FIELD.test(field));
    if (wrong)
      throw new QueryError(
        `${collection.name}: index "${name}" needs a plain name and fields such as "a" or "a.b"`,
      );
  }
}

/** A scalar as SQLite compares it with what json_extract makes of the same value. */
export function bindable(value: Scalar): string | number {
  if (value === null) return Number.NEGATIVE_INFINITY;
  if (typeof value === 'boolean') return value ? 1 : 0;
  return value;
}
